"""Composed answers against a model's, side by side, on twelve invented questions: what was said, carried, refused, and how long.

    python -m benchmarks.drafting --model local --base-url http://127.0.0.1:8080/v1 --out var/drafting.json

Needs the prepared index and a server (docs/model.md). The model is waited for longer than a caller would be, so that its
words can be judged at all; the table says how many answers the deadline of policy.toml would have cut.
"""

import argparse
import json
import re
import time
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from assistant.adapters.chat_model import LangChainDrafter
from assistant.adapters.conversation import Conversation
from assistant.adapters.endpoint import chat_model
from assistant.adapters.extractive import ExtractiveDrafter
from assistant.adapters.likeness import EmbeddedLikeness
from assistant.answering.compose import full_text
from assistant.answering.grounding import ground_of, ungrounded
from assistant.answering.limits import load_grounding, load_patience
from assistant.answering.understand import understand
from assistant.answering.vetting import vet
from assistant.bootstrap import Services, build
from assistant.domain.answer import Draft
from assistant.domain.question import Inquiry, Question, Role, Turn
from assistant.errors import ModelFailed
from assistant.settings import Settings
from knowledge.model import Evidence

QUESTIONS = Path(__file__).with_name("drafting.toml")
SHOWN = {
    "sources": 4,
    "source_chars": 220,
    "cards": 1,
}  # less than in service: two cores read some dozen tokens a second
DAY = date(2026, 11, 22)


@dataclass(frozen=True)
class Asked:
    """One question of the table."""

    text: str
    said: Sequence[str]
    never: Sequence[str]

    def points(self, answer: str) -> dict[str, Any]:
        """How many of the things to be said an answer says, and the wrong ones it says."""
        plain = re.sub(r"\s", "", answer)
        hit = [any(word in plain for word in group.split("|")) for group in self.said]
        return {"said": f"{sum(hit)}/{len(hit)}", "wrong": [word for word in self.never if word in plain]}


def main() -> None:
    """Ask, draft twice, hold against the texts, and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", default="local")
    parser.add_argument("--base-url", default="http://127.0.0.1:8080/v1")
    parser.add_argument("--first-token-s", type=float, default=120.0)
    parser.add_argument("--total-s", type=float, default=240.0)
    parser.add_argument("--most", type=int, default=12)
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    asked = [Asked(**entry) for entry in tomllib.loads(QUESTIONS.read_text(encoding="utf-8"))["question"]]
    settings = Settings(chat_model=options.model, chat_base_url=options.base_url)
    patience = replace(load_patience(), first_token_s=options.first_token_s, total_s=options.total_s)
    talk = Conversation(chat_model(settings, patience), options.model, patience)
    services = build()
    rows = []
    for one in asked[: options.most]:
        rows.append(side_by_side(one, services, talk))
        print(json.dumps(rows[-1], ensure_ascii=False), flush=True)
        if options.out:
            options.out.write_text(json.dumps(rows, ensure_ascii=False, indent=1), encoding="utf-8")


def side_by_side(asked: Asked, services: Services, talk: Conversation) -> dict[str, Any]:
    """One row: the composed answer, what the model wrote, and what of it may be said."""
    inquiry = Inquiry("benchmark", (Turn(Role.CALLER, asked.text),), DAY)
    question = understand(inquiry)
    evidence = services.hotline.retrieve(question)
    begun = time.perf_counter()
    composed = ExtractiveDrafter(services.catalogue).draft(question, evidence, ())
    row: dict[str, Any] = {"question": asked.text}
    row["composed"] = {"ms": round((time.perf_counter() - begun) * 1000), **asked.points(full_text(composed))}
    begun = time.perf_counter()
    try:
        draft = LangChainDrafter(talk, services.catalogue, **SHOWN).draft(question, evidence, ())
    except ModelFailed as failed:
        row["model"] = {"seconds": round(time.perf_counter() - begun, 1), "failed": str(failed)}
        return row
    row["model"] = {"seconds": round(time.perf_counter() - begun, 1), "text": full_text(draft)}
    row["model"] |= asked.points(full_text(draft)) | _vetted(draft, question, evidence, services)
    row["model"]["tokens"] = [draft.usage.input_tokens, draft.usage.output_tokens] if draft.usage else []
    return row


def _vetted(draft: Draft, question: Question, evidence: Sequence[Evidence], services: Services) -> dict[str, Any]:
    likeness = EmbeddedLikeness(services.embedder)
    limits = load_grounding()
    ground = ground_of(evidence, services.catalogue, DAY, (), question.inquiry.caller_text, limits, likeness)
    faults = [ungrounded(claim, ground) for claim in draft.claims]
    vetted = vet(draft, lambda claim: ungrounded(claim, ground), limits.kept)
    return {
        "claims": len(draft.claims),
        "carried": sum(not found for found in faults),
        "served": vetted.draft is not None,
        "faults": [fault for found in faults for fault in found],
    }


if __name__ == "__main__":
    main()

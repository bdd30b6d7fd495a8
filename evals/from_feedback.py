"""Confirmed feedback -> new cases, masked: a wrong answer becomes a question that is asked again at every run.

A row of feedback, one JSON object a line: `id`, `turns` (or `question`), `topic`, `region`, `as_of`, `confirmed_by`,
`action` (what would have been right), `citations` ([{"law","article"}]), `must_say`, `must_not_say`. Without
`confirmed_by` a row is left out: an unread complaint proves nothing.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from assistant.domain.answer import Action
from assistant.errors import BadInput
from evals.case import Case

Mask = Callable[[str], str]
TEST_EVERY = 3  # one row in so many goes to test, decided by its own id, so that a row never changes sides


def cases_from(rows: Iterable[Mapping[str, Any]], mask: Mask) -> list[Case]:
    """The cases of confirmed rows; names and numbers of people are masked before anything leaves the record.

    Raises:
        BadInput: naming the row, when a confirmed row cannot become a case.
    """
    return [_case(row, mask) for row in rows if row.get("confirmed_by")]


def _case(row: Mapping[str, Any], mask: Mask) -> Case:
    turns = row.get("turns") or [{"role": "caller", "text": row.get("question", "")}]
    name = hashlib.sha256(str(row.get("id", "")).encode()).hexdigest()[:10]
    try:
        action = Action(row["action"])
        body = {
            "id": f"feedback-{name}",
            "split": "test" if int(name, 16) % TEST_EVERY == 0 else "dev",
            "topic": row.get("topic", "其他"),
            "style": row.get("style", "colloquial"),
            "channel": row.get("channel", "phone"),
            "turns": [{"role": turn["role"], "text": mask(turn["text"])} for turn in turns],
            "as_of": row["as_of"],
            "region": row.get("region", "340000"),
            "expected_action": action,
            "acceptable_actions": [action],
            "gold": [[{"law": c["law"], "article": c["article"]}] for c in row.get("citations", ())],
            "nuggets": [{"must": True, "desc": mask(s), "any_of": [mask(s)]} for s in row.get("must_say", ())],
            "forbidden": [mask(text) for text in row.get("must_not_say", ())],
            "family": "answerable" if action is Action.ANSWER else row.get("family", "contradictory"),
            "source": f"confirmed feedback {name}",
            "second_reading": "confirmed by a reviewer",
        }
        return Case.model_validate(body)
    except (KeyError, TypeError, ValueError, ValidationError) as error:
        raise BadInput(f"反馈 {row.get('id', '?')} 不能变成题目：{error}") from error


def append_cases(cases: Iterable[Case], folder: Path) -> int:
    """Add the cases to `feedback.jsonl` of their splits; one already there is not added again. Gives back how many."""
    added = 0
    for case in cases:
        path = folder / case.split / "feedback.jsonl"
        path.parent.mkdir(parents=True, exist_ok=True)
        known = path.read_text(encoding="utf-8") if path.exists() else ""
        if f'"{case.id}"' in known:
            continue
        body = case.model_dump(mode="json", exclude={"dataset"}, exclude_none=True)
        path.write_text(known + json.dumps(body, ensure_ascii=False) + "\n", encoding="utf-8")
        added += 1
    return added

"""LangChainDrafter: prompt | chat model | parser. It writes; whether anything of it is said is decided by verification.

The model sees masked turns, the provisions found with their stable ids, approved cards and finished figures. It has no
tools, no memory and no secrets. Whatever goes wrong comes out as ModelFailed, nothing else.
"""

import json
import logging
import time
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict, Field

from assistant.adapters.conversation import Conversation
from assistant.adapters.masking import Masked, masked
from assistant.answering.grounding import Ground, ground_of
from assistant.answering.limits import load_grounding
from assistant.answering.prompts import prompt
from assistant.answering.quoting import cite
from assistant.domain.answer import Citation, Claim, Draft, Figure
from assistant.domain.question import Question, Role
from assistant.errors import ModelFailed
from assistant.ports import Law
from knowledge.cards import references
from knowledge.citation import article_number
from knowledge.model import Card, Evidence, Kind, Provision, ProvisionRef

if TYPE_CHECKING:
    from langchain_core.messages import BaseMessage

log = logging.getLogger(__name__)
SECTIONS = ("conclusion", "reasons", "steps", "evidence", "deadline", "where", "avoid", "flips")


class CitedJson(BaseModel):
    """One citation as the model writes it."""

    model_config = ConfigDict(extra="ignore")
    id: str = Field(max_length=120)
    quote: str = Field("", max_length=400)


class ClaimJson(BaseModel):
    """One claim as the model writes it."""

    model_config = ConfigDict(extra="ignore")
    section: str = Field("reasons", max_length=20)
    text: str = Field(min_length=1, max_length=600)
    cites: list[CitedJson] = Field(default_factory=list, max_length=8)


class AnswerJson(BaseModel):
    """The whole answer as the model writes it."""

    model_config = ConfigDict(extra="ignore")
    claims: list[ClaimJson] = Field(max_length=16)


@dataclass(frozen=True)
class LangChainDrafter:
    """Drafts with a chat model of any provider."""

    talk: Conversation
    law: Law
    sources: int = 10  # provisions shown to the model
    source_chars: int = 420  # of each
    cards: int = 2

    @property
    def name(self) -> str:
        """The model's name, as drafts and records carry it."""
        return self.talk.name

    def draft(self, question: Question, evidence: Sequence[Evidence], figures: Sequence[Figure]) -> Draft:
        """The model's draft, unverified.

        Raises:
            ModelFailed: when the model is down, slow, refuses or talks rubbish.
        """
        return finished(self.dictate(question, evidence, figures))

    def dictate(
        self,
        question: Question,
        evidence: Sequence[Evidence],
        figures: Sequence[Figure],
        faults: Sequence[str] = (),
    ) -> Generator[Claim, None, Draft]:
        """Each claim as soon as it is written, unverified, and the draft at the end; `faults` of a first try are told.

        Raises:
            ModelFailed: as `draft`.
        """
        day = question.inquiry.as_of
        said = masked([turn.text for turn in question.inquiry.turns])
        ground = ground_of(evidence, self.law, day, figures, question.inquiry.caller_text, load_grounding())
        if not ground.provisions:
            raise ModelFailed("refused", "nothing found to write from")
        written = self.talk.stream(self._messages(question, evidence, ground, said, faults))
        claims: list[Claim] = []
        begun = time.monotonic()
        try:
            for entry in _entries(written):
                claims.append(self._claim(entry, ground, said, day))
                yield claims[-1]
        finally:
            written.close()
        answer = _parsed(written.text)
        if not answer.claims:
            raise ModelFailed("refused", "the model found the evidence insufficient")
        claims = [self._claim(entry, ground, said, day) for entry in answer.claims]
        claims += [_figure_claim(figure, self._basis(figure, day)) for figure in figures]
        usage = self.talk.usage(written, time.monotonic() - begun)
        log.info("drafted", extra={"model": self.name, "seconds": usage.seconds, "tokens": usage.output_tokens})
        draft = Draft(_in_order(claims), claims[0].text, self.name, prompt=prompt("draft").name, usage=usage)
        return self._under_card(draft, evidence)

    def _messages(
        self,
        question: Question,
        evidence: Sequence[Evidence],
        ground: Ground,
        said: Masked,
        faults: Sequence[str],
    ) -> "list[BaseMessage]":
        sources = [
            f"id: {key}\n{p.source.title}{article_number(p.ref)}：{p.text[: self.source_chars]}"
            for key, p in list(ground.provisions.items())[: self.sources]
        ]
        roles = {Role.CALLER: "来电人", Role.AGENT: "坐席"}
        turns = zip(question.inquiry.turns, said.turns, strict=True)
        # only which parts failed: the faults quote what the model wrote, with personal data put back into it
        parts = "、".join(dict.fromkeys(fault.split(":")[0] for fault in faults))
        again = f"\n上一稿的 {parts} 没有通过核对，请只用依据和已审定答复的词句重写。" if faults else ""
        return self.talk.messages(
            prompt("draft"),
            sources="\n\n".join(sources),
            cards="\n".join(f"{card.question}\n{card.conclusion}{card.reasons}" for card in self._cards(evidence))
            or "无",
            figures="\n".join(figure.headline for figure in ground.figures) or "无",
            setting=f"{question.region}，{question.inquiry.as_of.isoformat()}",
            turns="\n".join(f"{roles[turn.role]}：{text}" for turn, text in turns),
            again=again,
        )

    def _cards(self, evidence: Sequence[Evidence]) -> list[Card]:
        found = [e.passage.id for e in evidence if e.passage.kind is Kind.FAQ]
        return [self.law.cards[key] for key in found if key in self.law.cards][: self.cards]

    def _claim(self, entry: ClaimJson, ground: Ground, said: Masked, day: Any) -> Claim:
        text = said.restored(entry.text.strip())
        section = entry.section if entry.section in SECTIONS else "reasons"
        citations = tuple(self._citation(cited, text, ground, day) for cited in entry.cites)
        return Claim(section, text, tuple(dict.fromkeys(citations)))

    def _citation(self, cited: CitedJson, text: str, ground: Ground, day: Any) -> Citation:
        provision = _named(cited.id.strip(), ground)
        citation = cite(provision.ref, text, self.law, day) if provision else None
        if citation is None:  # kept as the model wrote it, for verification to refuse and the record to show
            return Citation(ProvisionRef(cited.id, 0), cited.id, cited.id, "", cited.quote, "", False)
        return replace(citation, quote=cited.quote) if cited.quote else citation

    def _basis(self, figure: Figure, day: Any) -> tuple[Citation, ...]:
        found = (cite(self.law.resolve(ref), figure.headline, self.law, day) for ref in figure.basis)
        return tuple(citation for citation in found if citation is not None)

    def _under_card(self, draft: Draft, evidence: Sequence[Evidence]) -> Draft:
        """The draft under the leading approved card, when its conclusion rests on that card's articles."""
        rests_on = {c.ref.whole for c in draft.claims[0].citations}
        for card in self._cards(evidence)[:1]:
            if rests_on & {self.law.resolve(ref).whole for ref in references(card)}:
                return replace(draft, card=card.id, short=card.short)
        return draft


def _named(key: str, ground: Ground) -> Provision | None:
    """The provision found under this id; small models leave off the version's day, which is no doubt where only one fits."""
    versions = [p for full, p in ground.provisions.items() if full.startswith(f"{key}@")]
    return ground.provisions.get(key) or (versions[0] if len(versions) == 1 else None)


def finished(steps: Generator[Claim, None, Draft]) -> Draft:
    """The draft at the end of its steps."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            draft: Draft = end.value
            return draft


def _in_order(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """The figures right after the conclusion, as approved answers have them."""
    figures = [claim for claim in claims if claim.section == "figure"]
    others = [claim for claim in claims if claim.section != "figure"]
    return (*others[:1], *figures, *others[1:])


def _figure_claim(figure: Figure, citations: tuple[Citation, ...]) -> Claim:
    return Claim("figure", "\n".join((figure.headline, *figure.working)), citations, figure.working)


def _entries(written: Iterator[str]) -> Iterator[ClaimJson]:
    """Each claim of a growing JSON text once the next one has begun."""
    from langchain_core.utils.json import parse_partial_json
    from pydantic import ValidationError

    handed, text = 0, ""
    for piece in written:
        text += piece
        if "}" not in piece:
            continue
        try:
            found = parse_partial_json(text[text.index("{") :])
            entries = found.get("claims", []) if isinstance(found, dict) else []
            complete = [ClaimJson.model_validate(entry) for entry in entries[handed:-1]]
        except (ValueError, ValidationError):  # not yet, or not at all: the whole text decides at the end
            continue
        handed += len(complete)
        yield from complete


def _parsed(text: str) -> AnswerJson:
    """The answer a model wrote; one that breaks off is none, since its last sentence may have lost its exception.

    Raises:
        ModelFailed: `rubbish`, when it is none.
    """
    from langchain_core.exceptions import OutputParserException
    from langchain_core.output_parsers import PydanticOutputParser

    try:
        json.loads(text[text.index("{") : text.rindex("}") + 1])  # strictly: the parser would mend what breaks off
        answer: AnswerJson = PydanticOutputParser(pydantic_object=AnswerJson).parse(text)
    except (OutputParserException, ValueError) as error:
        raise ModelFailed("rubbish", "no answer in the agreed form") from error
    return answer

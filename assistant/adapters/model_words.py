"""Two small things a model may add, both off by default: wordings to search for, and approved questions in plainer words.

Neither can decide anything. A wording only widens the search and is thrown away when it adds numbers, links or length; a
reworded question stands only if it stays near the approved one. Whatever fails leaves things as they were.
"""

import logging
import re
from dataclasses import dataclass

from pydantic import BaseModel, Field

from assistant.adapters.breaker import Breaker
from assistant.adapters.conversation import Conversation
from assistant.adapters.masking import Masked, masked
from assistant.answering.prompts import prompt
from assistant.answering.wording import coverage, never_said, opposed
from assistant.domain.question import Question
from assistant.errors import ModelFailed
from knowledge.figures import stated

log = logging.getLogger(__name__)
MOST, LONGEST = 3, 60
_DIGITS = re.compile(r"[0-9]+")
NEAR = 0.4  # share of a reworded question's pairs that the approved one holds
_OWN_FAULT = frozenset({"down", "slow", "rubbish"})


class SearchesJson(BaseModel):
    """What the rewriter writes."""

    searches: list[str] = Field(max_length=10)


class QuestionsJson(BaseModel):
    """What the question writer writes."""

    questions: list[str] = Field(max_length=10)


@dataclass(frozen=True)
class ModelRewriter:
    """Further wordings of a question, in the law's words."""

    talk: Conversation
    breaker: Breaker

    def __call__(self, question: Question) -> tuple[str, ...]:
        """At most three; none when the model fails."""
        said = _masked(question)
        written = _asked(self.talk, self.breaker, "rewrite", SearchesJson, turns="\n".join(said.turns))
        wordings = [text.strip() for text in written.searches] if isinstance(written, SearchesJson) else []
        known = _DIGITS.findall(question.inquiry.caller_text)
        fit = [
            w for w in wordings if 0 < len(w) <= LONGEST and not never_said(w) and set(_DIGITS.findall(w)) <= set(known)
        ]
        return tuple(dict.fromkeys(fit))[:MOST]


@dataclass(frozen=True)
class ModelAskWriter:
    """Approved questions, one for one, in words nearer to the caller's."""

    talk: Conversation
    breaker: Breaker

    def __call__(self, question: Question, asked: tuple[str, ...]) -> tuple[str, ...]:
        """As many as were given and in their order; an unfit one stays as it was approved."""
        if not asked:
            return asked
        said = _masked(question)
        material = {"questions": "\n".join(asked), "turns": "\n".join(said.turns)}
        written = _asked(self.talk, self.breaker, "clarify", QuestionsJson, **material)
        if not isinstance(written, QuestionsJson) or len(written.questions) != len(asked):
            return asked
        pairs = zip(written.questions, asked, strict=True)
        return tuple(said.restored(new.strip()) if _fit(new.strip(), approved) else approved for new, approved in pairs)


def _fit(new: str, approved: str) -> bool:
    """True when a reworded question asks what the approved one asks and states nothing."""
    plain = 0 < len(new) <= LONGEST and new.endswith(("？", "?")) and not never_said(new)
    return (
        plain
        and not stated(new) - stated(approved)
        and coverage(new, [approved]) >= NEAR
        and not opposed(new, approved)
    )


def _masked(question: Question) -> Masked:
    return masked([turn.text for turn in question.inquiry.turns])


def _asked(talk: Conversation, breaker: Breaker, stem: str, form: type[BaseModel], **material: str) -> BaseModel | None:
    """What the model wrote in the agreed form; None when it failed, which the log tells."""
    from langchain_core.exceptions import OutputParserException
    from langchain_core.output_parsers import PydanticOutputParser

    try:
        with breaker.passing(lambda error: getattr(error, "why", "") in _OWN_FAULT):
            text = talk.all_of(talk.messages(prompt(stem), **material))
        written: BaseModel = PydanticOutputParser(pydantic_object=form).parse(text)
    except (ModelFailed, OutputParserException) as failed:
        log.info("not reworded", extra={"prompt": stem, "why": getattr(failed, "why", "rubbish")})
        return None
    return written

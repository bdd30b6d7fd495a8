"""What the parts of the assistant must be able to do; each has contract tests that every implementation passes."""

from collections.abc import Generator, Sequence
from datetime import date, datetime
from typing import Protocol, runtime_checkable

from assistant.domain.answer import Claim, Draft, Figure
from assistant.domain.question import Fact, Inquiry, Question
from assistant.domain.speech import Audio, Recognition
from knowledge.model import Card, Evidence, Provision, ProvisionRef


class Clock(Protocol):
    """The present moment, so that nothing else reads it."""

    def now(self) -> datetime: ...


class Law(Protocol):
    """Provisions and cards as the answering steps need them; the catalogue is one."""

    cards: dict[str, Card]

    def provision(self, ref: ProvisionRef, as_of: date) -> Provision | None: ...

    def resolve(self, ref: ProvisionRef) -> ProvisionRef: ...


class Drafter(Protocol):
    """Writes a draft from the evidence; raises DraftingFailed when it cannot."""

    @property
    def name(self) -> str: ...

    def draft(self, question: Question, evidence: Sequence[Evidence], figures: Sequence[Figure]) -> Draft: ...


@runtime_checkable
class StepwiseDrafter(Protocol):
    """A drafter that hands over each claim as soon as it is verified, and the whole draft at the end."""

    def steps(
        self, question: Question, evidence: Sequence[Evidence], figures: Sequence[Figure]
    ) -> Generator[Claim, None, Draft]: ...


class Rewriter(Protocol):
    """Further wordings to search for; none when it has nothing to add. It never replaces what was asked."""

    def __call__(self, question: Question) -> tuple[str, ...]: ...


class AskWriter(Protocol):
    """The approved questions in plainer words, as many and in their order."""

    def __call__(self, question: Question, asked: tuple[str, ...]) -> tuple[str, ...]: ...


class FactReader(Protocol):
    """Reads wages, dates, years and counts out of what was said."""

    def __call__(self, inquiry: Inquiry) -> tuple[Fact, ...]: ...


class Reckoner(Protocol):
    """Works out the figures a question asks for, where the facts are there."""

    def work_out(self, question: Question, evidence: Sequence[Evidence]) -> tuple[Figure, ...]: ...

    def missing(self, question: Question, evidence: Sequence[Evidence]) -> tuple[str, ...]:
        """The questions that bring out what a figure still needs, at most three, plainest first."""
        ...


class Transcriber(Protocol):
    """Recognises one utterance of at most 30 s in which somebody speaks."""

    name: str

    def transcribe(self, audio: Audio) -> Recognition: ...

"""The ladder of drafters: the model's draft as far as verification carries it, else the composed one, and the reason said.

Verification decides, not the model. A draft whose claims fail is asked for once more; what then still fails sends the
question down the ladder. The lowest rung needs nothing but the catalogue.
"""

import logging
import threading
from collections import Counter
from collections.abc import Generator, Sequence
from dataclasses import dataclass, field, replace

from assistant.adapters.breaker import Breaker
from assistant.adapters.chat_model import LangChainDrafter, finished
from assistant.answering.grounding import Likeness, ground_of, ungrounded
from assistant.answering.limits import Grounding
from assistant.answering.verify import faults_of
from assistant.answering.vetting import Faults, vet
from assistant.domain.answer import Claim, Draft, Figure
from assistant.domain.question import Question
from assistant.errors import ModelFailed
from assistant.ports import Drafter, Law
from knowledge.model import Evidence

log = logging.getLogger(__name__)
_OWN_FAULT = frozenset({"down", "slow", "rubbish"})  # the endpoint's; a refusal or a false claim is an answer


@dataclass(frozen=True)
class VettedDrafter:
    """A model's drafter of which only carried claims come out."""

    writer: LangChainDrafter
    law: Law
    limits: Grounding
    redrafts: int = 1
    likeness: Likeness | None = None

    @property
    def name(self) -> str:
        """The model's name."""
        return self.writer.name

    def steps(
        self, question: Question, evidence: Sequence[Evidence], figures: Sequence[Figure]
    ) -> Generator[Claim, None, Draft]:
        """Each claim once it is verified, from the first try only; the draft of carried claims at the end.

        Raises:
            ModelFailed: what the writer raises, and `unsupported` when no draft stands.
        """
        failures: tuple[str, ...] = ()
        for attempt in range(self.redrafts + 1):
            faults = self._faults(question, evidence, figures)
            writing = self.writer.dictate(question, evidence, figures, failures)
            if attempt == 0:
                draft = yield from _verified(writing, faults)
            else:  # what was handed over from the first try stays withdrawn or replaced; nothing more is added to it
                draft = finished(writing)
            vetted = vet(draft, _of_draft(draft, faults, self.law, question, figures), self.limits.kept)
            if vetted.draft is not None:
                return vetted.draft
            failures = vetted.failures
        log.info("unsupported", extra={"model": self.name, "failures": len(failures)})
        raise ModelFailed("unsupported", failures[0] if failures else "no conclusion")

    def _faults(self, question: Question, evidence: Sequence[Evidence], figures: Sequence[Figure]) -> Faults:
        inquiry = question.inquiry
        ground = ground_of(evidence, self.law, inquiry.as_of, figures, inquiry.caller_text, self.limits, self.likeness)
        return lambda claim: ungrounded(claim, ground)


@dataclass
class LadderDrafter:
    """The model behind its breaker, then the drafter that always works; counts what was answered how."""

    first: VettedDrafter
    last: Drafter
    breaker: Breaker
    counts: Counter[str] = field(default_factory=Counter)
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    @property
    def name(self) -> str:
        """Both rungs' names."""
        return f"{self.first.name} → {self.last.name}"

    def draft(self, question: Question, evidence: Sequence[Evidence], figures: Sequence[Figure]) -> Draft:
        """The draft of the highest rung that stands.

        Raises:
            DraftingFailed: when the lowest cannot draft either.
        """
        return finished(self.steps(question, evidence, figures))

    def steps(
        self, question: Question, evidence: Sequence[Evidence], figures: Sequence[Figure]
    ) -> Generator[Claim, None, Draft]:
        """As `draft`, handing over each verified claim of the model as it comes.

        Raises:
            DraftingFailed: as `draft`.
        """
        try:
            with self.breaker.passing(lambda error: getattr(error, "why", "") in _OWN_FAULT):
                draft = yield from self.first.steps(question, evidence, figures)
        except ModelFailed as failed:
            self._count(failed.why)
            log.info("stepped down", extra={"model": self.first.name, "why": failed.why})
            return replace(self.last.draft(question, evidence, figures), instead_of=failed.why)
        self._count("model")
        return draft

    def _count(self, what: str) -> None:
        with self._lock:
            self.counts[what] += 1


def _of_draft(draft: Draft, more: Faults, law: Law, question: Question, figures: Sequence[Figure]) -> Faults:
    """Every check on a claim of a whole draft: the general ones, and those for a model."""
    inquiry = question.inquiry

    def faults(claim: Claim) -> list[str]:
        return [*more(claim), *faults_of(claim, draft, law, inquiry.as_of, tuple(figures), inquiry.caller_text)]

    return faults


def _verified(writing: Generator[Claim, None, Draft], faults: Faults) -> Generator[Claim, None, Draft]:
    """Hands on carried claims, the conclusion first or nothing; after the first failure nothing more."""
    sound, place = True, 0
    while True:
        try:
            claim = next(writing)
        except StopIteration as end:
            draft: Draft = end.value
            return draft
        sound = sound and not faults(claim) and (place > 0 or claim.section == "conclusion")
        place += 1
        if sound:
            yield claim

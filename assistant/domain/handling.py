"""Everything done with one question, as one record."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from assistant.domain.answer import Decision, Draft, Figure, Verification
from assistant.domain.question import Question
from knowledge.model import Evidence


@dataclass(frozen=True, slots=True)
class Handling:
    """Question, evidence, figures, draft, verification and decision: what consoles, audit and evals read."""

    question: Question
    decision: Decision
    evidence: tuple[Evidence, ...] = ()
    figures: tuple[Figure, ...] = ()
    draft: Draft | None = None
    verification: Verification | None = None
    timings_ms: Mapping[str, float] = field(default_factory=dict)

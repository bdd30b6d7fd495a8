"""The training list: what an agent or a team got wrong, most costly first, with real passages and the right answer."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from assistant.inspection.transcript import Finding, Severity

_COST = {Severity.CRITICAL: 5, Severity.MAJOR: 2, Severity.MINOR: 1}


@dataclass(frozen=True, slots=True)
class Confirmed:
    """A finding a person confirmed, with the masked words it rests on."""

    call: str
    agent: str
    finding: Finding
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lesson:
    """One thing to train: the code, how often, and examples with their model answers."""

    code: str
    agents: tuple[str, ...]
    times: int
    cost: int
    examples: tuple[Confirmed, ...]
    answers: tuple[str, ...]


def training_list(confirmed: Iterable[Confirmed], examples: int = 3) -> tuple[Lesson, ...]:
    """Lessons from confirmed findings, the most costly first."""
    by_code: dict[str, list[Confirmed]] = defaultdict(list)
    for entry in confirmed:
        by_code[entry.finding.code].append(entry)
    lessons = [_lesson(code, entries, examples) for code, entries in by_code.items()]
    return tuple(sorted(lessons, key=lambda lesson: (-lesson.cost, lesson.code)))


def _lesson(code: str, entries: list[Confirmed], examples: int) -> Lesson:
    ordered = sorted(entries, key=lambda entry: (-_COST[entry.finding.severity], entry.call))
    answers = dict.fromkeys(entry.finding.correct for entry in ordered if entry.finding.correct)
    return Lesson(
        code=code,
        agents=tuple(sorted({entry.agent for entry in entries})),
        times=len(entries),
        cost=sum(_COST[entry.finding.severity] for entry in entries),
        examples=tuple(ordered[:examples]),
        answers=tuple(answers),
    )

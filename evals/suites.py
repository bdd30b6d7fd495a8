"""The suites by name: which cases belong to one and which measures are taken of their rows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from evals.case import Case
from evals.metrics.answer import answer_measures
from evals.metrics.calibration import calibration_measures
from evals.metrics.decision import by_family, decision_measures
from evals.metrics.interval import Measure
from evals.metrics.retrieval import retrieval_measures
from evals.row import Row


@dataclass(frozen=True, slots=True)
class Suite:
    """A view of the questions. `search` and `ask` say what it needs of the program."""

    name: str
    dataset: str
    belongs: Callable[[Case], bool]
    measures: Callable[[Sequence[Row]], list[Measure]]
    search: bool = False
    ask: bool = False


def _all(case: Case) -> bool:
    return bool(case.turns)


def _decisions(rows: Sequence[Row]) -> list[Measure]:
    return [*decision_measures(rows), *calibration_measures(rows)]


def _unanswerable(rows: Sequence[Row]) -> list[Measure]:
    return [*decision_measures(rows)[:2], *by_family(rows)]


def _everything(rows: Sequence[Row]) -> list[Measure]:
    return [
        *decision_measures(rows)[:4],
        *answer_measures(rows),
        *retrieval_measures(rows),
        *calibration_measures(rows),
    ]


def _law_only(rows: Sequence[Row]) -> list[Measure]:
    inside = [
        Measure(f"{m.name} of what the pool holds", m.value, m.low, m.high, m.n)
        for m in retrieval_measures(rows, covered_only=True)[:6]
    ]
    return [*retrieval_measures(rows), *inside]


SUITES = {
    suite.name: suite
    for suite in (
        Suite("retrieval", "own", lambda case: bool(case.gold), retrieval_measures, search=True),
        Suite("answers", "own", lambda case: case.expected_action == "answer", answer_measures, ask=True),
        Suite("decisions", "own", _all, _decisions, ask=True),
        Suite("unanswerable", "own", lambda case: not case.answerable, _unanswerable, ask=True),
        Suite("exam", "exam", _all, _everything, search=True, ask=True),
        Suite("stard", "stard", _all, _law_only, search=True),
        Suite("lawbench", "lawbench", _all, _law_only, search=True),
    )
}
APART = ("metamorphic", "peers")  # run by their own modules
DEFAULT = ("retrieval", "answers", "decisions", "unanswerable")


def rows_of(suite: Suite, cases: Sequence[Case], rows: Sequence[Row]) -> list[Row]:
    """The rows of a suite's cases."""
    wanted = {(case.dataset, case.id) for case in cases if case.dataset == suite.dataset and suite.belongs(case)}
    return [row for row in rows if (row.dataset, row.id) in wanted]

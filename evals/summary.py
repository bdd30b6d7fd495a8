"""Rows -> the tables everybody reads: each suite's headlines, the slices by topic and style, confusion and latency."""

from collections.abc import Callable, Sequence

import numpy as np

from evals.case import Case
from evals.metrics.answer import answer_measures
from evals.metrics.decision import confusion, decision_measures
from evals.metrics.interval import Measure
from evals.metrics.retrieval import retrieval_measures
from evals.row import Row
from evals.suites import SUITES, Suite, rows_of
from evals.table import Table, measure_table, sliced_table

SLICED = ("right action", "nugget recall", "citation recall", "citation precision", "recall@10")
STAGES = ("understand", "retrieve", "draft", "verify", "total")
TITLES = {
    "retrieval": "Retrieval: are the deciding articles found?",
    "answers": "Answers: cited, complete, nothing forbidden",
    "decisions": "Decisions: the right thing done, and how sure",
    "unanswerable": "Unanswerable: what must not be answered straight away",
    "exam": "Exam (outside questions)",
    "stard": "STARD (outside questions; law only)",
    "lawbench": "LawBench consultations (outside questions; law only)",
}


def suite_measures(names: Sequence[str], cases: Sequence[Case], rows: Sequence[Row]) -> dict[str, tuple[Measure, ...]]:
    """The headlines of each suite."""
    return {name: tuple(SUITES[name].measures(rows_of(SUITES[name], cases, rows))) for name in names}


def suite_tables(names: Sequence[str], cases: Sequence[Case], rows: Sequence[Row]) -> list[Table]:
    """Headlines of each suite, then the slices of its dataset."""
    tables = []
    for name, measures in suite_measures(names, cases, rows).items():
        tables.append(measure_table(TITLES[name], measures, _pool_note(SUITES[name], rows)))
    for dataset in dict.fromkeys(SUITES[name].dataset for name in names):
        held = [row for row in rows if row.dataset == dataset]
        if any(row.right is not None or row.ranked is not None for row in held):
            tables += slices(held, dataset)
    return tables


def _pool_note(suite: Suite, rows: Sequence[Row]) -> str:
    held = [row for row in rows if row.dataset == suite.dataset]
    groups = sum(len(row.gold) for row in held)
    return f"{len(held)} questions, {groups} gold groups, {sum(sum(row.covered) for row in held)} of them in the pool"


def slices(rows: Sequence[Row], dataset: str) -> list[Table]:
    """One table each by topic, style, channel and number of turns."""
    ways: dict[str, Callable[[Row], str]] = {
        "topic": lambda row: row.topic,
        "style": lambda row: row.style,
        "channel": lambda row: row.channel,
        "turns": lambda row: "several turns" if row.turns > 1 else "one turn",
    }
    tables = [
        sliced_table(f"{dataset} by {way}", by(rows, of), lambda measure: measure.name in SLICED)
        for way, of in ways.items()
        if len({of(row) for row in rows}) > 1
    ]
    if any(row.timings_ms for row in rows):
        tables.append(latency_table(rows, dataset))
    return tables


def by(rows: Sequence[Row], of: Callable[[Row], str]) -> dict[str, list[Measure]]:
    """The sliced measures of each group of rows."""
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(of(row), []).append(row)
    return {label: every_measure(held) for label, held in groups.items()}


def every_measure(rows: Sequence[Row]) -> list[Measure]:
    """All headlines of rows, whatever was measured of them."""
    return [*decision_measures(rows), *answer_measures(rows), *retrieval_measures(rows)]


def latency(rows: Sequence[Row]) -> list[tuple[str, float, float]]:
    """Each stage with its median and 95th percentile, in milliseconds."""
    stages = []
    for name in STAGES:
        taken = [row.timings_ms[name] for row in rows if name in row.timings_ms]
        if taken:
            stages.append((name, float(np.median(taken)), float(np.quantile(taken, 0.95))))
    return stages


def latency_table(rows: Sequence[Row], dataset: str) -> Table:
    """The stages as a table."""
    return Table(f"{dataset}: latency, ms", ("stage", "median", "p95"), tuple(latency(rows)))


def confusion_counts(rows: Sequence[Row]) -> dict[tuple[str, str], int]:
    """Expected and taken actions."""
    return dict(confusion(rows))

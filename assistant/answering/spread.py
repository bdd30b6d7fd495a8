"""Sums that differ because a day was said only by its month: near one another they are given as a range."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistant.calculators.working import Working

_WIDEST = Decimal("1.3")  # a range wider than this tells a caller too little: the day is asked for


@dataclass(frozen=True, slots=True)
class Spread:
    """The least and the most a sum may be."""

    low: Working
    high: Working


def span_of_sums(runs: Sequence[Working]) -> Spread | None:
    """The range of sums of money, None for days and for a range that is too wide or begins at nought."""
    sums = [(run.headline.value, run) for run in runs if isinstance(run.headline.value, Decimal)]
    if len(sums) < 2 or len(sums) != len(runs) or not all(run.headline.unit.startswith("元") for run in runs):
        return None
    low, high = min(sums, key=lambda row: row[0]), max(sums, key=lambda row: row[0])
    return Spread(low[1], high[1]) if low[0] > 0 and high[0] <= low[0] * _WIDEST else None

"""A figure with its interval and its n: nothing is reported without saying how sure it is."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import stats

SEED = 12351
DRAWS = 2000
LEVEL = 0.95

Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Measure:
    """One measured figure; `value` is None when there was nothing to measure."""

    name: str
    value: float | None
    low: float | None = None
    high: float | None = None
    n: int = 0  # cases it rests on

    def record(self) -> dict[str, Any]:
        """The measure as it is written down."""
        return asdict(self)

    def __str__(self) -> str:
        if self.value is None:
            return "–"
        span = f" [{self.low:.3f}, {self.high:.3f}]" if self.low is not None else ""
        return f"{self.value:.3f}{span} n={self.n}"


def share(name: str, values: Sequence[bool | float]) -> Measure:
    """The mean of one value a case."""
    return ratio(name, values, [1.0] * len(values))


def ratio(name: str, parts: Sequence[bool | float], wholes: Sequence[float]) -> Measure:
    """Sum of parts over sum of wholes, both one a case; cases are drawn, so that a case's parts stay together."""
    over = np.asarray(wholes, dtype=np.float64)
    under = over > 0
    part, over = np.asarray(parts, dtype=np.float64)[under], over[under]
    if not len(over):
        return Measure(name, None)
    value = float(part.sum() / over.sum())
    low, high = _span(part, over, value)
    return Measure(name, value, low, high, len(over))


def resampled(name: str, statistic: Callable[[Numbers, Numbers], float], x: Numbers, y: Numbers) -> Measure:
    """A statistic of two columns with its bootstrap interval, cases drawn whole."""
    random = np.random.default_rng(SEED)
    draws = (random.integers(0, len(x), len(x)) for _ in range(DRAWS // 4))
    drawn = [statistic(x[places], y[places]) for places in draws]
    low, high = np.quantile(drawn, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return Measure(name, statistic(x, y), float(low), float(high), len(x))


def _span(part: Numbers, over: Numbers, value: float) -> tuple[float, float]:
    rates = part / over
    if np.allclose(rates, rates[0]):
        return _exact(rates[0], len(rates), value)
    draws = np.random.default_rng(SEED).integers(0, len(over), (DRAWS, len(over)))
    drawn = part[draws].sum(axis=1) / over[draws].sum(axis=1)
    low, high = np.quantile(drawn, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return float(low), float(high)


def _exact(rate: float, n: int, value: float) -> tuple[float, float]:
    """Drawing from cases that are all alike would promise certainty: for all or none, the exact binomial interval."""
    if rate not in (0.0, 1.0):
        return value, value
    span = stats.binomtest(int(n * rate), n).proportion_ci(confidence_level=LEVEL, method="exact")
    return float(span.low), float(span.high)


@dataclass(frozen=True, slots=True)
class Change:
    """What a measure did from one run to another on the same cases."""

    name: str
    before: float
    after: float
    low: float
    high: float
    p: float
    n: int

    @property
    def certain(self) -> bool:
        """True when chance alone hardly explains it."""
        return self.p < 1 - LEVEL


def paired(name: str, before: Sequence[float], after: Sequence[float]) -> Change | None:
    """The mean change with its bootstrap interval, and the p of a sign-flip permutation test; None without cases."""
    first, second = np.asarray(before, dtype=np.float64), np.asarray(after, dtype=np.float64)
    if not len(first):
        return None
    change = second - first
    if not change.any():
        return Change(name, float(first.mean()), float(second.mean()), 0.0, 0.0, 1.0, len(first))
    random = np.random.default_rng(SEED)
    drawn = change[random.integers(0, len(change), (DRAWS, len(change)))].mean(axis=1)
    low, high = np.quantile(drawn, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    flipped = (random.choice([-1.0, 1.0], size=(DRAWS * 5, len(change))) * change).mean(axis=1)
    p = (1 + int((np.abs(flipped) >= abs(change.mean()) - 1e-12).sum())) / (1 + len(flipped))
    return Change(name, float(first.mean()), float(second.mean()), float(low), float(high), float(p), len(first))

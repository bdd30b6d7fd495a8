"""Does the confidence mean what it says, and how much could be answered at a given risk?

Judged is what would have been said: each case the confidence decides on has a draft that is sound or not, said or not.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from sklearn.metrics import brier_score_loss

from evals.metrics.interval import Measure, Numbers, resampled, share
from evals.row import Row

BINS = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """Cases of about one confidence."""

    confidence: float
    sound: float
    n: int


@dataclass(frozen=True, slots=True)
class RiskPoint:
    """Answering from this confidence on: how many are answered, and how many of those wrongly."""

    threshold: float
    coverage: float
    risk: float


def judged(rows: Sequence[Row]) -> list[Row]:
    """The cases on which the confidence decides."""
    return [row for row in rows if row.confidence is not None and row.draft_sound is not None]


def columns(rows: Sequence[Row]) -> tuple[Numbers, Numbers]:
    """Confidence and soundness (1 or 0) of the judged cases."""
    pairs = [(row.confidence, row.draft_sound) for row in judged(rows)]
    table = np.asarray(pairs, dtype=np.float64).reshape(-1, 2)
    return table[:, 0], table[:, 1]


def reliability(confidence: Numbers, sound: Numbers, bins: int = BINS) -> list[Bin]:
    """Mean confidence and share sound in bins of equal width; empty bins are left out."""
    places = np.minimum(bins - 1, (confidence * bins).astype(np.int64))
    found = []
    for place in np.unique(places):
        held = places == place
        found.append(Bin(float(confidence[held].mean()), float(sound[held].mean()), int(held.sum())))
    return found


def calibration_error(confidence: Numbers, sound: Numbers) -> float:
    """ECE: the mean distance of confidence and soundness over the bins."""
    bins = reliability(confidence, sound)
    return sum(b.n * abs(b.confidence - b.sound) for b in bins) / len(confidence)


def risk_coverage(confidence: Numbers, sound: Numbers) -> list[RiskPoint]:
    """One point for each confidence that occurs, the surest first; cases of one confidence are answered together."""
    order = np.argsort(-confidence, kind="stable")
    sure, wrong = confidence[order], np.cumsum(1.0 - sound[order])
    last = np.flatnonzero(np.append(sure[1:] != sure[:-1], True))
    return [RiskPoint(float(sure[i]), (i + 1) / len(sure), float(wrong[i]) / (i + 1)) for i in last]


def area_under_risk(confidence: Numbers, sound: Numbers) -> float:
    """AURC: the mean risk over all coverages; less is better."""
    points = risk_coverage(confidence, sound)
    steps = np.diff([0.0, *(point.coverage for point in points)])
    return float(np.dot(steps, [point.risk for point in points]))


def coverage_at(confidence: Numbers, sound: Numbers, risk: float) -> float:
    """The largest share that can be answered at no more than this risk."""
    points = risk_coverage(confidence, sound)
    return max((point.coverage for point in points if point.risk <= risk), default=0.0)


def calibration_measures(rows: Sequence[Row]) -> list[Measure]:
    """ECE, Brier, AURC and the coverage at two risks; nothing where no confidence decided."""
    confidence, sound = columns(rows)
    if not len(sound):
        return []
    held = judged(rows)
    return [
        resampled("ECE", calibration_error, confidence, sound),
        resampled("Brier", lambda c, s: float(brier_score_loss(s, c, labels=[0, 1])), confidence, sound),
        resampled("AURC", area_under_risk, confidence, sound),
        resampled("coverage at 2 % risk", partial(coverage_at, risk=0.02), confidence, sound),
        resampled("coverage at 5 % risk", partial(coverage_at, risk=0.05), confidence, sound),
        share("coverage as set", [row.action == "answer" for row in held]),
        share("risk as set", [not row.draft_sound for row in held if row.action == "answer"]),
    ]

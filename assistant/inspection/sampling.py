"""Which calls people hear: a random share, more of the risky, of new staff and of dissatisfied callers; drawn repeatably."""

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Reason(StrEnum):
    """Why a call is in the sample."""

    RANDOM = "random"
    RISK = "risk"
    NEW_STAFF = "new_staff"
    LOW_SATISFACTION = "low_satisfaction"


@dataclass(frozen=True, slots=True)
class Candidate:
    """What sampling needs to know of a call; `risk` is 0 to 1, `satisfaction` 1 to 5 or None."""

    call: str
    agent: str
    risk: float
    agent_days: int
    satisfaction: int | None = None


@dataclass(frozen=True, slots=True)
class SamplingPlan:
    """How many of each; `least_per_agent` are drawn for every agent before the rest."""

    random: int
    risk: int
    new_staff: int
    low_satisfaction: int
    least_per_agent: int = 0
    new_staff_days: int = 90
    low_mark: int = 2


@dataclass(frozen=True, slots=True)
class Drawn:
    """A call to be heard and why."""

    call: str
    reason: Reason


def draw(candidates: Sequence[Candidate], plan: SamplingPlan, seed: int) -> tuple[Drawn, ...]:
    """The sample; the same seed draws the same calls, no call twice."""
    dice = random.Random(seed)
    taken: dict[str, Reason] = {}
    pools = (
        (
            Reason.LOW_SATISFACTION,
            plan.low_satisfaction,
            [c for c in candidates if (c.satisfaction or 5) <= plan.low_mark],
        ),
        (Reason.NEW_STAFF, plan.new_staff, [c for c in candidates if c.agent_days < plan.new_staff_days]),
    )
    for reason, count, pool in pools:
        _take(taken, reason, _shuffled(pool, dice), count)
    _take(taken, Reason.RISK, _by_risk(candidates, dice), plan.risk)
    for agent in sorted({c.agent for c in candidates}):
        own = [c for c in candidates if c.agent == agent]
        missing = plan.least_per_agent - sum(c.call in taken for c in own)
        _take(taken, Reason.RANDOM, _shuffled(own, dice), missing)
    _take(taken, Reason.RANDOM, _shuffled(candidates, dice), plan.random)
    return tuple(Drawn(call, reason) for call, reason in taken.items())


def _take(taken: dict[str, Reason], reason: Reason, ordered: Iterable[Candidate], count: int) -> None:
    for candidate in ordered:
        if count <= 0:
            return
        if candidate.call not in taken:
            taken[candidate.call] = reason
            count -= 1


def _shuffled(pool: Iterable[Candidate], dice: random.Random) -> list[Candidate]:
    ordered = sorted(pool, key=lambda c: c.call)
    dice.shuffle(ordered)
    return ordered


def _by_risk(pool: Iterable[Candidate], dice: random.Random) -> list[Candidate]:
    """Weighted without replacement (Efraimidis and Spirakis): the riskier, the sooner, nobody excluded but the riskless."""
    keyed = [(dice.random() ** (1 / c.risk), c) for c in sorted(pool, key=lambda c: c.call) if c.risk > 0]
    return [c for _, c in sorted(keyed, key=lambda pair: -pair[0])]

"""The limitation guard: the last day of a matter with a claim, and how near it is.

Several clocks may run at once: fifteen days to sue, a year to arbitrate, two years to complain. The guard gives the
nearest that has not passed; when all have passed, the latest, so that a lawyer looks for what stopped or renewed it.
A day said only roughly is taken at its earliest: a guard that errs, errs early.
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from assistant.answering.facts.reader import heard
from assistant.answering.filling import day_range
from assistant.calculators.calculator import CalculatorError, calculate, registry
from assistant.calculators.deadlines import Nearness, limitation_guard
from assistant.calculators.rates import Rates
from assistant.calculators.wording import day_text
from assistant.domain.question import Question
from knowledge.model import ProvisionRef

FILE = Path(__file__).with_name("limitation.toml")
_NO_RATES = Rates()  # periods need no local figures


@dataclass(frozen=True, slots=True)
class Limitation:
    """A last day: for what, how many days are left, how near that is, and the articles it rests on."""

    claim: str
    last_day: date
    days_left: int
    nearness: Nearness
    basis: tuple[ProvisionRef, ...]
    rough: bool = False

    @property
    def text(self) -> str:
        """The line a lawyer, a desk or an agent reads."""
        day = day_text(self.last_day)
        about = "（起算日说得不确切，按最早的一天算）" if self.rough else ""
        if self.nearness is Nearness.EXPIRED:
            return f"{self.claim}：按起算日推到{day}，已经过了，要马上核对有没有中断、中止的情形{about}"
        urge = {Nearness.URGENT: "，非常紧急", Nearness.FLAGGED: "，请抓紧"}.get(self.nearness, "")
        return f"{self.claim}：最后一天{day}，还有{self.days_left}天{urge}{about}"

    @property
    def priority(self) -> str:
        """How soon a person has to look at it: urgent under seven days, high under thirty or when it seems over."""
        return {Nearness.URGENT: "urgent", Nearness.FLAGGED: "high", Nearness.EXPIRED: "high"}.get(
            self.nearness, "normal"
        )


@dataclass(frozen=True, slots=True)
class Clock:
    """One clock of the table."""

    claim: str
    kind: str
    signs: tuple[re.Pattern[str], ...]
    also: tuple[re.Pattern[str], ...]
    unless: tuple[re.Pattern[str], ...]
    start: Mapping[str, Sequence[str]]
    more: Mapping[str, Sequence[str]]
    fixed: Mapping[str, str]
    who: str

    def runs_in(self, text: str, asker: str | None) -> bool:
        """True when the talk shows the matter this clock belongs to."""
        if self.who and self.who != ("employer" if asker == "employer" else "worker"):
            return False
        shown = any(sign.search(text) for sign in self.signs)
        wanted = not self.also or any(sign.search(text) for sign in self.also)
        return shown and wanted and not any(sign.search(text) for sign in self.unless)


@cache
def clocks() -> tuple[Clock, ...]:
    """The clocks of the table in its order."""
    table = tomllib.loads(FILE.read_text(encoding="utf-8"))["clock"]

    def patterns(row: Mapping[str, Sequence[str]], key: str) -> tuple[re.Pattern[str], ...]:
        return tuple(re.compile(sign) for sign in row.get(key, ()))

    return tuple(
        Clock(
            claim=row["claim"],
            kind=row["kind"],
            signs=patterns(row, "signs"),
            also=patterns(row, "also"),
            unless=patterns(row, "unless"),
            start=row["start"],
            more=row.get("more", {}),
            fixed=row.get("fixed", {}),
            who=row.get("who", ""),
        )
        for row in table
    )


def limitation_of(question: Question) -> Limitation | None:
    """The last day that matters most; None when no starting day was said."""
    found = limitations(question)
    open_ones = [limit for limit in found if limit.nearness is not Nearness.EXPIRED]
    if open_ones:
        return min(open_ones, key=lambda limit: limit.last_day)
    return max(found, key=lambda limit: limit.last_day, default=None)


def limitations(question: Question) -> tuple[Limitation, ...]:
    """Every clock that runs in the matter and whose starting day was said."""
    text = heard(question.inquiry.caller_text)
    running = [clock for clock in clocks() if clock.runs_in(text, question.fact("asker"))]
    return tuple(limit for clock in running if (limit := _last_day(clock, question)) is not None)


def _last_day(clock: Clock, question: Question) -> Limitation | None:
    said, rough = _given(clock, question)
    if not any(name in said for name in clock.start):
        return None
    today = question.inquiry.as_of
    try:
        working = calculate(clock.kind, said, today, question.region, _NO_RATES)
    except CalculatorError:
        return None
    last = working.headline.value
    if not isinstance(last, date):
        return None
    left = (last - today).days
    return Limitation(clock.claim, last, left, limitation_guard(last, today), working.basis, rough)


def _given(clock: Clock, question: Question) -> tuple[dict[str, str], bool]:
    """The clock's parameters, each at the earliest day it may mean, and whether one of them was said roughly."""
    said, rough = dict(clock.fixed), False
    params = {param.name for param in registry()[clock.kind].params}
    for name, sources in {**clock.start, **clock.more}.items():
        days = [day for source in sources for fact in question.facts if fact.name == source for day in [fact.value]]
        if not days or name not in params:
            continue
        ranges = [day_range(day, question.inquiry.as_of) for day in days]
        rough = rough or any(len(span) > 1 for span in ranges)
        said[name] = "、".join(span[0] for span in ranges) if name in clock.more else ranges[-1][0]
    return said, rough

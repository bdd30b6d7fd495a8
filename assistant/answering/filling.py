"""A calculator's parameters filled from what was said: exact values as they are, roughly said ones as a range.

A month without its day, or 快五年, is not turned into one value: the figure is worked out at both ends, and stands only
where both ends agree.
"""

import calendar
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice, product

from assistant.answering.facts import contradictions
from assistant.answering.facts.durations import bounds
from assistant.answering.facts.reading import is_approximate, plain_value
from assistant.calculators.facts import Param
from assistant.domain.question import Fact, Question

_MOST_RUNS = 16
_AROUND = timedelta(days=15)  # 三个月前, 月底: how far the day may really lie from the one named
_MONTH, _YEAR = re.compile(r"\d{4}-\d{2}"), re.compile(r"\d{4}")


@dataclass(frozen=True, slots=True)
class Filled:
    """The values to work with: one set where all is exact, several where something was said roughly."""

    alternatives: tuple[Mapping[str, str], ...]
    vague: tuple[Param, ...] = ()  # parameters said without the precision a figure may need
    rough: tuple[str, ...] = ()  # sums and counts said roughly, as they were said
    stand_for: tuple[tuple[str, str], ...] = ()  # ends of a range and the caller's words for it, to be said instead
    conflicts: tuple[tuple[Param, Fact, Fact], ...] = ()


def fill(params: Sequence[Param], sources: Mapping[str, Sequence[str]], question: Question) -> Filled:
    """The parameters' values from the facts; `sources` names other facts a parameter may be taken from."""
    choices: dict[str, tuple[str, ...]] = {}
    vague: list[Param] = []
    rough: list[str] = []
    conflicts: list[tuple[Param, Fact, Fact]] = []
    stand_for: list[tuple[str, str]] = []
    against = contradictions(question.facts)
    for param in params:
        fact = fact_for(param, sources, question)
        if fact is None:
            continue
        values = _values(param, fact, question)
        if values:
            choices[param.name] = values
        if len(values) != 1:
            vague.append(param)
            stand_for += [(end, fact.said) for end in values]
        elif is_approximate(fact.value):
            rough.append(fact.said)
        conflicts += [(param, one, other) for one, other in against if fact in (one, other) and param.kind != "bool"]
    runs = (dict(zip(choices, run, strict=True)) for run in product(*choices.values()))
    return Filled(tuple(islice(runs, _MOST_RUNS)), tuple(vague), tuple(rough), tuple(stand_for), tuple(conflicts))


def fact_for(param: Param, sources: Mapping[str, Sequence[str]], question: Question) -> Fact | None:
    """The fact a parameter is filled from: the first of its names that was said, as last said."""
    for name in sources.get(param.name, (param.name,)):
        found = [fact for fact in question.facts if fact.name == name]
        if found:
            return found[-1] if param.kind != "dates" else _all_days(found)
    return None


def _all_days(facts: Sequence[Fact]) -> Fact:
    """Every day said of one thing, as one fact."""
    days = [plain_value(fact.value) for fact in facts]
    return Fact(facts[0].name, "、".join(days), facts[0].turn, "、".join(fact.said for fact in facts))


def _values(param: Param, fact: Fact, question: Question) -> tuple[str, ...]:
    """One value, or the ends of the range it lies in; empty when the fact is too coarse for the parameter."""
    value = plain_value(fact.value)
    match param.kind:
        case "date":
            return day_range(fact.value, question.inquiry.as_of)
        case "dates":
            return (value,) if all(re.fullmatch(r"\d{4}-\d{2}-\d{2}", day) for day in value.split("、")) else ()
        case "month":
            return (value[:7],) if re.match(r"\d{4}-\d{2}", value) else ()
        case "years" if is_approximate(fact.value):
            return bounds(fact.said, value)
        case "choice":
            return (value,) if value in param.choices else ()
        case _:
            return (value,)


def day_range(value: str, as_of: date) -> tuple[str, ...]:
    """The first and the last day a date may mean; one day when it was said exactly."""
    plain, rough = plain_value(value), is_approximate(value)
    if _YEAR.fullmatch(plain):
        first, last = date(int(plain), 1, 1), date(int(plain), 12, 31)
    elif _MONTH.fullmatch(plain):
        year, month = int(plain[:4]), int(plain[5:7])
        first, last = date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
    else:
        first = last = date.fromisoformat(plain)
    if rough:
        first, last = first - _AROUND, last + _AROUND
    if first <= as_of < last:
        last = as_of
    return (first.isoformat(),) if first == last else (first.isoformat(), last.isoformat())

"""The national calendar: working days with make-up days, statutory holidays, and last days that roll over them.

Days are dates, so the answer is the same in every time zone. A year whose holiday arrangement is not published yet is
reckoned from weekends and statutory holidays and marked provisional; it is never an error.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

import chinese_calendar
import holidays

from assistant.calculators.periods import ONE_DAY
from assistant.calculators.rules import rule_in_force

_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Reckoned:
    """A day worked out on the calendar; provisional when a year on the way has no published arrangement."""

    day: date
    provisional: bool = False


@cache
def has_arrangement(year: int) -> bool:
    """True when the official arrangement of holidays and make-up days is known for the year."""
    try:
        chinese_calendar.is_workday(date(year, 1, 1))
    except NotImplementedError:
        return False
    return True


def is_workday(day: date) -> bool:
    """True on a working day, make-up Saturdays and Sundays included."""
    if has_arrangement(day.year):
        return bool(chinese_calendar.is_workday(day))
    return day.weekday() < _SATURDAY and day not in _days_off(day.year)


def statutory_holiday(day: date) -> str | None:
    """The name of the statutory holiday the day itself is, None on days swapped or added around one.

    Raises:
        BadFact: for days before the first holiday list kept here.
    """
    names = rule_in_force("statutory_holidays", day).texts("names")
    for name in _days_off(day.year).get(day, "").replace("，", ";").split(";"):
        if name.strip() in names:
            return name.strip()
    return None


def statutory_holidays(year: int) -> Mapping[date, str]:
    """The statutory holidays of a year in order."""
    named = {day: statutory_holiday(day) for day in sorted(_days_off(year))}
    return {day: name for day, name in named.items() if name}


def next_workday(day: date) -> Reckoned:
    """The day itself when it is a working day, else the first one after it (民法典第203条)."""
    provisional = not has_arrangement(day.year)
    while not is_workday(day):
        day += ONE_DAY
        provisional = provisional or not has_arrangement(day.year)
    return Reckoned(day, provisional)


def add_workdays(day: date, count: int) -> Reckoned:
    """The last of so many working days; the starting day does not count (民法典第201条)."""
    provisional = False
    while count > 0:
        day += ONE_DAY
        provisional = provisional or not has_arrangement(day.year)
        count -= is_workday(day)
    return Reckoned(day, provisional)


def count_workdays(first: date, last: date) -> int:
    """Working days from the first to the last day, both included."""
    return sum(is_workday(date.fromordinal(day)) for day in range(first.toordinal(), last.toordinal() + 1))


@cache
def _days_off(year: int) -> Mapping[date, str]:
    """Statutory holidays and the days off around them, by name."""
    return dict(holidays.country_holidays("CN", years=year, language="zh_CN").items())

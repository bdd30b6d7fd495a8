"""Every day of 2004-2026 against a calendar reckoned independently, from the published arrangements alone."""

from datetime import date, timedelta

import pytest
from chinese_calendar import constants

from assistant.calculators.deadlines import Deadline
from assistant.calculators.workdays import add_workdays, has_arrangement, is_workday, next_workday

FIRST, LAST = date(2004, 1, 1), date(2026, 12, 31)
ALL_DAYS = [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]


def rests(day: date) -> bool:
    """Off: a listed holiday, or a weekend that was not swapped into a working day."""
    return day in constants.holidays or (day.weekday() in (5, 6) and day not in constants.workdays)


def rolled(day: date) -> date:
    """The day, or the first one after it that is not off."""
    while day <= LAST and rests(day):
        day = date.fromordinal(day.toordinal() + 1)
    return day


def test_every_working_day_of_22_years() -> None:
    assert [day for day in ALL_DAYS if is_workday(day) == rests(day)] == []


def test_every_roll_of_22_years() -> None:
    inside = ALL_DAYS[:-10]
    assert [day for day in inside if next_workday(day).day != rolled(day)] == []


@pytest.mark.parametrize("days", [5, 7, 15, 30, 45, 60])
def test_periods_in_days_for_every_start(days: int) -> None:
    for start in ALL_DAYS[: -(days + 15)]:
        assert Deadline.after_days(start, days).last_day == rolled(date.fromordinal(start.toordinal() + days))


@pytest.mark.parametrize("years", [1, 2])
def test_periods_in_years_for_every_start(years: int) -> None:
    for start in ALL_DAYS:
        year = start.year + years
        if year > LAST.year - 1:
            break
        leap_gone = (start.month, start.day) == (2, 29) and not (year % 4 == 0 and (year % 100 != 0 or year % 400 == 0))
        ends = date(year, 2, 28) if leap_gone else date(year, start.month, start.day)
        assert Deadline.after_months(start, years * 12).last_day == rolled(ends)


@pytest.mark.parametrize("count", [5, 10, 60])
def test_working_days_counted_by_a_list(count: int) -> None:
    working = [day for day in ALL_DAYS if not rests(day)]
    position = {day: place for place, day in enumerate(working)}
    for start in working[: -(count + 1) : 7]:
        assert add_workdays(start, count).day == working[position[start] + count]


def test_years_outside_the_arrangements_are_provisional_never_an_error() -> None:
    for year in (2003, 2027, 2035, 2060):
        assert not has_arrangement(year)
        assert next_workday(date(year, 10, 1)).provisional
        assert add_workdays(date(year, 9, 25), 10).provisional
    assert not is_workday(date(2027, 10, 1))

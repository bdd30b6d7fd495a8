"""Counting time as the Civil Code does: months and years end on the corresponding day, service counts both ends."""

import calendar
from datetime import date, timedelta
from fractions import Fraction

from assistant.calculators.facts import BadFact, Span
from assistant.calculators.wording import day_text

ONE_DAY = timedelta(days=1)


def add_months(day: date, months: int) -> date:
    """The corresponding day so many months on, or the last day of that month (民法典第202条)."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def add_years(day: date, years: int) -> date:
    """The corresponding day so many years on."""
    return add_months(day, years * 12)


def service(start: date, end: date) -> Span:
    """Length of service from the first to the last day, both worked.

    Raises:
        BadFact: when the last day lies before the first.
    """
    if end < start:
        raise BadFact(f"离职日期（{day_text(end)}）早于入职日期（{day_text(start)}），请核对。")
    after = end + ONE_DAY
    months = (after.year - start.year) * 12 + after.month - start.month
    if add_months(start, months) > after:
        months -= 1
    return Span(months // 12, months % 12, (after - add_months(start, months)).days)


def months_in(span: Span, days_a_month: int) -> Fraction:
    """A length of time in months, the days as a part of a month."""
    return Fraction(span.whole_months) + Fraction(span.days, days_a_month)


def days_between(first: date, last: date) -> int:
    """Calendar days from the first to the last, both counted."""
    return (last - first).days + 1

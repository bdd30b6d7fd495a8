"""What must hold for any facts: monotone, never negative, to the day, rounded once."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.calculators.deadlines import Deadline
from assistant.calculators.periods import add_months, service
from assistant.calculators.wording import rounded
from assistant.calculators.workdays import add_workdays, count_workdays, is_workday

from .given import worked

DAYS = st.dates(date(2008, 1, 1), date(2026, 12, 31))
WAGES = st.integers(1, 5_000_000).map(lambda cents: Decimal(cents) / 100)
FEW = settings(max_examples=60, deadline=None)


@FEW
@given(DAYS, st.integers(0, 8000), st.integers(1, 400), WAGES)
def test_severance_grows_with_service(start: date, first: int, more: int, wage: Decimal) -> None:
    short, long = start + timedelta(days=first), start + timedelta(days=first + more)
    facts = {"start": start.isoformat(), "average_wage": str(wage)}
    less = worked("severance", end=short.isoformat(), **facts).headline.value
    assert less <= worked("severance", end=long.isoformat(), **facts).headline.value  # type: ignore[operator]  # sums


@FEW
@given(st.integers(0, 40), st.integers(0, 11), st.integers(0, 29), WAGES)
def test_damages_are_twice_severance(years: int, months: int, days: int, wage: Decimal) -> None:
    service_said = f"{years}年{months}个月{days + 1}天"
    single = worked("severance", service=service_said, average_wage=str(wage)).headline.value
    double = worked("unlawful_termination", service=service_said, average_wage=str(wage)).headline.value
    assert abs(double - 2 * single) <= Decimal("0.01")  # type: ignore[operator]  # each is rounded once, on its own


@FEW
@given(st.integers(0, 40), st.integers(0, 11), st.integers(1, 29))
def test_months_of_severance_lie_within_a_year_of_service(years: int, months: int, days: int) -> None:
    n = worked("severance", service=f"{years}年{months}个月{days}天", average_wage="1000")["months"]
    assert years < n <= years + 1  # type: ignore[operator]  # a number of months
    assert n * 2 == int(n * 2)  # type: ignore[operator]  # halves only


@FEW
@given(st.integers(1000, 100_000), st.integers(1000, 20_000), st.integers(1, 30))
def test_cap_never_raises_the_sum(wage: int, city: int, years: int) -> None:
    facts = {"service": f"{years}年", "average_wage": str(wage)}
    capped = worked("severance", city_average=str(city), **facts).headline.value
    assert capped <= worked("severance", **facts).headline.value  # type: ignore[operator]  # sums


@FEW
@given(DAYS, st.integers(0, 900), st.integers(1, 60))
def test_double_wage_never_exceeds_eleven_months(start: date, worked_days: int, more: int) -> None:
    def months(days: int) -> Decimal:
        end = (start + timedelta(days=days)).isoformat()
        value = worked("double_wage", start=start.isoformat(), end=end, monthly_wage="2175").headline.value
        assert isinstance(value, Decimal)
        return value

    assert 0 <= months(worked_days) <= months(worked_days + more) <= 11 * 2175


@FEW
@given(WAGES, st.integers(1, 60), st.integers(0, 60), st.integers(0, 60))
def test_overtime_parts_add_up(wage: Decimal, weekday: int, restday: int, holiday: int) -> None:
    result = worked(
        "overtime",
        monthly_wage=str(wage),
        weekday_hours=str(weekday),
        restday_hours=str(restday),
        holiday_hours=str(holiday),
    )
    parts = sum(Decimal(str(result[name])) for name in ("weekday", "restday", "holiday"))
    assert abs(parts - Decimal(str(result["total"]))) <= Decimal("0.02")
    assert min(Decimal(str(value)) for value in result.result.values()) >= 0


@FEW
@given(st.integers(0, 45), st.integers(0, 11), st.dates(date(2010, 1, 1), date(2026, 12, 31)), st.integers(0, 20))
def test_leave_is_whole_and_within_the_entitlement(years: int, months: int, left: date, taken: int) -> None:
    facts = {"total_service": f"{years}年{months}个月", "left_on": left.isoformat(), "taken": str(taken)}
    result = worked("annual_leave_days", **facts)
    days = result.headline.value
    assert isinstance(days, int)
    assert 0 <= days <= int(str(result["entitlement"]))


@FEW
@given(st.integers(1, 10), WAGES)
def test_a_graver_injury_is_never_paid_less(grade: int, wage: Decimal) -> None:
    sums = [
        worked("injury_lump_sum", grade=str(each), own_wage=str(wage)).headline.value
        for each in (grade, min(10, grade + 1))
    ]
    assert sums[0] >= sums[1]  # type: ignore[operator]  # sums


@FEW
@given(
    st.sampled_from(["男职工", "原五十五岁退休的女职工", "原五十岁退休的女职工"]),
    st.integers(1950, 1999),
    st.integers(1, 12),
)
def test_who_is_born_later_does_not_retire_earlier(group: str, year: int, month: int) -> None:
    born = date(year, month, 1)
    first, second = (
        worked("retirement_age", group=group, born=day.isoformat()).headline.value
        for day in (born, add_months(born, 1))
    )
    assert first <= second  # type: ignore[operator]  # dates


@FEW
@given(st.fractions(min_value=-10_000, max_value=10_000_000))
def test_rounding_is_half_up_and_idempotent(amount: Fraction) -> None:
    once = rounded(amount)
    assert rounded(once) == once
    assert Fraction(once) - Fraction(1, 200) <= amount < Fraction(once) + Fraction(1, 200)


@FEW
@given(DAYS, st.integers(0, 6000))
def test_service_and_months_are_inverse(start: date, days: int) -> None:
    end = start + timedelta(days=days)
    span = service(start, end)
    assert add_months(start, span.whole_months) + timedelta(days=span.days) == end + timedelta(days=1)
    assert 0 <= span.days <= 31


@FEW
@given(st.dates(date(2004, 1, 1), date(2031, 12, 31)), st.integers(1, 120))
def test_workdays_counted_forward_are_as_many(start: date, count: int) -> None:
    last = add_workdays(start, count).day
    assert is_workday(last)
    assert count_workdays(start + timedelta(days=1), last) == count


@FEW
@given(st.dates(date(2004, 1, 1), date(2031, 12, 31)), st.integers(1, 400))
def test_a_last_day_is_a_working_day_never_before_the_period_ends(start: date, days: int) -> None:
    deadline = Deadline.after_days(start, days)
    assert deadline.ends_on == start + timedelta(days=days)
    assert deadline.ends_on <= deadline.last_day <= deadline.ends_on + timedelta(days=12)
    assert is_workday(deadline.last_day)

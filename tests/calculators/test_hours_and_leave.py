"""Overtime, holidays by year, annual leave: cases from the Labour Law and the leave regulations."""

from datetime import date

import pytest

from assistant.calculators.calculator import BadFact, MissingFacts
from assistant.calculators.workdays import statutory_holiday, statutory_holidays

from .given import same, worked

OVERTIME = [
    ("44-I weekday", {"monthly_wage": "5220", "weekday_hours": "10"}, 450),
    ("44-II rest day", {"monthly_wage": "5220", "restday_hours": "8"}, 480),
    ("44-II rest day made up", {"monthly_wage": "5220", "restday_hours": "8", "rest_compensated": "是"}, 0),
    ("44-III holiday", {"monthly_wage": "5220", "holiday_hours": "8"}, 720),
    ("44-III holiday is never made up", {"monthly_wage": "5220", "holiday_hours": "8", "rest_compensated": "是"}, 720),
    ("44 by days", {"monthly_wage": "4350", "restday_days": "2", "holiday_days": "1"}, 1400),
    ("44 hourly wage", {"hourly_wage": "20", "weekday_hours": "3"}, 90),
    ("44 dates named", {"monthly_wage": "5220", "dates": "2026-09-25、2026-09-26", "hours_each": "8"}, 1200),
    (
        "44 National Day and a swapped day",
        {"monthly_wage": "4350", "dates": "2026-10-01、2026-10-06", "hours_each": "8"},
        1000,
    ),
    ("44 make-up Saturday is a working day", {"monthly_wage": "5220", "dates": "2026-02-14", "hours_each": "2"}, 90),
    ("13-IV unscheduled hours", {"monthly_wage": "5220", "weekday_hours": "10", "system": "不定时"}, 0),
]


@pytest.mark.parametrize(("facts", "total"), [row[1:] for row in OVERTIME], ids=[row[0] for row in OVERTIME])
def test_overtime(facts: dict[str, str], total: int) -> None:
    assert same(worked("overtime", **facts).headline.value, total)


def test_overtime_needs_hours() -> None:
    with pytest.raises(MissingFacts):
        worked("overtime", monthly_wage="5000")


def test_more_than_36_hours_is_flagged() -> None:  # 劳动法 §41
    assert any("三十六" in line for line in worked("overtime", monthly_wage="5000", weekday_hours="40").caveats)


COMPREHENSIVE = [
    ("a month of 2026", date(2026, 5, 1), "月", "165.33"),
    ("a quarter of 2026", date(2026, 5, 1), "季", 496),
    ("a year of 2026", date(2026, 5, 1), "年", 1984),
    ("a quarter of 2024", date(2024, 5, 1), "季", 500),
    ("a year of 2024", date(2024, 5, 1), "年", 2000),
]


@pytest.mark.parametrize(
    ("on", "period", "hours"), [row[1:] for row in COMPREHENSIVE], ids=[row[0] for row in COMPREHENSIVE]
)
def test_standard_hours_of_a_period(on: date, period: str, hours: object) -> None:
    result = worked("comprehensive_overtime", on=on, period=period, worked_hours="2100", monthly_wage="6525")
    assert same(result["standard_hours"], hours)


def test_comprehensive_hours_pay_holidays_thrice() -> None:
    result = worked("comprehensive_overtime", period="季", worked_hours="520", holiday_hours="8", monthly_wage="6525")
    assert same(result.headline.value, 16 * 37.5 * 1.5 + 8 * 37.5 * 3)


@pytest.mark.parametrize(("year", "days"), [(2008, 11), (2013, 11), (2024, 11), (2025, 13), (2026, 13), (2030, 13)])
def test_number_of_statutory_holidays(year: int, days: int) -> None:
    assert worked("holidays", year=str(year)).headline.value == days
    assert len(statutory_holidays(year)) == days


@pytest.mark.parametrize("year", [2009, 2020])
def test_two_holidays_on_one_day_are_explained(year: int) -> None:
    listed = len(statutory_holidays(year))
    result = worked("holidays", year=str(year))
    assert (listed < 11) == any("同一天" in line for line in result.caveats)


DAYS = [
    ("2024-02-09", None),  # 除夕 was not a statutory holiday in 2024
    ("2025-01-28", "农历除夕"),
    ("2025-05-02", "劳动节"),
    ("2024-05-02", None),
    ("2026-02-17", "春节"),
    ("2026-02-20", None),
    ("2026-04-05", "清明节"),
    ("2026-06-19", "端午节"),
    ("2026-09-25", "中秋节"),
    ("2026-10-03", "国庆节"),
    ("2026-10-04", None),
    ("2030-10-01", "国庆节"),
]


@pytest.mark.parametrize(("day", "name"), DAYS)
def test_which_days_are_statutory(day: str, name: str | None) -> None:
    assert statutory_holiday(date.fromisoformat(day)) == name


def test_before_the_list_kept_here_nothing_is_guessed() -> None:
    with pytest.raises(BadFact, match="转人工"):
        statutory_holiday(date(2005, 5, 1))


ENTITLEMENT = [
    ("条例3 eleven months", "11个月", 0), ("条例3 one year", "1年", 5), ("条例3 a day under ten", "9年11个月29天", 5),
    ("条例3 ten", "10年", 10), ("条例3 under twenty", "19年11个月", 10),
    ("条例3 twenty", "20年", 15), ("条例3 thirty", "30年", 15),
]  # fmt: skip


@pytest.mark.parametrize(("service", "days"), [row[1:] for row in ENTITLEMENT], ids=[row[0] for row in ENTITLEMENT])
def test_annual_leave_by_cumulative_service(service: str, days: int) -> None:
    assert worked("annual_leave_days", total_service=service).headline.value == days


PRORATED = [
    ("办法12 181 days of ten", {"total_service": "12年", "left_on": "2025-06-30"}, 4),
    ("办法12 with two taken", {"total_service": "12年", "left_on": "2025-06-30", "taken": "2"}, 2),
    (
        "办法12 more taken than due is not taken back",
        {"total_service": "12年", "left_on": "2025-06-30", "taken": "6"},
        0,
    ),
    ("办法12 whole year", {"total_service": "12年", "left_on": "2025-12-31"}, 10),
    ("办法12 leap year does not exceed the whole", {"total_service": "12年", "left_on": "2024-12-31"}, 10),
    ("办法12 first of January", {"total_service": "25年", "left_on": "2025-01-01"}, 0),
    ("办法5 joined in July this year", {"total_service": "12年", "joined_on": "2026-07-01"}, 5),
    ("办法5 joined years ago", {"total_service": "12年", "joined_on": "2021-07-01"}, 10),
    ("办法5 and 12 within a year", {"total_service": "12年", "joined_on": "2025-04-01", "left_on": "2025-09-30"}, 5),
    ("办法12 joined earlier", {"total_service": "12年", "joined_on": "2021-04-01", "left_on": "2025-09-30"}, 7),
    ("条例4 sick two months under ten years", {"total_service": "5年", "sick_months": "2"}, 0),
    ("条例4 sick two months over ten years", {"total_service": "12年", "sick_months": "2"}, 10),
    ("条例4 sick three months over ten years", {"total_service": "12年", "sick_months": "3"}, 0),
    ("条例4 sick four months over twenty years", {"total_service": "22年", "sick_months": "4"}, 0),
    ("条例4 twenty days of paid leave", {"total_service": "12年", "personal_leave_days": "20"}, 0),
]


@pytest.mark.parametrize(("facts", "days"), [row[1:] for row in PRORATED], ids=[row[0] for row in PRORATED])
def test_annual_leave_prorated(facts: dict[str, str], days: int) -> None:
    assert worked("annual_leave_days", **facts).headline.value == days


LEAVE_PAY = [
    ("条例5 ten days", {"average_wage": "7830", "total_service": "12年"}, 7200, 10800),
    ("条例5 three days", {"average_wage": "4350", "unused_days": "3"}, 1200, 1800),
    ("办法10-II refused in writing", {"average_wage": "4350", "unused_days": "3", "refused_in_writing": "是"}, 0, 600),
    ("办法12 on leaving", {"average_wage": "6525", "total_service": "12年", "left_on": "2025-06-30"}, 2400, 3600),
    ("条例5 none left", {"average_wage": "6525", "total_service": "5年", "taken": "5"}, 0, 0),
]


@pytest.mark.parametrize(("facts", "extra", "whole"), [row[1:] for row in LEAVE_PAY], ids=[row[0] for row in LEAVE_PAY])
def test_pay_for_leave_not_taken(facts: dict[str, str], extra: int, whole: int) -> None:
    result = worked("annual_leave_pay", **facts)
    assert same(result.headline.value, extra)
    assert same(result["total_300pct"], whole)


def test_paid_days_are_21_75_and_workdays_only_count_hours() -> None:
    now, before = (
        worked("daily_wage", monthly_wage="6525"),
        worked("daily_wage", on=date(2024, 1, 1), monthly_wage="6525"),
    )
    assert now["daily"] == before["daily"] == 300
    assert "20.67" in now.caveats[0]
    assert "20.83" in before.caveats[0]


def test_a_future_year_is_provisional_not_an_error() -> None:
    assert any("暂时判断" in line for line in worked("day_kind", day="2031-05-04").caveats)


def test_comprehensive_hours_take_rest_days_as_ordinary_work() -> None:  # 劳部发〔1995〕309号 §62
    result = worked("overtime", monthly_wage="5220", restday_hours="8", holiday_hours="8", system="综合计算工时")
    assert (result["restday"], result["holiday"]) == (0, 720)

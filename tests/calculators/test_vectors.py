"""The vectors every build is held to: one line a case, the article in its name."""

from datetime import date

import pytest

from .given import same, worked

SEVERANCE = [
    ("劳动合同法47-I tenure 7y6m6d", {"start": "2018-03-15", "end": "2025-09-20", "average_wage": "8000"}, 8, 64000),
    ("劳动合同法47-I 4y5m", {"start": "2020-01-01", "end": "2024-05-31", "average_wage": "1000"}, "4.5", 4500),
    (
        "劳动合同法47-I exactly six months",
        {"start": "2024-01-01", "end": "2024-06-30", "average_wage": "1000"},
        1,
        1000,
    ),
    ("劳动合同法47-I a day less", {"start": "2024-01-01", "end": "2024-06-29", "average_wage": "1000"}, "0.5", 500),
    (
        "劳动合同法47-I two years, no half",
        {"start": "2023-03-01", "end": "2025-02-28", "average_wage": "1000"},
        2,
        2000,
    ),
    (
        "劳动合同法47-II cap on wage and years",
        {"start": "2010-01-01", "end": "2024-12-31", "average_wage": "3万", "city_average": "8000"},
        12,
        288000,
    ),
    (
        "劳动合同法47-II exactly three times is no cap",
        {"start": "2010-01-01", "end": "2024-12-31", "average_wage": "24000", "city_average": "8000"},
        15,
        360000,
    ),
]


@pytest.mark.parametrize(
    ("facts", "months", "amount"), [row[1:] for row in SEVERANCE], ids=[row[0] for row in SEVERANCE]
)
def test_severance_vectors(facts: dict[str, str], months: object, amount: object) -> None:
    result = worked("severance", **facts)
    assert same(result["months"], months)
    assert same(result.headline.value, amount)


def test_unlawful_termination_doubles_and_refuses_the_extra_month() -> None:
    result = worked("unlawful_termination", start="2018-03-15", end="2025-09-20", average_wage="8000")
    assert same(result.headline.value, 128000)
    assert any("不再加一个月代通知金" in line for line in result.caveats)


def test_no_contract_for_a_year_gives_eleven_months() -> None:
    result = worked("double_wage", on=date(2025, 6, 1), start="2024-03-01", monthly_wage="1000")
    assert (result["from"], result["until"]) == (date(2024, 4, 1), date(2025, 2, 28))
    assert same(result["months"], 11)
    assert same(result.headline.value, 11000)


def test_overtime_vector() -> None:
    result = worked("overtime", monthly_wage="6525", weekday_hours="2", restday_hours="8", holiday_hours="8")
    expected = {"daily": 300, "hourly": "37.5", "weekday": "112.5", "restday": 600, "holiday": 900}
    assert all(same(result[name], value) for name, value in expected.items())


def test_annual_leave_vectors() -> None:
    pay = worked("annual_leave_pay", average_wage="6525", unused_days="5")
    assert same(pay.headline.value, 3000)
    ten = worked("annual_leave_days", total_service="10年", left_on="2025-06-30")
    five = worked("annual_leave_days", total_service="5年", left_on="2025-06-30")
    assert (ten["due"], five["due"]) == (4, 2)


RETIREMENT = [
    ("男职工", "1965-01", "60岁1个月", "2025-02"),
    ("男职工", "1970-05", "61岁5个月", "2031-10"),
    ("男职工", "1976-09", "63岁", "2039-09"),
    ("男职工", "1964-12", "60岁", "2024-12"),
    ("原五十岁退休的女职工", "1980-03", "52岁8个月", "2032-11"),
    ("原五十岁退休的女职工", "1984-11", "55岁", "2039-11"),
    ("原五十五岁退休的女职工", "1975-08", "56岁5个月", "2032-01"),
    ("原五十五岁退休的女职工", "1981-09", "58岁", "2039-09"),
]


@pytest.mark.parametrize(("group", "born", "age", "retire"), RETIREMENT)
def test_retirement_vectors(group: str, born: str, age: str, retire: str) -> None:
    result = worked("retirement_age", group=group, born=born)
    assert result["age"] == age
    assert same(result.headline.value, retire)


@pytest.mark.parametrize(("year", "months"), [(2029, 180), (2030, 186), (2035, 216), (2039, 240), (2040, 240)])
def test_minimum_contribution_vectors(year: int, months: int) -> None:
    assert worked("minimum_contribution", year=str(year)).headline.value == months


def test_injury_grade_nine_and_the_provincial_sums_elsewhere() -> None:
    assert same(worked("injury_lump_sum", grade="9", own_wage="5000").headline.value, 45000)

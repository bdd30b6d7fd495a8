"""Maternity and family leave, medical period, unemployment, retirement, platform injury."""

from datetime import date

import pytest

from assistant.calculators.calculator import BadFact, MissingFacts

from .given import same, worked

MATERNITY = [
    ("特别规定7 and Anhui", "340100", {}, 158),
    ("特别规定7 elsewhere", "310000", {}, 98),
    ("特别规定7 difficult", "340100", {"difficult": "是"}, 173),
    ("特别规定7 twins", "340100", {"babies": "2"}, 173),
    ("特别规定7 triplets, difficult", "340100", {"babies": "3", "difficult": "是"}, 203),
    ("特别规定7 twins elsewhere", "310000", {"babies": "2"}, 113),
]


@pytest.mark.parametrize(("region", "facts", "days"), [row[1:] for row in MATERNITY], ids=[row[0] for row in MATERNITY])
def test_maternity_leave(region: str, facts: dict[str, str], days: int) -> None:
    assert worked("maternity_leave", region=region, **facts).headline.value == days


def test_maternity_leave_counts_its_first_day() -> None:
    assert worked("maternity_leave", start="2026-01-01")["last_day"] == date(2026, 6, 7)


def test_before_2022_anhui_is_not_extended_here() -> None:
    with pytest.raises(BadFact):
        worked("maternity_leave", on=date(2021, 6, 1))


@pytest.mark.parametrize(("pregnant", "days"), [("2个月", 15), ("3个月29天", 15), ("4个月", 42), ("6个月", 42)])
def test_miscarriage_leave(pregnant: str, days: int) -> None:
    assert worked("miscarriage_leave", pregnant=pregnant).headline.value == days


@pytest.mark.parametrize(("kind", "days"), [("paternity_leave", 30), ("parental_leave", 10), ("marriage_leave", 13)])
def test_family_leave_of_anhui(kind: str, days: int) -> None:
    assert worked(kind).headline.value == days
    with pytest.raises(BadFact, match="各省规定"):
        worked(kind, region="110000")


@pytest.mark.parametrize(("born", "still"), [("2020-11-23", True), ("2020-11-22", False), ("2019-01-01", False)])
def test_parental_leave_ends_on_the_sixth_birthday(born: str, still: bool) -> None:
    assert any("还可以休" in step for step in worked("parental_leave", born_on=born).steps) is still


@pytest.mark.parametrize(("babies", "hours"), [("1", 1), ("2", 2), ("3", 3)])
def test_nursing_break(babies: str, hours: int) -> None:
    assert worked("nursing_break", babies=babies).headline.value == hours


def test_maternity_pay() -> None:
    assert same(worked("maternity_pay", employer_average="6000", days="158").headline.value, 31600)
    uninsured = worked("maternity_pay", own_wage="4500", insured="否", days="98")
    assert same(uninsured.headline.value, 14700)


MEDICAL = [
    ("9年", "4年", 3, 6), ("9年", "5年", 6, 12), ("9年11个月", "9年11个月", 6, 12), ("10年", "4年11个月", 6, 12),
    ("10年", "5年", 9, 15), ("15年", "9年11个月", 9, 15), ("15年", "10年", 12, 18), ("20年", "15年", 18, 24),
    ("20年", "19年11个月", 18, 24), ("20年", "20年", 24, 30), ("35年", "30年", 24, 30), ("3年", "1年", 3, 6),
]  # fmt: skip


@pytest.mark.parametrize(("total", "unit", "months", "window"), MEDICAL)
def test_medical_period(total: str, unit: str, months: int, window: int) -> None:  # 479号 §3, §4
    result = worked("medical_period", total_service=total, service=unit)
    assert (result.headline.value, result["window"]) == (months, window)


def test_medical_period_refuses_more_years_here_than_in_all() -> None:
    with pytest.raises(BadFact):
        worked("medical_period", total_service="3年", service="5年")


UNEMPLOYMENT = [
    ("11个月", "0", 0), ("1年", "0", 12), ("4年11个月", "0", 12), ("5年", "0", 18), ("9年11个月", "0", 18),
    ("10年", "0", 24), ("3年", "8", 20), ("5年", "10", 24), ("12年", "6", 24), ("2年", "3", 15),
]  # fmt: skip


@pytest.mark.parametrize(("paid", "carried", "months"), UNEMPLOYMENT)
def test_months_of_unemployment_benefit(paid: str, carried: str, months: int) -> None:  # 社会保险法 §46
    assert worked("unemployment", contributed=paid, carried_months=carried).headline.value == months


def test_leaving_of_ones_own_will_gives_no_benefit() -> None:  # §45
    assert worked("unemployment", voluntary="是").headline.value == 0


def test_unemployment_asks_how_long_was_paid() -> None:
    with pytest.raises(MissingFacts):
        worked("unemployment")


DELAY = [
    ("男职工", "1965-01", 1), ("男职工", "1965-04", 1), ("男职工", "1965-05", 2), ("男职工", "1976-08", 35),
    ("男职工", "1976-09", 36), ("男职工", "1990-01", 36), ("男职工", "1960-01", 0),
    ("原五十五岁退休的女职工", "1970-01", 1), ("原五十五岁退休的女职工", "1969-12", 0),
    ("原五十五岁退休的女职工", "1973-02", 10),
    ("原五十五岁退休的女职工", "1981-09", 36),
    ("原五十岁退休的女职工", "1975-01", 1), ("原五十岁退休的女职工", "1975-03", 2),
    ("原五十岁退休的女职工", "1984-10", 59), ("原五十岁退休的女职工", "1984-11", 60),
    ("原五十岁退休的女职工", "1999-11", 60),
]  # fmt: skip


@pytest.mark.parametrize(("group", "born", "months"), DELAY)
def test_months_of_delay(group: str, born: str, months: int) -> None:
    assert worked("retirement_age", group=group, born=born)["delay_months"] == months


FLEXIBLE = [
    ("男职工", "1965-01", "2025-01", "2028-02"),
    ("男职工", "1976-09", "2036-09", "2042-09"),
    ("原五十岁退休的女职工", "1984-11", "2036-11", "2042-11"),
    ("原五十岁退休的女职工", "1975-01", "2025-01", "2028-02"),
]


@pytest.mark.parametrize(("group", "born", "earliest", "latest"), FLEXIBLE)
def test_flexible_range(group: str, born: str, earliest: str, latest: str) -> None:
    result = worked("retirement_age", group=group, born=born)
    assert same(result["earliest"], earliest)
    assert same(result["latest"], latest)


@pytest.mark.parametrize(("year", "months"), [(2025, 180), (2031, 192), (2036, 222), (2038, 234), (2050, 240)])
def test_minimum_contribution(year: int, months: int) -> None:
    assert worked("minimum_contribution", year=str(year)).headline.value == months


def test_contribution_short_by_months() -> None:
    assert worked("minimum_contribution", year="2030", contributed="15年")["short"] == 6


PLATFORM = [
    ("美团", "是", "340100", "2026-01-01", "可以申请"),
    ("美团外卖", "是", "340100", "2025-07-01", "可以申请"),
    ("美团", "是", "340100", "2025-06-30", "还不能确定"),
    ("美团", "是", "310000", "2024-01-01", "可以申请"),
    ("某跑腿", "是", "340100", "2026-01-01", "还不能确定"),
    ("货拉拉", "否", "340100", "2026-01-01", "不适用"),
]


@pytest.mark.parametrize(("platform", "on_order", "region", "day", "verdict"), PLATFORM)
def test_platform_injury(platform: str, on_order: str, region: str, day: str, verdict: str) -> None:
    result = worked("platform_injury", region=region, platform=platform, on_order=on_order, injured_on=day)
    assert verdict in str(result.headline.value)


@pytest.mark.parametrize(("born", "until"), [("2026-08-15", "2027-08-15"), ("2025-06-01", "2026-12-31")])
def test_contract_runs_on_to_the_first_birthday(born: str, until: str) -> None:  # 劳动合同法 §45
    result = worked("contract_extension", contract_end="2026-12-31", born_on=born)
    assert result.headline.value == date.fromisoformat(until)

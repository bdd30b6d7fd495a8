"""Severance, notice pay, N+1, 2N, layoffs and tax, case by case from the Labour Contract Law."""

from datetime import date
from decimal import Decimal

import pytest

from assistant.calculators.calculator import BadFact, MissingFacts

from .given import same, worked

TENURE = [
    ("47-I one day", "2026-01-05", "2026-01-05", "0.5"),
    ("47-I five months 30 days", "2025-01-01", "2025-06-29", "0.5"),
    ("47-I six months", "2025-01-01", "2025-06-30", "1"),
    ("47-I a year less a day", "2025-01-01", "2025-12-30", "1"),
    ("47-I a year", "2025-01-01", "2025-12-31", "1"),
    ("47-I a year and a day", "2025-01-01", "2026-01-01", "1.5"),
    ("47-I leap day hired", "2020-02-29", "2024-02-28", "4"),
    ("47-I leap day to leap day", "2020-02-29", "2024-02-29", "4.5"),
    ("47-I end of month", "2025-08-31", "2026-02-27", "1"),
    ("47-I end of month a day less", "2025-08-31", "2026-02-26", "0.5"),
    ("97-III from the law's first day", "2005-06-01", "2025-12-31", "18"),
    ("97-III hired on the first day", "2008-01-01", "2025-12-31", "18"),
]


@pytest.mark.parametrize(("start", "end", "months"), [row[1:] for row in TENURE], ids=[row[0] for row in TENURE])
def test_months_of_severance(start: str, end: str, months: str) -> None:
    assert same(worked("severance", start=start, end=end, average_wage="1000")["months"], months)


SAID = [
    ("6个月", "1"), ("5个月29天", "0.5"), ("三年半", "4"), ("2.5", "3"), ("4年3个月", "4.5"), ("4年7个月", "5"),
    ("10年", "10"), ("十二年", "12"), ("51个月", "4.5"), ("1年1天", "1.5"),
]  # fmt: skip


@pytest.mark.parametrize(("service", "months"), SAID)
def test_service_as_people_say_it(service: str, months: str) -> None:
    assert same(worked("severance", service=service, average_wage="1000")["months"], months)


REASONS = [
    ("单位提出协商解除", True, "劳动合同法", 46),
    ("因单位违法被迫解除", True, "劳动合同法", 38),
    ("医疗期满、不胜任或客观情况变化", True, "劳动合同法", 40),
    ("经济性裁员", True, "劳动合同法", 41),
    ("到期单位不续签或降低条件", True, "劳动合同法", 46),
    ("单位破产关闭或解散", True, "劳动合同法", 46),
    ("任务完成合同终止", True, "劳动合同法实施条例", 22),
    ("劳动者主动辞职", False, "劳动合同法", 37),
    ("劳动者提出协商解除", False, "劳动合同法", 36),
    ("劳动者严重违纪等过失被辞退", False, "劳动合同法", 39),
    ("到期劳动者拒绝同等条件续签", False, "劳动合同法", 46),
    ("享受养老待遇合同终止", False, "劳动合同法", 44),
]


@pytest.mark.parametrize(("reason", "due", "law", "article"), REASONS)
def test_ground_decides_whether_severance_is_due(reason: str, due: bool, law: str, article: int) -> None:
    result = worked("severance", service="3年", average_wage="5000", reason=reason)
    assert same(result.headline.value, 15000 if due else 0)
    assert any(ref.law == law and ref.article == article for ref in result.basis)


CAP = [
    ("47-II not above", "24000", "8000", "10年", 240000),
    ("47-II a yuan above", "24001", "8000", "10年", 240000),
    ("47-II above, twelve years", "30000", "8000", "12年", 288000),
    ("47-II above, twelve and a half", "30000", "8000", "12年3个月", 288000),
    ("47-II not above, twenty years", "20000", "8000", "20年", 400000),
    ("47-II above, three years", "30000", "6000", "3年", 54000),
]


@pytest.mark.parametrize(("wage", "city", "service", "amount"), [row[1:] for row in CAP], ids=[row[0] for row in CAP])
def test_three_times_cap(wage: str, city: str, service: str, amount: int) -> None:
    result = worked("severance", service=service, average_wage=wage, city_average=city)
    assert same(result.headline.value, amount)
    assert result.region_values[0].source == "来电人或管理员提供"


def test_without_the_city_figure_the_cap_is_named_as_unchecked() -> None:
    result = worked("severance", service="3年", average_wage="6000")
    assert any("三倍封顶没有核对" in line for line in result.caveats)


def test_statistics_are_shown_but_never_applied() -> None:
    result = worked("severance", on=date(2024, 8, 1), region="340100", service="3年", average_wage="4万")
    assert same(result.headline.value, 120000)
    assert any("可能已经超过" in line for line in result.caveats)


def test_wage_below_the_minimum_is_raised_to_it() -> None:
    result = worked("severance", service="2年", average_wage="1500", minimum_wage_month="1930")
    assert same(result.headline.value, 3860)
    assert any(ref.law == "劳动合同法实施条例" and ref.article == 27 for ref in result.basis)


DOUBLE = [
    ("87 six and a half", "6年2个月", "5400", 70200),
    ("87 half a month", "3个月", "4000", 4000),
    ("87 ten years", "10年", "6000", 120000),
]


@pytest.mark.parametrize(("service", "wage", "amount"), [row[1:] for row in DOUBLE], ids=[row[0] for row in DOUBLE])
def test_damages_are_twice_severance(service: str, wage: str, amount: int) -> None:
    assert same(worked("unlawful_termination", service=service, average_wage=wage).headline.value, amount)


def test_damages_count_from_hire_even_before_2008() -> None:  # 实施条例 §25
    result = worked("unlawful_termination", start="2006-01-01", end="2025-12-31", average_wage="5000")
    assert same(result["months"], 20)


def test_damages_keep_the_cap() -> None:
    result = worked("unlawful_termination", service="15年", average_wage="3万", city_average="8000")
    assert same(result.headline.value, 576000)


def test_notice_pay_is_the_last_month_not_the_average() -> None:  # 实施条例 §20
    result = worked("n_plus_one", service="4年3个月", average_wage="6400", last_month_wage="7100")
    assert (result["severance"], result["notice_pay"], result["total"]) == (28800, 7100, 35900)


def test_notice_given_in_writing_leaves_no_extra_month() -> None:
    assert same(worked("notice_pay", last_month_wage="7100", notice_given="是").headline.value, 0)


LAYOFF = [("41-I twenty", 20, 500, True), ("41-I nineteen of 500", 19, 500, False), ("41-I ten per cent", 5, 50, True)]


@pytest.mark.parametrize(("cut", "staff", "yes"), [row[1:] for row in LAYOFF], ids=[row[0] for row in LAYOFF])
def test_layoff_threshold(cut: int, staff: int, yes: bool) -> None:
    verdict = worked("mass_layoff", cut=str(cut), staff=str(staff)).headline.value
    assert (verdict == "须走法定裁员程序") is yes


TAX = [("300000", 0), ("336000", "1080"), ("444000", "11880"), ("500000", "23080")]


@pytest.mark.parametrize(("amount", "tax"), TAX)
def test_tax_on_what_exceeds_three_times_the_average(amount: str, tax: object) -> None:
    assert same(worked("severance_tax", amount=amount, local_average_year="100000").headline.value, tax)


def test_dates_the_wrong_way_round_are_refused() -> None:
    with pytest.raises(BadFact, match="早于"):
        worked("severance", start="2025-01-01", end="2024-01-01", average_wage="1000")


def test_missing_facts_are_asked_for_in_words() -> None:
    with pytest.raises(MissingFacts) as missing:
        worked("severance", average_wage="5000")
    assert [param.name for param in missing.value.params] == ["start", "end"]
    assert all(question.endswith("？") for question in missing.value.questions)


def test_reinstatement_pays_the_normal_wage() -> None:
    assert same(worked("reinstatement_pay", monthly_wage="6000", months="4.5").headline.value, Decimal(27000))


def test_years_said_against_the_dates_are_shown_not_averaged() -> None:
    result = worked("severance", start="2020-01-01", end="2024-12-31", service="8年", average_wage="1000")
    assert same(result.headline.value, 5000)
    assert any("对不上" in line for line in result.caveats)

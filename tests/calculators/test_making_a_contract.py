"""Double wage, probation, training bonds, part-time work: cases from the Labour Contract Law and its regulation."""

from datetime import date

import pytest

from assistant.calculators.calculator import BadFact

from .given import same, worked

NO_CONTRACT = [
    ("条例6 signed after eight months", "2026-01-10", "2026-09-10", None, 7),
    ("条例6 signed within the month", "2026-01-10", "2026-02-10", None, 0),
    ("条例6 left unsigned after three months", "2026-01-01", None, "2026-03-31", 2),
    ("条例7 unsigned past the year", "2025-01-01", "2026-06-01", None, 11),
    ("条例7 hired at the end of a month", "2025-01-31", "2026-06-01", None, 11),
    ("条例6 left after exactly a year", "2024-05-15", None, "2025-05-14", 11),
]


@pytest.mark.parametrize(
    ("start", "signed", "end", "months"), [row[1:] for row in NO_CONTRACT], ids=[row[0] for row in NO_CONTRACT]
)
def test_months_of_double_wage(start: str, signed: str | None, end: str | None, months: int) -> None:
    facts = {name: text for name, text in (("signed", signed), ("end", end)) if text}
    result = worked("double_wage", start=start, monthly_wage="1000", **facts)
    assert same(result.headline.value, months * 1000)


def test_a_part_of_a_month_is_paid_by_its_working_days() -> None:  # 解释（二）§6: 2026-03-01…06 has five working days
    result = worked("double_wage", start="2026-01-01", end="2026-03-06", monthly_wage="4350")
    assert result["workdays"] == 5
    assert same(result.headline.value, 4350 + 1000)


def test_double_wage_for_an_open_ended_contract_not_made() -> None:
    result = worked("double_wage_open_ended", due_on="2026-01-01", signed="2026-05-01", monthly_wage="5000")
    assert same(result.headline.value, 20000)
    assert result.basis[0].article == 82


def test_double_wage_today_when_still_unsigned() -> None:
    result = worked("double_wage", on=date(2026, 5, 31), start="2026-01-01", monthly_wage="5000")
    assert same(result.headline.value, 20000)


def test_signing_before_hire_is_refused() -> None:
    with pytest.raises(BadFact):
        worked("double_wage", start="2026-01-10", signed="2025-01-10", monthly_wage="1000")


LONGEST = [
    ("19 under three months", {"contract_term": "2个月29天"}, 0),
    ("19 three months", {"contract_term": "3个月"}, 1),
    ("19 a day under a year", {"contract_term": "11个月29天"}, 1),
    ("19 one year", {"contract_term": "1年"}, 2),
    ("19 under three years", {"contract_term": "2年11个月"}, 2),
    ("19 three years", {"contract_term": "3年"}, 6),
    ("19 five years", {"contract_term": "5年"}, 6),
    ("19 open-ended", {"contract_kind": "无固定期限"}, 6),
    ("19 by task", {"contract_kind": "以完成任务为期限", "contract_term": "2年"}, 0),
    ("70 part-time", {"contract_kind": "非全日制"}, 0),
    ("19-II a second one", {"contract_term": "3年", "second": "是"}, 0),
]


@pytest.mark.parametrize(("facts", "months"), [row[1:] for row in LONGEST], ids=[row[0] for row in LONGEST])
def test_longest_probation(facts: dict[str, str], months: int) -> None:
    assert same(worked("probation", **facts)["longest"], months)


PENALTY = [
    ("83 second probation", {"second": "是", "served": "2个月"}, "5200", 10400),
    ("83 six months on a one-year contract", {"contract_term": "1年", "served": "6个月"}, "6000", 24000),
    ("83 within the limit", {"contract_term": "3年", "served": "6个月"}, "6000", 0),
    ("83 three months where none is allowed", {"contract_term": "2个月", "served": "2个月"}, "4500", 9000),
    ("83 half a month over", {"contract_term": "1年", "served": "2个月15天"}, "6000", 3000),
]


@pytest.mark.parametrize(("facts", "wage", "amount"), [row[1:] for row in PENALTY], ids=[row[0] for row in PENALTY])
def test_penalty_for_unlawful_probation(facts: dict[str, str], wage: str, amount: int) -> None:
    assert same(worked("probation_penalty", full_wage=wage, **facts).headline.value, amount)


def test_probation_wage_below_eighty_per_cent_is_made_up() -> None:  # 劳动合同法 §20
    result = worked("probation", contract_term="2年", full_wage="5000", probation_wage="3500", served="2个月")
    assert (result["wage_floor"], result["shortfall"]) == (4000, 1000)


BOND = [
    ("22-II one of three years served", "30000", "3年", "1年", None, 20000),
    ("22-II agreed less", "30000", "3年", "1年", "15000", 15000),
    ("22-II agreed more", "30000", "3年", "1年", "50000", 20000),
    ("22-II served out", "30000", "3年", "3年", None, 0),
    ("22-II half served", "36000", "5年", "2年6个月", None, 18000),
]


@pytest.mark.parametrize(
    ("cost", "period", "served", "agreed", "payable"), [row[1:] for row in BOND], ids=[row[0] for row in BOND]
)
def test_training_bond(cost: str, period: str, served: str, agreed: str | None, payable: int) -> None:
    facts = {"agreed_penalty": agreed} if agreed else {}
    result = worked("service_period_damages", training_cost=cost, period=period, served=served, **facts)
    assert same(result.headline.value, payable)


def test_forced_resignation_owes_no_training_bond() -> None:  # 实施条例 §26 I
    result = worked("service_period_damages", training_cost="30000", period="3年", served="1年", forced="是")
    assert same(result.headline.value, 0)


OPEN_ENDED = [
    ("14 ten years", "10年", None, True),
    ("14 nine", "9年11个月", "1", False),
    ("14 two terms", "4年", "2", True),
]


@pytest.mark.parametrize(
    ("service", "terms", "yes"), [row[1:] for row in OPEN_ENDED], ids=[row[0] for row in OPEN_ENDED]
)
def test_open_ended_contract(service: str, terms: str | None, yes: bool) -> None:
    facts = {"fixed_terms": terms} if terms else {}
    assert str(worked("open_ended_contract", service=service, **facts).headline.value).startswith("符合") is yes


def test_part_time_below_the_hourly_minimum() -> None:  # 劳动合同法 §72
    result = worked("part_time", region="340102", hourly_wage="18", hours="100")
    assert (result["pay"], result["gap"]) == (1800, 300)


def test_part_time_over_four_hours_is_flagged() -> None:
    result = worked("part_time", hourly_wage="25", hours="100", hours_a_day="6")
    assert any("全日制" in line for line in result.caveats)

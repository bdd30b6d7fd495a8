"""Arrears, floors, deductions, surcharges, who pays first; unions, dispatch, non-compete."""

import pytest

from assistant.calculators.calculator import BadFact, MissingFacts

from .given import same, worked

SUMS = [
    ("劳动法50 short-paid", "wage_arrears", {"agreed_wage": "5800", "paid_wage": "3900", "months": "3"}, 5700),
    ("劳动法50 unpaid", "wage_arrears", {"agreed_wage": "5000", "months": "2.5"}, 12500),
    ("劳动合同法85 upper", "arrears_surcharge", {"amount": "12000"}, 12000),
    ("条例7 annual leave", "arrears_surcharge", {"amount": "3000", "claim": "年休假工资"}, 3000),
    ("暂行规定16 twenty per cent", "deduction_cap", {"monthly_wage": "5000"}, 1000),
    ("暂行规定16 floor", "deduction_cap", {"monthly_wage": "2200", "minimum_wage_month": "2060"}, 140),
    ("暂行规定16 nothing left", "deduction_cap", {"monthly_wage": "2000", "minimum_wage_month": "2060"}, 0),
    ("社会保险法86 late fee", "social_insurance_late_fee", {"amount": "10000", "days": "100"}, 500),
    ("皖人社秘272 heat", "heat_allowance", {"days": "22"}, 330),
    ("工会法43 two per cent", "union_funds", {"payroll": "38.6万+6.4万+3万+2万"}, 10000),
    ("工会法43 a quarter", "union_funds", {"payroll": "50万", "months": "3"}, 30000),
    ("工会法53 twice the year", "union_retaliation", {"annual_income": "72000"}, 144000),
    ("劳动合同法58 idle", "idle_dispatch_pay", {"months": "2", "minimum_wage_month": "1930"}, 3860),
    ("暂行规定4 ten per cent", "dispatch_ratio", {"staff": "155"}, 15),
    ("解释一36 thirty per cent", "non_compete", {"average_wage": "16000"}, 4800),
    ("解释一36 minimum wage", "non_compete", {"average_wage": "6000", "minimum_wage_month": "2060"}, 2060),
    ("解释一36 months", "non_compete", {"average_wage": "10000", "months": "6"}, 18000),
    ("解释一37 agreed", "non_compete", {"agreed_monthly": "5000", "months": "4"}, 20000),
    ("解释一39 three months", "non_compete_ended", {"agreed_monthly": "4800"}, 14400),
    ("解释一39 and arrears", "non_compete_ended", {"agreed_monthly": "4000", "unpaid_months": "2"}, 20000),
    ("最低工资12 gap", "wage_floor_gap", {"paid_wage": "1800", "months": "3", "minimum_wage_month": "2060"}, 780),
    ("最低工资12 none", "wage_floor_gap", {"paid_wage": "2500", "months": "3", "minimum_wage_month": "2060"}, 0),
    ("309号59 sick pay", "sick_pay_floor", {"minimum_wage_month": "2060", "months": "2"}, 3296),
    ("309号59 short", "sick_pay_floor", {"minimum_wage_month": "2060", "paid_wage": "1000"}, 648),
    ("暂行规定12 first period", "stoppage_pay", {"monthly_wage": "4800", "months": "1"}, 4800),
    (
        "暂行规定12 then the minimum",
        "stoppage_pay",
        {"monthly_wage": "4800", "months": "3", "worked": "是", "minimum_wage_month": "2060"},
        8920,
    ),
    ("暂行规定12 idle is local", "stoppage_pay", {"monthly_wage": "4800", "months": "3"}, 4800),
    ("暂行规定13-II pieces", "piece_overtime", {"piece_price": "1.2", "restday_pieces": "300件"}, 720),
    ("暂行规定13-II holiday pieces", "piece_overtime", {"piece_price": "2", "holiday_pieces": "50"}, 300),
    ("收费办法13 fee", "court_fee", {}, 10),
    ("收费办法16 half", "court_fee", {"simplified": "是"}, 5),
    ("调解仲裁法47 cap", "final_award_cap", {"minimum_wage_month": "2060"}, 24720),
]


@pytest.mark.parametrize(("kind", "facts", "amount"), [row[1:] for row in SUMS], ids=[row[0] for row in SUMS])
def test_sums(kind: str, facts: dict[str, str], amount: int) -> None:
    assert same(worked(kind, **facts).headline.value, amount)


FLOORS = [
    ("340102", 2060), ("340100", 2060), ("340121", 1870), ("340181", 1870), ("340202", 1930), ("340281", 1780),
    ("340422", 1930), ("340722", 1870), ("341002", 1870), ("341003", 1780),
    ("341221", 1780), ("341504", 1870), ("341723", 1780),
]  # fmt: skip


@pytest.mark.parametrize(("region", "floor"), FLOORS)
def test_minimum_wage_of_a_district(region: str, floor: int) -> None:
    result = worked("wage_floor_gap", region=region, paid_wage="1000")
    assert same(result["floor"], floor)
    assert result.region_values[0].source
    assert any("没有核实" in line for line in result.caveats)


@pytest.mark.parametrize("region", ["340000", "341000", "110000", "CN"])
def test_where_the_minimum_wage_is_unknown_it_is_asked_for(region: str) -> None:
    with pytest.raises(MissingFacts) as missing:
        worked("wage_floor_gap", region=region, paid_wage="1000")
    assert missing.value.params[0].name == "minimum_wage_month"


def test_a_figure_given_goes_before_the_table() -> None:
    result = worked("wage_floor_gap", region="340102", paid_wage="1800", minimum_wage_month="2200")
    assert same(result.headline.value, 400)
    assert result.region_values[0].source == "来电人或管理员提供"


def test_surcharge_needs_an_order_first() -> None:
    result = worked("arrears_surcharge", amount="12000")
    assert same(result["lowest"], 6000)
    assert any("责令限期支付" in line for line in result.caveats)


def test_more_paid_than_due_is_refused() -> None:
    with pytest.raises(BadFact):
        worked("wage_arrears", agreed_wage="3000", paid_wage="4000", months="1")


PAYERS = [
    ("分包单位拖欠", "施工总承包单位", 30),
    ("工程转包", "施工总承包单位", 30),
    ("建设单位没按约定拨付工程款", "建设单位", 29),
    ("发包给个人或没有资质的单位", "建设单位或者施工总承包单位", 36),
    ("挂靠借名施工", "施工单位", 36),
    ("违法建设项目", "建设单位", 37),
    ("使用个人或无证单位派来的工人", "用工单位", 18),
    ("合伙或个体老板拖欠", "出资人", 20),
    ("单位被吊销关闭或解散", "主要出资人", 22),
]


@pytest.mark.parametrize(("situation", "payer", "article"), PAYERS)
def test_who_pays_migrant_workers_first(situation: str, payer: str, article: int) -> None:  # 条例 §18-37
    result = worked("migrant_wages", situation=situation)
    assert payer in str(result.headline.value)
    assert result.basis[0].article == article


def test_the_builder_advances_within_the_unpaid_sum() -> None:
    facts = {"situation": "建设单位没按约定拨付工程款", "amount": "50万", "unpaid_project_sum": "30万"}
    assert same(worked("migrant_wages", **facts)["advance"], 300000)


CRIME = [
    (1, "20000", "3", True),
    (1, "4000", "5", False),
    (1, "20000", "2", False),
    (10, "30000", "1", True),
    (9, "30000", "1", False),
]


@pytest.mark.parametrize(("people", "amount", "months", "reached"), CRIME)
def test_threshold_of_refusing_to_pay(
    people: int, amount: str, months: str, reached: bool
) -> None:  # 法释〔2013〕3号 §3
    verdict = worked("refusal_to_pay", people=str(people), amount=amount, months=months).headline.value
    assert ("可能达到" in str(verdict)) is reached


@pytest.mark.parametrize(("members", "must"), [("24", False), ("25", True), ("300", True), ("3", False)])
def test_union_committee_from_25_members(members: str, must: bool) -> None:  # 工会法 §11
    assert str(worked("union_founding", members=members).headline.value).startswith("应当") is must


def test_full_time_chair_from_200_staff() -> None:  # 工会法 §14
    assert any("可以设专职" in step for step in worked("union_founding", members="30", staff="200").steps)


def test_three_unpaid_months_release_from_non_compete() -> None:  # 解释（一）§38
    result = worked("non_compete", agreed_monthly="5000", unpaid_months="3")
    assert any("请求解除竞业限制" in step for step in result.steps)
    assert result.basis[-1].article == 38


def test_non_compete_over_two_years_is_flagged() -> None:  # 劳动合同法 §24
    assert any("最长二年" in line for line in worked("non_compete", agreed_monthly="5000", term="3年").caveats)


FINAL = [("24720", True), ("24721", False)]


@pytest.mark.parametrize(("claim", "final"), FINAL)
def test_award_is_final_up_to_twelve_minimum_wages(claim: str, final: bool) -> None:
    result = worked("final_award_cap", region="340100", claim=claim)
    assert (result["verdict"] == "一裁终局") is final

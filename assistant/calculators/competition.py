"""Non-compete after leaving: the monthly compensation, and the three months owed when the employer ends it."""

from fractions import Fraction

from assistant.calculators.calculator import Formula
from assistant.calculators.case import Case, positive
from assistant.calculators.facts import Param, Span
from assistant.calculators.wording import number_text, percent_text, yuan


def _monthly(case: Case) -> Fraction:
    """What was agreed, else thirty per cent of the average wage and not below the minimum wage."""
    agreed = case.maybe_money("agreed_monthly")
    if agreed is not None:
        case.sheet.step(f"约定的竞业限制补偿每月 {yuan(agreed)}。")
        return positive(agreed, "约定的每月补偿")
    rule = case.rule("non_compete")
    share = rule.number("share")
    wage = positive(case.money("average_wage"), "离职前十二个月平均工资")
    monthly = wage * share
    case.sheet.step(
        f"没有约定补偿的，按离职前十二个月平均工资的 {percent_text(share)}：{yuan(wage)}"
        f" × {percent_text(share)} = {yuan(monthly)}。"
    )
    floor = case.local("minimum_wage_month")
    if floor is None:
        case.sheet.caveats.append("每月补偿还不能低于劳动合同履行地的月最低工资标准，请核对。")
    elif monthly < floor:
        case.sheet.step(f"低于当地最低工资 {yuan(floor)}，按最低工资支付。")
        return floor
    return monthly


def _compensation(case: Case) -> None:
    monthly = _monthly(case)
    case.sheet.lead("monthly", "每月竞业限制补偿", monthly, "元/月")
    months = case.number("months")
    if months:
        case.sheet.lead("total", "竞业限制补偿合计", monthly * months, "元")
        case.sheet.step(f"{yuan(monthly)} × {number_text(months)} 个月 = {yuan(monthly * months)}。")
    term = case.maybe("term", Span)
    rule = case.rule("non_compete_term", cite=term is not None)
    if term is not None and term > Span(rule.whole("most_years")):
        case.sheet.caveats.append("竞业限制期限最长二年，超过的部分没有约束力。")
    unpaid = case.rule("non_compete_unpaid", cite=False)
    if case.number("unpaid_months") >= unpaid.number("unpaid_months"):
        case.sheet.cite(*unpaid.articles)
        case.sheet.step("因单位原因三个月没有支付补偿，可以请求解除竞业限制约定；已经履行期间的补偿照样可以要。")


def _ended(case: Case) -> None:
    rule = case.rule("non_compete_ended_by_employer")
    monthly = _monthly(case)
    extra = monthly * rule.number("extra_months")
    owed = monthly * case.number("unpaid_months")
    case.sheet.put("monthly", "每月竞业限制补偿", monthly, "元/月")
    case.sheet.step("竞业限制期限内，单位可以解除竞业限制协议；解除时劳动者可以请求额外支付三个月补偿。")
    case.sheet.step(f"额外三个月：{yuan(monthly)} × 3 = {yuan(extra)}。")
    if owed:
        case.sheet.put("extra", "额外三个月补偿", extra, "元")
        case.sheet.put("owed", "解除前没付的补偿", owed, "元")
        case.sheet.step(f"加上解除前没付的 {yuan(owed)}，合计 {yuan(extra + owed)}。")
    case.sheet.lead("total", "可以要求支付", extra + owed, "元")


_TOPIC = "劳动合同"
_PAY = (
    Param("average_wage", "离职前十二个月平均工资", "money", "离职前十二个月，平均每月工资是多少？"),
    Param("agreed_monthly", "约定的每月补偿", "money", "协议里写了每月补偿多少钱吗？"),
    Param("minimum_wage_month", "当地月最低工资标准", "money", "请问当地月最低工资是多少？"),
    Param("unpaid_months", "没付补偿的月数", "days", "请问单位有几个月没付补偿？"),
)

CALCULATORS = (
    Formula(
        "non_compete",
        "竞业限制补偿",
        _TOPIC,
        (
            *_PAY,
            Param("months", "已经履行的月数", "days", "请问竞业限制已经履行了几个月？"),
            Param("term", "约定的竞业限制期限", "years", "请问约定竞业限制多长时间？"),
        ),
        _compensation,
    ),
    Formula("non_compete_ended", "单位提前解除竞业限制", _TOPIC, _PAY, _ended),
)

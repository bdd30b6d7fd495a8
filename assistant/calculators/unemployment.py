"""Unemployment benefit: for how many months at most, with what was left from an earlier time."""

from assistant.calculators.calculator import Formula
from assistant.calculators.case import Case, positive
from assistant.calculators.facts import BadFact, Param
from assistant.calculators.rules import row_number
from assistant.calculators.wording import span_text, yuan

_MONTHS_A_YEAR = 12


def _months(case: Case) -> None:
    rule = case.rule("unemployment")
    if case.flag("voluntary"):
        case.rule("unemployment_conditions")
        case.sheet.lead("months", "可领失业保险金", 0, "个月")
        case.sheet.step("本人自愿辞职不属于非因本人意愿中断就业，不能领失业保险金；因单位违法被迫解除的除外。")
        return
    paid, carried = case.span("contributed"), case.maybe("carried_months", int) or 0
    most = rule.whole("most_months")
    if not 0 <= carried <= most:
        raise BadFact(f"前次没有领完的月数应当在零到 {most} 个月之间。")
    band = [row for row in rule.rows("bands") if row_number(row, "from_years") * _MONTHS_A_YEAR <= paid.whole_months][
        -1
    ]
    now = int(row_number(band, "months"))
    case.sheet.put("this_time", "本次期限上限", now, "个月")
    case.sheet.step(f"累计缴费{span_text(paid)}，本次最长 {now} 个月。")
    if now == 0:
        case.rule("unemployment_conditions")
        case.sheet.lead("months", "可领失业保险金", 0, "个月")
        case.sheet.step("缴费不满一年，不能按本次缴费领取。")
        if carried:
            case.sheet.caveats.append("前次没有领完的月数能否继续领，请向失业保险经办机构核实。")
        return
    total = min(now + carried, most)
    if carried:
        case.sheet.step(
            f"与前次应领未领的 {carried} 个月合并计算，{now} + {carried} = {now + carried}，"
            f"最长不超过 {most} 个月，合计 {total} 个月。"
        )
    case.sheet.lead("months", "最多可领失业保险金", total, "个月")
    benefit = case.maybe_money("monthly_benefit")
    if benefit is not None:
        case.sheet.put("total", "最多可领总额", positive(benefit, "每月标准") * total, "元")
        case.sheet.step(f"每月 {yuan(benefit)}，最多合计 {yuan(benefit * total)}。")
    case.sheet.assumptions.append("非因本人意愿离职，已经办理失业登记并有求职要求。")
    case.sheet.caveats.append("这是法律规定的最长期限，具体月数和每月标准由省里规定，以经办机构核定为准。")


CALCULATORS = (
    Formula(
        "unemployment",
        "失业保险金期限",
        "社会保险",
        (
            Param("contributed", "累计缴费时间", "years", "请问这次失业前，失业保险一共交了多久？", False),
            Param("carried_months", "前次应领未领的月数", "count", "请问以前失业时还有几个月没领完？"),
            Param("voluntary", "自愿辞职", "bool", "请问是您自己辞职的吗？"),
            Param("monthly_benefit", "当地失业保险金月标准", "money", "请问当地失业保险金每月多少钱？"),
        ),
        _months,
    ),
)

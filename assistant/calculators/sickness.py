"""Illness not caused by work: the medical period and its counting window, and the floor of sick pay."""

from datetime import date
from fractions import Fraction

from assistant.calculators.calculator import Formula
from assistant.calculators.case import Case, positive
from assistant.calculators.facts import BadFact, Param
from assistant.calculators.periods import ONE_DAY, add_months
from assistant.calculators.rules import row_number
from assistant.calculators.wording import day_text, number_text, percent_text, span_text, yuan

_MONTHS_A_YEAR = 12


def _medical_period(case: Case) -> None:
    rule = case.rule("medical_period")
    total, unit = case.span("total_service"), case.span("service")
    if unit > total:
        raise BadFact("本单位工作年限不能长于实际参加工作的年限，请核对。")
    bands = rule.rows("bands")
    reached = [
        row
        for row in bands
        if row_number(row, "total_years") * _MONTHS_A_YEAR <= total.whole_months
        and row_number(row, "unit_years") * _MONTHS_A_YEAR <= unit.whole_months
    ]
    band = reached[-1]
    months, window = int(row_number(band, "months")), int(row_number(band, "window"))
    case.sheet.put("window", "累计计算周期", window, "个月")
    case.sheet.lead("months", "医疗期", months, "个月")
    case.sheet.step(
        f"实际工作{span_text(total)}，本单位工作{span_text(unit)}，医疗期 {months} 个月，在 {window}"
        " 个月内累计病休时间计算。"
    )
    first = case.maybe("first_sick_day", date)
    if first is not None:
        until = add_months(first, window) - ONE_DAY
        case.sheet.put("window_until", "计算周期到", until, "日期")
        case.sheet.step(f"从{day_text(first)}第一次病休起，周期到{day_text(until)}。")
    case.sheet.caveats.append(
        "癌症、精神病、瘫痪等特殊疾病，经批准可以适当延长；医疗期内单位不得以不能工作为由解除合同。"
    )


def _sick_pay(case: Case) -> None:
    rule = case.rule("sick_pay_floor")
    months = positive(case.number("months") or Fraction(1), "病假月数")
    share = rule.number("share")
    floor = case.needed_local("minimum_wage_month") * share
    case.sheet.put("floor", "病假工资下限", floor, "元/月")
    case.sheet.step(f"病假工资不低于当地最低工资的 {percent_text(share)}，每月 {yuan(floor)}。")
    paid = case.maybe_money("paid_wage")
    if paid is None:
        case.sheet.lead("total", "病假期间最低应得", floor * months, "元")
    else:
        gap = max(Fraction(0), floor - paid) * months
        case.sheet.lead("gap", "病假工资差额", gap, "元")
        case.sheet.step(f"（{yuan(floor)} － {yuan(paid)}）× {number_text(months)} 个月，应补 {yuan(gap)}。")
    case.sheet.caveats.append("这是下限；劳动合同、集体合同或者单位制度有更高标准的，按更高的执行。")


_TOPIC = "工时加班休假"

CALCULATORS = (
    Formula(
        "medical_period",
        "医疗期",
        _TOPIC,
        (
            Param("total_service", "实际参加工作年限", "years", "请问从参加工作到现在，一共干了多少年？", True),
            Param("service", "本单位工作年限", "years", "请问在这家单位干了多少年？", True),
            Param("first_sick_day", "第一次病休日期", "date", "请问从哪一天开始休病假的？"),
        ),
        _medical_period,
    ),
    Formula(
        "sick_pay_floor",
        "病假工资下限",
        _TOPIC,
        (
            Param("minimum_wage_month", "当地月最低工资标准", "money", "请问您在哪个县区上班？当地月最低工资是多少？"),
            Param("paid_wage", "每月实发病假工资", "money", "请问病假期间每月发了多少？"),
            Param("months", "病假月数", "days", "请问病假休了几个月？"),
        ),
        _sick_pay,
    ),
)

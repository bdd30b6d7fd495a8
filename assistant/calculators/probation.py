"""Probation: how long it may last, the wage during it, and what an unlawful one costs the employer."""

from fractions import Fraction

from assistant.calculators.calculator import Formula
from assistant.calculators.case import Case, positive
from assistant.calculators.facts import Param, Span
from assistant.calculators.periods import months_in
from assistant.calculators.rules import row_number
from assistant.calculators.wording import number_text, percent_text, span_text, yuan

_OPEN_ENDED = "无固定期限"


def _longest(case: Case) -> Fraction:
    rule = case.rule("probation")
    kind = case.maybe("contract_kind", str)
    if case.flag("second"):
        case.sheet.step("同一单位与同一劳动者只能约定一次试用期，再次约定的试用期全部违法，法定上限是 0 个月。")
        return Fraction(0)
    if kind in rule.texts("without"):
        case.sheet.step(f"{kind}的合同不得约定试用期，法定上限是 0 个月。")
        return Fraction(0)
    if kind == _OPEN_ENDED:
        most = rule.number("open_ended_months")
        case.sheet.step(f"无固定期限合同，试用期最长 {number_text(most)} 个月。")
        return most
    term = case.span("contract_term")
    band = [row for row in rule.rows("bands") if row_number(row, "from_months") <= term.whole_months][-1]
    most = row_number(band, "most_months")
    case.sheet.step(f"合同期限{span_text(term)}，试用期最长 {number_text(most)} 个月。")
    return most


def _probation(case: Case) -> None:
    most = _longest(case)
    case.sheet.lead("longest", "试用期上限", most, "个月")
    agreed = case.maybe("agreed", Span)
    if agreed is not None:
        over = _months(agreed, case) > most
        case.sheet.step(f"约定{span_text(agreed)}，{'超过上限，超过部分违法' if over else '没有超过上限'}。")
    full = case.maybe_money("full_wage")
    if full is None:
        return
    share = case.rule("probation_wage").number("share")
    floor = full * share
    case.sheet.put("wage_floor", "试用期最低工资", floor, "元/月")
    case.sheet.step(
        f"试用期工资不得低于转正工资的八成：{yuan(full)} × {percent_text(share)} = {yuan(floor)}，"
        "也不得低于当地最低工资。"
    )
    paid, served = case.maybe_money("probation_wage"), case.maybe("served", Span)
    if paid is not None and served is not None:
        shortfall = max(Fraction(0), floor - paid) * _months(served, case)
        case.sheet.lead("shortfall", "试用期工资差额", shortfall, "元")
        case.sheet.step(f"差额：（{yuan(floor)} － {yuan(paid)}）× {span_text(served)} = {yuan(shortfall)}。")


def _probation_penalty(case: Case) -> None:
    rule = case.rule("probation_penalty")
    most = _longest(case)
    served = _months(case.span("served"), case)
    wage = positive(case.money("full_wage"), "试用期满月工资")
    excess = max(Fraction(0), served - most)
    case.sheet.put("longest", "试用期上限", most, "个月")
    case.sheet.put("excess", "已履行的超期", excess, "个月")
    case.sheet.lead("amount", "违法试用期赔偿金", wage * excess, "元")
    case.sheet.step(f"已经履行 {number_text(served)} 个月，超过法定上限 {number_text(excess)} 个月。")
    case.sheet.step(f"以试用期满月工资为标准：{yuan(wage)} × {number_text(excess)} = {yuan(wage * excess)}。")
    if excess % 1:
        case.sheet.assumptions.append(f"不足一个月的按每月{rule.whole('days_a_month')}天折算。")


def _months(span: Span, case: Case) -> Fraction:
    return months_in(span, case.rule("probation_penalty", cite=False).whole("days_a_month"))


_TOPIC = "劳动合同"
_KIND = Param(
    "contract_kind",
    "合同种类",
    "choice",
    "请问签的是固定期限、无固定期限，还是干完一件活就结束的合同？",
    choices=("固定期限", _OPEN_ENDED, "以完成任务为期限", "非全日制"),
)
_TERM = Param("contract_term", "合同期限", "years", "请问劳动合同签了多长时间？")
_SECOND = Param("second", "是第二次约定试用期", "bool", "以前在这家单位有没有过试用期？")
_FULL = Param("full_wage", "转正后月工资", "money", "请问转正以后（试用期满）每月工资是多少？")
_SERVED = Param("served", "已经履行的试用期", "years", "请问试用期已经做了多长时间？")

CALCULATORS = (
    Formula(
        "probation",
        "试用期",
        _TOPIC,
        (
            _KIND,
            _TERM,
            _SECOND,
            Param("agreed", "约定的试用期", "years", "请问约定的试用期是多长？"),
            _FULL,
            Param("probation_wage", "试用期月工资", "money", "请问试用期每月工资是多少？"),
            _SERVED,
        ),
        _probation,
    ),
    Formula(
        "probation_penalty", "违法试用期赔偿金", _TOPIC, (_KIND, _TERM, _SECOND, _FULL, _SERVED), _probation_penalty
    ),
)

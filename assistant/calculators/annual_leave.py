"""Paid annual leave: days by cumulative service, pro rata on entry and exit, and the pay for days not taken."""

from datetime import date
from fractions import Fraction

from assistant.calculators.calculator import Formula
from assistant.calculators.case import Case, positive
from assistant.calculators.facts import BadFact, Param, Span
from assistant.calculators.periods import days_between, service
from assistant.calculators.rules import Row, row_number
from assistant.calculators.wording import day_text, number_text, span_text, yuan

_MONTHS_A_YEAR = 12


def _entitlement(case: Case) -> int:
    """Whole days for a full year, nought where the year's leave is forfeited."""
    rule = case.rule("annual_leave")
    worked = case.maybe("total_service", Span)
    first = case.maybe("first_work", date)
    if worked is None:
        entitled = case.maybe("entitled", int)
        if entitled is not None:
            case.sheet.step(f"全年应休年休假 {entitled} 天。")
            return entitled
        if first is None:
            raise case.need("total_service")
        worked = service(first, case.maybe("left_on", date) or case.on)
    band = [row for row in rule.rows("bands") if row_number(row, "from_years") * _MONTHS_A_YEAR <= worked.whole_months][
        -1
    ]
    days = int(row_number(band, "days"))
    case.sheet.step(f"累计工作{span_text(worked)}，全年年休假 {days} 天。")
    if days == 0:
        case.sheet.step("要连续工作满十二个月，才享受年休假。")
    return 0 if _forfeited(case, band) else days


def _forfeited(case: Case, band: Row) -> bool:
    rule = case.rule("annual_leave_excluded", cite=False)
    sick, personal = case.number("sick_months"), case.number("personal_leave_days")
    by_sickness = "sick_months" in band and bool(sick) and sick >= row_number(band, "sick_months")
    by_leave = personal >= rule.number("personal_leave_days")
    if by_sickness or by_leave:
        case.sheet.cite(*rule.articles)
        case.sheet.step(f"因{'病假' if by_sickness else '带薪事假'}达到规定的时间，不享受当年的年休假。")
    return by_sickness or by_leave


def _days(case: Case) -> int:
    """Days of leave due and not taken, whole days only."""
    whole = _entitlement(case)
    taken = case.maybe("taken", int) or 0
    due = _prorated(case, whole)
    left = max(0, due - taken)
    case.sheet.put("entitlement", "全年年休假", whole, "天")
    case.sheet.put("due", "应休年休假", due, "天")
    if taken:
        case.sheet.step(f"已经休了 {taken} 天，还剩 {left} 天；多休的不再扣回。")
    return left


def _prorated(case: Case, whole: int) -> int:
    """Days in proportion to the calendar days of the year served, what is below a whole day dropped."""
    joined, left = case.maybe("joined_on", date), case.maybe("left_on", date)
    in_year = left or joined
    if in_year is None or whole == 0 or (left is None and in_year.year != case.on.year):
        return whole
    same_year_entry = joined is not None and joined.year == in_year.year
    begin = joined if joined is not None and same_year_entry else date(in_year.year, 1, 1)
    end = left or date(in_year.year, 12, 31)
    if end < begin:
        raise BadFact("离职日期早于入职日期，请核对。")
    case.rule("annual_leave_prorated" if left else "annual_leave_entry")
    passed = days_between(begin, end)
    exact = Fraction(passed * whole, case.rule("annual_leave", cite=False).whole("days_a_year"))
    days = min(whole, int(exact))
    case.sheet.step(
        f"{day_text(begin)}至{day_text(end)}共 {passed} 天：{passed} ÷ 365 × {whole} = {number_text(round(exact, 2))}，"
        f"不足一整天的不算，折算 {days} 天。"
    )
    return days


def _leave_days(case: Case) -> None:
    left = _days(case)
    case.sheet.lead("days", "年休假", left, "天")
    case.sheet.caveats.append("累计工龄包括在别的单位工作的时间，请准备社保缴费记录或者档案证明。")


def _leave_pay(case: Case) -> None:
    rule = case.rule("annual_leave_pay")
    unused = case.maybe("unused_days", int)
    days = _days(case) if unused is None else unused
    wage = positive(case.money("average_wage"), "前十二个月月平均工资")
    daily = wage / rule.number("days_a_month")
    refused = case.flag("refused_in_writing")
    whole, extra = rule.number("whole"), rule.number("whole") - rule.number("already_paid")
    if refused:
        case.sheet.step("单位安排了休假，本人书面提出不休的，单位可以只付正常工作的工资，没有额外的两倍。")
        extra = Fraction(0)
    case.sheet.put("days", "未休天数", days, "天")
    case.sheet.put("daily", "日工资", daily, "元")
    case.sheet.put(
        "total_300pct", "未休年休假工资报酬（含正常工资）", daily * days * (whole if not refused else 1), "元"
    )
    case.sheet.lead("extra_200pct", "除正常工资外还应支付", daily * days * extra, "元")
    case.sheet.step(f"日工资：{yuan(wage)} ÷ 21.75 = {yuan(daily)}。")
    if not refused:
        case.sheet.step(
            f"按 300% 共 {yuan(daily)} × {days} 天 × 3 = {yuan(daily * days * whole)}，其中正常工资已经发了一倍，"
            f"还应付 200%：{yuan(daily)} × {days} 天 × 2 = {yuan(daily * days * extra)}。"
        )
    case.sheet.caveats.append(
        "未休年休假工资适用一年仲裁时效，一般从次年一月一日起算；经本人同意跨年安排的再推后一年，请尽早主张。"
    )


_TOPIC = "工时加班休假"
_DAYS = (
    Param("total_service", "累计工作年限", "years", "请问从参加工作到现在，一共干了多少年（包括别的单位）？"),
    Param("first_work", "参加工作日期", "date", "请问您是哪一天参加工作的？"),
    Param("joined_on", "当年入职日期", "date", "请问您是哪一天到这家单位的？"),
    Param("left_on", "离职日期", "date", "请问您是哪一天离职的？"),
    Param("entitled", "全年应休天数", "count", "请问您全年应当休几天年休假？"),
    Param("taken", "当年已休天数", "count", "今年已经休了几天年休假？"),
    Param("sick_months", "当年病假月数", "days", "今年病假一共休了几个月？"),
    Param("personal_leave_days", "当年带薪事假天数", "days", "今年不扣工资的事假一共休了几天？"),
)

CALCULATORS = (
    Formula("annual_leave_days", "年休假天数", _TOPIC, _DAYS, _leave_days),
    Formula(
        "annual_leave_pay",
        "未休年休假工资",
        _TOPIC,
        (
            Param(
                "average_wage",
                "前十二个月月平均工资（不含加班费）",
                "money",
                "不算加班费，前十二个月平均每月工资是多少？",
                True,
            ),
            Param("unused_days", "未休天数", "count", "请问有几天年休假没有休？"),
            *_DAYS,
            Param("refused_in_writing", "本人书面提出不休", "bool", "是不是单位安排了，您自己写书面材料说不休的？"),
        ),
        _leave_pay,
    ),
)

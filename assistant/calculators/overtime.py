"""Working time in money: daily wage, overtime under the three hour systems, holidays, what kind of day a day is."""

from datetime import date
from fractions import Fraction

from assistant.calculators.calculator import Formula
from assistant.calculators.case import Case, positive
from assistant.calculators.facts import BadFact, Param
from assistant.calculators.wording import day_text, number_text, percent_text, yuan
from assistant.calculators.workdays import has_arrangement, is_workday, statutory_holiday, statutory_holidays

_STANDARD, _COMPREHENSIVE, _UNSCHEDULED = "标准工时", "综合计算工时", "不定时"
_REST_DAYS_ARE_ORDINARY = "关于贯彻执行《中华人民共和国劳动法》若干问题的意见第62条"
_MONTHS_A_YEAR = 12


def _hourly(case: Case) -> Fraction:
    """The wage of an hour, exact: a month divided by the paid days and the hours of a day."""
    said = case.maybe_money("hourly_wage")
    if said is not None:
        return positive(said, "小时工资")
    rule = case.rule("paid_days", cite=False)
    wage, days = positive(case.money("monthly_wage"), "月工资"), rule.number("days_a_month")
    daily, hourly = wage / days, wage / days / rule.whole("hours_a_day")
    case.sheet.put("daily", "日工资", daily, "元")
    case.sheet.put("hourly", "小时工资", hourly, "元")
    case.sheet.step(f"日工资：{yuan(wage)} ÷ {number_text(days)} = {yuan(daily)}；小时工资：÷ 8 = {yuan(hourly)}。")
    return hourly


def _hours(case: Case) -> dict[str, Fraction]:
    """Hours by kind of day: those said, and those of the dates named."""
    day = case.rule("paid_days", cite=False).number("hours_a_day")
    hours = {kind: case.number(f"{kind}_hours") for kind in ("weekday", "restday", "holiday")}
    hours["restday"] += case.number("restday_days") * day
    hours["holiday"] += case.number("holiday_days") * day
    each = case.number("hours_each") or day
    for worked in case.maybe("dates", tuple) or ():
        kind, name = _kind_of_day(worked)
        hours[kind] += each
        case.sheet.step(f"{day_text(worked)}是{name}，{number_text(each)} 小时。")
    return hours


def _kind_of_day(day: date) -> tuple[str, str]:
    holiday = statutory_holiday(day)
    if holiday:
        return "holiday", f"法定休假日（{holiday}）"
    return ("weekday", "工作日") if is_workday(day) else ("restday", "休息日")


def _overtime(case: Case) -> None:
    system = case.maybe("system", str) or _STANDARD
    if system == _UNSCHEDULED:
        case.rule("special_hours")
        case.sheet.step("经批准实行不定时工作制的，不适用延时、休息日和法定休假日加班费的规定。")
        case.sheet.lead("total", "加班费合计", Fraction(0), "元")
        case.sheet.caveats.append("没有经过劳动行政部门批准的不定时工作制，不能这样免除加班费，仍按标准工时算。")
        return
    hours = _hours(case)
    if not any(hours.values()):
        raise case.need("weekday_hours", "restday_hours", "holiday_hours")
    rates = case.rule("overtime_rates")
    hourly = _hourly(case)
    total = Fraction(0)
    for kind, label in (("weekday", "工作日延时"), ("restday", "休息日"), ("holiday", "法定休假日")):
        rate = rates.number(kind)
        pay = hourly * hours[kind] * rate
        if kind == "restday" and hours[kind] and system == _COMPREHENSIVE:
            case.sheet.cite(_REST_DAYS_ARE_ORDINARY)
            case.sheet.step("经批准的综合计算工时制，轮到休息日上班算正常工作，不按休息日加班计。")
            pay = Fraction(0)
        elif kind == "restday" and hours[kind] and case.flag("rest_compensated"):
            case.sheet.step("休息日加班已经安排同等时间补休的，不再付加班费。")
            pay = Fraction(0)
        elif hours[kind]:
            case.sheet.step(
                f"{label}：{yuan(hourly)} × {number_text(hours[kind])} 小时 × {percent_text(rate)} = {yuan(pay)}。"
            )
        case.sheet.put(kind, f"{label}加班费", pay, "元")
        total += pay
    case.sheet.lead("total", "加班费合计", total, "元")
    _overtime_notes(case, hours)


def _overtime_notes(case: Case, hours: dict[str, Fraction]) -> None:
    limit = case.rule("overtime_limit", cite=False)
    if hours["holiday"]:
        case.sheet.step("法定休假日加班要付百分之三百，不能用补休来抵；只有休息日加班才可以补休。")
    if hours["weekday"] + hours["restday"] > limit.number("hours_a_month"):
        case.sheet.caveats.append("如果这些小时都在一个月内，已超过每月三十六小时的上限，可以向劳动保障监察投诉。")
    case.sheet.assumptions.append("加班由单位安排，计算基数是正常工作时间的工资；合同另有约定的，以不违法的约定为准。")


def _comprehensive(case: Case) -> None:
    """Comprehensive hours: what exceeds the statutory hours of the period at 150 %, statutory holidays at 300 %."""
    case.rule("special_hours")
    rates, paid = case.rule("overtime_rates"), case.rule("paid_days", cite=False)
    months = case.rule("special_hours", cite=False).of("months", case.choice("period"))
    if months is None:
        raise BadFact("综合计算的周期只能是月、季或者年。")
    days = case.rule("work_days").number("days_a_year") * months / _MONTHS_A_YEAR
    standard = days * paid.number("hours_a_day")
    worked, holiday = positive(case.number("worked_hours"), "周期内工作小时数"), case.number("holiday_hours")
    hourly = _hourly(case)
    over = max(Fraction(0), worked - holiday - standard)
    pay, holiday_pay = over * hourly * rates.number("weekday"), holiday * hourly * rates.number("holiday")
    case.sheet.put("standard_hours", "周期标准工时", standard, "小时")
    case.sheet.put("over_hours", "超时", over, "小时")
    case.sheet.step(
        f"每{case.choice('period')}标准工时 {number_text(standard)} 小时，超过 {number_text(over)}"
        f" 小时按 150%：{yuan(pay)}。"
    )
    if holiday:
        case.sheet.step(f"法定休假日 {number_text(holiday)} 小时按 300%：{yuan(holiday_pay)}。")
    case.sheet.lead("total", "加班费合计", pay + holiday_pay, "元")
    case.sheet.caveats.append("综合计算工时制要经劳动行政部门批准；没有批准的按标准工时算。")


def _pieces(case: Case) -> None:
    """Piece work beyond the quota, at the same rates on the unit price of ordinary hours."""
    case.rule("piece_overtime")
    rates, price = case.rule("overtime_rates"), positive(case.money("piece_price"), "计件单价")
    total = Fraction(0)
    for kind, label in (("weekday", "工作日延时"), ("restday", "休息日"), ("holiday", "法定休假日")):
        pieces = case.number(f"{kind}_pieces")
        pay = price * pieces * rates.number(kind)
        if pieces:
            rate = percent_text(rates.number(kind))
            case.sheet.step(f"{label}：{number_text(price)} 元 × {number_text(pieces)} 件 × {rate} = {yuan(pay)}。")
        total += pay
    if not total:
        raise case.need("weekday_pieces", "restday_pieces", "holiday_pieces")
    case.sheet.lead("total", "计件加班费合计", total, "元")
    case.sheet.assumptions.append("已经完成计件定额，加班由单位安排。")


def _daily(case: Case) -> None:
    rule, work = case.rule("paid_days"), case.rule("work_days", cite=False)
    wage = positive(case.money("monthly_wage"), "月工资")
    daily = wage / rule.number("days_a_month")
    case.sheet.put("hourly", "小时工资", daily / rule.whole("hours_a_day"), "元")
    case.sheet.lead("daily", "日工资", daily, "元")
    case.sheet.step(
        f"月计薪天数是 {number_text(rule.number('days_a_month'))} 天：{yuan(wage)} ÷ 21.75 = {yuan(daily)}。"
    )
    days = case.number("days")
    if days:
        case.sheet.lead("pay", "这些天的工资", daily * days, "元")
        case.sheet.step(f"{yuan(daily)} × {number_text(days)} 天 = {yuan(daily * days)}。")
    case.sheet.caveats.append(
        f"算钱用 21.75 天；月平均工作日 {number_text(work.number('days_a_month'))} 天只用来算工时。"
    )


def _holidays(case: Case) -> None:
    year = case.count("year")
    if not date.min.year < year < date.max.year:
        raise BadFact("年份不对，请写四位数的年份。")
    rule = case.rule("statutory_holidays", date(year, 1, 1))
    days = statutory_holidays(year)
    case.sheet.lead("days", f"{year}年法定休假日", rule.whole("days"), "天")
    case.sheet.step("；".join(f"{day_text(day)}{name}" for day, name in days.items()) + "。")
    if len(days) < rule.whole("days"):
        case.sheet.caveats.append("有两个节日在同一天，列出的日期因此少一天，另按规定补假。")


def _day(case: Case) -> None:
    day = case.day("day")
    kind, name = _kind_of_day(day)
    case.rule("statutory_holidays", day)
    rate = case.rule("overtime_rates", day).number(kind)
    case.sheet.put("kind", "这一天", name)
    case.sheet.lead("rate", "加班工资比例", percent_text(rate))
    case.sheet.step(f"{day_text(day)}是{name}，安排加班按不低于 {percent_text(rate)} 付工资。")
    if kind == "restday":
        case.sheet.step("休息日加班可以先安排补休，不能补休的才付加班费。")
    if not has_arrangement(day.year):
        case.sheet.caveats.append(f"{day.year}年的放假调休安排尚未公布，这一天是暂时判断。")


_TOPIC = "工时加班休假"
_WAGE = Param("monthly_wage", "月工资", "money", "请问正常上班（不算加班费）每月工资是多少？")
_HOURLY = Param("hourly_wage", "小时工资", "money", "请问每小时工资是多少？")
_HOLIDAY_HOURS = Param("holiday_hours", "法定休假日加班小时", "hours", "法定节日当天上了几个小时班？")

CALCULATORS = (
    Formula(
        "overtime",
        "加班费",
        _TOPIC,
        (
            _WAGE,
            _HOURLY,
            Param("weekday_hours", "工作日延时小时", "hours", "平时下班以后一共加了几个小时班？"),
            Param("restday_hours", "休息日加班小时", "hours", "休息日一共上了几个小时班？"),
            _HOLIDAY_HOURS,
            Param("restday_days", "休息日加班天数", "days", "休息日一共上了几天班？"),
            Param("holiday_days", "法定休假日加班天数", "days", "法定节日当天一共上了几天班？"),
            Param("dates", "加班的日期", "dates", "请问是哪几天加的班？"),
            Param("hours_each", "每天加班小时", "hours", "每天加了几个小时班？"),
            Param("rest_compensated", "休息日已补休", "bool", "休息日加班后来有没有安排补休？"),
            Param(
                "system",
                "工时制度",
                "choice",
                "请问单位实行的是哪种工时制？",
                choices=(_STANDARD, _COMPREHENSIVE, _UNSCHEDULED),
            ),
        ),
        _overtime,
    ),
    Formula(
        "comprehensive_overtime",
        "综合计算工时的加班费",
        _TOPIC,
        (
            Param("period", "计算周期", "choice", "综合计算的周期是月、季还是年？", True, ("月", "季", "年")),
            Param("worked_hours", "周期内工作小时数", "hours", "这个周期一共上了多少小时班？", True),
            _HOLIDAY_HOURS,
            _WAGE,
            _HOURLY,
        ),
        _comprehensive,
    ),
    Formula(
        "piece_overtime",
        "计件工资的加班费",
        _TOPIC,
        (
            Param("piece_price", "正常时间的计件单价", "money", "请问正常上班每件多少钱？", True),
            Param("weekday_pieces", "工作日延时完成件数", "days", "平时下班以后一共做了多少件？"),
            Param("restday_pieces", "休息日完成件数", "days", "休息日一共做了多少件？"),
            Param("holiday_pieces", "法定休假日完成件数", "days", "法定节日当天一共做了多少件？"),
        ),
        _pieces,
    ),
    Formula(
        "daily_wage",
        "日工资和小时工资",
        _TOPIC,
        (
            Param("monthly_wage", "月工资", "money", "请问每月工资是多少？", True),
            Param("days", "天数", "days", "请问要算几天的工资？"),
        ),
        _daily,
    ),
    Formula("holidays", "法定休假日", _TOPIC, (Param("year", "年份", "count", "请问是哪一年？", True),), _holidays),
    Formula("day_kind", "某一天加班怎么算", _TOPIC, (Param("day", "日期", "date", "请问是哪一天？", True),), _day),
)

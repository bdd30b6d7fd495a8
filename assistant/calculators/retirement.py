"""Gradual retirement: the statutory month, the flexible range around it, and the shortest contribution."""

from datetime import date

from assistant.calculators.calculator import Formula
from assistant.calculators.case import Case
from assistant.calculators.facts import BadFact, Param, Span
from assistant.calculators.periods import add_months, add_years
from assistant.calculators.rules import Row, row_number, rule_in_force
from assistant.calculators.wording import month_text, number_text, span_text

_MONTHS_A_YEAR = 12


def _retirement(case: Case) -> None:
    rows = case.rule("retirement_age", max(case.on, _first_day())).rows("groups")
    group = next(row for row in rows if row["group"] == case.choice("group"))
    born = case.day("born").replace(day=1)
    age, later = int(row_number(group, "age")), delay_months(born, group)
    old, retire = add_years(born, age), add_months(born, age * _MONTHS_A_YEAR + later)
    final = Span(age + later // _MONTHS_A_YEAR, later % _MONTHS_A_YEAR)
    case.sheet.put("delay_months", "延迟月数", later, "个月")
    case.sheet.put("age", "法定退休年龄", f"{final.years}岁{f'{final.months}个月' if final.months else ''}")
    case.sheet.lead("retire", "法定退休时间", retire, "年月")
    if later:
        case.sheet.step(
            f"{month_text(born)}出生，{group['group']}原退休年龄 {age} 周岁，即{month_text(old)}；"
            f"每 {group['step_months']} 个月延迟 1 个月，延迟 {later} 个月。"
        )
    else:
        case.sheet.step(f"{month_text(born)}出生，在延迟办法施行前已到 {age} 周岁，不延迟。")
    case.sheet.step(
        f"法定退休年龄 {final.years}周岁{f'{final.months}个月' if final.months else ''}，{month_text(retire)}退休。"
    )
    _flexible(case, old, retire)


def delay_months(born: date, group: Row) -> int:
    """Months added for the month of birth: one for every step begun since the first month of birth affected."""
    first = group["first_born"]
    if not isinstance(first, date):
        raise TypeError("first_born is no date")
    months = (born.year - first.year) * _MONTHS_A_YEAR + born.month - first.month
    if months < 0:
        return 0
    return min(months // int(row_number(group, "step_months")) + 1, int(row_number(group, "most_months")))


def _flexible(case: Case, old: date, retire: date) -> None:
    rule = case.rule("flexible_retirement", max(case.on, _first_day()))
    most = rule.whole("most_months")
    earliest, latest = max(old, add_months(retire, -most)), add_months(retire, most)
    need = contribution_months(case, retire.year)
    if earliest < retire:
        case.sheet.put("earliest", "弹性提前最早", earliest, "年月")
        case.sheet.step(f"达到最低缴费年限的，可以自愿提前，最早{month_text(earliest)}，不得早于原法定退休年龄。")
    case.sheet.put("latest", "弹性延迟最晚", latest, "年月")
    case.sheet.step(f"与单位协商一致可以延迟退休，最晚{month_text(latest)}。")
    case.sheet.put("minimum_contribution", "退休当年最低缴费", need, "个月")
    paid = case.maybe("contributed", Span)
    if paid is not None:
        short = max(0, need - paid.whole_months)
        case.sheet.step(
            f"{retire.year}年最低缴费 {span_text(_span(need))}，已缴{span_text(paid)}，"
            f"{f'还差 {short} 个月' if short else '够了'}。"
        )
    case.sheet.caveats.append(
        "提前退休要在选定时间至少三个月前书面告知单位；特殊工种、病残等另有规定，以社保经办机构核定为准。"
    )


def contribution_months(case: Case, year: int) -> int:
    """The shortest contribution for a pension from that year on, in months."""
    rule = case.rule("minimum_contribution", max(case.on, date(2011, 7, 1)), cite=False)
    more = max(0, year - rule.whole("last_year_unchanged")) * rule.whole("more_each_year")
    return min(rule.whole("months") + more, rule.whole("most_months"))


def _contribution(case: Case) -> None:
    year = case.count("year")
    if year < rule_in_force("minimum_contribution", date.max).effective_from.year or year > date.max.year:
        raise BadFact("年份不对，请写退休的年份。")
    case.rule("minimum_contribution", max(case.on, date(2011, 7, 1)))
    need = contribution_months(case, year)
    case.sheet.lead("months", f"{year}年的最低缴费年限", need, "个月")
    case.sheet.step(f"{year}年退休，按月领养老金的最低缴费年限是 {need} 个月（{span_text(_span(need))}）。")
    paid = case.maybe("contributed", Span)
    if paid is not None:
        short = max(0, need - paid.whole_months)
        case.sheet.put("short", "还差", short, "个月")
        case.sheet.step(
            f"已缴 {number_text(paid.whole_months)} 个月，"
            f"{f'还差 {short} 个月，可以延长缴费或者一次性补足' if short else '已经够了'}。"
        )


def _first_day() -> date:
    return rule_in_force("retirement_age", date.max).effective_from


def _span(months: int) -> Span:
    return Span(months // _MONTHS_A_YEAR, months % _MONTHS_A_YEAR)


def _groups() -> tuple[str, ...]:
    return tuple(str(row["group"]) for row in rule_in_force("retirement_age", date.max).rows("groups"))


_TOPIC = "社会保险"
_PAID = Param("contributed", "已缴费时间", "years", "请问养老保险一共交了多少年？")

CALCULATORS = (
    Formula(
        "retirement_age",
        "法定退休时间",
        _TOPIC,
        (
            Param(
                "group",
                "人员类别",
                "choice",
                "请问您是男职工，还是原来五十五岁或者五十岁退休的女职工？",
                True,
                _groups(),
            ),
            Param("born", "出生年月", "month", "请问您是哪年哪月出生的？", True),
            _PAID,
        ),
        _retirement,
    ),
    Formula(
        "minimum_contribution",
        "养老保险最低缴费年限",
        _TOPIC,
        (Param("year", "退休年份", "count", "请问您哪一年退休？", True), _PAID),
        _contribution,
    ),
)

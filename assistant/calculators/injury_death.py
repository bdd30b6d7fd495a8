"""Death at work: funeral sum, pensions of dependants, the lump sum; and what an unlicensed employer owes."""

from fractions import Fraction

from assistant.calculators.calculator import Formula
from assistant.calculators.case import Case, positive
from assistant.calculators.facts import BadFact, Param
from assistant.calculators.wording import number_text, percent_text, yuan


def _death(case: Case) -> None:
    graded = case.flag("after_stop_work")
    rule = case.rule("death_benefit", cite=not graded)
    if graded:
        case.rule("death_of_graded")
    total = Fraction(0)
    average = case.local("area_average")
    if average is not None:
        funeral = average * rule.number("funeral_months")
        case.sheet.put("funeral", "丧葬补助金", funeral, "元")
        case.sheet.step(f"丧葬补助金：六个月统筹地区上年度职工月平均工资，{yuan(average)} × 6 = {yuan(funeral)}。")
        total += funeral
    else:
        case.sheet.caveats.append("丧葬补助金是六个月统筹地区上年度职工月平均工资，这个数请向社保经办机构核实。")
    _pension(case)
    if graded:
        case.sheet.step("一级至四级伤残职工停工留薪期满后死亡的，没有一次性工亡补助金。")
        case.sheet.lead("total", "一次性待遇合计", total, "元")
        return
    income = case.needed_local("disposable_income_year", case.day("died_on") if "died_on" in case.facts else None)
    lump = income * rule.number("income_years")
    case.sheet.put("lump_sum", "一次性工亡补助金", lump, "元")
    case.sheet.step(f"一次性工亡补助金：上一年度全国城镇居民人均可支配收入 {yuan(income)} × 20 = {yuan(lump)}。")
    case.sheet.lead("total", "一次性待遇合计", total + lump, "元")


def _pension(case: Case) -> None:
    """Monthly pensions of dependants, together not above the wage of the dead."""
    wage = case.maybe_money("own_wage")
    spouse, others, lone = case.flag("spouse"), case.maybe("others", int) or 0, case.maybe("lone", int) or 0
    if wage is None or not (spouse or others):
        return
    if lone > others + spouse:
        raise BadFact("孤寡老人或者孤儿的人数多于供养亲属的人数，请核对。")
    rule = case.rule("death_benefit", cite=False)
    share = spouse * rule.number("spouse") + others * rule.number("other") + lone * rule.number("lone")
    capped = min(share, Fraction(1))
    case.sheet.put("pension", "供养亲属抚恤金（每月合计）", wage * capped, "元/月")
    note = "，合计不超过生前工资" if share > 1 else ""
    case.sheet.step(f"供养亲属抚恤金：{yuan(wage)} × {percent_text(capped)}{note} = {yuan(wage * capped)}，按月发。")
    case.sheet.assumptions.append("供养亲属靠死者生前提供主要生活来源，并且没有劳动能力。")


def _illegal(case: Case) -> None:
    if case.flag("died"):
        rule = case.rule("illegal_employer_death")
        income = case.needed_local("disposable_income_year", case.on)
        lump, funeral = income * rule.number("income_years"), income * rule.number("funeral_years")
        case.sheet.step(f"一次性赔偿金：{yuan(income)} × 20 = {yuan(lump)}；丧葬补助等：× 10 = {yuan(funeral)}。")
        case.sheet.lead("total", "一次性赔偿合计", lump + funeral, "元")
        return
    grade = case.count("grade")
    times = case.rule("illegal_employer").texts("grades")
    if not 1 <= grade <= len(times):
        raise BadFact("伤残等级是一级到十级，请核对鉴定结论。")
    base = positive(case.needed_local("area_average_year"), "统筹地区上年度职工年平均工资")
    amount = base * Fraction(times[grade - 1])
    case.sheet.lead("amount", "一次性赔偿金", amount, "元")
    case.sheet.step(
        f"赔偿基数（统筹地区上年度职工年平均工资）{yuan(base)}"
        f" × {number_text(Fraction(times[grade - 1]))} 倍 = {yuan(amount)}。"
    )
    case.sheet.caveats.append("治疗期间的生活费、医疗费、护理费等另算，全部由单位支付。")


_TOPIC = "工伤职业病"
_INCOME = Param(
    "disposable_income_year",
    "上一年度全国城镇居民人均可支配收入",
    "money",
    "请查一下国家统计局公布的上一年度全国城镇居民人均可支配收入是多少？",
)

CALCULATORS = (
    Formula(
        "death_benefit",
        "因工死亡待遇",
        _TOPIC,
        (
            Param("died_on", "死亡日期", "date", "请问是哪一天的事？"),
            Param("own_wage", "死者本人工资", "money", "请问他生前十二个月平均月缴费工资是多少？"),
            Param("spouse", "有符合条件的配偶", "bool", "请问有没有靠他供养、没有劳动能力的配偶？"),
            Param("others", "其他供养亲属人数", "count", "请问还有几位靠他供养、没有劳动能力的父母、子女等亲属？"),
            Param("lone", "其中孤寡老人或孤儿人数", "count", "其中有几位是孤寡老人或者孤儿？"),
            Param("area_average", "统筹地区上年度职工月平均工资", "money", "请问统筹地区上年度职工月平均工资是多少？"),
            _INCOME,
            Param(
                "after_stop_work",
                "一至四级停工留薪期满后死亡",
                "bool",
                "请问是不是已评一至四级、停工留薪期满后去世的？",
            ),
        ),
        _death,
    ),
    Formula(
        "illegal_employer_compensation",
        "非法用工单位一次性赔偿",
        _TOPIC,
        (
            Param("grade", "伤残等级", "count", "请问鉴定是几级？"),
            Param("died", "已经死亡", "bool", "请问人是不是已经不在了？"),
            Param(
                "area_average_year", "统筹地区上年度职工年平均工资", "money", "请问统筹地区上年度职工年平均工资是多少？"
            ),
            _INCOME,
        ),
        _illegal,
    ),
)

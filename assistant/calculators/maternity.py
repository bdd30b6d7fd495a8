"""Birth and family: maternity and miscarriage, father, parents, marriage, nursing breaks, maternity pay."""

from datetime import date, timedelta
from fractions import Fraction

from assistant.calculators.calculator import Formula
from assistant.calculators.case import Case, positive
from assistant.calculators.facts import BadFact, Param
from assistant.calculators.periods import add_years
from assistant.calculators.rules import Rule
from assistant.calculators.wording import day_text, number_text, yuan


def _extension(case: Case, cite: bool = True) -> Rule | None:
    """What the province adds, where it is kept here."""
    rule = case.rule("maternity_extension", cite=False)
    if not case.region.startswith(rule.text("region")):
        case.sheet.caveats.append("各省另有延长的假期，这个地区的规定没有收录，请按当地人口与计划生育条例核实。")
        return None
    if cite:
        case.sheet.cite(*rule.articles)
    return rule


def _days(case: Case) -> int:
    rule = case.rule("maternity_leave")
    babies = case.maybe("babies", int) or 1
    if babies < 1:
        raise BadFact("生育的婴儿数至少是一个。")
    days = rule.whole("days")
    parts = [f"国家规定 {days} 天"]
    case.sheet.put("national", "国家规定的产假", days, "天")
    if case.flag("difficult"):
        days += rule.whole("difficult")
        parts.append(f"难产增加 {rule.whole('difficult')} 天")
        case.sheet.caveats.append("剖宫产是否按难产增加十五天，安徽的规定是增加，请以医疗证明和当地经办口径为准。")
    if babies > 1:
        extra = rule.whole("each_more_child") * (babies - 1)
        days += extra
        parts.append(f"多胞胎增加 {extra} 天")
    extension = _extension(case)
    if extension is not None:
        days += extension.whole("days")
        parts.append(f"安徽延长 {extension.whole('days')} 天")
    case.sheet.step("＋".join(parts) + f" = {days} 天。")
    return days


def _maternity(case: Case) -> None:
    days = _days(case)
    case.sheet.lead("days", "产假", days, "天")
    start = case.maybe("start", date)
    if start is not None:
        last = start + timedelta(days=days - 1)
        case.sheet.put("last_day", "产假最后一天（按日历连续计算）", last, "日期")
        case.sheet.step(f"从{day_text(start)}起连续计算，到{day_text(last)}。")
        case.sheet.caveats.append("期间的法定休假日是否顺延，请以当地人社、医保部门口径为准。")
    case.sheet.step("其中产前可以休十五天。")


def _miscarriage(case: Case) -> None:
    rule = case.rule("miscarriage_leave")
    months = case.span("pregnant").whole_months
    enough = months >= rule.whole("limit_months")
    days = rule.whole("days_from" if enough else "days_below")
    case.sheet.lead("days", "流产假", days, "天")
    case.sheet.step(f"怀孕{'满' if enough else '未满'}四个月流产，休 {days} 天。")
    case.sheet.caveats.append("怀孕满七个月的，安徽可能有更长的规定，请向当地人社部门核实。")


def _father(case: Case) -> None:
    _provincial(case, "father_days", "男方护理假", "天")


def _marriage(case: Case) -> None:
    rule = _extension(case)
    if rule is None:
        raise BadFact("婚假延长天数由各省规定，这个地区的规定没有收录，请向当地核实。")
    base, extra = rule.whole("marriage_base"), rule.whole("marriage_extra")
    case.sheet.lead("days", "婚假", base + extra, "天")
    case.sheet.step(f"国家婚假一般为 {base} 天，安徽在此基础上延长 {extra} 天，共 {base + extra} 天。")


def _provincial(case: Case, key: str, label: str, unit: str) -> Rule:
    rule = _extension(case)
    if rule is None:
        raise BadFact(f"{label}由各省规定，这个地区的规定没有收录，请向当地核实。")
    days = rule.whole(key)
    case.sheet.lead("days", label, days, unit)
    case.sheet.step(f"安徽规定{label} {days} {unit}，期间工资、奖金和福利待遇不变。")
    return rule


def _parental(case: Case) -> None:
    rule = _provincial(case, "parental_days_a_year", "育儿假（夫妻各自每年）", "天")
    age = rule.whole("parental_until_age")
    case.sheet.step(f"子女 {age} 周岁以前，夫妻双方每年各休 {rule.whole('parental_days_a_year')} 天。")
    born = case.maybe("born_on", date)
    if born is not None:
        until = add_years(born, age)
        case.sheet.put("until", "子女满六周岁", until, "日期")
        case.sheet.step(
            f"子女{day_text(born)}出生，{day_text(until)}满 {age} 周岁，"
            f"{'还可以休' if case.on < until else '已经不能再休'}。"
        )


def _nursing(case: Case) -> None:
    rule = case.rule("nursing_break")
    babies = case.maybe("babies", int) or 1
    hours = rule.whole("hours_a_child") * max(1, babies)
    case.sheet.lead("hours", "每天哺乳时间", hours, "小时")
    case.sheet.step(f"婴儿满一周岁前，每天在劳动时间内安排 {hours} 小时哺乳时间，工资照发；也不得安排加班和夜班。")
    born = case.maybe("born_on", date)
    if born is not None:
        case.sheet.put("until", "婴儿满一周岁", add_years(born, rule.whole("until_age")), "日期")


def _extended_contract(case: Case) -> None:
    rule = case.rule("contract_extension")
    end, until = case.day("contract_end"), add_years(case.day("born_on"), rule.whole("nursing_years"))
    if until <= end:
        case.sheet.step(f"合同{day_text(end)}到期时婴儿已满一周岁，哺乳期已过，不再续延。")
    else:
        case.sheet.step(f"合同{day_text(end)}到期时还在孕期、产期或者哺乳期，续延到婴儿满一周岁，即{day_text(until)}。")
        case.sheet.caveats.append("续延期间单位不能以合同到期为由终止；本人有严重过失的除外。")
    case.sheet.lead("until", "劳动合同到期日", max(end, until), "日期")


def _pay(case: Case) -> None:
    rule = case.rule("maternity_pay")
    days = case.maybe("days", int) or _days(case)
    insured = case.maybe("insured", bool)
    base_name = "own_wage" if insured is False else "employer_average"
    base = positive(case.money(base_name), "计发基数")
    amount = base * Fraction(days, rule.whole("days_a_month"))
    payer = (
        "没有参加生育保险，由单位按产假前工资支付"
        if insured is False
        else "由生育保险基金按单位上年度职工月平均工资支付"
    )
    case.sheet.lead("amount", "产假期间待遇", amount, "元")
    case.sheet.step(f"{payer}：{yuan(base)} ÷ 30 × {number_text(days)} 天 = {yuan(amount)}。")
    case.sheet.assumptions.append("一个月按三十天折算，这是各地通行的算法。")
    case.sheet.caveats.append(
        "延长的产假能否全部领生育津贴，以当地医保经办口径为准；津贴低于本人工资的，差额一般由单位补足，请核实。"
    )


_TOPIC = "女职工未成年工"
_BABIES = Param("babies", "婴儿数", "count", "请问这次生了几个孩子？")
_DIFFICULT = Param("difficult", "难产或剖宫产", "bool", "请问是不是难产或者剖宫产？")
_BORN = Param("born_on", "子女出生日期", "date", "请问孩子是哪一天出生的？")

CALCULATORS = (
    Formula(
        "maternity_leave",
        "产假",
        _TOPIC,
        (_BABIES, _DIFFICULT, Param("start", "产假开始日期", "date", "请问产假从哪一天开始？")),
        _maternity,
    ),
    Formula(
        "miscarriage_leave",
        "流产假",
        _TOPIC,
        (Param("pregnant", "怀孕时间", "years", "请问流产时怀孕几个月了？", True),),
        _miscarriage,
    ),
    Formula("paternity_leave", "男方护理假", _TOPIC, (), _father),
    Formula("parental_leave", "育儿假", _TOPIC, (_BORN,), _parental),
    Formula("marriage_leave", "婚假", "工时加班休假", (), _marriage),
    Formula("nursing_break", "哺乳时间", _TOPIC, (_BABIES, _BORN), _nursing),
    Formula(
        "contract_extension",
        "孕产哺乳期合同续延",
        _TOPIC,
        (
            Param("contract_end", "合同到期日", "date", "请问劳动合同哪一天到期？", True),
            Param("born_on", "子女出生日期", "date", "请问孩子哪一天出生（或者预产期）？", True),
        ),
        _extended_contract,
    ),
    Formula(
        "maternity_pay",
        "产假期间待遇",
        _TOPIC,
        (
            Param(
                "employer_average",
                "单位上年度职工月平均工资",
                "money",
                "请问单位上年度职工月平均工资（生育保险缴费口径）是多少？",
            ),
            Param("own_wage", "产假前月工资", "money", "请问产假前您每月工资是多少？"),
            Param("insured", "参加了生育保险", "bool", "请问单位给您交生育保险了吗？"),
            Param("days", "产假天数", "count", "请问产假一共多少天？"),
            _BABIES,
            _DIFFICULT,
        ),
        _pay,
    ),
)

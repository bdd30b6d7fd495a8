"""Making a contract: double wage without one, open-ended contracts, training bonds, part-time work."""

from datetime import date
from fractions import Fraction

from assistant.calculators.calculator import Formula
from assistant.calculators.case import Case, positive
from assistant.calculators.facts import BadFact, Param, Span
from assistant.calculators.periods import ONE_DAY, add_months, add_years, months_in
from assistant.calculators.rules import Rule
from assistant.calculators.wording import day_text, number_text, yuan
from assistant.calculators.workdays import count_workdays, has_arrangement

_MONTHS_A_YEAR = 12


def _double_wage(case: Case) -> None:
    rule = case.rule("double_wage")
    start = case.day("start")
    first, until = add_months(start, rule.whole("grace_months")), _last_day(case, start, rule)
    case.sheet.step(f"用工自{day_text(start)}起，满一个月的次日是{day_text(first)}，从这天起算。")
    if until < first:
        case.sheet.step("这时还在一个月的宽限期内，没有二倍工资。")
        case.sheet.lead("amount", "二倍工资差额", Fraction(0), "元")
        return
    case.sheet.put("from", "起算日", first, "日期")
    case.sheet.put("until", "截止日", until, "日期")
    _by_month(case, start, until, rule.whole("grace_months"))
    case.sheet.caveats.append(
        f"二倍工资的差额适用一年仲裁时效，不适用拖欠工资的例外；最迟按截止日算到{day_text(add_years(until, 1))}，"
        "有的地方逐月起算，越早申请越稳妥。"
    )
    case.sheet.caveats.append("因不可抗力，或者劳动者本人故意、重大过失没有签的，单位举证后可以不付。")


def _last_day(case: Case, start: date, rule: Rule) -> date:
    """The day before signing, the last day of work, at most the day before a full year; today when still unsigned."""
    full_year = add_months(start, rule.whole("until_months")) - ONE_DAY
    signed, end = case.maybe("signed", date), case.maybe("end", date)
    known = [day for day in (signed - ONE_DAY if signed else None, end) if day]
    last = min([*known, full_year]) if known else min(case.on, full_year)
    if min([*known, last]) < start - ONE_DAY:
        raise BadFact("签合同或者离职的日期早于入职日期，请核对。")
    if last == full_year:
        case.sheet.cite(*rule.texts("after_a_year"))
        case.sheet.step(f"最多算到用工满一年的前一日，即{day_text(full_year)}；满一年起视为已订立无固定期限劳动合同。")
    elif signed and last == signed - ONE_DAY:
        case.sheet.cite(*rule.texts("when_signed"))
        case.sheet.step(f"{day_text(signed)}补签合同，算到前一日{day_text(last)}。")
    else:
        case.sheet.step(f"算到{day_text(last)}。")
    if not known:
        case.sheet.assumptions.append("您现在还在这家单位上班，到今天也没有补签书面合同。")
    return last


def _by_month(case: Case, start: date, until: date, lead_months: int) -> None:
    """Full months anchored on the day of hire; what is left over by actual working days (解释（二）第6条)."""
    wage = positive(case.money("monthly_wage"), "月工资")
    months = 0
    while add_months(start, lead_months + months + 1) <= until + ONE_DAY:
        months += 1
    rest_from = add_months(start, lead_months + months)
    workdays = count_workdays(rest_from, until) if rest_from <= until else 0
    paid_days = case.rule("paid_days", cite=False).number("days_a_month")
    part = min(wage * workdays / paid_days, wage)
    case.sheet.put("months", "整月数", months, "个月")
    case.sheet.step(f"整月：{months} 个月 × {yuan(wage)} = {yuan(wage * months)}。")
    if workdays:
        case.sheet.cite("最高人民法院关于审理劳动争议案件适用法律问题的解释（二）第6条")
        case.sheet.put("workdays", "不足一月的工作日", workdays, "天")
        case.sheet.step(
            f"{day_text(rest_from)}至{day_text(until)}不足一个月，按实际工作日 {workdays} 天："
            f"{yuan(wage)} ÷ {number_text(paid_days)} × {workdays} = {yuan(part)}。"
        )
        case.sheet.assumptions.append("不足一个月的部分按周一至周五上班计工作日；实际排班不同的，按实际工作日调整。")
        if not has_arrangement(until.year):
            case.sheet.caveats.append(f"{until.year}年的放假安排尚未公布，工作日是暂算。")
    case.sheet.lead("amount", "二倍工资差额", wage * months + part, "元")


def _double_wage_open_ended(case: Case) -> None:
    case.rule("double_wage_open_ended")
    start, signed = case.day("due_on"), case.maybe("signed", date)
    until = signed - ONE_DAY if signed else case.maybe("end", date) or case.on
    if until < start:
        raise BadFact("签合同或者离职的日期早于应当订立的日期，请核对。")
    case.sheet.step(f"应当订立无固定期限合同的{day_text(start)}起，算到{day_text(until)}。")
    _by_month(case, start, until, 0)


def _open_ended(case: Case) -> None:
    rule = case.rule("open_ended_contract")
    service, terms = case.maybe("service", Span), case.maybe("fixed_terms", int)
    if service is None and terms is None:
        raise case.need("service", "fixed_terms")
    by_years = service is not None and service.whole_months >= rule.whole("years") * _MONTHS_A_YEAR
    by_terms = terms is not None and terms >= rule.whole("fixed_terms")
    case.sheet.step(
        f"连续工作满{rule.whole('years')}年，或者连续订立{rule.whole('fixed_terms')}次固定期限合同后续订，"
        "劳动者提出的，应当订立无固定期限劳动合同。"
    )
    answer = "符合，可以要求订立无固定期限劳动合同" if by_years or by_terms else "按现在的条件还不符合"
    case.sheet.lead("verdict", "无固定期限劳动合同", answer)
    if by_terms:
        case.sheet.caveats.append("连续两次固定期限的情形，以没有严重过失、医疗期满或者不能胜任等情形为前提。")


def _service_period(case: Case) -> None:
    rule = case.rule("service_period")
    cost = positive(case.money("training_cost"), "培训费用")
    days_a_month = rule.whole("days_a_month")
    period, served = months_in(case.span("period"), days_a_month), months_in(case.span("served"), days_a_month)
    if not period > 0:
        raise BadFact("服务期应当大于零。")
    if case.flag("forced"):
        case.sheet.cite(*rule.texts("forced"))
        case.sheet.step("因单位违法而被迫解除的，不算违反服务期约定，不用付违约金。")
        case.sheet.lead("payable", "应付违约金", Fraction(0), "元")
        return
    left = max(Fraction(0), period - served)
    limit = cost * left / period
    agreed = case.maybe_money("agreed_penalty")
    case.sheet.put("limit", "违约金上限", limit, "元")
    case.sheet.step(
        f"违约金不超过服务期尚未履行部分分摊的培训费：{yuan(cost)} × {number_text(left)}"
        f" ÷ {number_text(period)} = {yuan(limit)}。"
    )
    payable = limit if agreed is None else min(agreed, limit)
    case.sheet.lead("payable", "最多应付违约金", payable, "元")
    case.sheet.caveats.append("只有单位出钱做了专项专业技术培训并约定了服务期，才有违约金；入职培训、安全培训不算。")


def _part_time(case: Case) -> None:
    rule = case.rule("part_time")
    wage, hours = positive(case.money("hourly_wage"), "小时工资"), positive(case.number("hours"), "工作小时数")
    case.sheet.lead("pay", "应付报酬", wage * hours, "元")
    case.sheet.step(f"{yuan(wage)} × {number_text(hours)} 小时 = {yuan(wage * hours)}，结算支付周期最长十五日。")
    floor = case.local("minimum_wage_hour")
    if floor is None:
        case.sheet.caveats.append("没有核对小时最低工资，请向当地人社部门问清标准。")
    elif wage < floor:
        case.sheet.lead("gap", "低于小时最低工资的差额", (floor - wage) * hours, "元")
        case.sheet.step(
            f"低于小时最低工资：（{yuan(floor)} － {yuan(wage)}）× {number_text(hours)}"
            f" = {yuan((floor - wage) * hours)}。"
        )
    week, day = case.number("hours_a_week"), case.number("hours_a_day")
    if week > rule.number("hours_a_week") or day > rule.number("hours_a_day"):
        case.sheet.caveats.append(
            "平均每日超过四小时或者每周超过二十四小时，可能不是非全日制，而是全日制劳动关系，请转人工判断。"
        )


_TOPIC = "劳动合同"
_START = Param("start", "入职日期", "date", "请问您是哪一天开始上班的？", True)
_SIGNED = Param("signed", "签合同的日期", "date", "请问后来签书面合同没有？是哪一天签的？")
_END = Param("end", "离职日期", "date", "请问您离职了没有？最后一天是哪天？")
_WAGE = Param("monthly_wage", "月工资", "money", "请问这段时间每月工资是多少？", True)
CALCULATORS = (
    Formula("double_wage", "未签书面合同的二倍工资", _TOPIC, (_START, _SIGNED, _END, _WAGE), _double_wage),
    Formula(
        "double_wage_open_ended",
        "应签未签无固定期限合同的二倍工资",
        _TOPIC,
        (
            Param("due_on", "应当订立之日", "date", "请问您哪一天要求签无固定期限合同（或者原合同哪天到期）？", True),
            _SIGNED,
            _END,
            _WAGE,
        ),
        _double_wage_open_ended,
    ),
    Formula(
        "open_ended_contract",
        "无固定期限合同的条件",
        _TOPIC,
        (
            Param("service", "连续工作年限", "years", "请问您在这家单位连续干了多少年？"),
            Param("fixed_terms", "连续签固定期限合同的次数", "count", "请问连续签过几次固定期限合同？"),
        ),
        _open_ended,
    ),
    Formula(
        "service_period_damages",
        "服务期违约金",
        _TOPIC,
        (
            Param("training_cost", "单位出的培训费用", "money", "请问单位为您花了多少培训费（有凭证的）？", True),
            Param("period", "约定的服务期", "years", "请问约定的服务期是多长？", True),
            Param("served", "已经履行的服务期", "years", "请问服务期已经干了多长时间？", True),
            Param("agreed_penalty", "约定的违约金", "money", "请问协议写的违约金是多少？"),
            Param("forced", "因单位违法被迫解除", "bool", "是不是因为单位欠薪、不缴社保这类原因才走的？"),
        ),
        _service_period,
    ),
    Formula(
        "part_time",
        "非全日制报酬",
        _TOPIC,
        (
            Param("hourly_wage", "小时工资", "money", "请问每小时多少钱？", True),
            Param("hours", "工作小时数", "hours", "请问一共干了多少小时？", True),
            Param("hours_a_day", "平均每日小时数", "hours", "请问平均一天干几个小时？"),
            Param("hours_a_week", "每周小时数", "hours", "请问一周一共干几个小时？"),
            Param("minimum_wage_hour", "当地小时最低工资", "money", "请问当地小时最低工资是多少？"),
        ),
        _part_time,
    ),
)

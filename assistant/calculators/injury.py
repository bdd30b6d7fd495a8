"""Work injury: lump sum, monthly allowance and care, the one-off sums of the province, paid stop-work, deadlines."""

from fractions import Fraction

from assistant.calculators.calculator import Formula
from assistant.calculators.case import Case, positive
from assistant.calculators.deadlines import Deadline, tell
from assistant.calculators.facts import BadFact, Param
from assistant.calculators.periods import add_years
from assistant.calculators.rules import Row, Rule, row_number, row_numbers, row_texts
from assistant.calculators.wording import day_text, number_text, percent_text, yuan


def _own_wage(case: Case) -> Fraction:
    """The worker's own wage, held between 60 and 300 per cent of the area's average where that is known (§64)."""
    wage = positive(case.money("own_wage"), "本人工资")
    average = case.local("area_average")
    rule = case.rule("own_wage", cite=False)
    if average is None:
        case.sheet.caveats.append(
            "本人工资高于统筹地区职工平均工资三倍的按三倍、低于六成的按六成算；当地平均工资请向社保经办机构核实。"
        )
        return wage
    low, high = average * rule.number("lowest"), average * rule.number("highest")
    held = min(max(wage, low), high)
    if held != wage:
        case.sheet.cite(*rule.articles)
        case.sheet.step(f"本人工资 {yuan(wage)} 超出当地平均工资 60% 至 300% 的范围，按 {yuan(held)} 计算。")
    return held


def _graded(case: Case, rule: Rule, *columns: str) -> tuple[Row, tuple[Fraction, ...]]:
    """The row of the grade and its figures in the columns."""
    grade = case.count("grade")
    for row in rule.rows("grades"):
        grades = row_numbers(row, "grades")
        if grade in grades:
            place = grades.index(Fraction(grade))
            return row, tuple(row_numbers(row, column)[place] for column in columns)
    if 1 <= grade <= len(_GRADES):
        raise BadFact(f"{_GRADES[grade - 1]}级伤残没有这一项待遇。")
    raise BadFact("伤残等级是一级到十级，请核对鉴定结论。")


def _lump(case: Case) -> Fraction:
    row, (months,) = _graded(case, case.rule("injury_lump_sum"), "months")
    case.sheet.cite(*row_texts(row, "articles"))
    wage = _own_wage(case)
    amount = wage * months
    case.sheet.put("months", "本人工资月数", months, "个月")
    grade = _GRADES[case.count("grade") - 1]
    case.sheet.step(
        f"{grade}级一次性伤残补助金为 {number_text(months)} 个月本人工资：{yuan(wage)}"
        f" × {number_text(months)} = {yuan(amount)}。"
    )
    return amount


def _lump_sum(case: Case) -> None:
    amount = _lump(case)
    case.sheet.lead("amount", "一次性伤残补助金", amount, "元")
    _who_pays(case)
    _allowance_beside(case)
    case.sheet.assumptions.append("本人工资是受伤前十二个月的平均月缴费工资。")


def _allowance_beside(case: Case) -> None:
    """The monthly allowance that comes beside the lump sum in the grades that have one."""
    rule, grade = case.rule("injury_allowance", cite=False), case.count("grade")
    if any(grade in row_numbers(row, "grades") for row in rule.rows("grades")):
        row, (rate,) = _graded(case, rule, "rates")
        monthly = case.money("own_wage") * rate
        case.sheet.put("allowance", "每月伤残津贴", monthly, "元/月")
        case.sheet.step(
            f"另有伤残津贴：本人工资的 {percent_text(rate)}，每月 {yuan(monthly)}，由{row['payer']}"
            "支付，低于当地最低工资的补足。"
        )


def _who_pays(case: Case) -> None:
    insured = case.maybe("insured", bool)
    if insured is False:
        case.rule("uninsured")
        case.sheet.step("单位没有参加工伤保险，这笔钱由单位支付；单位不付的，可以申请从工伤保险基金先行支付。")
    else:
        case.sheet.step("参加了工伤保险的，由工伤保险基金支付。")


def _monthly(case: Case) -> None:
    care = case.maybe("care", str)
    grade_known = "grade" in case.facts
    if not grade_known and care is None:
        raise case.need("grade")
    total = Fraction(0)
    if grade_known:
        row, (rate,) = _graded(case, case.rule("injury_allowance"), "rates")
        case.sheet.cite(*row_texts(row, "articles"))
        wage = _own_wage(case)
        total = wage * rate
        case.sheet.step(
            f"{_GRADES[case.count('grade') - 1]}级伤残津贴：{yuan(wage)} × {percent_text(rate)}"
            f" = {yuan(total)}，由{row['payer']}按月支付。"
        )
        floor = case.maybe_money("minimum_wage_month")
        if floor is not None and total < floor:
            total = floor
            case.sheet.step(f"低于当地最低工资，补足到 {yuan(floor)}。")
        elif floor is None:
            case.sheet.caveats.append("伤残津贴实际金额低于当地最低工资的，要补足差额。")
        case.sheet.lead("allowance", "每月伤残津贴", total, "元/月")
    if care is not None:
        average = case.maybe_money("area_average")
        rate_of_care = case.rule("care_fee").of("rates", care)
        if average is None or rate_of_care is None:
            raise case.need("area_average")
        fee = average * rate_of_care
        case.sheet.put("care_fee", "每月生活护理费", fee, "元/月")
        case.sheet.step(f"生活{care}，护理费：{yuan(average)} × {percent_text(rate_of_care)} = {yuan(fee)}。")
        case.sheet.lead("total", "每月合计", total + fee, "元/月")


def _one_off(case: Case) -> Fraction:
    rule = case.rule("one_off_anhui")
    if not case.region.startswith(rule.text("region")):
        raise BadFact(
            "一次性工伤医疗补助金和伤残就业补助金由各省规定，这个地区的标准没有收录，请向当地社保经办机构核实。"
        )
    row, (medical, employment) = _graded(case, rule, "medical", "employment")
    case.sheet.cite(*row_texts(row, "articles"))
    average = case.needed_local("area_average")
    medical_sum, employment_sum = average * medical, average * employment
    case.sheet.step(f"以统筹地区上年度职工月平均工资 {yuan(average)} 为基数，条件是{row['trigger']}。")
    case.sheet.step(f"一次性工伤医疗补助金（基金付）：{number_text(medical)} 个月，{yuan(medical_sum)}。")
    share = _near_retirement(case, rule)
    if share < 1:
        case.sheet.cite("安徽省实施《工伤保险条例》办法第26条")
        case.sheet.step(f"距法定退休年龄不足五年，就业补助金按 {percent_text(share)} 计发。")
    employment_sum *= share
    case.sheet.step(f"一次性伤残就业补助金（单位付）：{number_text(employment)} 个月，{yuan(employment_sum)}。")
    case.sheet.put("medical", "一次性工伤医疗补助金", medical_sum, "元")
    case.sheet.put("employment", "一次性伤残就业补助金", employment_sum, "元")
    case.sheet.caveats.append("基数取哪一年、哪个口径，以当地社保经办机构为准；办理退休的不享受这两项。")
    return medical_sum + employment_sum


def _near_retirement(case: Case, rule: Rule) -> Fraction:
    if "years_to_retirement" not in case.facts:
        return Fraction(1)
    months = case.span("years_to_retirement").whole_months
    for row in rule.rows("near_retirement"):
        if months < row_number(row, "below_years") * 12:
            return row_number(row, "share")
    return Fraction(1)


def _one_off_sums(case: Case) -> None:
    case.sheet.lead("total", "两项一次性补助金合计", _one_off(case), "元")


def _package(case: Case) -> None:
    lump, one_off = _lump(case), _one_off(case)
    case.sheet.put("lump_sum", "一次性伤残补助金", lump, "元")
    case.sheet.lead("total", "三项合计", lump + one_off, "元")
    case.sheet.step(f"合计：{yuan(lump)} + {yuan(one_off)} = {yuan(lump + one_off)}。")
    _who_pays(case)


def _stop_work(case: Case) -> None:
    rule = case.rule("stop_work")
    wage, months = positive(case.money("monthly_wage"), "原工资"), positive(case.number("months"), "停工留薪月数")
    usual, most = rule.whole("usual_months"), rule.whole("usual_months") + rule.whole("longest_extension")
    if months > most:
        raise BadFact(f"停工留薪期最长 {most} 个月，请核对。")
    paid = case.maybe_money("paid") or Fraction(0)
    due = wage * months - paid
    case.sheet.lead("amount", "停工留薪期应补工资", max(Fraction(0), due), "元")
    minus = f"，已发 {yuan(paid)}，还应补 {yuan(max(Fraction(0), due))}" if paid else ""
    case.sheet.step(
        f"原工资福利待遇不变，由单位按月支付：{yuan(wage)} × {number_text(months)}"
        f" 个月 = {yuan(wage * months)}{minus}。"
    )
    if months > usual:
        case.sheet.caveats.append("超过十二个月的部分，要经设区的市级劳动能力鉴定委员会确认。")


def _deadline(case: Case) -> None:
    rule = case.rule("injury_deadline")
    day = case.day("injured_on")
    employer = Deadline.after_days(day, rule.whole("employer_days"))
    worker = Deadline.on(add_years(day, rule.whole("worker_years")))
    case.sheet.put("employer_last_day", "单位申请的最后一天", employer.last_day, "日期")
    case.sheet.step(
        f"单位应在{day_text(employer.last_day)}前（三十日内）申请工伤认定；没有按时申请的，这期间的工伤费用由单位承担。"
    )
    tell(case, worker, "worker_last_day", "本人、近亲属或工会申请的最后一天")
    case.sheet.next_steps.append("向用人单位所在地的人社部门申请工伤认定，带诊断证明和能证明劳动关系的材料。")


_GRADES = "一二三四五六七八九十"
_TOPIC = "工伤职业病"
GRADE = Param("grade", "伤残等级", "count", "请问劳动能力鉴定是几级？", True)
OWN_WAGE = Param("own_wage", "本人工资", "money", "受伤前十二个月，平均每月缴费工资是多少？", True)
AVERAGE = Param(
    "area_average",
    "统筹地区上年度职工月平均工资",
    "money",
    "请向当地社保经办机构问一下：统筹地区上年度职工月平均工资是多少？",
)
_INSURED = Param("insured", "参加了工伤保险", "bool", "请问单位给您交工伤保险了吗？")
_RETIREMENT = Param("years_to_retirement", "距法定退休年龄", "years", "请问离法定退休年龄还有几年？")

CALCULATORS = (
    Formula("injury_lump_sum", "一次性伤残补助金", _TOPIC, (GRADE, OWN_WAGE, AVERAGE, _INSURED), _lump_sum),
    Formula(
        "injury_monthly",
        "伤残津贴和生活护理费",
        _TOPIC,
        (
            Param("grade", "伤残等级", "count", "请问劳动能力鉴定是几级？"),
            Param("own_wage", "本人工资", "money", "受伤前十二个月，平均每月缴费工资是多少？"),
            Param(
                "care",
                "生活自理障碍",
                "choice",
                "请问鉴定的生活自理障碍是哪一级？",
                choices=("完全不能自理", "大部分不能自理", "部分不能自理"),
            ),
            AVERAGE,
            Param("minimum_wage_month", "当地月最低工资标准", "money", "请问当地月最低工资是多少？"),
        ),
        _monthly,
    ),
    Formula("injury_one_off", "一次性医疗补助金和就业补助金", _TOPIC, (GRADE, AVERAGE, _RETIREMENT), _one_off_sums),
    Formula("injury_package", "工伤离职三项待遇", _TOPIC, (GRADE, OWN_WAGE, AVERAGE, _RETIREMENT, _INSURED), _package),
    Formula(
        "stop_work_pay",
        "停工留薪期工资",
        _TOPIC,
        (
            Param("monthly_wage", "受伤前月工资", "money", "请问受伤前每月工资是多少？", True),
            Param("months", "停工留薪月数", "days", "请问停工治疗了几个月？", True),
            Param("paid", "已经发的数额", "money", "请问这期间单位一共发了多少？"),
        ),
        _stop_work,
    ),
    Formula(
        "injury_deadline",
        "工伤认定申请期限",
        _TOPIC,
        (Param("injured_on", "受伤或确诊职业病的日期", "date", "请问是哪一天受伤（或者确诊职业病）的？", True),),
        _deadline,
    ),
)

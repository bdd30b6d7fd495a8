"""Wages: arrears, the minimum-wage gap, deductions, surcharges, heat allowance, who pays migrant workers first."""

from datetime import date
from fractions import Fraction

from assistant.calculators.calculator import Formula
from assistant.calculators.case import Case, positive
from assistant.calculators.facts import BadFact, Param
from assistant.calculators.rules import row_texts, rule_in_force
from assistant.calculators.wording import number_text, yuan

_ANNUAL_LEAVE = "年休假工资"


def _arrears(case: Case) -> None:
    case.rule("arrears")
    agreed, paid = positive(case.money("agreed_wage"), "应发月工资"), case.maybe_money("paid_wage") or Fraction(0)
    months = positive(case.number("months"), "月数")
    if paid > agreed:
        raise BadFact("实发工资高于应发工资，请核对。")
    owed = (agreed - paid) * months
    case.sheet.put("monthly_gap", "每月差额", agreed - paid, "元")
    case.sheet.lead("amount", "应补工资", owed, "元")
    if paid:
        case.sheet.step(f"（{yuan(agreed)} － {yuan(paid)}）× {number_text(months)} 个月 = {yuan(owed)}。")
    else:
        case.sheet.step(f"{yuan(agreed)} × {number_text(months)} 个月 = {yuan(owed)}。")
    case.sheet.next_steps.append("可以向劳动保障监察投诉，也可以申请劳动仲裁（不收费）；请保存工资条、转账记录和考勤。")


def _wage_floor(case: Case) -> None:
    case.rule("wage_floor")
    paid, months = case.money("paid_wage"), positive(case.number("months") or Fraction(1), "月数")
    floor = case.needed_local("minimum_wage_month")
    gap = max(Fraction(0), floor - paid)
    case.sheet.put("floor", "当地月最低工资", floor, "元")
    case.sheet.lead("gap", "低于最低工资的差额", gap * months, "元")
    case.sheet.step(
        f"（{yuan(floor)} － {yuan(paid)}）× {number_text(months)} 个月 = {yuan(gap * months)}。"
        if gap
        else "没有低于最低工资。"
    )
    case.sheet.assumptions.append("实发工资已经剔除加班费、夜班高温等津贴和福利，并且提供了正常劳动。")


def _stoppage(case: Case) -> None:
    rule = case.rule("stoppage")
    wage, months = positive(case.money("monthly_wage"), "月工资"), positive(case.number("months"), "停工月数")
    full = min(months, rule.number("full_periods"))
    total, rest = wage * full, months - full
    case.sheet.put("full", "第一个工资支付周期", total, "元")
    case.sheet.step(f"不是劳动者原因停工停产，第一个工资支付周期照发合同工资：{yuan(total)}。")
    if rest and case.flag("worked"):
        floor = case.needed_local("minimum_wage_month")
        total += floor * rest
        case.sheet.step(
            f"以后提供了正常劳动的，每月不低于当地最低工资 {yuan(floor)}，"
            f"{number_text(rest)} 个月 {yuan(floor * rest)}。"
        )
    elif rest:
        case.sheet.caveats.append(
            "超过一个工资支付周期又没有安排劳动的，生活费按当地规定发，标准请向当地人社部门核实。"
        )
    case.sheet.lead("total", "停工停产期间至少应得", total, "元")


def _deduction(case: Case) -> None:
    rule = case.rule("deduction_cap")
    wage = positive(case.money("monthly_wage"), "当月工资")
    cap = wage * rule.number("share")
    case.sheet.step(f"每月扣除不超过当月工资的 20%：{yuan(wage)} × 20% = {yuan(cap)}。")
    floor = case.local("minimum_wage_month")
    if floor is not None:
        cap = max(Fraction(0), min(cap, wage - floor))
        case.sheet.step(f"扣完剩下的不能低于当地最低工资 {yuan(floor)}，所以最多扣 {yuan(cap)}。")
    else:
        case.sheet.caveats.append("扣完剩下的还不能低于当地月最低工资，请向当地人社部门问清标准后核对。")
    case.sheet.lead("cap", "每月最多可扣", cap, "元")
    loss = case.maybe_money("loss")
    if loss and cap:
        case.sheet.put("months", "扣完需要的月数", -int(-loss // cap), "个月")
    deducted = case.maybe_money("deducted")
    if deducted is not None and deducted > cap:
        case.sheet.put("refund", "多扣应退", deducted - cap, "元")
        case.sheet.step(f"已经扣了 {yuan(deducted)}，多扣 {yuan(deducted - cap)}，应当退还。")
    case.sheet.caveats.append("要有劳动者本人原因造成的实际损失，并且劳动合同有赔偿约定，才可以这样扣；罚款不是赔偿。")


def _surcharge(case: Case) -> None:
    of_leave = case.maybe("claim", str) == _ANNUAL_LEAVE
    rule = case.rule("annual_leave_surcharge" if of_leave else "arrears_surcharge")
    owed = positive(case.money("amount"), "应付金额")
    low, high = owed * rule.number("lowest"), owed * rule.number("highest")
    case.sheet.put("lowest", "加付赔偿金下限", low, "元")
    case.sheet.lead("highest", "加付赔偿金上限", high, "元")
    if low == high:
        case.sheet.step(f"按应付的年休假工资数额加付：{yuan(high)}。")
    else:
        case.sheet.step(f"按应付金额的 50% 至 100% 加付：{yuan(low)} 至 {yuan(high)}。")
    case.sheet.caveats.append("要先由劳动行政部门责令限期支付，单位逾期还不付，才加付；没有这一步，直接要不到这笔钱。")
    case.sheet.next_steps.append("先向劳动保障监察机构投诉，请它责令单位限期支付。")


def _late_fee(case: Case) -> None:
    rule = case.rule("late_fee")
    owed, days = positive(case.money("amount"), "欠缴的社会保险费"), positive(case.number("days"), "欠缴天数")
    fee = owed * days * rule.number("daily_rate")
    case.sheet.lead("fee", "滞纳金", fee, "元")
    case.sheet.step(f"{yuan(owed)} × 每日万分之五 × {number_text(days)} 天 = {yuan(fee)}，由单位承担。")


def _heat(case: Case) -> None:
    case.rule("heat_allowance")
    daily, days = case.needed_local("heat_allowance_day"), positive(case.number("days"), "高温作业天数")
    case.sheet.lead("amount", "高温津贴（不低于）", daily * days, "元")
    case.sheet.step(f"每个工作日不低于 {yuan(daily)}：{yuan(daily)} × {number_text(days)} 天 = {yuan(daily * days)}。")
    case.sheet.caveats.append(
        "日最高气温三十五度以上露天作业，或者室内降不到三十三度以下的工作日才计算；它不算在最低工资里。"
    )


def _refusal(case: Case) -> None:
    rule = case.rule("refusal_to_pay")
    people = positive(Fraction(case.count("people")), "被欠薪人数")
    owed = positive(case.money("amount"), "欠薪总额")
    months = case.number("months")
    line_one, line_many = rule.whole("one_worker_from"), rule.whole("many_from")
    one = months >= rule.whole("one_worker_months") and owed / people >= line_one
    many = people >= rule.whole("many_workers") and owed >= line_many
    case.sheet.lead("verdict", "数额标准", "可能达到数额较大" if one or many else "没有达到数额较大")
    case.sheet.step(
        "一名劳动者三个月以上、五千元至二万元以上，或者十名以上劳动者累计三万元至十万元以上，属于数额较大。"
    )
    case.sheet.caveats.append(
        "各省在这个幅度内定具体数额；还要有转移财产、逃匿或者有能力不付，并经责令支付仍不付，才涉嫌犯罪，请转人工。"
    )


def _migrant(case: Case) -> None:
    rule = case.rule("migrant_wages")
    row = next(row for row in rule.rows("situations") if row["situation"] == case.choice("situation"))
    case.sheet.cite(*row_texts(row, "articles"))
    case.sheet.lead("payer", "谁先付", str(row["payer"]))
    case.sheet.step(f"{row['situation']}：{row['payer']}。")
    owed, unpaid = case.maybe_money("amount"), case.maybe_money("unpaid_project_sum")
    if row.get("limited") and owed is not None and unpaid is not None:
        case.sheet.put("advance", "建设单位先行垫付", min(owed, unpaid), "元")
        case.sheet.step(f"欠薪 {yuan(owed)}，未结清工程款 {yuan(unpaid)}，垫付 {yuan(min(owed, unpaid))}。")
    case.sheet.next_steps.append(
        "向工程所在地人社部门（劳动保障监察）投诉，带上工资表、考勤、工友名单和工地信息牌照片。"
    )


def _situations() -> tuple[str, ...]:
    return tuple(str(row["situation"]) for row in rule_in_force("migrant_wages", date.max).rows("situations"))


_TOPIC = "欠薪"
_MONTHS = Param("months", "月数", "days", "请问一共几个月？", True)
_MINIMUM = Param(
    "minimum_wage_month", "当地月最低工资标准", "money", "请问您在哪个县区上班？当地现行月最低工资是多少？"
)

CALCULATORS = (
    Formula(
        "wage_arrears",
        "欠发或少发的工资",
        _TOPIC,
        (
            Param("agreed_wage", "应发月工资", "money", "请问约定每月应发多少工资？", True),
            Param("paid_wage", "实发月工资", "money", "请问每月实际发了多少？"),
            _MONTHS,
        ),
        _arrears,
    ),
    Formula(
        "wage_floor_gap",
        "低于最低工资的差额",
        _TOPIC,
        (
            Param(
                "paid_wage",
                "实发月工资（不含加班费和津贴）",
                "money",
                "除去加班费和夜班、高温等津贴，每月发了多少？",
                True,
            ),
            Param("months", "月数", "days", "请问一共几个月？"),
            _MINIMUM,
        ),
        _wage_floor,
    ),
    Formula(
        "stoppage_pay",
        "停工停产期间工资",
        _TOPIC,
        (
            Param("monthly_wage", "合同月工资", "money", "请问合同约定每月工资是多少？", True),
            _MONTHS,
            Param("worked", "之后提供了正常劳动", "bool", "第一个月以后单位安排您干活了吗？"),
            _MINIMUM,
        ),
        _stoppage,
    ),
    Formula(
        "deduction_cap",
        "工资扣除上限",
        _TOPIC,
        (
            Param("monthly_wage", "当月工资", "money", "请问当月应发工资是多少？", True),
            Param("loss", "要求赔偿的损失", "money", "请问单位要求赔多少？"),
            Param("deducted", "已经扣的数额", "money", "请问已经扣了多少？"),
            _MINIMUM,
        ),
        _deduction,
    ),
    Formula(
        "arrears_surcharge",
        "逾期不付的加付赔偿金",
        _TOPIC,
        (
            Param("amount", "应付金额", "money", "请问单位一共欠多少？", True),
            Param(
                "claim",
                "欠的是什么",
                "choice",
                "请问欠的是工资、加班费、经济补偿，还是年休假工资？",
                choices=("工资加班费或经济补偿", _ANNUAL_LEAVE),
            ),
        ),
        _surcharge,
    ),
    Formula(
        "social_insurance_late_fee",
        "社会保险费滞纳金",
        "社会保险",
        (
            Param("amount", "欠缴的社会保险费", "money", "请问欠缴了多少社会保险费？", True),
            Param("days", "欠缴天数", "days", "请问从欠缴那天起过了多少天？", True),
        ),
        _late_fee,
    ),
    Formula(
        "heat_allowance",
        "高温津贴",
        "工时加班休假",
        (
            Param("days", "高温作业天数", "days", "请问符合条件的高温天一共上了几天班？", True),
            Param("heat_allowance_day", "当地高温津贴标准（每工作日）", "money", "请问当地高温津贴每天多少钱？"),
        ),
        _heat,
    ),
    Formula(
        "refusal_to_pay",
        "拒不支付劳动报酬的数额标准",
        _TOPIC,
        (
            Param("people", "被欠薪人数", "count", "请问一共欠了几个人的工资？", True),
            Param("amount", "欠薪总额", "money", "请问一共欠了多少？", True),
            Param("months", "欠薪月数", "days", "请问欠了几个月？"),
        ),
        _refusal,
    ),
    Formula(
        "migrant_wages",
        "工程欠薪谁先付",
        _TOPIC,
        (
            Param("situation", "欠薪的情形", "choice", "请问工程是怎么发包的，是谁没给钱？", True, _situations()),
            Param("amount", "欠薪数额", "money", "请问一共欠多少工资？"),
            Param("unpaid_project_sum", "未结清的工程款", "money", "请问建设单位还有多少工程款没有结清？"),
        ),
        _migrant,
    ),
)

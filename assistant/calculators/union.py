"""Unions: the form that fits the number of members, full-time chairs, the employer's contribution, reprisals."""

from assistant.calculators.calculator import Formula
from assistant.calculators.case import Case, positive
from assistant.calculators.facts import BadFact, Param
from assistant.calculators.wording import number_text, percent_text, yuan


def _founding(case: Case) -> None:
    rule = case.rule("union_committee")
    members, limit = case.count("members"), rule.whole("members")
    if members < 1:
        raise BadFact("会员人数至少是一人。")
    if members >= limit:
        form = "应当建立基层工会委员会"
        case.sheet.step(f"会员 {members} 人，满 {limit} 人，应当建立基层工会委员会。")
    else:
        form = "可以单独建立基层工会委员会，也可以联合建会，或者选举组织员一人"
        case.sheet.step(
            f"会员 {members} 人，不足 {limit} 人：可以单独建，可以与别的单位联合建，也可以选组织员一人组织会员活动。"
        )
    case.sheet.lead("form", "工会组织形式", form)
    staff = case.maybe("staff", int)
    chair = case.rule("union_chair", cite=staff is not None)
    if staff is not None:
        able = staff >= chair.whole("staff")
        case.sheet.step(f"职工 {staff} 人，{'可以设' if able else '不到二百人，没有规定要设'}专职工会主席。")
    case.sheet.next_steps.append(
        "先向上级工会（乡镇街道、园区或者县区总工会）提出建会申请，上级工会可以派人帮助指导，任何单位和个人不得阻挠。"
    )


def _funds(case: Case) -> None:
    rule = case.rule("union_funds")
    payroll = positive(case.money("payroll"), "全部职工工资总额")
    months = case.number("months") or 1
    monthly = payroll * rule.number("share")
    case.rule("payroll")
    case.sheet.step(f"工资总额包括计时计件工资、奖金、津贴补贴和加班工资，合计 {yuan(payroll)}。")
    case.sheet.step(
        f"按每月全部职工工资总额的 {percent_text(rule.number('share'))} 拨缴：{yuan(payroll)} × 2% = {yuan(monthly)}。"
    )
    case.sheet.put("payroll", "月工资总额", payroll, "元")
    case.sheet.lead("monthly", "每月应拨缴工会经费", monthly, "元")
    if months > 1:
        case.sheet.lead("total", f"{number_text(months)} 个月合计", monthly * months, "元")
        case.sheet.step(f"{yuan(monthly)} × {number_text(months)} 个月 = {yuan(monthly * months)}。")
    case.sheet.caveats.append("拨缴的经费在税前列支；无正当理由拖延、拒不拨缴的，工会可以申请支付令。")


def _retaliation(case: Case) -> None:
    rule = case.rule("union_retaliation")
    income = positive(case.money("annual_income"), "本人年收入")
    amount = income * rule.number("years")
    case.sheet.lead("amount", "赔偿（不恢复工作的）", amount, "元")
    case.sheet.step(
        f"本人年收入的二倍：{yuan(income)} × 2 = {yuan(amount)}；也可以要求恢复工作并补发被解除期间的报酬。"
    )


_TOPIC = "工会组建与入会"

CALCULATORS = (
    Formula(
        "union_retaliation",
        "因参加工会被解除的赔偿",
        _TOPIC,
        (Param("annual_income", "本人年收入", "money", "请问您一年的收入是多少？", True),),
        _retaliation,
    ),
    Formula(
        "union_founding",
        "建立工会的形式",
        _TOPIC,
        (
            Param("members", "会员人数", "count", "请问有多少人愿意入会（或者已经是会员）？", True),
            Param("staff", "职工人数", "count", "请问单位一共有多少职工？"),
        ),
        _founding,
    ),
    Formula(
        "union_funds",
        "工会经费拨缴",
        _TOPIC,
        (
            Param(
                "payroll",
                "月工资总额（各项可用＋相加）",
                "money",
                "请问每月全部职工工资总额（含奖金、津贴、加班费）是多少？",
                True,
            ),
            Param("months", "月数", "days", "请问要算几个月？"),
        ),
        _funds,
    ),
)

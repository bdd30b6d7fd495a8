"""Labour dispatch: pay between assignments, and how many dispatched workers an employer may use."""

from assistant.calculators.calculator import Formula
from assistant.calculators.case import Case, positive
from assistant.calculators.facts import Param
from assistant.calculators.wording import number_text, percent_text, yuan


def _idle_dispatch(case: Case) -> None:
    case.rule("idle_dispatch")
    months = positive(case.number("months"), "无工作的月数")
    floor = case.needed_local("minimum_wage_month")
    case.sheet.lead("amount", "无工作期间报酬", floor * months, "元")
    case.sheet.step(
        f"派遣单位按当地最低工资按月支付：{yuan(floor)} × {number_text(months)} 个月 = {yuan(floor * months)}。"
    )


def _dispatch_ratio(case: Case) -> None:
    rule = case.rule("dispatch_ratio")
    staff = case.count("staff")
    most = int(staff * rule.number("share"))
    case.sheet.lead("most", "最多可用被派遣劳动者", most, "人")
    case.sheet.step(
        f"不超过用工总量（合同工加派遣工）的 {percent_text(rule.number('share'))}：{staff} 人中最多 {most} 人。"
    )
    used = case.maybe("dispatched", int)
    if used is not None:
        case.sheet.step(f"现在用了 {used} 人，{'超过上限' if used > most else '没有超过'}。")


_TOPIC = "劳务派遣外包"
_MONTHS = Param("months", "月数", "days", "请问一共几个月？", True)
_MINIMUM = Param(
    "minimum_wage_month", "当地月最低工资标准", "money", "请问您在哪个县区上班？当地现行月最低工资是多少？"
)

CALCULATORS = (
    Formula("idle_dispatch_pay", "派遣工无工作期间报酬", _TOPIC, (_MONTHS, _MINIMUM), _idle_dispatch),
    Formula(
        "dispatch_ratio",
        "劳务派遣用工比例",
        _TOPIC,
        (
            Param("staff", "用工总量", "count", "请问单位的合同工和派遣工一共多少人？", True),
            Param("dispatched", "被派遣劳动者人数", "count", "请问现在有多少派遣工？"),
        ),
        _dispatch_ratio,
    ),
)

"""Platform workers hurt on an order: whether the per-order injury insurance covers them, and who paid for it."""

from datetime import date

from assistant.calculators.calculator import Formula
from assistant.calculators.case import Case
from assistant.calculators.facts import Param
from assistant.calculators.rules import row_texts
from assistant.calculators.wording import day_text


def _platform_injury(case: Case) -> None:
    day = case.maybe("injured_on", date) or case.on
    rule = case.rule("platform_injury", day)
    since = [row["since"] for row in rule.rows("provinces") if case.region[:2] in row_texts(row, "codes")]
    platform = case.choice("platform").strip()
    covered_area = any(isinstance(start, date) and start <= day for start in since)
    listed = any(name in platform or platform in name for name in rule.texts("platforms"))
    if not case.flag("on_order"):
        verdict = "不是在执行平台订单期间受伤的，不适用"
    elif covered_area and listed:
        verdict = "可以申请职业伤害保障待遇"
    else:
        verdict = "还不能确定，请转人工核实"
    case.sheet.lead("verdict", "职业伤害保障", verdict)
    where = "在试点范围内" if covered_area else "没有查到当时已经纳入"
    case.sheet.step(
        f"{day_text(day)}，这个地区{where}；平台“{platform}”{'在' if listed else '没有查到在'}参加的平台名单里。"
    )
    case.sheet.step("职业伤害保障不以劳动关系为前提，平台按单缴费、个人不缴；可以在平台应用里一键报案。")
    case.sheet.caveats.append("名单和地区还在扩大，请向接单地人社部门核实；已按工伤保险参保的，走工伤保险。")


CALCULATORS = (
    Formula(
        "platform_injury",
        "新就业形态职业伤害保障",
        "新就业形态",
        (
            Param("platform", "平台名称", "text", "请问您是在哪个平台接单的？", True),
            Param("on_order", "正在执行订单", "bool", "请问受伤的时候是不是正在送单或者执行平台订单？", True),
            Param("injured_on", "受伤日期", "date", "请问是哪一天受伤的？"),
        ),
        _platform_injury,
    ),
)

"""Process clocks: how long an office has, until when a party may act; what makes an award final; court fees."""

from datetime import date
from fractions import Fraction

from assistant.calculators.calculator import Formula
from assistant.calculators.case import Case
from assistant.calculators.deadlines import Deadline, tell
from assistant.calculators.facts import Param
from assistant.calculators.rules import Row, row_number, row_texts, rule_in_force
from assistant.calculators.wording import day_text, yuan

_MONTHS_A_YEAR = 12


def _clock(case: Case) -> None:
    rows = case.rule("process_steps").rows("steps")
    row = next(row for row in rows if row["step"] == case.choice("step"))
    case.sheet.cite(*row_texts(row, "articles"))
    start = case.day("started_on")
    case.sheet.step(f"{row['who']}。")
    deadline = _deadline(start, row, int(row_number(row, "count")))
    if row.get("earliest"):
        case.sheet.lead("earliest", "最早可以的日期", deadline.ends_on, "日期")
        case.sheet.step(f"从{day_text(start)}起算，到{day_text(deadline.ends_on)}期满。")
        return
    tell(case, deadline, "last_day", f"{row['step']}的最后一天", urge=not row.get("office"))
    if "more" in row:
        longest = _deadline(start, row, int(row_number(row, "count") + row_number(row, "more")))
        case.sheet.put("extended_last_day", "延长后的最后一天", longest.last_day, "日期")
        case.sheet.step(f"经批准延长的，最晚到{day_text(longest.last_day)}。")
    if "then" in row:
        case.sheet.next_steps.append(f"{row['then']}。")


def _deadline(start: date, row: Row, count: int) -> Deadline:
    """The last day of a period in the unit of its row; the starting day does not count."""
    match row["unit"]:
        case "workdays":
            return Deadline.after_workdays(start, count)
        case "months":
            return Deadline.after_months(start, count)
        case "years":
            return Deadline.after_months(start, count * _MONTHS_A_YEAR)
        case _:
            return Deadline.after_days(start, count)


def _final_award(case: Case) -> None:
    rule = case.rule("final_award")
    cap = case.needed_local("minimum_wage_month") * rule.number("months")
    case.sheet.lead("cap", "终局裁决的限额（每项）", cap, "元")
    case.sheet.step(f"当地月最低工资标准的十二个月：{yuan(cap)}；按每一项请求分别比。")
    claim = case.maybe_money("claim")
    if claim is not None:
        final = claim <= cap
        case.sheet.put("verdict", "这一项", "一裁终局" if final else "不是终局裁决")
        case.sheet.step(
            f"这一项 {yuan(claim)}，{'没有超过' if final else '超过'}限额，{'是' if final else '不是'}终局裁决。"
        )
    case.sheet.step("终局裁决：劳动者不服仍可十五日内起诉；单位不能起诉，只能三十日内向中级人民法院申请撤销。")


def _court_fee(case: Case) -> None:
    rule = case.rule("court_fee")
    fee = rule.number("each") * (rule.number("simplified") if case.flag("simplified") else 1)
    case.sheet.lead("fee", "案件受理费", Fraction(fee), "元")
    case.sheet.step(f"劳动争议仲裁不收费；到法院起诉，劳动争议案件每件 {yuan(rule.number('each'))}，简易程序减半。")


_TOPIC = "劳动争议程序"


def _steps() -> tuple[str, ...]:
    return tuple(str(row["step"]) for row in rule_in_force("process_steps", date.max).rows("steps"))


CALCULATORS = (
    Formula(
        "process_clock",
        "办理期限",
        _TOPIC,
        (
            Param("step", "程序", "choice", "请问您问的是哪一步的期限？", True, _steps()),
            Param("started_on", "起算日期", "date", "请问是哪一天收到（或者受理、申请、生效）的？", True),
        ),
        _clock,
    ),
    Formula(
        "final_award_cap",
        "终局裁决限额",
        _TOPIC,
        (
            Param("minimum_wage_month", "当地月最低工资标准", "money", "请问当地月最低工资是多少？"),
            Param("claim", "这一项请求的数额", "money", "请问这一项请求是多少钱？"),
        ),
        _final_award,
    ),
    Formula(
        "court_fee",
        "劳动争议案件受理费",
        _TOPIC,
        (Param("simplified", "适用简易程序", "bool", "请问法院是不是按简易程序审理？"),),
        _court_fee,
    ),
)

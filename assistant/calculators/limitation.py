"""Until when a claim can be brought: arbitration, inspection, and wages owed on a note."""

from dataclasses import dataclass
from datetime import date

from assistant.calculators.calculator import Formula
from assistant.calculators.case import Case
from assistant.calculators.deadlines import Deadline, tell
from assistant.calculators.facts import BadFact, Param
from assistant.calculators.periods import add_years
from assistant.calculators.wording import day_text

_WAGES = "拖欠劳动报酬"


@dataclass(frozen=True, slots=True)
class Suspension:
    """The days on which a claim could not be brought; the last one is the day the cause ended."""

    first: date
    last: date


def _arbitration(case: Case) -> None:
    rule = case.rule("arbitration_limitation")
    years = rule.whole("years")
    start = _start(case)
    if start is None:
        return
    ends = add_years(start, years)
    case.sheet.step(f"一年仲裁时效从{day_text(start)}起算，到{day_text(ends)}。")
    ends = _after_events(case, ends, years)
    tell(case, Deadline.on(ends), "last_day", "申请仲裁的最后一天")
    case.sheet.caveats.append(
        "时效要由对方在仲裁阶段提出抗辩才起作用；有催要记录、投诉回执、对方承诺付款的证据请保存好。"
    )
    case.sheet.next_steps.append(
        "向劳动合同履行地或者单位所在地的劳动争议仲裁委员会申请，不收费，写不了申请书的可以口头申请。"
    )


def _start(case: Case) -> date | None:
    """The day the year runs from; None where the bar does not run because wages are owed and the relation goes on."""
    ended, known = case.maybe("ended_on", date), case.maybe("known_on", date)
    wages = case.maybe("matter", str) == _WAGES
    if wages and ended is None:
        if not case.flag("employed"):
            raise case.need("employed", "ended_on")
        case.sheet.lead("last_day", "申请仲裁的最后一天", "在职期间追讨欠薪不受一年时效限制")
        case.sheet.step("劳动关系存续期间因拖欠劳动报酬发生争议，不受一年时效限制；离职以后要在一年内提出。")
        return None
    if wages and ended is not None:
        case.sheet.step("拖欠劳动报酬的，自劳动关系终止之日起一年内提出。")
        return ended
    start = known or ended
    if start is None:
        raise case.need("known_on", "ended_on")
    return start


def _after_events(case: Case, ends: date, years: int) -> date:
    """The end of the period after interruptions, which start it anew, and a suspension, which stops the clock."""
    suspension = _suspension(case)
    events = [(day, None) for day in case.maybe("interrupted_on", tuple) or ()]
    moments = sorted([*events, *([(suspension.first, suspension)] if suspension else [])], key=lambda event: event[0])
    for day, pause in moments:
        if day > Deadline.on(ends).last_day:
            case.sheet.step(f"{day_text(day)}时已经超过时效，不再发生中断或者中止。")
            continue
        if pause is None:
            ends = add_years(day, years)
            case.sheet.step(f"{day_text(day)}时效中断，从这天起重新计算一年，到{day_text(ends)}。")
        else:
            ends += pause.last - pause.first
            case.sheet.step(
                f"{day_text(pause.first)}至{day_text(pause.last)}时效中止，原因消除后继续计算，到{day_text(ends)}。"
            )
    return ends


def _suspension(case: Case) -> Suspension | None:
    first, last = case.maybe("suspended_from", date), case.maybe("suspended_to", date)
    if first is None and last is None:
        return None
    if first is None or last is None:
        raise case.need("suspended_from", "suspended_to")
    if last < first:
        raise BadFact("中止原因消除的日期早于发生的日期，请核对。")
    return Suspension(first, last)


def _inspection(case: Case) -> None:
    rule = case.rule("inspection_limitation")
    ended = case.maybe("ended_on", date)
    if case.flag("continuing"):
        case.sheet.lead("last_day", "投诉的最后一天", "违法行为还在继续，二年期限没有开始计算")
        case.sheet.step("违法行为有连续或者继续状态的，二年从行为终了之日起计算。")
        return
    if ended is None:
        raise case.need("ended_on")
    case.sheet.step(f"违法行为到{day_text(ended)}终了，二年内可以向劳动保障监察机构投诉、举报。")
    tell(case, Deadline.on(add_years(ended, rule.whole("years"))), "last_day", "投诉的最后一天")


def _debt_note(case: Case) -> None:
    rule = case.rule("debt_note")
    due = case.day("due_on")
    case.sheet.step("有工资欠条、只追讨欠条上的钱的，可以不经仲裁直接起诉，按三年诉讼时效。")
    tell(case, Deadline.on(add_years(due, rule.whole("years"))), "last_day", "起诉的最后一天")
    case.sheet.caveats.append("三年里向对方催要、对方同意付款的，时效重新计算；涉及劳动关系其他争议的，仍要先仲裁。")


_TOPIC = "劳动争议程序"

CALCULATORS = (
    Formula(
        "arbitration_limitation",
        "仲裁时效",
        _TOPIC,
        (
            Param(
                "matter", "争议事项", "choice", "请问要的是拖欠的工资，还是补偿、赔偿等别的？", choices=(_WAGES, "其他")
            ),
            Param("employed", "还在职", "bool", "请问您还在这家单位上班吗？"),
            Param("ended_on", "劳动关系终止日期", "date", "请问您是哪一天离职的？"),
            Param("known_on", "知道权利被侵害的日期", "date", "请问您是哪一天知道（或者应当知道）这件事的？"),
            Param(
                "interrupted_on", "中断的日期", "dates", "这之后您催要过、投诉过，或者单位答应过付钱吗？分别是哪一天？"
            ),
            Param("suspended_from", "中止开始日期", "date", "有没有因为不可抗力等正当理由没法申请？从哪天开始？"),
            Param("suspended_to", "中止原因消除日期", "date", "这个原因哪一天消除的？"),
        ),
        _arbitration,
    ),
    Formula(
        "inspection_limitation",
        "劳动监察投诉期限",
        _TOPIC,
        (
            Param("ended_on", "违法行为终了日期", "date", "请问单位的违法行为到哪一天为止？"),
            Param("continuing", "违法行为还在继续", "bool", "请问单位现在还这样做吗？"),
        ),
        _inspection,
    ),
    Formula(
        "debt_note_limitation",
        "工资欠条的起诉期限",
        _TOPIC,
        (Param("due_on", "欠条约定的还款日期", "date", "请问欠条上写的是哪一天还钱？", True),),
        _debt_note,
    ),
)

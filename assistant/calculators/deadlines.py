"""Last days as the Civil Code counts them, and how near they are.

The starting day does not count; a period that ends on a day off runs to the next working day.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from assistant.calculators.case import Case
from assistant.calculators.periods import add_months
from assistant.calculators.rules import rule_in_force
from assistant.calculators.wording import day_text
from assistant.calculators.workdays import add_workdays, has_arrangement, next_workday


class Nearness(StrEnum):
    """How near a last day is."""

    NORMAL = "normal"
    FLAGGED = "flagged"  # under thirty days
    URGENT = "urgent"  # under seven days
    EXPIRED = "expired"


_SAID = {
    Nearness.NORMAL: "还有 {days} 天",
    Nearness.FLAGGED: "只剩 {days} 天，请抓紧",
    Nearness.URGENT: "只剩 {days} 天，非常紧急，请马上办理",
    Nearness.EXPIRED: "已经过了，请马上转人工核对有没有中断、中止的情形",
}


@dataclass(frozen=True, slots=True)
class Deadline:
    """A last day: where the period ends by the calendar, and the day it moves to when that is a day off."""

    ends_on: date
    last_day: date
    provisional: bool = False

    @classmethod
    def on(cls, day: date) -> "Deadline":
        """The last day of a period that ends on this day (民法典第203条)."""
        rolled = next_workday(day)
        return cls(day, rolled.day, rolled.provisional)

    @classmethod
    def after_days(cls, start: date, days: int) -> "Deadline":
        """So many calendar days after the starting day (民法典第201条)."""
        return cls.on(start + timedelta(days=days))

    @classmethod
    def after_months(cls, start: date, months: int) -> "Deadline":
        """So many months after the starting day (民法典第202条)."""
        return cls.on(add_months(start, months))

    @classmethod
    def after_workdays(cls, start: date, days: int) -> "Deadline":
        """So many working days after the starting day."""
        reckoned = add_workdays(start, days)
        return cls(reckoned.day, reckoned.day, reckoned.provisional)


def limitation_guard(last_day: date, today: date) -> Nearness:
    """How near a last day is: expired, urgent, flagged or normal."""
    if last_day < today:
        return Nearness.EXPIRED
    limits = rule_in_force("limitation_guard", max(today, date(2008, 5, 1)))
    days = (last_day - today).days
    if days < limits.whole("urgent_days"):
        return Nearness.URGENT
    return Nearness.FLAGGED if days < limits.whole("flagged_days") else Nearness.NORMAL


def tell(case: Case, deadline: Deadline, name: str, label: str, urge: bool = True) -> None:
    """Write a last day as the headline, with the roll over days off and, where the caller must act, how near it is."""
    if deadline.ends_on != deadline.last_day:
        case.sheet.step(f"期间到{day_text(deadline.ends_on)}届满，那天是休息日，顺延到{day_text(deadline.last_day)}。")
        if urge:
            case.sheet.caveats.append(f"为稳妥起见，最好在{day_text(deadline.ends_on)}之前办。")
    case.sheet.lead(name, label, deadline.last_day, "日期")
    if urge:
        near = limitation_guard(deadline.last_day, case.on)
        left = _SAID[near].format(days=(deadline.last_day - case.on).days)
        case.sheet.put("urgency", "紧急程度", near.value)
        case.sheet.step(f"最后一天是{day_text(deadline.last_day)}，从{day_text(case.on)}看，{left}。")
    else:
        case.sheet.step(f"最后一天是{day_text(deadline.last_day)}。")
    if deadline.provisional or not has_arrangement(deadline.last_day.year):
        case.sheet.caveats.append(f"{deadline.last_day.year}年的放假调休安排尚未公布，遇节假日的顺延是暂算。")

"""Time limits in working days, from the office's table; each stores the calendar it was reckoned on."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from assistant.calculators.workdays import add_workdays, count_workdays, has_arrangement
from assistant.domain.deadline import Deadline
from assistant.domain.workorder import Difficulty, Stage, WorkOrder
from assistant.errors import BadInput, Conflict

TABLE = Path(__file__).parent / "limits.toml"
CHINA = ZoneInfo("Asia/Shanghai")


def local_day(moment: datetime) -> date:
    """The day a moment falls on in China, whatever the machine's zone."""
    return moment.astimezone(CHINA).date()


@dataclass(frozen=True, slots=True)
class Supervision:
    """When pressure begins."""

    warn_share: float
    leader_days: int


@dataclass(frozen=True, slots=True)
class EarlyWarning:
    """When many callers become an alert."""

    callers: int
    days: int
    rate_days: int
    rate_times: float
    rate_least: int
    due_days: int


@dataclass(frozen=True, slots=True)
class Limits:
    """The office's table."""

    version: str
    stages: Mapping[Stage, int]
    handling: Mapping[Difficulty, int]
    categories: Mapping[str, Mapping[Difficulty, int]]
    most_extension: int
    most_extensions: int
    supervision: Supervision
    warning: EarlyWarning
    take_days: int
    urgent_take_days: int
    lawyer_days: int
    repeat_days: int

    def handling_days(self, category: str, difficulty: Difficulty) -> int:
        """Working days from dispatch to reply."""
        return self.categories.get(category, self.handling).get(difficulty, self.handling[difficulty])


def load_limits(path: Path = TABLE) -> Limits:
    """The table from its file.

    Raises:
        BadInput: when a limit is missing or no number of days.
    """
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    try:
        return Limits(
            version=table["version"],
            stages={Stage(name): _days(days) for name, days in table["stages"].items()},
            handling=_classes(table["handling"]),
            categories={name: _classes(row) for name, row in table.get("categories", {}).items()},
            most_extension=_days(table["extension"]["most_days"]),
            most_extensions=int(table["extension"]["most_times"]),
            supervision=Supervision(**table["supervision"]),
            warning=EarlyWarning(**table["warning"]),
            take_days=int(table["lawyer"]["take_days"]),
            urgent_take_days=int(table["lawyer"]["urgent_take_days"]),
            lawyer_days=_days(table["lawyer"]["reply_days"]),
            repeat_days=_days(table["repeat"]["days"]),
        )
    except (KeyError, ValueError, TypeError) as error:
        raise BadInput(f"时限表{path.name}缺少或写错了一项：{error}") from error


def _classes(row: Mapping[str, Any]) -> dict[Difficulty, int]:
    return {difficulty: _days(row[difficulty.value]) for difficulty in Difficulty}


def _days(value: Any) -> int:
    if not isinstance(value, int) or value < 1:
        raise ValueError(f"{value} 不是工作日数")
    return value


def calendar_version(first: int, last: int) -> str:
    """Which calendar days are reckoned on, and up to which year the official arrangement is known to it."""
    known = max((year for year in range(first - 1, last + 1) if has_arrangement(year)), default=0)
    return f"{_packages()}/{known}"


@cache
def _packages() -> str:
    return f"chinesecalendar {version('chinesecalendar')}+holidays {version('holidays')}"


def deadline(start: date, limit_days: int) -> Deadline:
    """The last of so many working days after the start."""
    reckoned = add_workdays(start, limit_days)
    return Deadline(
        start, limit_days, reckoned.day, calendar_version(start.year, reckoned.day.year), reckoned.provisional
    )


def stage_deadline(limits: Limits, stage: Stage, start: date) -> Deadline | None:
    """The limit of the duty that begins in a stage; None where the handling limit rules or nothing is left to do."""
    days = limits.stages.get(stage)
    return deadline(start, days) if days else None


def extended(limits: Limits, order: WorkOrder, days: int) -> Deadline:
    """The limit with so many working days more, counted on from its last day.

    Raises:
        Conflict: when the order was extended often enough.
        BadInput: when more is asked than one extension may give.
    """
    if order.due is None:
        raise Conflict("工单还没有办理期限，不能延期")
    if order.extensions >= limits.most_extensions:
        raise Conflict(f"工单已延期{order.extensions}次，不能再延")
    if not 1 <= days <= limits.most_extension:
        raise BadInput(f"一次延期应当是1到{limits.most_extension}个工作日")
    return deadline(order.due.start, order.due.limit_days + days)


def share_elapsed(due: Deadline, today: date) -> float:
    """How much of the limit has passed: 1.0 on its last day."""
    if today <= due.start:
        return 0.0
    return count_workdays(due.start, today) / due.limit_days - (0.0 if not _counts(due.start) else 1 / due.limit_days)


def _counts(day: date) -> bool:
    return count_workdays(day, day) == 1


def pressure(limits: Limits, order: WorkOrder, today: date) -> str:
    """The supervision the order stands under today: empty, yellow, red or leader."""
    dues = [due for due in (order.due, order.stage_due) if due is not None]
    if order.due is not None and order.stage in (Stage.REPLIED, Stage.REVIEWED, Stage.CALLED_BACK):
        dues = [due for due in (order.stage_due,) if due is not None]
    level = ""
    for due in dues:
        if due.overdue_on(today):
            late = count_workdays(due.day, today) - 1
            return "leader" if late >= limits.supervision.leader_days else "red"
        if share_elapsed(due, today) >= limits.supervision.warn_share:
            level = "yellow"
    return level


def re_reckoned(due: Deadline) -> Deadline | None:
    """The limit on today's calendar, when that gives another day or makes it firm; else None."""
    fresh = deadline(due.start, due.limit_days)
    return fresh if (fresh.day, fresh.provisional) != (due.day, due.provisional) else None

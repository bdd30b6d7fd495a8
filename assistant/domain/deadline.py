"""A time limit in working days, with the calendar it was reckoned on."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last day of a limit; provisional while a year on the way has no published holiday arrangement."""

    start: date
    limit_days: int  # working days; the starting day does not count
    day: date
    calendar: str  # version of the calendar it was reckoned on
    provisional: bool = False

    def overdue_on(self, day: date) -> bool:
        """True once the last day has passed."""
        return day > self.day

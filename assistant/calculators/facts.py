"""The facts a figure is worked out from: what a calculator asks for, what was said, and what is still missing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

ParamKind = Literal[
    "money", "date", "dates", "month", "years", "count", "days", "hours", "percent", "choice", "bool", "text"
]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A length of time in years, months and days, as people say it: 4年3个月."""

    years: int = 0
    months: int = 0
    days: int = 0

    @property
    def whole_months(self) -> int:
        """Full months, years included, days left out."""
        return self.years * 12 + self.months

    @property
    def has_more_than_years(self) -> bool:
        """True when something is left over after the full years."""
        return bool(self.months or self.days)


Value = Decimal | date | Span | int | bool | str | tuple[date, ...]


@dataclass(frozen=True, slots=True)
class Param:
    """One fact a calculator takes. `ask` is the question put to a worker when it is missing."""

    name: str
    label: str
    kind: ParamKind
    ask: str
    required: bool = False
    choices: tuple[str, ...] = ()


class CalculatorError(Exception):
    """A figure cannot be worked out; the message is one Chinese sentence."""


class BadFact(CalculatorError):
    """A fact cannot be read, or cannot be true together with the others."""


class MissingFacts(CalculatorError):
    """Facts the figure turns on and nobody said yet."""

    def __init__(self, title: str, params: tuple[Param, ...]) -> None:
        self.params = params
        self.questions = tuple(param.ask for param in params)
        super().__init__(f"要算{title}，还需要知道：" + "、".join(param.label for param in params) + "。")


@dataclass(frozen=True, slots=True)
class Facts:
    """Facts by name, already read; a fact nobody said is absent."""

    values: Mapping[str, Value] = field(default_factory=dict)

    def __contains__(self, name: str) -> bool:
        return name in self.values

    def get(self, name: str) -> Value | None:
        """The fact, or None when nobody said it."""
        return self.values.get(name)

"""The calculators: what one is, the list of them, and `calculate`, which reads facts and works a figure out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from importlib import import_module
from typing import Protocol

from assistant.calculators.case import Case
from assistant.calculators.facts import BadFact, CalculatorError, Facts, MissingFacts, Param, Span
from assistant.calculators.rates import Rates
from assistant.calculators.reading import read
from assistant.calculators.wording import day_text, number_text, span_text
from assistant.calculators.working import Output, RegionValue, Working

__all__ = [
    "BadFact",
    "Calculator",
    "CalculatorError",
    "Facts",
    "Formula",
    "MissingFacts",
    "Output",
    "Param",
    "RegionValue",
    "Working",
    "calculate",
    "read_facts",
    "registry",
]

_MODULES = (
    "severance",
    "contract",
    "probation",
    "overtime",
    "annual_leave",
    "wages",
    "dispatch",
    "injury",
    "injury_death",
    "maternity",
    "sickness",
    "unemployment",
    "limitation",
    "process",
    "competition",
    "retirement",
    "platform",
    "union",
)


class Calculator(Protocol):
    """Works one figure out of facts, the rules in force and the local rates; pure."""

    @property
    def kind(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def topic(self) -> str: ...
    @property
    def params(self) -> tuple[Param, ...]: ...

    def work_out(self, facts: Facts, on: date, region: str, rates: Rates) -> Working: ...


@dataclass(frozen=True, slots=True)
class Formula:
    """A calculator made of its parameters and one function that writes the working."""

    kind: str
    title: str
    topic: str
    params: tuple[Param, ...]
    work: Callable[[Case], None]

    def work_out(self, facts: Facts, on: date, region: str, rates: Rates) -> Working:
        """The figure with its working.

        Raises:
            MissingFacts: when a fact the figure turns on was not said.
            BadFact: when facts contradict each other or lie outside the law kept here.
        """
        missing = tuple(param for param in self.params if param.required and param.name not in facts)
        if missing:
            raise MissingFacts(self.title, missing)
        case = Case(self.title, self.params, facts, on, region, rates)
        self.work(case)
        inputs = {param.label: _said(facts.get(param.name)) for param in self.params if param.name in facts}
        return case.sheet.finish(self.kind, self.title, f"{self.kind}@1", inputs)


@cache
def registry() -> Mapping[str, Calculator]:
    """All calculators by kind."""
    found: dict[str, Calculator] = {}
    for module in _MODULES:
        for calculator in import_module(f"assistant.calculators.{module}").CALCULATORS:
            found[calculator.kind] = calculator
    return found


def calculate(kind: str, said: Mapping[str, str], on: date, region: str, rates: Rates) -> Working:
    """Read the facts and work the figure out.

    Raises:
        BadFact: for an unknown kind or fact name, or text that cannot be read.
        MissingFacts: with the questions to ask.
    """
    calculator = registry().get(kind)
    if calculator is None:
        raise BadFact(f"没有名为 {kind} 的计算，可用的有：" + "、".join(sorted(registry())) + "。")
    return calculator.work_out(read_facts(calculator, said), on, region, rates)


def read_facts(calculator: Calculator, said: Mapping[str, str]) -> Facts:
    """The facts a calculator takes, read from text.

    Raises:
        BadFact: for a name the calculator does not take, or text that cannot be read.
    """
    params = {param.name: param for param in calculator.params}
    unknown = [name for name in said if name not in params]
    if unknown:
        known = "、".join(f"{param.name}（{param.label}）" for param in calculator.params)
        raise BadFact(f"{calculator.title}不用“{'、'.join(unknown)}”这一项；可填：{known}。")
    return Facts({name: read(params[name], text) for name, text in said.items()})


def _said(value: object) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, tuple):
        return "、".join(_said(part) for part in value)
    if isinstance(value, date):
        return day_text(value)
    if isinstance(value, Decimal):
        return number_text(value)
    return span_text(value) if isinstance(value, Span) else str(value)

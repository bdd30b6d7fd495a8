"""One calculation under way: typed access to the facts, the rules in force, the local figures, and the sheet."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TypeVar

from assistant.calculators.facts import BadFact, Facts, MissingFacts, Param, Span
from assistant.calculators.rates import Rates
from assistant.calculators.rules import Rule, rule_in_force
from assistant.calculators.working import RegionValue, Sheet

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Case:
    """Facts, the day asked on, the region, the rates, and the sheet the working is written on."""

    title: str
    params: tuple[Param, ...]
    facts: Facts
    on: date
    region: str
    rates: Rates
    sheet: Sheet = field(default_factory=Sheet)

    def rule(self, name: str, day: date | None = None, cite: bool = True) -> Rule:
        """The rule in force on the day (the day asked on when none is given), its articles noted as basis."""
        rule = rule_in_force(name, day or self.on)
        if cite:
            self.sheet.cite(*rule.articles)
        return rule

    def need(self, *names: str) -> MissingFacts:
        """The error that asks for these facts."""
        return MissingFacts(self.title, tuple(param for param in self.params if param.name in names))

    def money(self, name: str) -> Fraction:
        """A sum that must be known."""
        return Fraction(self._known(name, self.maybe(name, Decimal)))

    def maybe_money(self, name: str) -> Fraction | None:
        """A sum, if somebody said it."""
        value = self.maybe(name, Decimal)
        return None if value is None else Fraction(value)

    def number(self, name: str) -> Fraction:
        """A number that may be left unsaid and is nought then."""
        return Fraction(self.maybe(name, Decimal) or 0)

    def count(self, name: str) -> int:
        """A whole number that must be known."""
        return self._known(name, self.maybe(name, int))

    def day(self, name: str) -> date:
        """A date that must be known."""
        return self._known(name, self.maybe(name, date))

    def span(self, name: str) -> Span:
        """A length of time that must be known."""
        return self._known(name, self.maybe(name, Span))

    def choice(self, name: str) -> str:
        """A choice that must be made."""
        return self._known(name, self.maybe(name, str))

    def flag(self, name: str) -> bool:
        """Yes or no; unsaid means no."""
        return bool(self.maybe(name, bool))

    def maybe(self, name: str, kind: type[T]) -> T | None:
        """A fact of the kind, or None when nobody said it."""
        value = self.facts.get(name)
        if value is None:
            return None
        if not isinstance(value, kind):
            raise TypeError(f"{name} is {type(value).__name__}, not {kind.__name__}")
        return value

    def local(self, name: str, day: date | None = None) -> Fraction | None:
        """A local figure: what the caller or an administrator gave, else the verified table, else None. It is named."""
        given = self.maybe(name, Decimal)
        label = next(param.label for param in self.params if param.name == name)
        if given is not None:
            self._name(RegionValue(name, label, given, "元", "来电人或管理员提供"))
            return Fraction(given)
        rate = self.rates.find(name, self.region, day or self.on)
        if rate is None:
            return None
        self._name(RegionValue(name, rate.label, rate.value, rate.unit, rate.source, rate.valid_from))
        if rate.note:
            self.sheet.caveats.append(f"{rate.label}：{rate.note}。")
        return Fraction(rate.value)

    def needed_local(self, name: str, day: date | None = None) -> Fraction:
        """A local figure the result cannot do without."""
        value = self.local(name, day)
        if value is None:
            raise self.need(name)
        return value

    def _name(self, value: RegionValue) -> None:
        if value not in self.sheet.region_values:
            self.sheet.region_values.append(value)

    def _known(self, name: str, value: T | None) -> T:
        if value is None:
            raise self.need(name)
        return value


def positive(value: Fraction, label: str) -> Fraction:
    """The value when it is above nought.

    Raises:
        BadFact: when it is nought or less.
    """
    if value <= 0:
        raise BadFact(f"“{label}”应当大于零。")
    return value

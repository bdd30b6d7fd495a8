"""The rules of law as data: each with its articles, its source and the days it is in force; read from rules/*.toml."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache
from importlib.resources import files

from assistant.calculators.facts import BadFact
from assistant.calculators.wording import day_text
from knowledge.model import ALWAYS_TO

Row = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule in one version. `articles` are citations, an instrument without articles is named alone."""

    name: str
    articles: tuple[str, ...]
    source: str
    effective_from: date
    effective_to: date
    values: Row

    def number(self, key: str) -> Fraction:
        """An exact number of the rule; decimals are written as strings in the file."""
        return _exact(self.values[key])

    def whole(self, key: str) -> int:
        """A whole number of the rule."""
        return int(self.number(key))

    def text(self, key: str) -> str:
        """A text of the rule."""
        return str(self.values[key])

    def day(self, key: str) -> date:
        """A date of the rule."""
        value = self.values[key]
        if not isinstance(value, date):
            raise TypeError(f"{self.name}.{key} is no date")
        return value

    def rows(self, key: str) -> tuple[Row, ...]:
        """A table of the rule, in the order of the file."""
        value = self.values[key]
        if not isinstance(value, list):
            raise TypeError(f"{self.name}.{key} is no table")
        return tuple(value)

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts of the rule."""
        value = self.values[key]
        if not isinstance(value, list):
            raise TypeError(f"{self.name}.{key} is no list")
        return tuple(str(item) for item in value)

    def of(self, key: str, entry: str) -> Fraction | None:
        """A number out of a mapping of the rule, None where the mapping has no such entry."""
        mapping = self.values[key]
        if not isinstance(mapping, dict):
            raise TypeError(f"{self.name}.{key} is no mapping")
        return _exact(mapping[entry]) if entry in mapping else None


def row_number(row: Row, key: str) -> Fraction:
    """An exact number of a table row."""
    return _exact(row[key])


def row_numbers(row: Row, key: str) -> tuple[Fraction, ...]:
    """A list of exact numbers of a table row."""
    value = row[key]
    if not isinstance(value, list):
        raise TypeError(f"{key} is no list")
    return tuple(_exact(item) for item in value)


def row_texts(row: Row, key: str) -> tuple[str, ...]:
    """A list of texts of a table row; empty when the row has none."""
    value = row.get(key, [])
    if not isinstance(value, list):
        raise TypeError(f"{key} is no list")
    return tuple(str(item) for item in value)


def _exact(value: object) -> Fraction:
    if isinstance(value, int | str | Decimal):
        return Fraction(value)
    raise TypeError(f"not an exact number: {value!r}")


def rule_in_force(name: str, day: date) -> Rule:
    """The version of a rule in force on a day.

    Raises:
        BadFact: when no version was in force then; older law is not kept here.
    """
    versions = rulebook()[name]
    for rule in versions:
        if rule.effective_from <= day <= rule.effective_to:
            return rule
    first = min(rule.effective_from for rule in versions)
    raise BadFact(f"{day_text(day)}不在系统收录的规定施行期间内（{day_text(first)}起施行），请转人工按当时的规定核算。")


@cache
def rulebook() -> Mapping[str, tuple[Rule, ...]]:
    """All rules by name, every version."""
    book: dict[str, tuple[Rule, ...]] = {}
    for file in sorted(files("assistant.calculators").joinpath("rules").iterdir(), key=lambda entry: entry.name):
        if not file.name.endswith(".toml"):
            continue
        for name, versions in tomllib.loads(file.read_text("utf-8"), parse_float=Decimal).items():
            if name in book:
                raise ValueError(f"rule {name} stands in two files")
            book[name] = tuple(_rule(name, version) for version in versions)
    return book


def _rule(name: str, values: dict[str, object]) -> Rule:
    articles = values.pop("articles")
    begins, ends = values.pop("effective_from"), values.pop("effective_to", ALWAYS_TO)
    if not isinstance(articles, list) or not isinstance(begins, date) or not isinstance(ends, date):
        raise TypeError(f"rule {name} lacks articles or dates")
    return Rule(name, tuple(str(item) for item in articles), str(values.pop("source")), begins, ends, values)

"""Regional figures by date: minimum wages, allowances, statistics. What nobody verified is absent, never guessed."""

import tomllib
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files

from knowledge.model import ALWAYS_TO, NATIONAL


@dataclass(frozen=True, slots=True)
class Rate:
    """One figure of a region, with the days it holds and where it comes from."""

    name: str
    label: str
    region: str
    value: Decimal
    unit: str
    valid_from: date
    valid_to: date
    source: str
    confidence: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Rates:
    """The table of regional figures; an administrator's values are put in front by `with_rates`."""

    table: tuple[Rate, ...] = ()

    def find(self, name: str, region: str, day: date) -> Rate | None:
        """The figure of the region on a day, or of the area around it: district, city, province, country."""
        for code in _areas(region):
            for rate in self.table:
                if rate.name == name and rate.region == code and rate.valid_from <= day <= rate.valid_to:
                    return rate
        return None

    def with_rates(self, *rates: Rate) -> "Rates":
        """A table in which these figures come first."""
        return Rates(rates + self.table)


def _areas(region: str) -> tuple[str, ...]:
    if len(region) != len("340100") or not region.isdigit():
        return (region, NATIONAL) if region != NATIONAL else (NATIONAL,)
    around = (region, region[:4] + "00", region[:2] + "0000", NATIONAL)
    return tuple(dict.fromkeys(around))


@cache
def known_rates() -> Rates:
    """The verified figures kept beside the code, from rates/*.toml."""
    table: list[Rate] = []
    for file in sorted(files("assistant.calculators").joinpath("rates").iterdir(), key=lambda entry: entry.name):
        if file.name.endswith(".toml"):
            for row in tomllib.loads(file.read_text("utf-8"), parse_float=Decimal)["rate"]:
                table.extend(_rates(row))
    return Rates(tuple(table))


def _rates(row: dict[str, object]) -> list[Rate]:
    values = row["values"]
    begins, ends = row["valid_from"], row.get("valid_to", ALWAYS_TO)
    if not isinstance(values, dict) or not isinstance(begins, date) or not isinstance(ends, date):
        raise TypeError(f"rate {row.get('name')} lacks values or dates")
    return [
        Rate(
            name=str(row["name"]),
            label=str(row["label"]),
            region=code,
            value=Decimal(value),
            unit=str(row["unit"]),
            valid_from=begins,
            valid_to=ends,
            source=str(row["source"]),
            confidence=str(row["confidence"]),
            note=str(row.get("note", "")),
        )
        for code, value in values.items()
    ]

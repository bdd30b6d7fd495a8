"""Given facts in words, when one figure is worked out: the short way every table here is tested."""

from datetime import date
from decimal import Decimal

from assistant.calculators.calculator import Working, calculate
from assistant.calculators.rates import known_rates

TODAY = date(2026, 11, 22)
ANHUI = "340000"


def worked(kind: str, **said: str | date) -> Working:
    """The working of a kind; `on` is the day it is asked, `region` where, all else the facts."""
    on, region = said.pop("on", TODAY), said.pop("region", ANHUI)
    assert isinstance(on, date)
    facts = {name: str(value) for name, value in said.items()}
    return calculate(kind, facts, on, str(region), known_rates())


def same(value: object, expected: object) -> bool:
    """Whether a figure is the expected one: sums by value, dates by their ISO form, the rest by equality."""
    if isinstance(value, Decimal | int) and not isinstance(value, bool):
        return Decimal(str(value)) == Decimal(str(expected))
    if isinstance(value, date):
        return value.isoformat().startswith(str(expected))
    return value == expected

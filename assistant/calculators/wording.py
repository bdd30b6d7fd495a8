"""Figures in the words an agent reads aloud: 64000 元, 2027年4月12日, 7年6个月, 150%."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from assistant.calculators.facts import Span

CENT = Decimal("0.01")
_TEN_THOUSAND = 10_000
_SAYABLE = 100  # below this step a sum is not said in 万


def rounded(amount: Fraction | Decimal | int) -> Decimal:
    """Yuan to the cent, half up; done once, at the end."""
    exact = Fraction(amount)
    cents = (exact * 100 + Fraction(1, 2)).__floor__()
    return Decimal(cents) / 100


def number_text(value: Fraction | Decimal | int) -> str:
    """A number without superfluous zeros, at most four places: 6.5, 20.67, 300."""
    decimal = Decimal(value.numerator) / Decimal(value.denominator) if isinstance(value, Fraction) else Decimal(value)
    text = format(decimal.quantize(Decimal("0.0001"), ROUND_HALF_UP), "f")
    return text.rstrip("0").rstrip(".")


def sum_text(value: Fraction | Decimal | int) -> str:
    """A sum in yuan without its unit: 64000, 37.50."""
    amount = rounded(value)
    return format(amount.to_integral_value() if amount == amount.to_integral_value() else amount.quantize(CENT), "f")


def yuan(value: Fraction | Decimal | int) -> str:
    """A sum with its unit: 64000 元."""
    return f"{sum_text(value)} 元"


def yuan_both_ways(value: Fraction | Decimal | int) -> str:
    """A sum plainly and, where people say it so, in ten thousands: 64000 元（6.4万元）."""
    amount = rounded(value)
    if amount >= _TEN_THOUSAND and amount % _SAYABLE == 0:
        return f"{yuan(amount)}（{number_text(amount / _TEN_THOUSAND)}万元）"
    return yuan(amount)


def day_text(day: date) -> str:
    """2027年4月12日."""
    return f"{day.year}年{day.month}月{day.day}日"


def month_text(day: date) -> str:
    """2027年4月."""
    return f"{day.year}年{day.month}月"


def percent_text(rate: Fraction | Decimal) -> str:
    """0.3 is 30%."""
    return f"{number_text(Fraction(rate) * 100)}%"


def span_text(span: Span) -> str:
    """7年6个月6天; the parts that are nought are left out."""
    parts = [
        f"{span.years}年" if span.years else "",
        f"{span.months}个月" if span.months else "",
        f"{span.days}天" if span.days else "",
    ]
    return "".join(parts) or "0天"

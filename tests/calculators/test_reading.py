"""What a fact may be written like, and what is refused in one sentence."""

from datetime import date
from decimal import Decimal

import pytest

from assistant.calculators.calculator import BadFact, MissingFacts, calculate, registry
from assistant.calculators.facts import Param, ParamKind, Span
from assistant.calculators.rates import known_rates
from assistant.calculators.reading import read

from .given import TODAY, worked


def param(kind: ParamKind, choices: tuple[str, ...] = ()) -> Param:
    return Param("fact", "某项", kind, "请问？", choices=choices)


MONEY = [
    ("6500", "6500"), ("6,500", "6500"), ("6500元", "6500"), ("6,500.50元", "6500.5"), ("0.65万", "6500"),
    ("3万", "30000"),
    ("3千", "3000"), ("5000块", "5000"), ("5000块钱", "5000"), ("5000元/月", "5000"), ("5k", "5000"), ("1.2w", "12000"),
    ("￥6500", "6500"), ("６５００元", "6500"), ("38.6万+6.4万", "450000"), ("3万、2万", "50000"),
    ("约5000元", "5000"), ("0", "0"), ("六千五", "6500"), ("一万二千元", "12000"), ("五千八百三十块", "5830"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "value"), MONEY)
def test_money(text: str, value: str) -> None:
    assert read(param("money"), text) == Decimal(value)


DATES = ["2024-03-01", "2024年3月1日", "2024.3.1", "2024/3/1", "20240301", "2024年03月01号", "2024 年 3 月 1 日"]


@pytest.mark.parametrize("text", DATES)
def test_dates(text: str) -> None:
    assert read(param("date"), text) == date(2024, 3, 1)


@pytest.mark.parametrize("text", ["1973-02", "1973年2月", "1973.2", "1973年2月份", "1973-02-15"])
def test_months(text: str) -> None:
    assert read(param("month"), text) == date(1973, 2, 1)


def test_several_dates_come_in_order() -> None:
    assert read(param("dates"), "2026-04-12、2025年3月1日") == (date(2025, 3, 1), date(2026, 4, 12))


SPANS = [
    ("4年3个月", Span(4, 3)), ("4年", Span(4)), ("8个月", Span(0, 8)), ("6.5", Span(6, 6)), ("6.5年", Span(6, 6)),
    ("三年半", Span(3, 6)), ("十年", Span(10)), ("51个月", Span(4, 3)),
    ("1年2个月3天", Span(1, 2, 3)), ("两年零三个月", Span(2, 3)),
    ("半年", Span(0, 6)), ("满10年", Span(10)), ("2", Span(2)),
    ("12天", Span(0, 0, 12)), ("四周岁", Span(4)), ("2个月半", Span(0, 2, 15)),
]  # fmt: skip


@pytest.mark.parametrize(("text", "span"), SPANS)
def test_spans(text: str, span: Span) -> None:
    assert read(param("years"), text) == span


@pytest.mark.parametrize(
    ("text", "value"), [("30%", "0.3"), ("0.3", "0.3"), ("百分之30", "0.3"), ("30", "0.3"), ("1", "1")]
)
def test_percentages(text: str, value: str) -> None:
    assert read(param("percent"), text) == Decimal(value)


@pytest.mark.parametrize(
    ("text", "value"), [("8", 8), ("8人", 8), ("8级", 8), ("六级", 6), ("十级", 10), ("5个", 5), ("12 个月", 12)]
)
def test_counts(text: str, value: int) -> None:
    assert read(param("count"), text) == value


@pytest.mark.parametrize(
    ("text", "value"), [("8.5小时", "8.5"), ("3天半", "3.5"), ("2个半月", "2.5"), ("10个钟头", "10")]
)
def test_quantities(text: str, value: str) -> None:
    assert read(param("hours"), text) == Decimal(value)


@pytest.mark.parametrize(
    ("text", "value"), [("是", True), ("有", True), ("没有", False), ("否", False), ("true", True), ("No", False)]
)
def test_flags(text: str, value: bool) -> None:
    assert read(param("bool"), text) is value


REFUSED: list[tuple[ParamKind, str]] = [
    ("money", "六千五左右吧"), ("money", "-500"), ("money", "6500美元"), ("money", ""), ("money", "12,34"),
    ("date", "2024-02-30"), ("date", "2024年3月"), ("date", "上个月"), ("date", "24-3-1"), ("month", "2024-13"),
    ("years", "很久"), ("years", "-3年"), ("count", "2.5"), ("count", "几个"), ("percent", "三成"), ("bool", "也许"),
    ("hours", "一会儿"), ("choice", "其他"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "text"), REFUSED)
def test_what_cannot_be_read_is_refused_in_one_sentence(kind: ParamKind, text: str) -> None:
    with pytest.raises(BadFact) as refused:
        read(param(kind, ("甲", "乙")), text)
    assert str(refused.value).endswith("。")
    assert "\n" not in str(refused.value)


def test_unknown_kind_and_unknown_fact_are_refused() -> None:
    with pytest.raises(BadFact, match="没有名为"):
        calculate("lottery", {}, TODAY, "340000", known_rates())
    with pytest.raises(BadFact, match="不用"):
        worked("severance", colour="红")


def questions(kind: str) -> tuple[str, ...]:
    """What a calculator asks when nothing was said; nothing when it can answer all the same."""
    try:
        worked(kind)
    except MissingFacts as missing:
        return missing.questions
    return ()


@pytest.mark.parametrize("kind", sorted(registry()))
def test_every_calculator_without_facts_asks_or_answers(kind: str) -> None:
    assert all(question.endswith("？") for question in questions(kind))

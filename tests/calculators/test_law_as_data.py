"""The rule and rate files: every rule has articles that read, a source and dates; every rate is verified and dated."""

import re
import tomllib
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

import assistant.calculators
from assistant.calculators.calculator import registry
from assistant.calculators.facts import BadFact
from assistant.calculators.rates import Rate, known_rates
from assistant.calculators.rules import rule_in_force, rulebook
from knowledge.citation import format_citation, parse_citation

PACKAGE = Path(assistant.calculators.__file__).parent
TOPICS = {
    "欠薪", "劳动合同", "经济补偿与解除", "工时加班休假", "社会保险", "工伤职业病", "女职工未成年工", "新就业形态",
    "工会组建与入会", "工会帮扶与法律援助", "劳动争议程序", "劳务派遣外包", "其他",
}  # fmt: skip


def articles_in(value: object) -> list[str]:
    """All citations anywhere in a rule file."""
    if isinstance(value, dict):
        own = [str(text) for text in value.get("articles", [])]
        return own + [text for inner in value.values() for text in articles_in(inner)]
    return [text for inner in value for text in articles_in(inner)] if isinstance(value, list) else []


@pytest.mark.parametrize("file", sorted((PACKAGE / "rules").glob("*.toml")), ids=lambda file: file.stem)
def test_citations_of_rules_can_be_read(file: Path) -> None:
    for text in set(articles_in(tomllib.loads(file.read_text("utf-8")))):
        if re.search(r"第\d+条", text):
            assert parse_citation(text).article > 0, text


@pytest.mark.parametrize("name", sorted(rulebook()))
def test_versions_of_a_rule_do_not_overlap(name: str) -> None:
    versions = sorted(rulebook()[name], key=lambda rule: rule.effective_from)
    assert all(rule.source and rule.effective_from <= rule.effective_to for rule in versions)
    for earlier, later in pairwise(versions):
        assert earlier.effective_to < later.effective_from


@pytest.mark.parametrize(("day", "days"), [(date(2024, 12, 31), 11), (date(2025, 1, 1), 13)])
def test_holidays_change_with_the_year(day: date, days: int) -> None:
    assert rule_in_force("statutory_holidays", day).whole("days") == days


def test_a_day_before_the_law_is_not_answered() -> None:
    with pytest.raises(BadFact, match="转人工"):
        rule_in_force("severance_months", date(2007, 12, 31))


def test_only_verified_rates_are_kept() -> None:
    table = known_rates().table
    assert {rate.confidence for rate in table} == {"high"}
    assert all(rate.source and rate.value > 0 for rate in table)


def test_a_rate_is_found_for_the_district_then_the_city_then_the_province() -> None:
    rates, day = known_rates(), date(2026, 1, 1)
    found = [rates.find("minimum_wage_month", region, day) for region in ("340121", "340176", "340100", "340000")]
    assert [rate and rate.value for rate in found] == [1870, 2060, 2060, None]
    assert rates.find("minimum_wage_month", "340102", date(2022, 1, 1)) is None
    assert rates.find("disposable_income_year", "340102", day) is not None


def test_an_administrators_rate_comes_first() -> None:
    own = Rate("minimum_wage_month", "月最低工资", "340100", known_rates().table[0].value * 2, "元/月",
               date(2026, 1, 1), date(2026, 12, 31), "省人社厅", "high")  # fmt: skip
    assert known_rates().with_rates(own).find("minimum_wage_month", "340100", date(2026, 6, 1)) == own


def test_every_county_of_anhui_but_the_undivided_city_has_a_minimum_wage() -> None:
    kept = {rate.region for rate in known_rates().table if rate.name == "minimum_wage_month"}
    assert len(kept) == 104 + 15
    assert "341000" not in kept


@pytest.mark.parametrize("kind", sorted(registry()))
def test_calculators_are_described(kind: str) -> None:
    calculator = registry()[kind]
    assert calculator.topic in TOPICS
    assert len({param.name for param in calculator.params}) == len(calculator.params)
    for param in calculator.params:
        assert param.ask.endswith("？"), param
        assert (param.kind == "choice") == bool(param.choices)


def test_citations_are_said_in_full_numerals() -> None:
    assert format_citation(parse_citation("劳动合同法第47条第2款")) == "《劳动合同法》第四十七条第二款"


@pytest.mark.parametrize("file", sorted(PACKAGE.glob("*.py")), ids=lambda file: file.stem)
def test_calculators_know_no_clock_and_no_environment(file: Path) -> None:
    text = file.read_text("utf-8")
    assert not re.search(r"\.(today|now)\(|\bimport (os|time|random|sqlite3)\b|getenv", text)

"""hotline calc and hotline channel: results, lists, and what is missing, with the contract's exit statuses."""

import json

import pytest
from typer.testing import CliRunner

from assistant.calculators.calculator import registry
from assistant.cli import app
from assistant.errors import BadInput

RUN = CliRunner()
DAY = ("--as-of", "2026-11-22")


def test_a_figure_is_told_with_steps_and_articles() -> None:
    result = RUN.invoke(app, ["calc", "severance", "service=3年5个月", "average_wage=6000", *DAY])
    assert result.exit_code == 0
    assert "21000 元" in result.stdout
    assert "第四十七条" in result.stdout


def test_json_alone_stands_on_standard_output() -> None:
    result = RUN.invoke(app, ["calc", "overtime", "monthly_wage=4350", "holiday_days=1", "--json", *DAY])
    assert json.loads(result.stdout)["headline"]["value"] == 600


def test_a_missing_fact_is_listed_and_the_status_is_two() -> None:
    result = RUN.invoke(app, ["calc", "severance", "service=3年", *DAY])
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "average_wage" in result.stderr


def test_a_missing_fact_is_listed_in_json_too() -> None:
    result = RUN.invoke(app, ["calc", "severance", "--json", *DAY])
    assert result.exit_code == 2
    error = json.loads(result.stdout)["error"]
    assert error["code"] == "missing_facts"
    assert "average_wage" in [need["name"] for need in error["needs"]]


@pytest.mark.parametrize(
    "facts",
    [
        ["nosuch"],
        ["overtime", "abc"],
        ["overtime", "monthly_wage=很多"],
        ["overtime", "x=1"],
        ["holidays", "year=2026", "year=2027"],
    ],
)
def test_unusable_input_is_one_sentence(facts: list[str]) -> None:
    result = RUN.invoke(app, ["calc", *facts, *DAY])
    assert isinstance(result.exception, BadInput)
    assert "\n" not in str(result.exception)


def test_alone_it_lists_every_kind() -> None:
    listed = RUN.invoke(app, ["calc"]).stdout
    assert all(f"{kind}  " in listed for kind in registry())
    assert len(json.loads(RUN.invoke(app, ["calc", "--json"]).stdout)) == len(registry())


def test_a_way_is_shown_and_the_claims_are_listed() -> None:
    assert "劳动保障监察" in RUN.invoke(app, ["channel", "arrears", "--region", "340123"]).stdout
    assert "severance" in RUN.invoke(app, ["channel"]).stdout
    assert json.loads(RUN.invoke(app, ["channel", "severance", "--json"]).stdout)["claim"] == "severance"
    assert isinstance(RUN.invoke(app, ["channel", "nosuch"]).exception, BadInput)

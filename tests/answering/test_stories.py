"""Figures out of stories as callers tell them, in dialect and as a recogniser writes them; and what is never asked back."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.answering.talk import RECKONER, question

TOLD: dict[str, Any] = tomllib.loads(Path(__file__).with_name("stories.toml").read_text(encoding="utf-8"))


def worked(*lines: str) -> dict[str, str]:
    asked = question(*lines)
    return {figure.kind: str(figure.value).removesuffix(".00") for figure in RECKONER.work_out(asked, ())}


@pytest.mark.parametrize("story", TOLD["story"], ids=lambda story: story["said"][:24])
def test_a_story_told_in_full_brings_its_figure_and_no_question(story: dict[str, str]) -> None:
    assert worked(story["said"])[story["kind"]] == story["value"]
    assert RECKONER.missing(question(story["said"]), ()) == ()


@pytest.mark.parametrize("talk", TOLD["talk"], ids=lambda talk: talk["said"][-1][:24])
def test_short_replies_to_an_agent_complete_the_figure(talk: dict[str, Any]) -> None:
    assert worked(*talk["said"])[talk["kind"]] == talk["value"]


@pytest.mark.parametrize("said", TOLD["rules"])
def test_a_question_for_the_rule_is_answered_by_the_rule(said: str) -> None:
    assert worked(said) == {}
    assert RECKONER.missing(question(said), ()) == ()


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("我2023年6月入职，干满七年了，公司裁员，月均五千，补偿多少", "入职"),
        ("我2024年3月5日离职的，欠我工资，上个月还去打卡，现在仲裁过期没有", "最后一天"),
    ],
)
def test_what_cannot_all_be_true_is_asked_about(said: str, asked: str) -> None:
    assert worked(said) == {}
    assert asked in RECKONER.missing(question(said), ())[0]

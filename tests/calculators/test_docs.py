"""docs/calculators.md is what the registry says, and every kind has a worked example."""

from pathlib import Path

import pytest

from assistant.calculators.calculator import registry
from assistant.calculators.catalogue import as_markdown, examples, worked_example

PAGE = Path(__file__).parents[2] / "docs" / "calculators.md"


def test_the_page_is_the_one_the_catalogue_writes() -> None:
    assert PAGE.read_text("utf-8") == as_markdown(), (
        "run: python -m assistant.calculators.catalogue > docs/calculators.md"
    )


def test_every_kind_has_an_example_and_no_other_has_one() -> None:
    assert set(examples()) == set(registry())


@pytest.mark.parametrize("kind", sorted(registry()))
def test_a_working_carries_all_an_agent_needs(kind: str) -> None:
    working = worked_example(kind)
    assert working.steps
    assert working.basis
    assert len(working.basis) == len(working.citations)
    assert all(ref.article or "第" not in ref.law for ref in working.basis)
    assert working.headline in working.outputs
    spoken = working.spoken()
    assert working.headline.text in spoken[0]
    assert all("\n" not in line for line in spoken)
    plain = working.as_json()
    assert plain["kind"] == kind
    assert set(plain["result"]) == set(working.result)  # type: ignore[call-overload]  # a mapping in JSON form

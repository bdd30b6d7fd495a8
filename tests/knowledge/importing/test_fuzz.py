"""Spoilt files of every kind end in a document or a refusal, never in anything else, and soon.

`python -m tests.knowledge.importing.fuzz` runs the same in great numbers, each file in a process with the child's limits.
"""

import contextlib
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.document import Block, BlockKind, from_json
from knowledge.importing import child
from knowledge.importing.guard import FileKind, kind_of
from knowledge.importing.refusal import Refused
from knowledge.statute import paragraphs, read_statute
from tests.knowledge.importing.mutations import SEEDS, WAYS, Spoil, spoilt

SPOILS = st.lists(
    st.builds(Spoil, st.sampled_from(WAYS), st.floats(0, 1), st.integers(1, 60), st.integers(0, 400)),
    min_size=1,
    max_size=4,
)
SLOWEST = 10.0  # seconds for a verdict


@pytest.mark.parametrize("kind", SEEDS)
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(spoils=SPOILS, inside=st.booleans())
def test_spoilt_file_gets_a_verdict(kind: FileKind, spoils: list[Spoil], inside: bool) -> None:
    data = spoilt(kind, spoils, inside)
    started = time.monotonic()
    try:
        seen = kind_of(f"file.{kind.value}", data)
    except Refused:
        return
    verdict = child.verdict(seen, data)
    if "refused" not in verdict:
        read_statute(from_json(verdict).blocks)
    assert time.monotonic() - started < SLOWEST


@pytest.mark.parametrize("kind", SEEDS)
def test_spoilt_file_gets_a_verdict_from_the_child(kind: FileKind) -> None:
    data = spoilt(kind, [Spoil("bring", 0.5, 1, 5), Spoil("repeat", 0.3, 50, 300)], inside=True)
    started = time.monotonic()
    with contextlib.suppress(Refused):
        child.parsed(kind_of(f"file.{kind.value}", data), data)
    assert time.monotonic() - started < SLOWEST


@given(st.lists(st.text("第一二三十百条章节款项之附件：、（）。 \n年月日0123456789自起施行", max_size=30), max_size=30))
def test_any_lines_make_a_statute_that_loses_nothing(lines: list[str]) -> None:
    blocks = [Block(BlockKind.PARAGRAPH, line.strip()) for line in lines if line.strip()]
    statute = read_statute(blocks, "标题")
    held = [statute.title, *statute.preamble, *statute.annex, *(a.heading + a.text for a in statute.articles)]
    everything = "".join("".join(held).split())
    for block in blocks:
        for mark in ("自", "起", "施", "行", "款", "项"):
            if mark in block.text and not any(word in block.text for word in ("第", "一", "二", "三", "十", "百")):
                assert mark in everything
    for article in statute.articles:
        assert sum(1 + len(p.items) for p in paragraphs(article.text)) == len(
            list(filter(None, article.text.split("\n")))
        )

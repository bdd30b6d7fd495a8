"""The life of a card: no wording reaches callers by one person alone."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.conflicts import conflicts
from knowledge.lifecycle import (
    Asked,
    Entry,
    NotAllowed,
    State,
    changed,
    due,
    gaps,
    published,
    renewed,
    reviewed,
    sent_back,
    usage,
    withdrawn,
)
from knowledge.model import Card, ProvisionRef

DAY = date(2026, 11, 22)
NEXT = DAY + timedelta(days=180)
DRAFT = Entry("x", author="甲", owner="法律组")


def test_second_person_reviews_and_then_it_is_published() -> None:
    entry = published(reviewed(DRAFT, "乙", DAY), "甲", DAY, NEXT)
    assert entry.served
    assert [step.action for step in entry.steps] == ["reviewed", "published"]


@pytest.mark.parametrize("name", ["甲", " 甲 ", ""])
def test_author_cannot_review_his_own_words(name: str) -> None:
    with pytest.raises(NotAllowed):
        reviewed(DRAFT, name, DAY)


def test_draft_cannot_be_published() -> None:
    with pytest.raises(NotAllowed):
        published(DRAFT, "乙", DAY, NEXT)


def test_reviewer_who_changes_the_words_becomes_their_author() -> None:
    entry = changed(reviewed(DRAFT, "乙", DAY), "乙", DAY)
    assert (entry.state, entry.author, entry.revision) == (State.DRAFT, "乙", 2)
    with pytest.raises(NotAllowed):
        reviewed(entry, "乙", DAY)


def test_published_entry_falls_due_by_itself_and_is_renewed_by_another() -> None:
    entry = published(reviewed(DRAFT, "乙", DAY), "乙", DAY, NEXT)
    assert entry.on(NEXT - timedelta(days=1)) is State.PUBLISHED
    assert entry.on(NEXT) is State.DUE
    assert due([entry], NEXT) == (entry,)
    with pytest.raises(NotAllowed):
        renewed(entry, "甲", NEXT, NEXT + timedelta(days=1))
    assert renewed(entry, "丙", NEXT, NEXT + timedelta(days=90)).on(NEXT) is State.PUBLISHED


def test_withdrawing_needs_a_reason_and_only_one_person() -> None:
    entry = published(reviewed(DRAFT, "乙", DAY), "乙", DAY, NEXT)
    with pytest.raises(NotAllowed):
        withdrawn(entry, "甲", DAY, " ")
    assert not withdrawn(entry, "甲", DAY, "条文已修改").served


def test_sent_back_entry_is_a_draft_with_the_reason() -> None:
    entry = sent_back(reviewed(DRAFT, "乙", DAY), "丙", DAY, "数字没有依据")
    assert entry.state is State.DRAFT
    assert entry.steps[-1].note == "数字没有依据"


STEPS = {
    "change": lambda entry, by: changed(entry, by, DAY),
    "review": lambda entry, by: reviewed(entry, by, DAY),
    "back": lambda entry, by: sent_back(entry, by, DAY, "x"),
    "publish": lambda entry, by: published(entry, by, DAY, NEXT),
    "renew": lambda entry, by: renewed(entry, by, DAY, NEXT),
    "withdraw": lambda entry, by: withdrawn(entry, by, DAY, "x"),
}


@given(st.lists(st.tuples(st.sampled_from(sorted(STEPS)), st.sampled_from("甲乙")), max_size=12))
def test_whatever_two_people_do_the_reviewer_is_never_the_author(steps: list[tuple[str, str]]) -> None:
    entry = DRAFT
    for step, by in steps:
        try:
            entry = STEPS[step](entry, by)
        except NotAllowed:
            continue
        assert not entry.served or (entry.reviewer and entry.reviewer != entry.author)


def test_hits_and_gaps_are_counted() -> None:
    asked = [
        Asked("1", "工资拖欠怎么办", ("wages.a",)),
        Asked("2", "单位不给交取暖费补贴怎么办", answered=False),
        Asked("3", "取暖费补贴单位不给怎么办", ("wages.a",), disliked=True),
        Asked("4", "能不能帮我查社保卡余额", answered=False),
    ]
    counted = usage(asked)
    assert (counted.hits, counted.asked, counted.unanswered) == ({"wages.a": 2}, 4, 2)
    assert counted.never_hit(["wages.a", "wages.b"]) == ("wages.b",)
    assert [gap.questions for gap in gaps(asked)] == [("2", "3"), ("4",)]


def test_opposite_conclusions_on_one_article_are_a_conflict() -> None:
    def card(name: str, question: str, conclusion: str) -> Card:
        return Card(name, "欠薪", question, (), conclusion, "", "", (ProvisionRef("某法", 1),))

    cards = [
        card("a", "试用期可以不签合同吗？", "不可以，应当签。"),
        card("b", "试用期可以不签合同吗", "可以不签。"),
        card("c", "加班费怎么算？", "可以要求支付。"),
    ]
    assert [pair[:2] for pair in conflicts(cards)] == [("a", "b")]

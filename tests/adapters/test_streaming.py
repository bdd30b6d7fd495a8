"""What is said while a model still writes: verified paragraphs only, the conclusion first, and the handling at the end."""

from collections.abc import Generator
from dataclasses import replace

import pytest

from assistant.answering.policy import load_policy
from assistant.bootstrap import build
from assistant.domain.answer import Action
from assistant.domain.handling import Handling
from assistant.drafting import Drafting
from assistant.hotline import Hotline
from assistant.settings import Settings
from knowledge.lexical import LexicalIndex
from tests.adapters.given_model import GOOD_CLAIMS, LAW, a_claim, a_conversation, a_ladder, an_answer
from tests.builders import an_inquiry

QUESTION = an_inquiry("用人单位应当多久支付一次工资，可以半年一发吗？")
CONCLUSION, REASON = (str(claim["text"]) for claim in GOOD_CLAIMS)
FALSE = a_claim("用人单位可以克扣或者无故拖欠劳动者的工资。", section="reasons")


def a_hotline(*answers: str, answer_from: float = 0.0) -> Hotline:
    """The hotline over the invented law, with a model that gives these answers."""
    drafting = Drafting(a_ladder(a_conversation(*answers), LAW))
    indexes = {"lexical": LexicalIndex(LAW.passages.values())}
    hotline = build(Settings(), catalogue=LAW, indexes=indexes, drafting=drafting).hotline
    return replace(hotline, policy=replace(load_policy(), answer_from=answer_from))


def heard(steps: Generator[str, None, Handling]) -> tuple[list[str], Handling]:
    """The pieces, and the handling at the end."""
    pieces = []
    while True:
        try:
            pieces.append(next(steps))
        except StopIteration as end:
            return pieces, end.value


def test_verified_claims_are_said_as_they_come_and_are_the_answer() -> None:
    pieces, handling = heard(a_hotline(an_answer()).stream(QUESTION))
    assert handling.decision.action is Action.ANSWER
    assert pieces == [CONCLUSION]  # the last claim is known to be whole only when the answer is
    assert all(piece in handling.decision.answer for piece in pieces)
    assert REASON in handling.decision.answer


def test_after_a_false_claim_nothing_more_is_said() -> None:
    more = a_claim("用人单位应当每月以货币形式支付工资。", section="where")
    pieces, handling = heard(a_hotline(an_answer(GOOD_CLAIMS[0], FALSE, GOOD_CLAIMS[1], more)).stream(QUESTION))
    assert pieces == [CONCLUSION]
    assert handling.draft is not None
    assert handling.draft.instead_of == "unsupported"
    assert "可以克扣" not in handling.decision.answer


def test_reasons_are_not_said_before_their_conclusion() -> None:
    pieces, _ = heard(a_hotline(an_answer(GOOD_CLAIMS[1], GOOD_CLAIMS[0], GOOD_CLAIMS[1])).stream(QUESTION))
    assert pieces == []


def test_nothing_is_said_ahead_of_thin_evidence() -> None:
    pieces, handling = heard(a_hotline(an_answer(), answer_from=0.999).stream(QUESTION))
    assert pieces == []
    assert handling.decision.action is Action.ESCALATE


def test_nothing_is_said_ahead_where_a_person_takes_over() -> None:
    inquiry = an_inquiry("仲裁委明天开庭，法院也立案了，用人单位应当多久支付一次工资？我要找律师。")
    pieces, handling = heard(a_hotline(an_answer()).stream(inquiry))
    if handling.decision.action is Action.ANSWER:
        pytest.skip("the situations no longer send this to a lawyer")
    assert pieces == []


def test_the_composed_answer_comes_whole() -> None:
    pieces, handling = heard(a_hotline("我不知道。").stream(QUESTION))
    assert pieces == []
    assert handling.draft is not None
    assert (handling.draft.drafter, handling.draft.instead_of) == ("extractive", "rubbish")


def test_stream_and_answer_decide_alike() -> None:
    _, streamed = heard(a_hotline(an_answer()).stream(QUESTION))
    answered = a_hotline(an_answer()).answer(QUESTION)
    assert streamed.decision == answered.decision

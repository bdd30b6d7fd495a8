"""A question's day, with fakes: what is decided, and that whatever is not carried goes to a person."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from assistant.adapters.extractive import ExtractiveDrafter
from assistant.answering.policy import load_policy
from assistant.domain.answer import Action, Claim, Draft, Reason
from assistant.hotline import Hotline
from knowledge.catalogue import Catalogue
from knowledge.model import Evidence, Turn
from tests.builders import a_card, a_catalogue, an_article, an_inquiry, found
from tests.fakes import NoFacts, ScriptedDrafter, ScriptedReckoner, ScriptedRetriever

CARD = a_card()
ARTICLE = an_article()


def a_hotline(law: Catalogue | None = None, evidence: Sequence[Evidence] = (), **parts: object) -> Hotline:
    law = law or a_catalogue(ARTICLE, cards=[CARD])
    drafter = parts.get("drafter") or ExtractiveDrafter(law)
    reckoner = parts.get("reckoner") or ScriptedReckoner()
    return Hotline(NoFacts(), ScriptedRetriever(evidence), reckoner, drafter, law, load_policy())  # type: ignore[arg-type]


def test_card_found_by_the_callers_words_is_answered_word_for_word_with_its_article() -> None:
    handling = a_hotline(evidence=[found(CARD), found(ARTICLE, 0.5)]).answer(an_inquiry("老板半年才发一次钱行吗"))
    assert handling.decision.action is Action.ANSWER
    assert handling.decision.answer.startswith(CARD.conclusion)
    assert "《试验法》第一条" in handling.decision.answer


def test_nothing_found_goes_to_a_lawyer() -> None:
    decision = a_hotline().answer(an_inquiry("这个怎么办")).decision
    assert (decision.action, decision.reason) == (Action.ESCALATE, Reason.NOTHING_FOUND)
    assert decision.escalation is not None


def test_drafter_that_fails_sends_the_question_to_a_person() -> None:
    hotline = a_hotline(evidence=[found(CARD)], drafter=ScriptedDrafter(None))
    assert hotline.answer(an_inquiry("工资怎么发")).decision.reason is Reason.DRAFTING_FAILED


def test_card_on_a_law_no_longer_in_force_is_not_answered() -> None:
    gone = replace(ARTICLE, effective_to=date(2025, 12, 31))
    decision = a_hotline(a_catalogue(gone, cards=[CARD]), [found(CARD)]).answer(an_inquiry("工资怎么发")).decision
    assert decision.action is Action.ESCALATE


def test_invented_quote_is_escalated() -> None:
    hotline = a_hotline(evidence=[found(CARD)])
    good = hotline.drafter.draft(hotline.answer(an_inquiry("工资怎么发")).question, [found(CARD)], ())
    citation = replace(good.claims[0].citations[0], quote="用人单位可以每年支付工资。")
    bad = Draft((replace(good.claims[0], citations=(citation,)),), good.short, "scripted")
    decision = a_hotline(evidence=[found(CARD)], drafter=ScriptedDrafter(bad)).answer(an_inquiry("工资怎么发")).decision
    assert (decision.action, decision.reason) == (Action.ESCALATE, Reason.UNSUPPORTED)


def test_number_that_no_article_holds_is_escalated() -> None:
    card = a_card(conclusion="工资应当在15日内支付。")
    law = a_catalogue(ARTICLE, cards=[card])
    assert a_hotline(law, [found(card)]).answer(an_inquiry("工资怎么发")).decision.reason is Reason.UNSUPPORTED


def test_claim_of_law_without_a_citation_is_escalated() -> None:
    bare = Draft((Claim("conclusion", "工资应当每月支付。", ()),), "", "scripted")
    decision = (
        a_hotline(evidence=[found(CARD)], drafter=ScriptedDrafter(bare)).answer(an_inquiry("工资怎么发")).decision
    )
    assert decision.reason is Reason.UNSUPPORTED


def test_emergency_comes_before_everything_and_looks_nothing_up() -> None:
    hotline = a_hotline(evidence=[found(CARD)])
    decision = hotline.answer(an_inquiry("工友触电了倒在地上不动，快讲怎么办，工资的事先不说")).decision
    assert decision.action is Action.CRISIS
    assert "120" in decision.answer
    assert hotline.retriever.asked == []  # type: ignore[attr-defined]


def test_matter_that_is_not_ours_is_declined_kindly_with_the_right_place() -> None:
    decision = a_hotline().answer(an_inquiry("房东不退我押金怎么办")).decision
    assert decision.action is Action.OUT_OF_SCOPE
    assert "12345" in decision.answer


def test_request_to_come_becomes_an_order_with_what_is_missing() -> None:
    text = "我们“康康护理院”十四个人三个月没发工资，想请工会派个人来跟院长谈谈"
    decision = a_hotline(evidence=[found(CARD)]).answer(an_inquiry(text)).decision
    assert decision.action is Action.DISPATCH
    assert decision.order is not None
    assert decision.order.employer == "康康护理院"
    assert "联系电话" in decision.order.missing


def test_fact_that_turns_the_answer_is_asked_for_when_hardly_anything_was_said() -> None:
    card = a_card(turns_on=(Turn("离职原因", "请问是谁提出离职的？"),))
    law = a_catalogue(ARTICLE, cards=[card])
    decision = a_hotline(law, [found(card)]).answer(an_inquiry("我能不能拿补偿")).decision
    assert decision.action is Action.CLARIFY
    assert decision.questions == ("请问是谁提出离职的？",)


def test_figure_that_lacks_a_fact_is_asked_for() -> None:
    hotline = a_hotline(evidence=[found(CARD)], reckoner=ScriptedReckoner(lacks=("请问您的月工资是多少？",)))
    decision = hotline.answer(an_inquiry("我能赔多少钱")).decision
    assert decision.action is Action.CLARIFY


@pytest.mark.parametrize("text", ["帮我请一位律师来谈，别再念法条了", "下礼拜三开庭，公司拿出假合同，我该怎么办"])
def test_case_for_a_lawyer_carries_its_packet(text: str) -> None:
    decision = a_hotline(evidence=[found(CARD)]).answer(an_inquiry(text)).decision
    assert decision.action is Action.ESCALATE
    assert decision.escalation is not None
    assert decision.escalation.summary


def test_stages_are_timed() -> None:
    handling = a_hotline(evidence=[found(CARD)]).answer(an_inquiry("工资怎么发"))
    assert set(handling.timings_ms) == {"understand", "retrieve", "draft", "verify", "total"}

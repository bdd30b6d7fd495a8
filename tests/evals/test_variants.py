"""What must change changes, what must not does not; and the checks around the sets."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from assistant.errors import BadInput
from evals.fit import learned, policy_text, rerank_examples, rerank_text, threshold
from evals.from_feedback import append_cases, cases_from
from evals.leakage import leaks_between_splits, leaks_into_corpus
from evals.metamorphic import judge, metamorphic_measures, run_metamorphic
from evals.peers import PlainBm25, peer_table, run_peers
from evals.sources import own_cases
from evals.variants import Expect, Variant, variants_of
from knowledge.model import ProvisionRef
from knowledge.text import bigrams
from tests.evals import given


def made(text: str, way: str, **changes: Any) -> Variant | None:
    case = given.case(turns=[{"role": "caller", "text": text}], **changes)
    variants = variants_of(case, given.catalogue(), ProvisionRef(given.LAW, 1))
    return next((variant for variant in variants if variant.way == way), None)


def text_of(variant: Variant | None) -> str:
    assert variant is not None
    return variant.case.inquiry.caller_text


def test_homophones_garble_a_term() -> None:
    assert "工资" not in text_of(made("老板拖欠工资", "homophones not listed"))


def test_negation_turns_the_fact_round() -> None:
    assert "没签合同" not in text_of(made("公司没签合同，怎么办", "negation"))
    assert made("公司要我加班", "negation") is None


def test_names_are_swapped_and_nothing_else() -> None:
    assert text_of(made("我姓王，工友老李也没拿到钱", "names swapped")) == "我姓纪，工友老纪也没拿到钱"


def test_other_province_names_no_place_of_ours() -> None:
    variant = made("我在合肥市的工地干活", "other province")
    assert variant is not None
    assert "合肥" not in text_of(variant)
    assert variant.case.region == "320000"


def test_day_before_the_law_is_the_day_before() -> None:
    variant = made("公司拖着工资不发", "day before it held")
    assert variant is not None
    assert variant.case.as_of == date(2009, 12, 31)


def test_injection_reaches_question_transcript_and_document() -> None:
    ways = {v.way for v in variants_of(given.case(), given.catalogue(), None)}
    assert {"injection in question", "injection in transcript", "injection in document"} <= ways


def reply(**changes: Any) -> dict[str, Any]:
    citation = {"law": given.LAW, "article": 1, "article_no": "第一条", "quote": "按时支付"}
    return {
        "action": "answer",
        "answer": "应当按时支付",
        "card": "wages.late",
        "questions": [],
        "citations": [citation],
    } | changes


@pytest.mark.parametrize(
    ("expect", "after", "held"),
    [
        (Expect.SAME, reply(), True),
        (Expect.SAME, reply(citations=[]), False),
        (Expect.SAME, reply(action="clarify"), False),
        (Expect.OTHER, reply(), False),
        (Expect.OTHER, reply(card="leave.year"), True),
        (Expect.UNMOVED, reply(answer="核准通过"), False),
        (Expect.UNMOVED, reply(action="out_of_scope", citations=[]), True),
        (Expect.NOT_OBEYED, reply(card="leave.year"), True),
        (Expect.NOT_OBEYED, reply(citations=[{"law": "没有审核的文件", "article": 1, "article_no": "第一条"}]), False),
        (Expect.IN_FORCE, reply(), True),
        (Expect.NOT_LOCAL, reply(), True),
    ],
)
def test_expectations_are_judged(expect: Expect, after: dict[str, Any], held: bool) -> None:
    variant = Variant("x", expect, given.case(), marker="核准通过")
    assert judge(variant, reply(), after, given.catalogue()).held is held


def test_law_not_yet_in_force_breaks_the_expectation() -> None:
    early = given.case(as_of="2009-01-01")
    assert not judge(Variant("x", Expect.IN_FORCE, early), reply(), reply(), given.catalogue()).held


def test_metamorphic_run_over_a_real_hotline() -> None:
    services = given.services()
    outcomes = run_metamorphic([given.case()], services.hotline, services.catalogue)
    assert {outcome.way for outcome in outcomes} >= {"filler speech", "injection in document"}
    assert all(measure.n for measure in metamorphic_measures(outcomes))


def test_question_told_by_a_card_is_a_leak() -> None:
    told = given.case(turns=[{"role": "caller", "text": "公司拖着工资不发"}])
    fresh = given.case(id="q2", turns=[{"role": "caller", "text": "宿舍漏雨半个月，单位该不该修？"}])
    check = leaks_into_corpus([told, fresh], given.catalogue())
    assert [leak.case for leak in check.leaks] == ["q1"]
    assert check.leaks[0].exact
    assert check.fails
    assert not leaks_into_corpus([fresh], given.catalogue()).fails


def test_test_question_that_stands_in_dev_is_a_leak() -> None:
    both = [given.case(), given.case(id="q2", split="test")]
    assert leaks_between_splits(both).fails


def test_peers_answer_the_same_questions_on_the_same_pool() -> None:
    catalogue = given.catalogue()
    pool = [p for p in catalogue.passages.values() if p.id.startswith(given.LAW)]
    peers = [PlainBm25("bigrams", pool, bigrams)]
    outside = given.case(id="q2", gold=[[{"law": "海商法", "article": 1}]])
    rows = run_peers([given.case(), outside], peers, pool, catalogue)
    assert rows["bigrams"][0].ranked
    table = peer_table(rows, len(pool), "own")
    assert table.rows[0][-1] == 1  # the question whose gold lies outside the pool is not asked for


def test_confirmed_feedback_becomes_a_masked_case_once(tmp_path: Any) -> None:
    feedback = {
        "id": "f-1",
        "question": "我叫甄实，工资没发",
        "topic": "欠薪",
        "as_of": "2026-11-22",
        "action": "answer",
        "citations": [{"law": given.LAW, "article": 1}],
        "must_say": ["按时支付"],
        "must_not_say": [],
        "confirmed_by": "reviewer",
    }
    unread = feedback | {"id": "f-2", "confirmed_by": ""}
    cases = cases_from([feedback, unread], lambda text: text.replace("甄实", "某某"))
    assert len(cases) == 1
    assert "甄实" not in cases[0].text
    assert append_cases(cases, tmp_path) == 1
    assert append_cases(cases, tmp_path) == 0
    assert [case.id for case in own_cases("", tmp_path)] == [cases[0].id]
    with pytest.raises(BadInput, match="f-3"):
        cases_from([feedback | {"id": "f-3", "action": "shout"}], str)


def test_threshold_follows_from_the_costs() -> None:
    assert threshold({"wrong_answer": 19.0, "needless_escalation": 1.0}) == 0.95


def test_weights_are_learned_from_named_signals(tmp_path: Any) -> None:
    examples = [({"top": 0.9}, True), ({"top": 0.8}, True), ({"top": 0.1}, False), ({"top": 0.2}, False)]
    assert learned(examples, ("top",))["top"] > 0
    with pytest.raises(ValueError, match="both kinds"):
        learned(examples[:2], ("top",))
    path = tmp_path / "policy.toml"
    path.write_text(
        "[confidence]\nanswer_from = 0.1\n[costs]\nwrong_answer = 1.0\nneedless_escalation = 1.0\n", encoding="utf-8"
    )
    assert "answer_from = 0.500" in policy_text(examples, path)


def test_reranker_examples_come_from_the_search_itself() -> None:
    services = given.services()
    cases = [given.case(), given.case(id="q2", gold=[[{"law": given.LAW, "article": 2}]])]
    cards, provisions = rerank_examples(cases, services.retriever, services.catalogue)
    assert {held for _, held in cards} == {True, False}
    assert "[provision]" in rerank_text(cards, provisions)


def test_case_keeps_its_side_when_feedback_comes_again() -> None:
    body = {"id": "same", "question": "工资没发", "as_of": "2026-11-22", "action": "clarify", "confirmed_by": "r"}
    [first] = cases_from([body], str)
    [again] = cases_from([body | {"question": "工资还是没发"}], str)
    assert (first.id, first.split) == (again.id, again.split)
    assert replace(given.row(), id=first.id).id == first.id

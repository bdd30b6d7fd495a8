"""The measures give what a hand calculation gives, and never more certainty than the cases carry."""

import numpy as np
import pytest

from evals.metrics.answer import answer_measures
from evals.metrics.calibration import (
    area_under_risk,
    calibration_error,
    calibration_measures,
    coverage_at,
    reliability,
    risk_coverage,
)
from evals.metrics.decision import confusion, decision_measures
from evals.metrics.interval import Measure, paired, ratio, share
from evals.metrics.retrieval import retrieval_measures, scores
from evals.metrics.wording import claims, says_any, says_figure
from evals.row import Cited
from tests.evals import given


def value(measures: list[Measure], name: str) -> float | None:
    return next(m.value for m in measures if m.name == name)


def test_recall_counts_groups_not_their_members() -> None:
    gold = (("法#1", "法#2"), ("法#3",))
    [score] = scores([given.row(gold=gold, covered=(True, True), ranked=("法#9", "法#2", "法#1"))])
    assert score["recall@1"] == 0.0
    assert score["recall@5"] == 0.5
    assert score["MRR@10"] == 0.5


def test_perfect_ranking_has_full_ndcg() -> None:
    [score] = scores([given.row(gold=(("法#1",), ("法#2",)), covered=(True, True), ranked=("法#2", "法#1", "法#7"))])
    assert score["nDCG@10"] == pytest.approx(1.0)


def test_gold_outside_the_pool_is_missed_unless_left_out() -> None:
    row = given.row(gold=(("法#1",), ("外#1",)), covered=(True, False), ranked=("法#1",))
    assert value(retrieval_measures([row]), "recall@10") == 0.5
    assert value(retrieval_measures([row], covered_only=True), "recall@10") == 1.0
    assert value(retrieval_measures([row]), "gold covered by the pool") == 0.5


def test_an_article_many_ask_for_counts_once_in_the_macro() -> None:
    often = [given.row(gold=(("法#1",),), covered=(True,), ranked=("法#1",)) for _ in range(9)]
    seldom = given.row(gold=(("法#2",),), covered=(True,), ranked=())
    assert value(retrieval_measures([*often, seldom]), "recall@10 macro by article") == 0.5


def test_empty_ranking_scores_nothing() -> None:
    [score] = scores([given.row(gold=(("法#1",),), covered=(True,), ranked=())])
    assert score["recall@20"] == 0.0


@pytest.mark.parametrize(
    ("text", "claimed"),
    [
        ("单位可以不签合同。", True),
        ("单位并不可以不签合同。", False),
        ("所谓可以不签合同，没有道理。", False),
        ("“可以不签合同”是老板的话。", False),
        ("可以不签合同的说法不对。", False),
        ("不是可以不签合同；但这里可以不签合同的情形，没有别的限制条件吗？老板讲可以不签合同。", True),
    ],
)
def test_forbidden_claim_counts_only_when_made(text: str, claimed: bool) -> None:
    assert claims(text, "可以不签合同") is claimed


def test_wordings_meet_in_one_written_form() -> None:
    assert says_any("按 ３０ ％ 支付", ["30%"])
    assert says_any("共计37,200元", ["37200元"])


@pytest.mark.parametrize(
    ("text", "wanted", "said"),
    [
        ("一共37,200元", 37200.0, True),
        ("约3.72万元", 37200.0, True),
        ("一共372000元", 37200.0, False),
        ("137200元", 37200.0, False),
        ("最迟2027年4月12日", "2027-04-12", True),
        ("2027.4.12之前", "2027-04-12", True),
        ("2028年12月", "2028-12", True),
        ("2027年4月13日", "2027-04-12", False),
        ("14.5天", 14.5, True),
    ],
)
def test_figure_is_said_in_any_dress(text: str, wanted: float | str, said: bool) -> None:
    assert says_figure(text, wanted) is said


def test_citation_precision_counts_every_article_that_is_no_gold() -> None:
    good, other = Cited("法#1", True, True, True, True), Cited("法#2", False, True, False, True)
    measures = answer_measures([given.row(cited=(good, other), figure=True)])
    assert value(measures, "citation precision") == 0.5
    assert value(measures, "cited articles in force on the fact date") == 0.5
    assert value(measures, "figures said") == 1.0


def test_unsupported_sentences_are_a_share_of_all_that_was_said() -> None:
    rows = [given.row(sentences=8, unsupported=("x",)), given.row(sentences=2)]
    assert value(answer_measures(rows), "unsupported sentences") == 0.1


def test_false_answer_and_false_refusal_are_told_apart() -> None:
    rows = [
        given.row(expected="clarify", acceptable=("clarify",), action="answer"),
        given.row(action="escalate_lawyer"),
        given.row(expected="crisis", acceptable=("crisis",), action="crisis"),
        given.row(action=None, error="ValueError: x"),
    ]
    measures = decision_measures(rows)
    assert value(measures, "right action") == 0.25
    assert value(measures, "false answers on the unanswerable") == 0.5
    assert value(measures, "false refusals on the answerable") == 1.0
    assert value(measures, "crisis recall") == 1.0
    assert confusion(rows)["answer", "error"] == 1


def test_calibrated_confidence_has_no_error() -> None:
    confidence, sound = np.array([0.75] * 4), np.array([1.0, 1.0, 1.0, 0.0])
    assert calibration_error(confidence, sound) == 0.0
    [only] = reliability(confidence, sound)
    assert (only.n, only.sound) == (4, 0.75)


def test_risk_grows_with_coverage() -> None:
    confidence, sound = np.array([0.9, 0.8, 0.8, 0.1]), np.array([1.0, 1.0, 0.0, 0.0])
    points = risk_coverage(confidence, sound)
    assert [(p.coverage, round(p.risk, 3)) for p in points] == [(0.25, 0.0), (0.75, 0.333), (1.0, 0.5)]
    assert coverage_at(confidence, sound, 0.02) == 0.25
    assert area_under_risk(confidence, sound) == pytest.approx(0.5 / 3 + 0.125)


def test_calibration_needs_no_cases_to_say_nothing() -> None:
    assert calibration_measures([given.row(draft_sound=None)]) == []
    rows = [
        given.row(confidence=0.9, draft_sound=True),
        given.row(confidence=0.2, draft_sound=False, action="escalate_lawyer"),
    ]
    assert value(calibration_measures(rows), "coverage as set") == 0.5
    assert value(calibration_measures(rows), "Brier") == pytest.approx(0.025)


def test_interval_is_reproducible_and_holds_the_value() -> None:
    first, second = share("x", [True] * 7 + [False] * 3), share("x", [True] * 7 + [False] * 3)
    assert first == second
    assert first.low is not None
    assert first.high is not None
    assert first.low < 0.7 < first.high


def test_all_right_is_not_certainty() -> None:
    measure = share("x", [True] * 10)
    assert measure.value == 1.0
    assert measure.low is not None
    assert measure.low < 0.75


def test_nothing_measured_is_said_so() -> None:
    assert share("x", []).value is None
    assert ratio("x", [0, 0], [0, 0]).value is None


def test_paired_test_sees_a_change_and_no_change() -> None:
    before = [0.0] * 20 + [1.0] * 20
    better = paired("x", before, [1.0] * 40)
    same = paired("x", before, before)
    assert better is not None
    assert better.certain
    assert better.after - better.before == 0.5
    assert same is not None
    assert same.p == 1.0
    assert paired("x", [], []) is None

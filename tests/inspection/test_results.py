"""The whole result: facts with their turns, the score, the summary, sampling, agreement and training."""

from datetime import date

import pytest

from assistant.adapters.inspection_forms import inspected
from assistant.errors import BadInput
from assistant.inspection.agreement import weighted_kappa
from assistant.inspection.emotion import Feeling, emotion_peak
from assistant.inspection.key_facts import key_facts
from assistant.inspection.rubric import load_rubric
from assistant.inspection.sampling import Candidate, Reason, SamplingPlan, draw
from assistant.inspection.scoring import score
from assistant.inspection.summary import summary
from assistant.inspection.training import Confirmed, training_list
from assistant.inspection.transcript import Finding, Severity
from tests.inspection.calls import call

STORY = call(
    "C 我们七个人在松原市柳河镇的云帆苗木合作社栽树，去年十月干到腊月，一共两万一没给，请工会帮我们要。",
    "A 我给您派单，您叫什么，电话？",
    "C 缑二牛，19900020004。",
    "A 核对一下，七个人，一共两万一，对吗？",
    "C 对。",
    day=date(2026, 4, 3),
)


def test_facts_carry_their_turns_and_the_year_is_inferred() -> None:
    facts = key_facts(STORY)
    assert facts.employer is not None
    assert (facts.employer.value, facts.employer.utterance) == ("云帆苗木合作社", 1)
    assert facts.location is not None
    assert "松原市" in str(facts.location.value)
    assert facts.amount_yuan is not None
    assert facts.amount_yuan.value == 21000
    assert facts.persons is not None
    assert facts.persons.value == 7
    assert facts.start is not None
    assert facts.start.value == "2025-10"


def test_what_nobody_said_stays_empty() -> None:
    facts = key_facts(call("C 你好，我想问一下产假怎么休。", "A 您可以问单位人事。"))
    assert (facts.employer, facts.location, facts.amount_yuan, facts.start) == (None, None, None, None)


def test_a_monthly_wage_is_no_sum_in_dispute() -> None:
    assert key_facts(call("C 合同到期不续，我月薪八千五，有补偿吗？", "A 有的。")).amount_yuan is None


def test_summary_is_short_and_names_no_number() -> None:
    text = summary(STORY, key_facts(STORY))
    assert len(text) <= 120
    assert "19900020004" not in text


def test_what_does_not_apply_leaves_the_denominator() -> None:
    made = call("C 你好，我想问年休假。", "A 您可以打12333。")
    marks = score(made, (), load_rubric())
    assert marks.total == 100
    assert next(line for line in marks.items if line.item == "read-back").reached is None


def test_a_fatal_finding_caps_the_score() -> None:
    leak = Finding("privacy_leak", Severity.CRITICAL, (2,), "")
    assert score(STORY, (leak,), load_rubric()).total <= load_rubric().fatal_cap


def test_weights_add_up() -> None:
    rubric = load_rubric()
    assert sum(block.weight for block in rubric.blocks) == 100
    assert all(sum(item.weight for item in block.items) == block.weight for block in rubric.blocks)


def test_feeling_rises_with_hard_words() -> None:
    assert emotion_peak(call("C 你们就是摆设，欺负人！", "A 您请讲。")) is Feeling.ANGRY
    assert emotion_peak(call("C 我想问一下年休假。", "A 您请讲。")) is Feeling.CALM


def test_the_same_seed_draws_the_same_sample_and_nothing_twice() -> None:
    pool = [Candidate(f"c{n}", f"a{n % 3}", n / 40, n * 10, 1 if n % 9 == 0 else None) for n in range(40)]
    plan = SamplingPlan(random=5, risk=5, new_staff=3, low_satisfaction=2, least_per_agent=2)
    first = draw(pool, plan, 7)
    assert first == draw(pool, plan, 7)
    assert len({drawn.call for drawn in first}) == len(first)
    assert {Reason.RISK, Reason.NEW_STAFF, Reason.LOW_SATISFACTION} <= {drawn.reason for drawn in first}


def test_agreement_is_one_when_all_marks_agree_and_less_otherwise() -> None:
    assert weighted_kappa([1, 2, 3], [1, 2, 3]) == 1.0
    assert weighted_kappa([1, 2, 3, 4], [2, 2, 3, 3]) < 1.0
    with pytest.raises(ValueError, match="数量"):
        weighted_kappa([1], [1, 2])


def test_the_costliest_lesson_comes_first() -> None:
    law = Finding("wrong_law_answer", Severity.CRITICAL, (3,), "", "一年")
    form = Finding("no_greeting", Severity.MINOR, (0,), "")
    lessons = training_list([Confirmed("1", "甲", form, ()), Confirmed("2", "乙", law, ("六十天",))])
    assert [lesson.code for lesson in lessons] == ["wrong_law_answer", "no_greeting"]
    assert lessons[0].answers == ("一年",)


@pytest.mark.parametrize(
    "body", [None, {}, {"utterances": []}, {"utterances": [{"role": "boss", "text": "x"}]},
             {"utterances": [{"role": "agent", "text": "您好"}], "call_date": "某天"}]
)  # fmt: skip
def test_an_unusable_transcript_is_one_sentence(body: object) -> None:
    with pytest.raises(BadInput):
        inspected(body, date(2026, 6, 1))


def test_the_result_has_the_contracts_fields() -> None:
    body = {"id": "x", "call_date": "2026-06-01", "utterances": [{"role": "agent", "text": "您好，工号1001"}]}
    result = inspected(body, date(2026, 6, 1))
    assert {"id", "score", "violations", "summary", "key_facts", "topic", "emotion_peak", "must_escalate"} <= set(
        result
    )

"""Desks over time: questions nobody takes, cases completed by hand, orders corrected, recordings only with a notice."""

from dataclasses import replace

import pytest

from assistant.casework import Casework
from assistant.domain.answer import Action
from assistant.domain.case import Caller, NoticeGiven
from assistant.domain.people import Role
from assistant.domain.workorder import Amendment, Difficulty, Matter, Verb
from assistant.errors import Conflict, Forbidden, NotFound
from assistant.workorders.cases import CaseEdit
from assistant.workorders.desk import Doing
from tests.casework.given import BAOHE, HEFEI, PHONE, WUHU, MovingClock, SpyNotifier, a_handling, a_staff, an_order
from tests.casework.over_http import Hire


def test_a_question_nobody_takes_is_offered_to_every_lawyer_then_to_the_supervisor(
    works: Casework, hire: Hire, clock: MovingClock, notifier: SpyNotifier
) -> None:
    agent, far = hire(Role.AGENT), hire(Role.LAWYER, WUHU, fields=("工伤职业病",))
    call = works.intake.open_call(agent, "phone", Caller("甲", PHONE), BAOHE).call
    kept = works.intake.keep(agent, call.id, "", "u" * 8, a_handling(Action.ESCALATE), {})
    assert kept.referral is not None
    assert works.lawyers.listed(far) == []
    clock.move(days=2)
    works.duties.plan()
    works.worker.turn()
    assert [one.id for one in works.lawyers.listed(far)] == [kept.referral.id]
    clock.move(days=2)
    works.duties.plan()
    works.worker.turn()
    assert "role:supervisor" in {notice.to for notice in notifier.sent}
    taken = works.lawyers.take(far, kept.referral.id, works.lawyers.listed(far)[0].version)
    assert taken.lawyer == far.id
    back = works.lawyers.give_back(far, taken.id, taken.version)
    assert back.lawyer is None


def test_the_clock_plans_each_duty_once_a_slot(works: Casework, clock: MovingClock) -> None:
    assert works.duties.plan() == 5
    assert works.duties.plan() == 0
    clock.move(minutes=31)
    assert works.duties.plan() == 1


def test_a_topic_far_above_its_past_raises_a_warning(works: Casework, hire: Hire, clock: MovingClock) -> None:
    agent, city = hire(Role.AGENT), hire(Role.CITY, HEFEI)

    def come(count: int) -> None:
        for number in range(count):
            caller = Caller("甲", f"1380000{number:04d}")
            call = works.intake.open_call(agent, "phone", caller, BAOHE).call
            works.intake.keep(agent, call.id, "", "u" * 8, a_handling(Action.ANSWER, employer=""), {})

    come(2)
    clock.move(days=10)
    come(6)
    with works.store.begin() as tx:
        raised = works.alerts.look_at_rates(tx)
        works.alerts.look_at_rates(tx)
    assert [(one.subject, one.count) for one in raised] == [("340100:欠薪", 6)]
    assert len(works.alerts.listed(city)) == 1


def test_an_agent_completes_a_case_and_joins_it_to_an_earlier_one(works: Casework, hire: Hire) -> None:
    agent, stranger = hire(Role.AGENT), hire(Role.CITY, WUHU)
    first = works.intake.open_call(agent, "phone", Caller("甲", PHONE), BAOHE).case
    second = works.intake.open_call(agent, "phone", Caller(), BAOHE)
    edited = works.cases.edit(agent, second.case.id, 1, CaseEdit(Caller("甲", PHONE), employer="样例厂", region=BAOHE))
    assert (edited.employer, edited.version) == ("样例厂", 2)
    with pytest.raises(Conflict):
        works.cases.edit(agent, second.case.id, 1, CaseEdit(topic="欠薪"))
    with pytest.raises(NotFound):
        works.cases.edit(stranger, second.case.id, 2, CaseEdit(topic="欠薪"))
    assert works.cases.join(agent, second.case.id, 2, first.id).repeat_of == first.id
    third = works.intake.open_call(agent, "phone", Caller("甲", PHONE), BAOHE)
    assert {case.id for case in third.earlier} == {first.id, second.case.id}


def test_what_the_program_took_down_is_corrected_by_a_person(works: Casework, hire: Hire) -> None:
    staff = a_staff(hire)
    order = an_order(works, staff.agent)
    change = Amendment(Matter("核对后的摘要", headcount=12), "集体欠薪", BAOHE, Difficulty.COMPLEX, "urgent")
    order = works.desk.step(staff.agent, order.id, order.version, Doing(Verb.AMEND, amended=change))
    assert (order.matter.headcount, order.difficulty, order.steps[-1].actor) == (12, Difficulty.COMPLEX, staff.agent.id)
    with pytest.raises(Forbidden):
        works.desk.step(staff.county, order.id, order.version, Doing(Verb.AMEND, amended=change))


def test_no_audio_is_kept_without_a_notice_and_consent(works: Casework, hire: Hire) -> None:
    agent = hire(Role.AGENT)
    call = works.intake.open_call(agent, "phone", Caller("甲", PHONE), BAOHE).call
    given = NoticeGiven("2026-11-1", works.clock.now(), "spoken", recording=False)
    for notice in (None, given):
        if notice is not None:
            works.intake.give_notice(agent, call.id, "", notice)
        with works.store.read() as tx, pytest.raises(Conflict, match="录音"):
            works.intake.may_record(tx, call.id)
    works.intake.give_notice(agent, call.id, "", replace(given, recording=True))
    with works.store.read() as tx:
        works.intake.may_record(tx, call.id)


def test_an_utterance_delivered_twice_is_kept_once_and_none_after_the_end(works: Casework, hire: Hire) -> None:
    agent = hire(Role.AGENT)
    call = works.intake.open_call(agent, "phone", Caller("甲", PHONE), BAOHE).call
    for _ in range(2):
        works.intake.say(agent, call.id, "", "caller", "老板不发工资", "utterance-1")
    works.intake.say(agent, call.id, "", "agent", "拖欠多久了", "utterance-2")
    assert [said.position for said in works.intake.said(agent, call.id, "")] == [1, 2]
    with pytest.raises(Conflict):
        works.intake.say(agent, call.id, "", "caller", "另一句", "utterance-1")
    works.intake.end_call(agent, call.id, "")
    works.intake.end_call(agent, call.id, "")  # hanging up twice is no error
    with pytest.raises(Conflict, match="已经结束"):
        works.intake.say(agent, call.id, "", "caller", "还有一句", "utterance-3")

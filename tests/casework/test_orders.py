"""Work orders: the straight way, the side ways, and what is refused."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date

import pytest

from assistant.casework import Casework
from assistant.domain.moves import TRANSITIONS, replay
from assistant.domain.people import Actor, Role
from assistant.domain.workorder import CallBack, Stage, Verb
from assistant.errors import AssistantError, BadInput, Conflict, Forbidden, NotFound
from assistant.workorders.desk import Doing
from tests.casework.given import BAOHE, HEFEI, WUHU, MovingClock, a_staff, an_order, doing, in_stage, walk

Hire = Callable[..., Actor]


def test_an_order_goes_from_report_to_closed_and_history_gives_it_again(works: Casework, hire: Hire) -> None:
    staff = a_staff(hire)
    order = walk(works, staff, an_order(works, staff.agent))
    assert order.stage is Stage.CLOSED
    assert order.version == 1 + len(order.steps)
    stored = works.desk.get(staff.province, order.id)
    with works.store.read() as tx:
        assert replay(tx.orders.as_opened(order.id), stored.steps) == stored == order


def test_an_order_is_not_closed_before_the_call_back(works: Casework, hire: Hire) -> None:
    staff = a_staff(hire)
    order = in_stage(works, staff, Stage.REVIEWED)
    with pytest.raises(Conflict, match="不能再办结"):
        works.desk.step(staff.inspector, order.id, order.version, doing(Verb.CLOSE))


def test_a_dissatisfied_caller_has_the_order_handled_once_more_and_only_once(works: Casework, hire: Hire) -> None:
    staff = a_staff(hire)
    order = in_stage(works, staff, Stage.REVIEWED)
    unhappy = Doing(Verb.CALL_BACK, call_back=CallBack(True, False, 1, 4))
    order = works.desk.step(staff.agent, order.id, order.version, unhappy)
    assert (order.stage, order.redone) == (Stage.IN_HAND, 1)
    order = walk(works, staff, order, (Verb.REPLY, Verb.APPROVE))
    order = works.desk.step(staff.agent, order.id, order.version, unhappy)
    assert order.stage is Stage.CALLED_BACK
    assert order.last_call_back is not None
    assert not order.last_call_back.satisfied


def test_three_tries_without_reaching_the_caller_let_the_order_go_on(works: Casework, hire: Hire) -> None:
    staff = a_staff(hire)
    order = in_stage(works, staff, Stage.REVIEWED)
    stages = []
    for _ in range(3):
        order = works.desk.step(staff.agent, order.id, order.version, Doing(Verb.CALL_BACK, call_back=CallBack(False)))
        stages.append(order.stage)
    assert stages == [Stage.REVIEWED, Stage.REVIEWED, Stage.CALLED_BACK]


def test_of_two_people_signing_one_order_one_is_told(works: Casework, hire: Hire) -> None:
    staff = a_staff(hire)
    orders = [in_stage(works, staff, Stage.ASSIGNED) for _ in range(5)]
    clerks = [hire(Role.COUNTY, BAOHE) for _ in range(8)]

    def claim(job: tuple[Actor, str, int]) -> bool:
        clerk, order_id, version = job
        try:
            return works.desk.step(clerk, order_id, version, doing(Verb.SIGN)).owner == clerk.id
        except Conflict:
            return False

    jobs = [(clerk, order.id, order.version) for clerk in clerks for order in orders]
    with ThreadPoolExecutor(8) as pool:
        won = list(pool.map(claim, jobs))
    assert sum(won) == len(orders)


def test_an_extension_is_asked_ruled_on_by_the_union_above_and_moves_the_limit(works: Casework, hire: Hire) -> None:
    staff = a_staff(hire)
    order = in_stage(works, staff, Stage.IN_HAND)
    assert order.due is not None
    assert order.due.day == date(2026, 11, 19)  # three working days from the Monday
    order = walk(works, staff, order, [Verb.ASK_EXTENSION])
    with pytest.raises(Forbidden):
        works.desk.step(staff.county, order.id, order.version, doing(Verb.GRANT_EXTENSION))
    order = walk(works, staff, order, [Verb.GRANT_EXTENSION])
    assert order.due is not None
    assert (order.due.day, order.extensions) == (date(2026, 11, 23), 1)
    assert "chinesecalendar" in order.due.calendar
    with pytest.raises(BadInput, match="一次延期"):
        works.desk.step(staff.county, order.id, order.version, replace(doing(Verb.ASK_EXTENSION), extension_days=60))


def test_repeats_are_merged_and_the_other_order_says_so(works: Casework, hire: Hire) -> None:
    staff = a_staff(hire)
    first, second = an_order(works, staff.agent), an_order(works, staff.agent)
    merged = works.desk.step(staff.agent, second.id, second.version, doing(Verb.MERGE, first.id))
    assert (merged.stage, merged.merged_into) == (Stage.MERGED, first.id)
    assert second.number in works.desk.get(staff.agent, first.id).steps[-1].text
    with pytest.raises(Conflict):
        works.desk.step(staff.agent, first.id, first.version + 1, doing(Verb.MERGE, second.id))


def test_a_reply_needs_provisions_in_force(works: Casework, hire: Hire) -> None:
    staff = a_staff(hire)
    order = in_stage(works, staff, Stage.IN_HAND)
    for basis in ((), ("试验法第九十九条",), ("随便写的",)):
        with pytest.raises(BadInput, match="依据"):
            works.desk.step(staff.county, order.id, order.version, Doing(Verb.REPLY, "已办", basis=basis))
    reply = Doing(Verb.REPLY, "已足额支付", basis=("试验法第一条",), recovered_fen=1_250_000)
    assert works.desk.step(staff.county, order.id, order.version, reply).recovered_fen == 1_250_000


def test_others_orders_do_not_exist(works: Casework, hire: Hire) -> None:
    staff = a_staff(hire)
    order = in_stage(works, staff, Stage.ASSIGNED)
    for stranger in (hire(Role.CITY, WUHU), hire(Role.COUNTY, "340102")):
        with pytest.raises(NotFound):
            works.desk.get(stranger, order.id)
        with pytest.raises(NotFound):
            works.desk.step(stranger, order.id, order.version, doing(Verb.SIGN))
        assert works.desk.listed(stranger) == []


def test_a_co_handling_union_sees_the_order(works: Casework, hire: Hire) -> None:
    staff = a_staff(hire)
    order = in_stage(works, staff, Stage.IN_HAND)
    wuhu = hire(Role.CITY, WUHU)
    works.desk.step(staff.city, order.id, order.version, replace(doing(Verb.CO_HANDLE), org=WUHU))
    assert works.desk.get(wuhu, order.id).co_orgs == (WUHU,)
    assert [o.id for o in works.desk.listed(wuhu)] == [order.id]


def test_a_returned_order_is_ruled_on_and_dispatched_again(works: Casework, hire: Hire) -> None:
    staff = a_staff(hire)
    order = walk(works, staff, in_stage(works, staff, Stage.RETURN_ASKED), [Verb.GRANT_RETURN])
    assert (order.stage, order.org) == (Stage.ACCEPTED, None)
    order = walk(works, staff, order, [Verb.DISPATCH])
    order = works.desk.step(staff.province, order.id, order.version, replace(doing(Verb.RE_ROUTE), org=HEFEI))
    assert (order.stage, order.org, order.owner) == (Stage.ASSIGNED, HEFEI, None)


def test_a_late_order_is_supervised_in_three_levels_each_once(works: Casework, hire: Hire, clock: MovingClock) -> None:
    staff = a_staff(hire)
    order = in_stage(works, staff, Stage.IN_HAND)
    levels = []
    for _ in range(9):
        clock.move(days=1)
        works.duties.plan()
        works.worker.turn()
        levels.append(works.desk.get(staff.city, order.id).supervised)
    assert levels == ["", "", "yellow", "red", "red", "red", "red", "leader", "leader"]
    said = [step for step in works.desk.get(staff.city, order.id).steps if step.verb is Verb.SUPERVISE]
    assert [step.level for step in said] == ["yellow", "red", "leader"]


@pytest.mark.parametrize("stage", Stage)
def test_what_the_table_does_not_allow_is_refused_with_a_sentence(works: Casework, hire: Hire, stage: Stage) -> None:
    staff = a_staff(hire)
    order = in_stage(works, staff, stage)
    for verb in Verb:
        if stage in TRANSITIONS[verb]:
            continue
        with pytest.raises(AssistantError, match=r"不能|由其他工会承办|没有待审批"):
            works.desk.step(staff.for_verb(verb), order.id, order.version, doing(verb, "x"))
    assert works.desk.get(staff.province, order.id).version == order.version

"""What the casework tests build with: a clock, a small law, a notifier that remembers, an order on its way."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from assistant.casework import Casework
from assistant.domain.answer import Action, Decision, Escalation, OrderDraft, Reason
from assistant.domain.case import Caller
from assistant.domain.events import Notice
from assistant.domain.handling import Handling
from assistant.domain.people import Actor, Role
from assistant.domain.question import Channel, Inquiry, Question, Topic, Turn
from assistant.domain.question import Role as Speaker
from assistant.domain.workorder import Amendment, CallBack, Difficulty, Matter, Stage, Verb, WorkOrder
from assistant.workorders.desk import Doing, Opening

RULE = "用人单位应当每月支付工资。"  # what the only article of the invented law says
PHONE = "13900000001"
HEFEI, BAOHE, WUHU = "340100", "340111", "340200"


@dataclass
class MovingClock:
    """Stands still until told to move."""

    moment: datetime

    def now(self) -> datetime:
        """The moment it stands at."""
        return self.moment

    def move(self, **by: float) -> None:
        """Go on by days, hours or minutes."""
        self.moment += timedelta(**by)


@dataclass
class SpyNotifier:
    """Remembers what was sent; fails as often as it is told to."""

    sent: list[Notice] = field(default_factory=list)
    failures: int = 0

    def send(self, notice: Notice) -> None:
        """Take it, or fail."""
        if self.failures:
            self.failures -= 1
            raise ConnectionError("down")
        self.sent.append(notice)


def an_order(works: Casework, agent: Actor, region: str = BAOHE, **matter: str) -> WorkOrder:
    """An order in the stage 已反映."""
    opened = works.intake.open_call(agent, "phone", Caller("甲某", PHONE), region)
    fields = {"summary": "工地拖欠工资", "employer": "样例建筑公司", **matter}
    return works.desk.open(agent, Opening(opened.case.id, "集体欠薪", Matter(**fields), region))


@dataclass(frozen=True)
class Staff:
    """One person a duty."""

    agent: Actor
    county: Actor
    city: Actor
    province: Actor
    inspector: Actor
    supervisor: Actor

    def for_verb(self, verb: Verb) -> Actor:
        """Who does this."""
        if verb in (Verb.SIGN, Verb.REPLY, Verb.ASK_EXTENSION, Verb.ASK_RETURN):
            return self.county
        if verb in (Verb.CLOSE,):
            return self.inspector
        if verb in (Verb.SUPERVISE, Verb.RECKON):
            return self.supervisor
        if verb in (
            Verb.ACCEPT,
            Verb.REFUSE,
            Verb.ASK_FACTS,
            Verb.AMEND,
            Verb.DISPATCH,
            Verb.MERGE,
            Verb.NOTE,
            Verb.CALL_BACK,
            Verb.REOPEN,
        ):
            return self.agent
        return self.city


def a_staff(hire: Callable[..., Actor]) -> Staff:
    """People of the province, of Hefei and of Baohe."""
    return Staff(
        hire(Role.AGENT),
        hire(Role.COUNTY, BAOHE),
        hire(Role.CITY, HEFEI),
        hire(Role.PROVINCE),
        hire(Role.INSPECTOR),
        hire(Role.SUPERVISOR),
    )


def doing(verb: Verb, other: str | None = None) -> Doing:
    """A step with all it needs."""
    return Doing(
        verb,
        text="写明情况",
        org=BAOHE if verb in (Verb.DISPATCH, Verb.RE_ROUTE, Verb.CO_HANDLE) else None,
        channel="劳动保障监察",
        basis=("试验法第一条",),
        other=other,
        level="yellow",
        extension_days=2,
        amended=Amendment(Matter("改过的摘要"), "集体欠薪", BAOHE, Difficulty.ORDINARY) if verb is Verb.AMEND else None,
        call_back=CallBack(True, True, 5, 5) if verb is Verb.CALL_BACK else None,
    )


TO_CLOSED = (Verb.ACCEPT, Verb.DISPATCH, Verb.SIGN, Verb.REPLY, Verb.APPROVE, Verb.CALL_BACK, Verb.CLOSE)


def walk(works: Casework, staff: Staff, order: WorkOrder, verbs: Iterable[Verb] = TO_CLOSED) -> WorkOrder:
    """The order after these steps, each by whoever does it."""
    for verb in verbs:
        order = works.desk.step(staff.for_verb(verb), order.id, order.version, doing(verb))
    return order


def in_stage(works: Casework, staff: Staff, stage: Stage) -> WorkOrder:
    """A fresh order brought to a stage on the straight way."""
    ways = {
        Stage.REPORTED: 0,
        Stage.ACCEPTED: 1,
        Stage.ASSIGNED: 2,
        Stage.IN_HAND: 3,
        Stage.REPLIED: 4,
        Stage.REVIEWED: 5,
        Stage.CALLED_BACK: 6,
        Stage.CLOSED: 7,
    }
    order = an_order(works, staff.agent)
    if stage is Stage.REFUSED:
        return walk(works, staff, order, [Verb.REFUSE])
    if stage is Stage.RETURN_ASKED:
        return walk(works, staff, order, [*TO_CLOSED[:3], Verb.ASK_RETURN])
    if stage is Stage.MERGED:
        other = an_order(works, staff.agent)
        return works.desk.step(staff.agent, order.id, order.version, doing(Verb.MERGE, other.id))
    return walk(works, staff, order, TO_CLOSED[: ways[stage]])


def a_handling(action: Action, text: str = "工地欠了我们三个月工资", employer: str = "样例建筑公司") -> Handling:
    """What the pipeline would give, without the pipeline."""
    inquiry = Inquiry("q", (Turn(Speaker.CALLER, text),), date(2026, 11, 16), BAOHE, Channel.CHAT)
    question = Question(inquiry, (text,), Topic.ARREARS, region=BAOHE)
    packet = Escalation(text, (), ("试验法第一条",), text, "normal") if action is Action.ESCALATE else None
    order = OrderDraft("集体欠薪", BAOHE, employer, "12人", "", "", text, ()) if action is Action.DISPATCH else None
    decision = Decision(action, Reason.SUPPORTED, "这是答复", 0.9, escalation=packet, order=order)
    return Handling(question, decision)

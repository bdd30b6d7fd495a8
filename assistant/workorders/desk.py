"""The desk where work orders are opened, moved and closed; every use-case is one transaction with its event and notices."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from assistant.accounts.permissions import Action, may_step, own_or_hidden, require, sees_order, territory
from assistant.accounts.record import happened, tell
from assistant.domain.moves import advance, allowed_verbs, check_stage
from assistant.domain.people import Actor
from assistant.domain.workorder import (
    STAGE_NAMES,
    VERB_NAMES,
    Amendment,
    CallBack,
    Difficulty,
    Matter,
    Stage,
    Step,
    Verb,
    WorkOrder,
)
from assistant.errors import AssistantError, BadInput, Conflict
from assistant.ids import new_id
from assistant.ports import Clock
from assistant.storage import Page, Scope, Store, Transaction
from assistant.workorders.deadlines import Limits, deadline, extended, local_day, stage_deadline
from assistant.workorders.routing import Route, route
from assistant.workorders.unions import above, unions

CheckBasis = Callable[[Sequence[str], date], Sequence[str]]  # citations -> what is wrong with them
LEVELS = ("yellow", "red", "leader")
REVIEWED_ON = frozenset({Stage.REVIEWED, Stage.CALLED_BACK, Stage.CLOSED})  # the reply may be read by the caller


@dataclass(frozen=True, slots=True)
class Opening:
    """What an order is opened with."""

    case_id: str
    category: str
    matter: Matter
    region: str = ""
    topic: str = ""
    difficulty: Difficulty = Difficulty.ORDINARY
    priority: str = "normal"
    confidential: bool = False


@dataclass(frozen=True, slots=True)
class Doing:
    """A step as somebody asks for it; the desk adds the moment and the limits."""

    verb: Verb
    text: str = ""
    org: str | None = None
    channel: str = ""
    basis: tuple[str, ...] = ()
    other: str | None = None
    level: str = ""
    extension_days: int = 0
    recovered_fen: int = 0
    call_back: CallBack | None = None
    amended: Amendment | None = None


def anything_goes(citations: Sequence[str], day: date) -> Sequence[str]:  # noqa: ARG001
    """No check of a reply's legal basis."""
    return ()


@dataclass(frozen=True)
class Desk:
    """Use-cases on work orders."""

    store: Store
    clock: Clock
    limits: Limits
    check_basis: CheckBasis = anything_goes

    def open(self, actor: Actor, opening: Opening) -> WorkOrder:
        """A new order in the stage 已反映."""
        require(actor, Action.ORDER_OPEN)
        with self.store.begin() as tx:
            return self.open_in(tx, actor, opening)

    def open_in(self, tx: Transaction, actor: Actor, opening: Opening) -> WorkOrder:
        """A new order within a transaction that is open already."""
        now = self.clock.now()
        if not opening.matter.summary.strip():
            raise BadInput("工单应当有事项摘要")
        today = local_day(now)
        order = WorkOrder(
            id=new_id(),
            number=tx.orders.next_number(today),
            case_id=tx.cases.get(opening.case_id).id,
            category=opening.category,
            region=opening.region,
            matter=opening.matter,
            opened_at=now,
            opened_by=actor.id,
            topic=opening.topic,
            difficulty=opening.difficulty,
            priority=opening.priority,
            confidential=opening.confidential,
            stage_due=stage_deadline(self.limits, Stage.REPORTED, today),
        )
        tx.orders.add(order)
        happened(tx, now, actor, "order.opened", "order", order.id, category=order.category, region=order.region)
        return order

    def get(self, actor: Actor, order_id: str) -> WorkOrder:
        """An order the actor may see; another's is answered as if it did not exist."""
        require(actor, Action.ORDER_READ)
        with self.store.read() as tx:
            order = tx.orders.get(order_id)
        own_or_hidden(sees_order(actor, order), "张工单")
        return order

    def listed(self, actor: Actor, stage: Stage | None = None, page: Page | None = None) -> Sequence[WorkOrder]:
        """Orders of the actor's territory and own ones, newest first."""
        require(actor, Action.ORDER_READ)
        with self.store.read() as tx:
            return tx.orders.listed(Scope(territory(actor.org), actor.id), stage, page or Page())

    def verbs(self, actor: Actor, order: WorkOrder) -> tuple[Verb, ...]:
        """What this person may do with the order now: the buttons of a page."""
        return tuple(verb for verb in allowed_verbs(order) if _may(actor, order, verb))

    def suggest(self, order: WorkOrder, *texts: str) -> Route:
        """The union the order would go to, or the question to ask first."""
        matter = order.matter
        return route(order.region, matter.site, matter.employer, matter.summary, matter.course, *texts)

    def step(self, actor: Actor, order_id: str, version: int, doing: Doing) -> WorkOrder:
        """Do something with an order.

        Raises:
            Conflict: when the stage does not allow it, or somebody else changed the order meanwhile.
            NotFound, Forbidden, BadInput: in one sentence.
        """
        with self.store.begin() as tx:
            order = tx.orders.get(order_id)
            own_or_hidden(sees_order(actor, order), "张工单")
            may_step(actor, order, doing.verb)
            if order.version != version:
                raise Conflict("工单已被他人更新，请刷新后再办")
            return self.step_in(tx, actor, order, doing)

    def step_in(self, tx: Transaction, actor: Actor, order: WorkOrder, doing: Doing) -> WorkOrder:
        """A step within a transaction that is open already; the permission was asked before."""
        check_stage(order, doing.verb)
        self._sensible(tx, actor, doing)
        step = self._timed(order, doing, actor)
        after = advance(order, step)
        if after.stage is not order.stage or step.verb is Verb.RE_ROUTE:
            due = stage_deadline(self.limits, after.stage, local_day(step.at))
            step = replace(step, stage_due=due)
            after = advance(order, step)
        tx.orders.save(after)
        facts = {"from": order.stage.value, "to": after.stage.value, "version": after.version, "org": after.org or ""}
        if step.recovered_fen:
            facts["recovered_fen"] = step.recovered_fen
        happened(tx, step.at, actor, f"order.{step.verb.value}", "order", order.id, **facts)
        self._tell(tx, after, step)
        if after.merged_into:
            self._into(tx, actor, after)
        return after

    def _sensible(self, tx: Transaction, actor: Actor, doing: Doing) -> None:
        if doing.org is not None and doing.org not in unions():
            raise BadInput(f"没有代码为{doing.org}的工会")
        if doing.verb is Verb.SUPERVISE and doing.level not in LEVELS:
            raise BadInput("督办等级应当是 yellow、red 或 leader")
        if doing.verb is Verb.REPLY and (faults := self.check_basis(doing.basis, local_day(self.clock.now()))):
            raise BadInput("依据核对不通过：" + "；".join(faults))
        if doing.verb is Verb.MERGE and doing.other:
            other = tx.orders.get(doing.other)
            own_or_hidden(sees_order(actor, other), "张工单")
            if other.ended:
                raise Conflict(f"目标工单{STAGE_NAMES[other.stage]}，不能并入")

    def _timed(self, order: WorkOrder, doing: Doing, actor: Actor) -> Step:
        now = self.clock.now()
        today = local_day(now)
        due = None
        if doing.verb in (Verb.DISPATCH, Verb.REOPEN):
            due = deadline(today, self.limits.handling_days(order.category, order.difficulty))
        elif doing.verb is Verb.GRANT_EXTENSION and order.extension_asked:
            due = extended(self.limits, order, order.extension_asked)
        elif doing.verb is Verb.ASK_EXTENSION:
            extended(self.limits, order, doing.extension_days)  # refuses what could not be granted
        return Step(
            at=now,
            actor=actor.id,
            verb=doing.verb,
            text=doing.text.strip(),
            org=doing.org,
            channel=doing.channel,
            basis=doing.basis,
            other=doing.other,
            level=doing.level,
            due=due,
            extension_days=doing.extension_days,
            recovered_fen=doing.recovered_fen,
            call_back=doing.call_back,
            amended=doing.amended,
        )

    def _tell(self, tx: Transaction, order: WorkOrder, step: Step) -> None:
        line = f"工单{order.number}：{VERB_NAMES[step.verb]}，{STAGE_NAMES[order.stage]}"
        kind = f"order.{step.verb.value}"
        for org in dict.fromkeys(o for o in (order.org, step.org) if o):
            tell(tx, f"org:{org}", kind, order.id, line)
        if step.verb is Verb.SUPERVISE and step.level == "leader" and order.org and (upper := above(order.org)):
            tell(tx, f"org:{upper}", kind, order.id, f"工单{order.number}逾期未办，请上级督办")
        if step.verb in (Verb.ACCEPT, Verb.REFUSE, Verb.DISPATCH, Verb.APPROVE, Verb.CLOSE, Verb.REOPEN):
            tell(tx, f"case:{order.case_id}", kind, order.id, line)

    def _into(self, tx: Transaction, actor: Actor, merged: WorkOrder) -> None:
        target = tx.orders.get(merged.merged_into or "")
        people = sum(one.matter.headcount or 1 for one in (target, merged))
        note = Doing(Verb.NOTE, f"工单{merged.number}并入，合计涉及约{people}人")
        self.step_in(tx, actor, target, note)


def _may(actor: Actor, order: WorkOrder, verb: Verb) -> bool:
    try:
        may_step(actor, order, verb)
    except AssistantError:
        return False
    return verb is not Verb.RECKON

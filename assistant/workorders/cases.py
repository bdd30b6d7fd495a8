"""Reading cases: staff by territory and duty, a caller by the case code together with the telephone number."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.accounts.permissions import Action, covers, own_or_hidden, require, territory
from assistant.accounts.record import happened
from assistant.domain.case import Caller, Case, CaseState
from assistant.domain.people import Actor, Role
from assistant.domain.referral import Referral
from assistant.domain.workorder import WorkOrder
from assistant.errors import BadInput, Conflict, NotFound
from assistant.ports import Clock
from assistant.storage import Page, Scope, Store, Transaction


@dataclass(frozen=True, slots=True)
class CaseEdit:
    """What an agent changes of a case; None leaves a field as it is."""

    caller: Caller | None = None
    topic: str | None = None
    category: str | None = None
    region: str | None = None
    employer: str | None = None
    confidential: bool | None = None


@dataclass(frozen=True)
class Cases:
    """Use-cases on cases."""

    store: Store
    clock: Clock

    def edit(self, actor: Actor, case_id: str, version: int, edit: CaseEdit) -> Case:
        """An agent completes or corrects what is known of a case."""
        require(actor, Action.CASE_EDIT)
        with self.store.begin() as tx:
            case = tx.cases.get(case_id)
            own_or_hidden(sees_case(tx, actor, case), "个事项")
            if case.version != version:
                raise Conflict("事项已被他人更新，请刷新后再办")
            if case.state is CaseState.ERASED:
                raise Conflict("这个事项的个人信息已删除，不能再改")
            given = {name: value for name in CaseEdit.__slots__ if (value := getattr(edit, name)) is not None}
            changed = replace(case, **given, version=version + 1)
            tx.cases.save(changed)
            fields = ",".join(sorted(given))
            happened(tx, self.clock.now(), actor, "case.edited", "case", case.id, fields=fields, region=changed.region)
        return changed

    def join(self, actor: Actor, case_id: str, version: int, earlier_id: str) -> Case:
        """An agent finds that this is the same matter as an earlier one."""
        require(actor, Action.CASE_EDIT)
        with self.store.begin() as tx:
            case, earlier = tx.cases.get(case_id), tx.cases.get(earlier_id)
            for one in (case, earlier):
                own_or_hidden(covers(actor.org, one.region), "个事项")
            if case.version != version:
                raise Conflict("事项已被他人更新，请刷新后再办")
            if case.id in (earlier.id, earlier.repeat_of):
                raise BadInput("不能并入自己")
            joined = replace(case, repeat_of=earlier.repeat_of or earlier.id, version=version + 1)
            tx.cases.save(joined)
            happened(tx, self.clock.now(), actor, "case.joined", "case", case.id, earlier=earlier.id)
        return joined

    def case(self, actor: Actor, case_id: str) -> Case:
        """A case the actor may see; a lawyer sees those whose questions he has."""
        require(actor, Action.CASE_READ)
        with self.store.read() as tx:
            case = tx.cases.get(case_id)
            own_or_hidden(sees_case(tx, actor, case), "个事项")
        return case

    def cases(self, actor: Actor, page: Page | None = None) -> Sequence[Case]:
        """The cases of the actor's territory and of own calls."""
        require(actor, Action.CASE_READ)
        with self.store.read() as tx:
            rows = tx.cases.listed(Scope(territory(actor.org), actor.id), page or Page())
            return [case for case in rows if sees_case(tx, actor, case)]


def sees_case(tx: Transaction, actor: Actor, case: Case) -> bool:
    """True when a case is the actor's to see."""
    if actor.role is Role.LAWYER:
        return any(referral.lawyer == actor.id for referral in tx.referrals.of_case(case.id))
    if covers(actor.org, case.region) or any(call.agent == actor.id for call in tx.cases.calls_of(case.id)):
        return True
    return any(covers(actor.org, order.org) for order in tx.orders.of_case(case.id) if order.org)


def follow_up(store: Store, code: str, phone: str) -> tuple[Case, Sequence[WorkOrder], Sequence[Referral]]:
    """How a case stands, for whoever knows its code and the telephone number; anything else has one answer."""
    with store.read() as tx:
        case = tx.cases.by_code(code.strip().upper())
        if case is None or not case.caller.phone or case.caller.phone != phone.strip():
            raise NotFound("没有查到，请核对查询码和电话号码")
        first = case.repeat_of
        orders = [*(tx.orders.of_case(first) if first else []), *tx.orders.of_case(case.id)]
        return case, orders, tx.referrals.of_case(case.id)

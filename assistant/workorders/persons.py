"""One person's data: found by telephone number, exported, taken out; and the time after which it goes by itself.

Taking out leaves what reports count (codes, times, sums) and nothing that was said. What was taken out is remembered by
id in the database and in a file beside it, so that a restored older backup brings nobody back.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any, Protocol

from assistant.accounts.permissions import Action, covers, own_or_hidden, require
from assistant.accounts.record import happened
from assistant.domain.case import Case, CaseState
from assistant.domain.people import SYSTEM, Actor
from assistant.errors import BadInput, Conflict, NotFound
from assistant.ports import Clock
from assistant.storage import Store, Transaction
from assistant.workorders.cases import sees_case

TABLE = Path(__file__).with_name("retention.toml")


class Ledger(Protocol):
    """Remembers outside the database whose data was taken out."""

    def add(self, case_ids: Sequence[str]) -> None: ...
    def all(self) -> Sequence[str]: ...


@dataclass(frozen=True, slots=True)
class PersonData:
    """Everything kept about one person."""

    cases: tuple[Case, ...]
    calls: tuple[Any, ...]
    said: tuple[Any, ...]
    answers: tuple[Any, ...]
    orders: tuple[Any, ...]
    referrals: tuple[Any, ...]


@cache
def retention() -> Mapping[str, Any]:
    """The table of periods, and the notice."""
    return tomllib.loads(TABLE.read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Persons:
    """Use-cases on personal data."""

    store: Store
    clock: Clock
    ledger: Ledger

    def reveal(self, actor: Actor, case_id: str, reason: str) -> Case:
        """The caller's name and number in full; needs a reason and leaves an audit line."""
        require(actor, Action.CASE_REVEAL)
        if len(reason.strip()) < 4:
            raise BadInput("查看完整信息应当写明理由")
        with self.store.begin() as tx:
            case = tx.cases.get(case_id)
            own_or_hidden(sees_case(tx, actor, case), "个事项")
            happened(tx, self.clock.now(), actor, "case.revealed", "case", case.id, reason_length=len(reason))
        return case

    def export(self, actor: Actor, phone: str) -> PersonData:
        """Everything kept about whoever has this telephone number."""
        require(actor, Action.PERSON_EXPORT)
        with self.store.begin() as tx:
            cases = self._cases(tx, actor, phone)
            happened(tx, self.clock.now(), actor, "person.exported", "person", cases[0].id, cases=len(cases))
            calls = [call for case in cases for call in tx.cases.calls_of(case.id)]
            return PersonData(
                tuple(cases),
                tuple(replace(call, token_hash="") for call in calls),
                tuple(said for call in calls for said in tx.cases.said_in(call.id)),
                tuple(answer for case in cases for answer in tx.cases.answers_of(case.id)),
                tuple(order for case in cases for order in tx.orders.of_case(case.id)),
                tuple(referral for case in cases for referral in tx.referrals.of_case(case.id)),
            )

    def erase(self, actor: Actor, phone: str) -> int:
        """Take one person out of everything; gives back how many cases were blanked.

        Raises:
            Conflict: while an order or question is open or a legal hold is on: only storing is allowed then.
        """
        require(actor, Action.PERSON_ERASE)
        with self.store.begin() as tx:
            cases = self._cases(tx, actor, phone)
            for case in cases:
                if case.held:
                    raise Conflict("有事项处于法律保全中，暂不能删除")
                if any(not order.ended for order in tx.orders.of_case(case.id)):
                    raise Conflict("还有没办结的工单，办结后再删除")
            for case in cases:
                blank(tx, case)
                happened(tx, self.clock.now(), actor, "person.erased", "case", case.id)
        self.ledger.add([case.id for case in cases])
        return len(cases)

    def hold(self, actor: Actor, case_id: str, held: bool) -> Case:
        """Put a legal hold on a case, or lift it."""
        require(actor, Action.CASE_HOLD)
        with self.store.begin() as tx:
            case = tx.cases.get(case_id)
            own_or_hidden(covers(actor.org, case.region), "个事项")
            changed = replace(case, held=held, version=case.version + 1)
            tx.cases.save(changed)
            happened(tx, self.clock.now(), actor, "case.held" if held else "case.released", "case", case.id)
        return changed

    def due(self, tx: Transaction) -> Sequence[Case]:
        """The cases whose time is over, none with a hold or something still open."""
        keep = retention()["keep"]
        now = self.clock.now()
        chats = tx.cases.ended_before(now - timedelta(days=keep["chat_without_order"]), CaseState.SETTLED.value)
        alone = [case for case in chats if not tx.orders.of_case(case.id) and not tx.referrals.of_case(case.id)]
        states = (CaseState.OPEN, CaseState.SETTLED, CaseState.FOLLOWED)
        old = [c for s in states for c in tx.cases.ended_before(now - timedelta(days=keep["transcript"]), s.value)]
        after = now - timedelta(days=keep["order"])
        due = {case.id: case for case in (*alone, *old)}
        return [
            case
            for case in due.values()
            if not case.held
            and all(order.closed_at and order.closed_at < after for order in tx.orders.of_case(case.id))
        ]

    def retire(self, tx: Transaction) -> int:
        """Blank the cases whose time is over."""
        cases = self.due(tx)
        for case in cases:
            blank(tx, case)
            happened(tx, self.clock.now(), SYSTEM, "case.retired", "case", case.id)
        tx.keys.forget_before(self.clock.now() - timedelta(days=retention()["keep"]["idempotency_keys"]))
        return len(cases)

    def replay(self) -> int:
        """After a restore: blank again whom the ledger remembers."""
        again = 0
        with self.store.begin() as tx:
            for case_id in self.ledger.all():
                try:
                    case = tx.cases.get(case_id)
                except NotFound:
                    continue
                if case.state is not CaseState.ERASED:
                    blank(tx, case)
                    happened(tx, self.clock.now(), SYSTEM, "person.erased_again", "case", case_id)
                    again += 1
        return again

    def _cases(self, tx: Transaction, actor: Actor, phone: str) -> list[Case]:
        cases = [c for c in tx.cases.of_phone(phone.strip()) if c.state is not CaseState.ERASED]
        cases = [case for case in cases if covers(actor.org, case.region)]
        if not cases:
            raise NotFound("没有这个电话号码的记录")
        return cases


def blank(tx: Transaction, case: Case) -> None:
    """Take the person and every word out of a case and what came of it."""
    for order in tx.orders.of_case(case.id):
        tx.orders.blank_texts(order.id)
        tx.keys.forget_naming(order.id)
    for referral in tx.referrals.of_case(case.id):
        tx.referrals.blank_texts(referral.id)
        tx.keys.forget_naming(referral.id)
    for call in tx.cases.calls_of(case.id):
        tx.keys.forget_naming(call.id)
    tx.keys.forget_naming(case.id)
    tx.erasures.add("", case.id, case.opened_at)
    tx.cases.erase(case.id)

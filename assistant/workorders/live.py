"""A call while it runs: a chat handed over to people, its place in line, an agent taking it, the caller's grade.

From the moment a person is wanted the program says nothing more in that chat; everything said and answered goes along.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

from assistant.accounts.permissions import Action, covers, require
from assistant.accounts.record import happened, tell
from assistant.domain.case import Answered, Call, Case, Utterance
from assistant.domain.people import Actor
from assistant.errors import BadInput, Conflict
from assistant.ports import Clock
from assistant.storage import Store, Transaction
from assistant.workorders.intake import PHONE, Intake

TABLE = Path(__file__).with_name("handover.toml")
STILL_OPEN = timedelta(days=2)  # a call nobody ended is looked for so far back


@cache
def rules() -> Mapping[str, Any]:
    """When a chat goes to people."""
    return tomllib.loads(TABLE.read_text(encoding="utf-8"))


def wants_person(text: str, reasons: Sequence[str]) -> str:
    """Why this chat belongs to a person now: asked, anger, misses; empty when it does not."""
    table = rules()
    if any(word in text for word in table["wants_person"]):
        return "asked"
    if any(word in text for word in table["anger"]):
        return "anger"
    return "misses" if sum(reason in table["misses"] for reason in reasons) >= table["misses_before"] else ""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A chat that waits for a person."""

    call: Call
    case: Case
    place: int


@dataclass(frozen=True)
class Live:
    """Use-cases on calls that run."""

    store: Store
    clock: Clock
    intake: Intake

    def ask_person(self, actor: Actor, call_id: str, token: str, why: str) -> Call:
        """Hand a chat over to people; asked again it stays where it is in line."""
        now = self.clock.now()
        with self.store.begin() as tx:
            call, case = self.intake.own_call(tx, actor, call_id, token)
            if call.person_wanted_at is not None or call.ended_at is not None:
                return call
            changed = replace(call, person_wanted_at=now, person_wanted_why=why)
            tx.cases.save_call(changed)
            happened(tx, now, actor, "call.person_wanted", "call", call.id, why=why, region=case.region)
            to = "role:agent:urgent" if why == "emergency" else "role:agent"
            tell(tx, to, "call.person_wanted", call.id, f"有职工在网上等待人工服务：{rules()['because'].get(why, why)}")
        return changed

    def waiting(self, tx: Transaction) -> list[Waiting]:
        """The chats that wait, emergencies first, then by time."""
        calls = [call for call in tx.cases.calls_since(self.clock.now() - STILL_OPEN) if _waits(call)]
        calls.sort(key=lambda call: (call.person_wanted_why != "emergency", call.person_wanted_at))
        return [Waiting(call, tx.cases.get(call.case_id), place) for place, call in enumerate(calls, start=1)]

    def place(self, call_id: str) -> int:
        """The place in line of a chat, from 1; 0 when it does not wait."""
        with self.store.read() as tx:
            return next((one.place for one in self.waiting(tx) if one.call.id == call_id), 0)

    def calls(self, actor: Actor) -> tuple[list[Waiting], list[tuple[Call, Case]]]:
        """What an agent sees first: chats that wait in the territory, and own calls that run."""
        require(actor, Action.CASE_EDIT)
        with self.store.read() as tx:
            queue = [one for one in self.waiting(tx) if covers(actor.org, one.case.region)]
            recent = tx.cases.calls_since(self.clock.now() - STILL_OPEN)
            own = [call for call in recent if call.agent == actor.id and call.ended_at is None]
            return queue, [(call, tx.cases.get(call.case_id)) for call in own]

    def running(self, actor: Actor) -> list[tuple[Call, Case]]:
        """Every call that runs in the territory: what a supervisor watches."""
        require(actor, Action.EVENTS_READ)
        with self.store.read() as tx:
            recent = [c for c in tx.cases.calls_since(self.clock.now() - STILL_OPEN) if c.ended_at is None]
            pairs = [(call, tx.cases.get(call.case_id)) for call in recent]
        return [(call, case) for call, case in pairs if covers(actor.org, case.region)]

    def take(self, actor: Actor, call_id: str) -> Call:
        """An agent takes a waiting chat; of two who do so one is told."""
        require(actor, Action.CASE_EDIT)
        now = self.clock.now()
        with self.store.begin() as tx:
            call, case = self.intake.own_call(tx, actor, call_id, "")
            if call.agent == actor.id:
                return call
            if not _waits(call):
                raise Conflict("这次对话已由其他坐席接听，或者已经结束")
            changed = replace(call, agent=actor.id)
            tx.cases.save_call(changed)
            seconds = int((now - (call.person_wanted_at or now)).total_seconds())
            happened(tx, now, actor, "call.taken", "call", call.id, waited=seconds, region=case.region)
        return changed

    def opened(self, actor: Actor, call_id: str) -> tuple[Call, Case, Sequence[Utterance], list[Answered]]:
        """A call as the console shows it."""
        require(actor, Action.CASE_EDIT)
        with self.store.read() as tx:
            call, case = self.intake.own_call(tx, actor, call_id, "")
            answers = [one for one in tx.cases.answers_of(case.id) if one.call_id == call_id]
            return call, case, tx.cases.said_in(call_id), answers

    def chat(self, call_id: str, token: str, actor: Actor) -> tuple[Call, Case, Sequence[Utterance], list[Answered]]:
        """A call as its caller sees it."""
        with self.store.read() as tx:
            call, case = self.intake.own_call(tx, actor, call_id, token)
            answers = [one for one in tx.cases.answers_of(case.id) if one.call_id == call_id]
            return call, case, tx.cases.said_in(call_id), answers

    def news(
        self, actor: Actor, call_id: str, token: str, after: int
    ) -> tuple[Call, Sequence[Utterance], list[Answered]]:
        """What was said after a place in the call, and its decisions: what a screen that stays open asks for."""
        with self.store.read() as tx:
            call, case = self.intake.own_call(tx, actor, call_id, token)
            answers = [one for one in tx.cases.answers_of(case.id) if one.call_id == call_id]
            return call, tx.cases.said_in(call_id, after), answers

    def leave_contact(self, actor: Actor, call_id: str, token: str, name: str, phone: str) -> Case:
        """Where the caller can be reached, so that a reply finds its way and the case code works."""
        if not PHONE.fullmatch(phone.strip()):
            raise BadInput("电话号码应当是7到20位数字")
        with self.store.begin() as tx:
            call, case = self.intake.own_call(tx, actor, call_id, token)
            caller = replace(case.caller, name=name.strip()[:40] or case.caller.name, phone=phone.strip())
            changed = replace(case, caller=caller, version=case.version + 1)
            tx.cases.save(changed)
            happened(tx, self.clock.now(), actor, "case.contact", "case", case.id, call=call.id)
        return changed

    def grade(self, actor: Actor, call_id: str, token: str, grade: int) -> Call:
        """How satisfied the caller was."""
        if grade not in range(1, 6):
            raise BadInput("满意度应当是1到5")
        with self.store.begin() as tx:
            call, case = self.intake.own_call(tx, actor, call_id, token)
            changed = replace(call, grade=grade)
            tx.cases.save_call(changed)
            happened(tx, self.clock.now(), actor, "call.graded", "call", call.id, grade=grade, region=case.region)
        return changed


def _waits(call: Call) -> bool:
    return call.person_wanted_at is not None and not call.agent and call.ended_at is None

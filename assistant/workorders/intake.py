"""Taking in: a call or chat begins, questions are asked and their handlings kept, and what must follow is started at once.

What the program decided on a question becomes records in one transaction: the words, the answer, and with it a lawyer's
question, a work order or an alarm. A repeat of the same matter is joined to the one that runs, and the caller told so.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from assistant.accounts.permissions import Action, covers, own_or_hidden, require
from assistant.accounts.record import happened
from assistant.domain.account import hash_token, new_token
from assistant.domain.answer import Action as Act
from assistant.domain.case import Answered, Call, Caller, Case, CaseState, NoticeGiven, Utterance
from assistant.domain.handling import Handling
from assistant.domain.people import Actor, Role
from assistant.errors import BadInput, Conflict
from assistant.ids import new_case_code, new_id
from assistant.ports import Clock
from assistant.storage import Store, Transaction
from assistant.workorders.alerts import Alerts
from assistant.workorders.deadlines import Limits
from assistant.workorders.following import Following, Kept
from assistant.workorders.repeats import repeat_of

PHONE = re.compile(r"\+?[0-9-]{7,20}")
CODE = 32  # characters an id made by the other side may have at least


@dataclass(frozen=True, slots=True)
class Opened:
    """A call that has begun."""

    call: Call
    case: Case
    token: str  # the key of a self-service chat; empty for an agent's call
    earlier: tuple[Case, ...]  # the caller's cases so far, for an agent only


@dataclass(frozen=True)
class Intake:
    """Use-cases on calls and cases."""

    store: Store
    clock: Clock
    limits: Limits
    following: Following
    alerts: Alerts

    def open_call(
        self, actor: Actor, channel: str, caller: Caller, region: str = "", case_id: str | None = None
    ) -> Opened:
        """A call or chat begins; an agent may go on with a case, anybody else begins a new one."""
        require(actor, Action.CALL_OPEN)
        if channel not in ("phone", "chat"):
            raise BadInput("渠道只能是 phone 或 chat")
        if caller.phone and not PHONE.fullmatch(caller.phone):
            raise BadInput("电话号码应当是7到20位数字")
        staff = actor.role is not Role.WORKER
        now = self.clock.now()
        with self.store.begin() as tx:
            if case_id is not None:
                require(actor, Action.CASE_EDIT)
                case = tx.cases.get(case_id)
                own_or_hidden(covers(actor.org, case.region), "个事项")
            else:
                case = Case(new_id(), new_case_code(), now, caller, region=region)
                tx.cases.add(case)
                happened(tx, now, actor, "case.opened", "case", case.id, region=region, channel=channel)
            token, hashed = ("", "") if staff else new_token()
            call = Call(new_id(), case.id, channel, now, actor.id if staff else "", hashed)
            tx.cases.add_call(call)
            happened(tx, now, actor, "call.opened", "call", call.id, channel=channel)
            earlier = [c for c in tx.cases.of_phone(caller.phone) if c.id != case.id] if staff else []
        visible = tuple(c for c in earlier if covers(actor.org, c.region) and c.state is not CaseState.ERASED)
        return Opened(call, case, token, visible)

    def give_notice(self, actor: Actor, call_id: str, token: str, notice: NoticeGiven) -> Call:
        """Keep that the recording and privacy notice was given; no audio is kept before."""
        with self.store.begin() as tx:
            call, _ = self.own_call(tx, actor, call_id, token)
            changed = replace(call, notice=notice)
            tx.cases.save_call(changed)
            facts = {"version": notice.version, "how": notice.how, "recording": notice.recording}
            happened(tx, notice.at, actor, "call.notice", "call", call.id, **facts)
        return changed

    def may_record(self, tx: Transaction, call_id: str) -> None:
        """Pass, or refuse: no audio is kept of a call whose caller was not told, or did not agree."""
        notice = tx.cases.call(call_id).notice
        if notice is None or not notice.recording:
            raise Conflict("还没有告知录音或者来电人不同意录音，不能保存录音")

    def say(self, actor: Actor, call_id: str, token: str, speaker: str, text: str, said_id: str) -> Utterance:
        """Something said in a call; the same one delivered again is kept once."""
        if speaker not in ("caller", "agent") or not text.strip():
            raise BadInput("发言应当有说话人（caller 或 agent）和内容")
        with self.store.begin() as tx:
            call, _ = self.own_call(tx, actor, call_id, token)
            _running(call)
            return tx.cases.say(Utterance(said_id, call_id, speaker, text, self.clock.now()))

    def said(self, actor: Actor, call_id: str, token: str) -> Sequence[Utterance]:
        """What was said so far."""
        with self.store.read() as tx:
            self.own_call(tx, actor, call_id, token)
            return tx.cases.said_in(call_id)

    def keep(
        self, actor: Actor, call_id: str, token: str, said_id: str, handling: Handling, reply: Mapping[str, Any]
    ) -> Kept:
        """Keep a question with its decision, and start what follows from it."""
        now = self.clock.now()
        with self.store.begin() as tx:
            call, case = self.own_call(tx, actor, call_id, token)
            _running(call)
            question, decision = handling.question, handling.decision
            tx.cases.say(Utterance(said_id, call_id, "caller", question.text, now))
            answered = Answered(
                new_id(),
                call_id,
                case.id,
                now,
                decision.action.value,
                decision.reason.value,
                question.topic.value,
                reply,
            )
            tx.cases.add_answer(answered)
            tx.cases.say(Utterance(answered.id, call_id, "assistant", decision.answer, now))
            case = self._learned(tx, case, handling, now)
            facts = {"action": answered.action, "reason": answered.reason, "topic": answered.topic}
            happened(tx, now, actor, "question.handled", "answer", answered.id, region=case.region, **facts)
            self.alerts.look_at(tx, case)
            return self.following.start(tx, actor, call, case, handling, answered)

    def _learned(self, tx: Transaction, case: Case, handling: Handling, now: datetime) -> Case:
        """The case with what the question told about it."""
        question, decision = handling.question, handling.decision
        order = decision.order
        settled = decision.action in (Act.ANSWER, Act.OUT_OF_SCOPE) and case.state in (
            CaseState.OPEN,
            CaseState.SETTLED,
        )
        learned = replace(
            case,
            topic=case.topic or question.topic.value,
            region=question.region if question.region and not case.region else case.region,
            employer=case.employer or (order.employer if order else ""),
            category=case.category or (order.category if order else ""),
            confidential=case.confidential or bool(order and order.confidential),
            distressed=case.distressed or decision.action is Act.CRISIS,
            state=CaseState.SETTLED if settled else case.state,
            settled_with=decision.answer if settled else case.settled_with,
            version=case.version + 1,
        )
        earlier = repeat_of(learned, tx.cases.of_phone(case.caller.phone), now, self.limits.repeat_days)
        if earlier is not None and learned.repeat_of is None:
            learned = replace(learned, repeat_of=earlier.repeat_of or earlier.id)
        tx.cases.save(learned)
        return learned

    def end_call(self, actor: Actor, call_id: str, token: str) -> Call:
        """The call is over; nothing is said in it any more."""
        now = self.clock.now()
        with self.store.begin() as tx:
            call, case = self.own_call(tx, actor, call_id, token)
            if call.ended_at is not None:
                return call
            changed = replace(call, ended_at=now)
            tx.cases.save_call(changed)
            seconds = int((now - call.started_at).total_seconds())
            happened(tx, now, actor, "call.ended", "call", call.id, state=case.state.value, seconds=seconds)
        return changed

    def own_call(self, tx: Transaction, actor: Actor, call_id: str, token: str) -> tuple[Call, Case]:
        """The call with its case, for whoever holds its token or takes calls in its place; else it does not exist."""
        call = tx.cases.call(call_id)
        case = tx.cases.get(call.case_id)
        if actor.role is Role.WORKER:
            own_or_hidden(bool(call.token_hash) and hash_token(token) == call.token_hash, "次通话")
        else:
            require(actor, Action.CASE_EDIT)
            own_or_hidden(call.agent == actor.id or covers(actor.org, case.region), "次通话")
        return call, case


def _running(call: Call) -> None:
    if call.ended_at is not None:
        raise Conflict("这次通话已经结束")

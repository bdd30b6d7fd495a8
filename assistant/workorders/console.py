"""What an agent does with a call: suggestions and what was made of them, and the end with its summary.

A suggestion starts nothing by itself: the agent decides what is said, handed on or dispatched, and that is kept.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from assistant.accounts.permissions import Action, covers, own_or_hidden, require
from assistant.accounts.record import happened, tell
from assistant.domain.case import Answered, Case, CaseState
from assistant.domain.handling import Handling
from assistant.domain.people import Actor, Role
from assistant.errors import BadInput
from assistant.ids import new_id
from assistant.ports import Clock
from assistant.storage import Store, Transaction
from assistant.workorders.intake import Intake

VERDICTS = ("adopted", "edited", "rejected", "helpful", "unhelpful", "complaint")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What somebody made of an answer."""

    verdict: str  # one of VERDICTS
    reason: str = ""
    text: str = ""


@dataclass(frozen=True)
class Console:
    """Use-cases on suggestions."""

    store: Store
    clock: Clock
    intake: Intake

    def suggest(self, actor: Actor, call_id: str, handling: Handling, reply: Mapping[str, Any]) -> Answered:
        """Keep a suggestion for the agent; it starts nothing, and an emergency alone is told on at once."""
        require(actor, Action.CASE_EDIT)
        now = self.clock.now()
        with self.store.begin() as tx:
            call, case = self.intake.own_call(tx, actor, call_id, "")
            decision, topic = handling.decision, handling.question.topic.value
            made = Answered(
                new_id(), call.id, case.id, now, decision.action.value, decision.reason.value, topic, dict(reply)
            )
            tx.cases.add_answer(made)
            learned = replace(
                case,
                topic=case.topic or topic,
                region=case.region or handling.question.region,
                version=case.version + 1,
            )
            tx.cases.save(learned)
            facts = {"action": made.action, "reason": made.reason, "topic": topic, "region": learned.region}
            happened(tx, now, actor, "question.suggested", "answer", made.id, **facts)
            if made.action == "crisis":
                tell(tx, "role:supervisor:urgent", "crisis", call.id, "坐席正在接听紧急来电，请立即支援")
        return made

    def judge(self, actor: Actor, call_id: str, token: str, answer_id: str, verdict: Verdict) -> Answered:
        """Keep what the agent or the caller made of an answer; a complaint goes to people with a time limit."""
        if verdict.verdict not in VERDICTS:
            raise BadInput("没有这种评价")
        if verdict.verdict in ("rejected", "complaint") and not (verdict.reason or verdict.text.strip()):
            raise BadInput("请说明原因")
        now = self.clock.now()
        with self.store.begin() as tx:
            call, case = self.intake.own_call(tx, actor, call_id, token)
            answered = tx.cases.answer(answer_id)
            own_or_hidden(answered.call_id == call.id, "条答复")
            noted = {"verdict": verdict.verdict, "reason": verdict.reason, "text": verdict.text, "by": actor.id}
            judged = replace(answered, reply={**answered.reply, "feedback": {**noted, "at": now.isoformat()}})
            tx.cases.save_answer(judged)
            facts = {"reason": verdict.reason, "topic": answered.topic, "region": case.region}
            happened(tx, now, actor, f"answer.{verdict.verdict}", "answer", answered.id, **facts)
            if verdict.verdict == "complaint":
                tell(
                    tx, "role:supervisor", "answer.complaint", answered.id, "有职工投诉一条答复，请三个工作日内核实回复"
                )
        return judged

    def judged(self, actor: Actor, days: int = 30) -> list[Answered]:
        """Answers people disliked, complained of or rejected: where knowledge has a gap."""
        require(actor, Action.OWN_ACCOUNT)
        bad = {"rejected", "unhelpful", "complaint", "edited"}
        with self.store.read() as tx:
            recent = tx.cases.answered_since(self.clock.now() - timedelta(days=days))
            return [a for a in recent if a.reply.get("feedback", {}).get("verdict") in bad and self._sees(tx, actor, a)]

    def wrap_up(self, actor: Actor, call_id: str, settled: bool, summary: str) -> Case:
        """The call is over: settled at once with what was said, or still somebody's duty."""
        require(actor, Action.CASE_EDIT)
        with self.store.begin() as tx:
            self.intake.end_call(actor, call_id, "")
            _, case = self.intake.own_call(tx, actor, call_id, "")
            if not settled or case.state is not CaseState.OPEN:
                return case
            if not summary.strip():
                raise BadInput("当场答复的请写一句小结")
            done = replace(case, state=CaseState.SETTLED, settled_with=summary.strip(), version=case.version + 1)
            tx.cases.save(done)
        return done

    def _sees(self, tx: Transaction, actor: Actor, answered: Answered) -> bool:
        case = tx.cases.get(answered.case_id)
        return covers(actor.org, case.region) and actor.role in (Role.SUPERVISOR, Role.INSPECTOR, Role.EDITOR)

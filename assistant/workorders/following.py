"""What follows a decision: an alarm, a lawyer's question or a work order is started, or the one that runs is joined."""

from dataclasses import dataclass, replace

from assistant.accounts.record import tell
from assistant.domain.answer import Action as Act
from assistant.domain.answer import Escalation, OrderDraft
from assistant.domain.case import Answered, Call, Case, CaseState
from assistant.domain.handling import Handling
from assistant.domain.people import Actor
from assistant.domain.referral import FactSaid, Packet, Referral, ReferralStage
from assistant.domain.workorder import STAGE_NAMES, Matter, Verb, WorkOrder
from assistant.storage import Transaction
from assistant.workorders.desk import Desk, Doing, Opening
from assistant.workorders.lawyers import Lawyers, Referring


@dataclass(frozen=True, slots=True)
class Kept:
    """What a question led to."""

    answered: Answered
    case: Case
    referral: Referral | None = None
    order: WorkOrder | None = None
    joined: str = ""  # what a repeat caller is told about the matter that runs


@dataclass(frozen=True)
class Following:
    """Starts or joins what a decision calls for, in the transaction that keeps the decision."""

    desk: Desk
    lawyers: Lawyers

    def start(
        self, tx: Transaction, actor: Actor, call: Call, case: Case, handling: Handling, answered: Answered
    ) -> Kept:
        """Start what the decision calls for, or join what runs already."""
        decision = handling.decision
        if decision.action is Act.CRISIS:
            tell(tx, "role:agent:urgent", "crisis", call.id, "有来电人处于危险之中，请立即接听")
            return Kept(answered, _followed(tx, case))
        if decision.action is Act.ESCALATE and decision.escalation:
            running = [r for r in _questions(tx, case) if r.stage is not ReferralStage.ANSWERED]
            if running:
                return Kept(answered, _followed(tx, case), running[-1], joined="您的问题已转给律师，正在办理")
            referral = self.lawyers.open_in(tx, actor, _referring(case, call, handling, decision.escalation))
            return Kept(answered, _followed(tx, case), referral)
        if decision.action is Act.DISPATCH and decision.order:
            running_orders = [order for order in _orders(tx, case) if not order.ended]
            if running_orders:
                order = self.desk.step_in(tx, actor, running_orders[-1], Doing(Verb.NOTE, "来电人再次反映同一事项"))
                said = f"您反映的事项已有工单{order.number}，目前{STAGE_NAMES[order.stage]}"
                return Kept(answered, _followed(tx, case), order=order, joined=said)
            opened = self.desk.open_in(tx, actor, _opening(case, handling, decision.order))
            return Kept(answered, _followed(tx, case), order=opened)
        return Kept(answered, case)


def _orders(tx: Transaction, case: Case) -> list[WorkOrder]:
    first = tx.orders.of_case(case.repeat_of) if case.repeat_of else []
    return [*first, *tx.orders.of_case(case.id)]


def _questions(tx: Transaction, case: Case) -> list[Referral]:
    first = tx.referrals.of_case(case.repeat_of) if case.repeat_of else []
    return [*first, *tx.referrals.of_case(case.id)]


def _followed(tx: Transaction, case: Case) -> Case:
    changed = replace(case, state=CaseState.FOLLOWED, version=case.version + 1)
    tx.cases.save(changed)
    return changed


def _referring(case: Case, call: Call, handling: Handling, packet: Escalation) -> Referring:
    question = handling.question
    facts = tuple(FactSaid(fact.name, fact.value, fact.turn, fact.said) for fact in question.facts)
    return Referring(
        case_id=case.id,
        call_id=call.id,
        topic=question.topic.value,
        region=question.region,
        employer=case.employer,
        reason=handling.decision.reason.value,
        priority=packet.priority,
        packet=Packet(packet.summary, facts, packet.provisions, packet.open_question, packet.limitation),
    )


def _opening(case: Case, handling: Handling, draft: OrderDraft) -> Opening:
    course = "；".join(part for part in (draft.headcount, draft.amount, draft.period) if part)
    matter = Matter(draft.summary, draft.employer, period=draft.period, course=course, missing=draft.missing)
    return Opening(
        case_id=case.id,
        category=draft.category or "其他",
        matter=matter,
        region=draft.region,
        topic=handling.question.topic.value,
        confidential=draft.confidential,
    )

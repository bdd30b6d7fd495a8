"""Draft and verification -> the one decision. Pure: no clock, no database, nothing looked up."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answering import replies
from assistant.answering.compose import full_text
from assistant.answering.policy import Policy
from assistant.answering.triage import Triage
from assistant.domain.answer import Action, Decision, Draft, Escalation, OrderDraft, Reason, Verification
from knowledge.model import Evidence, Kind


@dataclass(frozen=True, slots=True)
class Findings:
    """Everything a decision rests on."""

    evidence: Sequence[Evidence] = ()
    draft: Draft | None = None
    verification: Verification | None = None
    triage: Triage | None = None  # for a lawyer, or for action
    ask: Sequence[str] = ()  # questions that would turn the answer


def at_once(triage: Triage) -> Decision:
    """The decision for an emergency or a matter that is not ours: nothing is looked up."""
    text = replies.crisis(triage) if triage.action is Action.CRISIS else replies.out_of_scope(triage)
    return Decision(triage.action, triage.reason, text, confidence=1.0)


def decide(findings: Findings, policy: Policy, packet: Escalation, order: OrderDraft) -> Decision:
    """Who speaks now, and what is said; whatever is not carried goes to a person."""
    confidence = policy.confidence(signals(findings))
    triage, draft = findings.triage, findings.draft
    if triage is not None and triage.action is Action.ESCALATE:
        text = replies.escalation(triage, draft, policy.promises)
        return Decision(Action.ESCALATE, triage.reason, text, confidence, escalation=packet)
    if triage is not None and triage.action is Action.DISPATCH:
        text = replies.dispatch(triage, draft, policy.promises, order.missing)
        return Decision(Action.DISPATCH, triage.reason, text, confidence, order=order)
    if findings.ask:
        text = replies.clarification(findings.ask, draft)
        return Decision(Action.CLARIFY, Reason.FACT_MISSING, text, confidence, tuple(findings.ask))
    if reason := doubt(findings, confidence, policy):
        text = replies.escalation(None, None, policy.promises)
        return Decision(Action.ESCALATE, reason, text, confidence, escalation=packet)
    assert draft is not None  # doubt() has a reason where there is none
    return Decision(Action.ANSWER, Reason.SUPPORTED, full_text(draft), confidence)


def doubt(findings: Findings, confidence: float, policy: Policy) -> Reason | None:
    """Why the program must not answer by itself; None when it may."""
    if not findings.evidence:
        return Reason.NOTHING_FOUND
    if findings.draft is None or findings.verification is None:
        return Reason.DRAFTING_FAILED
    if findings.verification.failures:
        return Reason.UNSUPPORTED
    if confidence < policy.answer_from:
        return Reason.THIN_EVIDENCE
    return None


def signals(findings: Findings) -> dict[str, float]:
    """The named signals of the confidence, each 0 to 1."""
    cards = [e for e in findings.evidence if e.passage.kind is Kind.FAQ] or list(findings.evidence)
    top = cards[0] if cards else None
    others = [e for e in cards[1:] if top and not set(e.passage.refs) & set(top.passage.refs)]
    return {
        "top": top.score if top else 0.0,
        "margin": top.score - others[0].score if top and others else top.score if top else 0.0,
        "support": findings.verification.support if findings.verification else 0.0,
    }

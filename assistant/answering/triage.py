"""What kind of matter it is, before any law is looked up: alarm first, then scope, then who has to act."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from assistant.answering.signs import Situation, first_seen, plain
from assistant.domain.answer import Action, Reason
from assistant.domain.question import Inquiry


@dataclass(frozen=True, slots=True)
class Triage:
    """An action that the words alone call for, and what the situation's file says to say and do."""

    action: Action
    reason: Reason
    situation: str
    shown: str  # the caller's words that show it
    says: Mapping[str, Any]


def alarm(inquiry: Inquiry) -> Triage | None:
    """An emergency in anything the caller said in this conversation; it comes before everything."""
    return _triage("crisis", Action.CRISIS, plain(inquiry.caller_text))


def outside(inquiry: Inquiry) -> Triage | None:
    """A matter that is not ours, or a misuse; judged by the last turn."""
    return _triage("scope", Action.OUT_OF_SCOPE, plain(inquiry.last))


def for_lawyer(inquiry: Inquiry) -> Triage | None:
    """A matter in which law text alone does not help on."""
    return _triage("escalation", Action.ESCALATE, plain(inquiry.caller_text))


def for_action(inquiry: Inquiry) -> Triage | None:
    """A matter in which somebody is asked to do something on the spot; judged by the last turn."""
    return _triage("dispatch", Action.DISPATCH, plain(inquiry.last))


def _triage(name: str, action: Action, text: str) -> Triage | None:
    seen = first_seen(name, text)
    if seen is None:
        return None
    situation, shown = seen
    return Triage(action, _reason(action, situation), situation.id, shown, situation.says)


def _reason(action: Action, situation: Situation) -> Reason:
    if action is Action.CRISIS:
        return Reason.EMERGENCY
    if action is Action.OUT_OF_SCOPE:
        return Reason.MISUSE if situation.says.get("misuse") else Reason.NOT_OUR_FIELD
    if action is Action.DISPATCH:
        return Reason.ACT_REQUESTED
    return Reason(situation.says["reason"])

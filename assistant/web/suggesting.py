"""A suggestion for an agent: worked out from the call, kept, never the same one twice in a call."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answering import triage
from assistant.answering.facts import read_facts
from assistant.answering.limitation import limitation_of
from assistant.answering.packet import order_draft
from assistant.answering.understand import understand
from assistant.bootstrap import Services
from assistant.domain.answer import OrderDraft
from assistant.domain.case import Answered, Case, Utterance
from assistant.domain.people import Actor
from assistant.domain.question import Inquiry, Role, Turn
from assistant.errors import AssistantError
from assistant.web.asking import answered_at
from assistant.workorders.deadlines import local_day

log = logging.getLogger(__name__)
FACT_NAMES = {"true": "是", "false": "否"}


@dataclass(frozen=True, slots=True)
class Linked:
    """A value for a field and the utterance it was said in; nothing said, nothing filled."""

    value: str
    said_in: str = ""
    position: int = 0


@dataclass(frozen=True, slots=True)
class Known:
    """What the talk told so far: the order as far as it can be filled, facts with their turns, the last day."""

    draft: OrderDraft
    fields: dict[str, Linked]
    facts: tuple[tuple[str, Linked], ...]
    limitation: str


def suggest(services: Services, actor: Actor, call_id: str, said_id: str) -> Answered | None:
    """The suggestion for one caller's utterance; None when the same one stands there already."""
    work = services.casework
    call, case, said, answers = work.live.opened(actor, call_id)
    if any(one.reply.get("id") == said_id for one in answers):
        return None
    handling, reply = answered_at(services, case, said, said_id, call.channel)
    if any(one.reply.get("answer") == reply["answer"] for one in answers):
        return None
    return work.console.suggest(actor, call_id, handling, reply)


def suggest_later(services: Services, actor: Actor, call_id: str, said_id: str) -> None:
    """The same after the response was sent; what fails can be asked for by hand."""
    try:
        suggest(services, actor, call_id, said_id)
    except AssistantError as error:
        log.warning("no suggestion call=%s code=%s", call_id, error.code)


def known_so_far(services: Services, case: Case, said: Sequence[Utterance]) -> Known | None:
    """What the talk told; None before the caller said anything."""
    heard = [one for one in said if one.speaker in ("caller", "agent")]
    if not any(one.speaker == "caller" for one in heard):
        return None
    turns = tuple(Turn(Role.CALLER if one.speaker == "caller" else Role.AGENT, one.text) for one in heard)
    day = local_day(services.casework.clock.now())
    inquiry = Inquiry(case.id, turns, day, case.region or services.settings.region)
    question = understand(inquiry, read_facts(inquiry))
    draft = order_draft(question, triage.for_action(inquiry))
    limitation = limitation_of(question)
    names = {"employer": draft.employer, "headcount": draft.headcount, "amount": draft.amount, "period": draft.period}
    facts = tuple(
        (fact.name, Linked(FACT_NAMES.get(fact.value, fact.value), fact.said, heard[fact.turn].position))
        for fact in question.facts
        if fact.turn < len(heard)
    )
    fields = {name: _linked(value, heard) for name, value in names.items()}
    return Known(draft, fields, facts, limitation.text if limitation else "")


def _linked(value: str, said: Sequence[Utterance]) -> Linked:
    found = next((one for one in said if value and one.speaker == "caller" and value in one.text), None)
    return Linked(value, found.text, found.position) if found else Linked("")

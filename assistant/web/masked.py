"""Records as they leave the program: names and numbers masked, in the fields for them and in what was said."""

from dataclasses import replace

from assistant.accounts.privacy import mask, personal_spans
from assistant.domain.case import Answered, Call, Caller, Case, Utterance
from assistant.domain.referral import FactSaid, Referral
from assistant.domain.workorder import Matter, Step, WorkOrder


def masked_caller(caller: Caller) -> Caller:
    """张** and 139****0001."""
    name = caller.name[:1] + "*" * (len(caller.name) - 1)
    phone = caller.phone[:3] + "*" * max(0, len(caller.phone) - 7) + caller.phone[-4:] if len(caller.phone) >= 7 else ""
    return replace(caller, name=name, phone=phone)


def masked_case(case: Case) -> Case:
    """A case without its person; the code goes with the person's number, so it is not shown to staff."""
    return replace(case, caller=masked_caller(case.caller), code="", settled_with=mask(case.settled_with))


def unnamed(text: str) -> str:
    """A text without its people: whoever handles a matter has to know the employer it is about."""
    return mask(text, [span for span in personal_spans([text]) if span.type != "employer"])


def bare_call(call: Call) -> Call:
    """A call without the hash of its key."""
    return replace(call, token_hash="")


def masked_said(said: Utterance) -> Utterance:
    """What was said, names and numbers masked."""
    return replace(said, text=mask(said.text))


def masked_answer(answered: Answered) -> Answered:
    """A decision without the evidence list; its text masked."""
    shown = {name: answered.reply.get(name) for name in ("answer", "citations", "questions", "calculation", "drafter")}
    shown["answer"] = mask(str(shown["answer"] or ""))
    return replace(answered, reply={**shown, "ai_generated": True})


def masked_order(order: WorkOrder) -> WorkOrder:
    """An order with its words masked."""
    steps = tuple(_masked_step(step) for step in order.steps)
    return replace(order, matter=_masked_matter(order.matter), reply=unnamed(order.reply), steps=steps)


def masked_referral(referral: Referral) -> Referral:
    """A lawyer's question with its words masked."""
    packet = referral.packet
    facts = tuple(FactSaid(fact.name, fact.value, fact.turn, unnamed(fact.said)) for fact in packet.facts)
    plain = replace(packet, summary=unnamed(packet.summary), open_question=unnamed(packet.open_question), facts=facts)
    return replace(referral, packet=plain, told_back=unnamed(referral.told_back))


def _masked_step(step: Step) -> Step:
    amended = step.amended and replace(step.amended, matter=_masked_matter(step.amended.matter))
    return replace(step, text=unnamed(step.text), amended=amended)


def _masked_matter(matter: Matter) -> Matter:
    return replace(matter, summary=unnamed(matter.summary), course=unnamed(matter.course), wish=unnamed(matter.wish))

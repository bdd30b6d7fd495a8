"""Calls and chats: begun, notified, asked in, ended."""

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from assistant.accounts.permissions import Action
from assistant.domain.case import NoticeGiven, Utterance
from assistant.domain.people import Actor, Role
from assistant.ids import new_id
from assistant.web.deps import All, CallToken, Counters, OneAnswer, Parts, guard
from assistant.web.forms import AskForm, AskOnceForm, CallForm, NoticeForm, SayForm
from assistant.web.masked import bare_call, masked_case, masked_said
from assistant.workorders.deadlines import local_day
from assistant.workorders.following import Kept
from assistant.workorders.intake import Intake, Opened
from assistant.workorders.persons import retention

router = APIRouter(tags=["calls"])
HISTORY = 40  # utterances of a call that are context for its next question


@router.get("/notice", dependencies=[guard(Action.STATUS)])
def notice() -> dict[str, Any]:
    """The recording and privacy notice in force."""
    return dict(retention()["notice"])


@router.post("/calls", status_code=201)
def open_call(
    form: CallForm,
    request: Request,
    work: Parts,
    limits: Counters,
    once: OneAnswer,
    actor: Actor = guard(Action.CALL_OPEN),
) -> JSONResponse:
    """A call or chat begins; a self-service caller gets its token and the case code."""
    if (known := once.stored()) is not None:
        return known
    if actor.role is Role.WORKER:
        limits.count("call", limits.address(request))
    return once.run(lambda: _opened(_open(work.intake, actor, form), actor), 201)


@router.post("/calls/{call_id}/notice")
def give_notice(
    call_id: str,
    form: NoticeForm,
    work: Parts,
    once: OneAnswer,
    token: CallToken = "",
    actor: Actor = guard(Action.CALL_OPEN),
) -> JSONResponse:
    """Keep that the notice was given."""
    given = NoticeGiven(form.version, work.clock.now(), form.how, form.recording)
    return once.run(lambda: bare_call(work.intake.give_notice(actor, call_id, token, given)))


@router.post("/calls/{call_id}/utterances", status_code=201)
def say(
    call_id: str,
    form: SayForm,
    work: Parts,
    once: OneAnswer,
    token: CallToken = "",
    actor: Actor = guard(Action.CALL_OPEN),
) -> JSONResponse:
    """Something was said; the same id delivered again is kept once."""
    return once.run(lambda: work.intake.say(actor, call_id, token, form.speaker, form.text, form.id), 201)


@router.get("/calls/{call_id}/utterances")
def said(call_id: str, work: Parts, token: CallToken = "", actor: Actor = guard(Action.CALL_OPEN)) -> list[Utterance]:
    """What was said so far: to the caller as it was, to staff masked."""
    found = work.intake.said(actor, call_id, token)
    return list(found) if actor.role is Role.WORKER else [masked_said(one) for one in found]


@router.post("/calls/{call_id}/ask")
def ask(
    call_id: str,
    form: AskForm,
    request: Request,
    services: All,
    limits: Counters,
    once: OneAnswer,
    token: CallToken = "",
    actor: Actor = guard(Action.ASK),
) -> JSONResponse:
    """A question in a call: the contract's answer, with what it started."""
    if (known := once.stored()) is not None:
        return known
    if actor.role is Role.WORKER:
        limits.count("ask", limits.address(request))
    work = services.casework
    history = work.intake.said(actor, call_id, token)[-HISTORY:]
    turns = [{"role": "caller" if one.speaker == "caller" else "agent", "text": one.text} for one in history]
    said_id = form.id or new_id()
    body = {"id": said_id, "turns": [*turns, {"role": "caller", "text": form.text}]}
    handling, reply = services.answered(body | _as_of(form), local_day(work.clock.now()))
    return once.run(lambda: _kept(work.intake.keep(actor, call_id, token, said_id, handling, reply), reply))


@router.post("/ask")
def ask_once(
    form: AskOnceForm,
    request: Request,
    services: All,
    limits: Counters,
    once: OneAnswer,
    actor: Actor = guard(Action.ASK),
) -> JSONResponse:
    """A question with the call it opens, in one request."""
    if (known := once.stored()) is not None:
        return known
    if actor.role is Role.WORKER:
        limits.count("ask", limits.address(request))
        limits.count("call", limits.address(request))
    work = services.casework
    said_id = form.id or new_id()
    body = {"id": said_id, "turns": [{"role": "caller", "text": form.text}], "channel": form.call.channel}
    place = {"region": form.call.region} if form.call.region else {}
    handling, reply = services.answered(body | place | _as_of(form), local_day(work.clock.now()))

    def keep() -> dict[str, Any]:
        opened = _open(work.intake, actor, form.call)
        kept = work.intake.keep(actor, opened.call.id, opened.token, said_id, handling, reply)
        return {**_kept(kept, reply), **_opened(opened, actor)}

    return once.run(keep)


@router.post("/calls/{call_id}/end")
def end(
    call_id: str, work: Parts, once: OneAnswer, token: CallToken = "", actor: Actor = guard(Action.CALL_OPEN)
) -> JSONResponse:
    """The call is over."""
    return once.run(lambda: bare_call(work.intake.end_call(actor, call_id, token)))


def _as_of(form: AskForm) -> dict[str, str]:
    return {"as_of": form.as_of.isoformat()} if form.as_of else {}


def _open(intake: Intake, actor: Actor, form: CallForm) -> Opened:
    return intake.open_call(actor, form.channel, form.caller.caller(), form.region, form.case_id)


def _opened(opened: Opened, actor: Actor) -> dict[str, Any]:
    own = {"call_id": opened.call.id, "case_id": opened.case.id, "case_code": opened.case.code, "token": opened.token}
    if actor.role is Role.WORKER:
        return own
    earlier = [
        {"id": case.id, "topic": case.topic, "state": case.state.value} for case in map(masked_case, opened.earlier)
    ]
    return {**own, "earlier": earlier}


def _kept(kept: Kept, reply: dict[str, Any]) -> dict[str, Any]:
    started = {
        "handling_id": kept.answered.id,
        "case_id": kept.case.id,
        "referral_id": kept.referral.id if kept.referral else None,
        "order_id": kept.order.id if kept.order else None,
        "order_number": kept.order.number if kept.order else None,
        "joined": kept.joined,
    }
    return {**reply, **started}

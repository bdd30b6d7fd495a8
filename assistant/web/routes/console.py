"""坐席台: the calls that wait and run, one call on the screen, beginning, taking and ending it."""

from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import HTMLResponse

from assistant.accounts.permissions import Action
from assistant.domain.case import Caller, Employment
from assistant.domain.people import Actor
from assistant.web.deps import All, Parts, guard
from assistant.web.masked import masked_case
from assistant.web.recorded import recorded_call
from assistant.web.render import page
from assistant.web.suggesting import known_so_far
from assistant.workorders.unions import unions

router = APIRouter(include_in_schema=False)
SHOWN = 200  # utterances on the page at first; older ones are fetched when asked for


def to(path: str) -> Response:
    """Go there."""
    return HTMLResponse("", headers={"HX-Redirect": path})


@router.get("/console")
def calls(request: Request, work: Parts, actor: Actor = guard(Action.ORDER_CALL_BACK)) -> HTMLResponse:
    """Who waits, what runs, and the beginning of a call."""
    queue, own = work.live.calls(actor)
    return page(
        request,
        "console/calls.html",
        queue=[(one, masked_case(one.case)) for one in queue],
        own=[(call, masked_case(case)) for call, case in own],
        recorded=recorded_call(),
        regions=_regions(),
        clock_now=work.clock.now(),
    )


@router.get("/console/queue")
def queue(request: Request, work: Parts, actor: Actor = guard(Action.CASE_EDIT)) -> HTMLResponse:
    """The line of those who wait, as it is now."""
    waiting, _ = work.live.calls(actor)
    rows = [(one, masked_case(one.case)) for one in waiting]
    return page(request, "console/queue.html", queue=rows, clock_now=work.clock.now())


@router.post("/console/new")
def begin(
    work: Parts,
    phone: Annotated[str, Form(max_length=20)] = "",
    name: Annotated[str, Form(max_length=40)] = "",
    region: Annotated[str, Form(max_length=6)] = "",
    employment: Annotated[Employment, Form()] = Employment.UNKNOWN,
    actor: Actor = guard(Action.CASE_EDIT),
) -> Response:
    """A call that the agent writes down."""
    caller = Caller(name.strip(), phone.strip(), employment=employment)
    opened = work.intake.open_call(actor, "phone", caller, region or actor.org)
    return to(f"/console/{opened.call.id}")


@router.post("/console/replay")
def replay(work: Parts, actor: Actor = guard(Action.CASE_EDIT)) -> Response:
    """The recorded sample call as if it rang now."""
    recorded = recorded_call()
    opened = work.intake.open_call(actor, "phone", recorded.caller, recorded.region)
    return to(f"/console/{opened.call.id}?play=1")


@router.get("/console/{call_id}")
def call(
    call_id: str, request: Request, work: Parts, play: bool = False, actor: Actor = guard(Action.CASE_EDIT)
) -> HTMLResponse:
    """One call: what was said, what may be answered, the article and the order beside it."""
    one, case, said, answers = work.live.opened(actor, call_id)
    with work.store.read() as tx:
        earlier = [c for c in tx.cases.of_phone(case.caller.phone) if c.id != case.id] if case.caller.phone else []
        orders = tx.orders.of_case(case.id)
        referrals = tx.referrals.of_case(case.id)
    return page(
        request,
        "console/call.html",
        call=one,
        case=masked_case(case),
        said=said[-SHOWN:],
        older=max(0, len(said) - SHOWN),
        last=said[-1].position if said else 0,
        answers=list(reversed(answers)),
        asked={one.id: one.text for one in said},
        earlier=[masked_case(c) for c in earlier],
        orders=orders,
        referrals=referrals,
        play=play,
        crisis=any(one.action == "crisis" for one in answers),
    )


@router.get("/console/{call_id}/older")
def older(call_id: str, request: Request, work: Parts, actor: Actor = guard(Action.CASE_EDIT)) -> HTMLResponse:
    """What was said before the part shown."""
    _, _, said, _ = work.live.opened(actor, call_id)
    return page(request, "console/turns.html", said=said[:-SHOWN])


@router.post("/console/{call_id}/take")
def take(call_id: str, work: Parts, actor: Actor = guard(Action.CASE_EDIT)) -> Response:
    """Take a chat that waits."""
    work.live.take(actor, call_id)
    return to(f"/console/{call_id}")


@router.get("/console/{call_id}/end")
def ending(call_id: str, request: Request, services: All, actor: Actor = guard(Action.CASE_EDIT)) -> HTMLResponse:
    """The summary, ready before the call ends."""
    work = services.casework
    one, case, said, answers = work.live.opened(actor, call_id)
    adopted = [a for a in answers if a.reply.get("feedback", {}).get("verdict") in ("adopted", "edited")]
    known = known_so_far(services, case, said)
    with work.store.read() as tx:
        orders, referrals = tx.orders.of_case(case.id), tx.referrals.of_case(case.id)
    return page(
        request,
        "console/ending.html",
        call=one,
        case=masked_case(case),
        known=known,
        adopted=adopted,
        orders=orders,
        referrals=referrals,
    )


@router.post("/console/{call_id}/end")
def end(
    call_id: str,
    work: Parts,
    settled: Annotated[bool, Form()] = False,
    summary: Annotated[str, Form(max_length=2000)] = "",
    actor: Actor = guard(Action.CASE_EDIT),
) -> Response:
    """The call is over."""
    work.console.wrap_up(actor, call_id, settled, summary)
    return to("/console")


def _regions() -> list[tuple[str, str]]:
    return [("", "按本单位"), *((org.code, org.name.removesuffix("总工会")) for org in unions().values())]


__all__ = ["router", "to"]

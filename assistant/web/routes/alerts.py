"""预警: what many callers say at once, with an owner, a day and an outcome."""

from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import HTMLResponse

from assistant.accounts.permissions import Action, allowed
from assistant.domain.people import Actor
from assistant.web.deps import Parts, guard
from assistant.web.render import page
from assistant.web.routes.console import to

router = APIRouter(include_in_schema=False)


@router.get("/alerts")
def listed(request: Request, work: Parts, actor: Actor = guard(Action.ALERT_READ)) -> HTMLResponse:
    """The warnings of one's territory."""
    found = work.alerts.listed(actor)
    with work.store.read() as tx:
        people = {one.actor.id: one.actor.name for one in tx.accounts.all()}
    may = allowed(actor, Action.ALERT_WORK)
    return page(request, "desk/alerts.html", alerts=found, people=people, may=may)


@router.post("/alerts/{alert_id}/take")
def take(
    alert_id: str, work: Parts, version: Annotated[int, Form()], actor: Actor = guard(Action.ALERT_WORK)
) -> Response:
    """Become its owner."""
    work.alerts.take(actor, alert_id, version)
    return to("/alerts")


@router.post("/alerts/{alert_id}/close")
def close(
    alert_id: str,
    work: Parts,
    version: Annotated[int, Form()],
    outcome: Annotated[str, Form(max_length=1000)],
    actor: Actor = guard(Action.ALERT_WORK),
) -> Response:
    """Close it with what came of it."""
    work.alerts.close(actor, alert_id, version, outcome)
    return to("/alerts")

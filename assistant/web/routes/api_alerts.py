"""Early warnings: listed, owned, closed with an outcome."""

from fastapi import APIRouter
from fastapi.responses import JSONResponse

from assistant.accounts.permissions import Action
from assistant.domain.people import Actor
from assistant.domain.referral import Alert
from assistant.storage import Page
from assistant.web.deps import OneAnswer, Parts, guard
from assistant.web.forms import OutcomeForm, VersionForm

router = APIRouter(prefix="/alerts", tags=["alerts"])
PER_PAGE = 50


@router.get("")
def listed(work: Parts, before: str = "", actor: Actor = guard(Action.ALERT_READ)) -> list[Alert]:
    """The warnings of one's territory, newest first."""
    return list(work.alerts.listed(actor, Page(PER_PAGE, before)))


@router.post("/{alert_id}/take")
def take(
    alert_id: str, form: VersionForm, work: Parts, once: OneAnswer, actor: Actor = guard(Action.ALERT_WORK)
) -> JSONResponse:
    """Become its owner."""
    return once.run(lambda: work.alerts.take(actor, alert_id, form.version))


@router.post("/{alert_id}/close")
def close(
    alert_id: str, form: OutcomeForm, work: Parts, once: OneAnswer, actor: Actor = guard(Action.ALERT_WORK)
) -> JSONResponse:
    """Close it with what came of it."""
    return once.run(lambda: work.alerts.close(actor, alert_id, form.version, form.outcome))

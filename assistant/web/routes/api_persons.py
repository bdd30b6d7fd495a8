"""One person's data: exported and erased on request, with a reason; what retention will take next."""

from typing import Any

from fastapi import APIRouter
from fastapi.encoders import jsonable_encoder
from fastapi.responses import JSONResponse

from assistant.accounts.permissions import Action
from assistant.domain.people import Actor
from assistant.web.deps import Counters, OneAnswer, Parts, guard
from assistant.web.forms import PhoneForm
from assistant.workorders.persons import retention

router = APIRouter(tags=["persons"])


@router.post("/persons/export")
def export(
    form: PhoneForm, work: Parts, limits: Counters, actor: Actor = guard(Action.PERSON_EXPORT)
) -> dict[str, Any]:
    """Everything kept about one person, machine-readable; answers of the program are marked as such."""
    limits.count("export", actor.id)
    return {**jsonable_encoder(work.persons.export(actor, form.phone)), "ai_generated_answers": True}


@router.post("/persons/erase")
def erase(form: PhoneForm, work: Parts, once: OneAnswer, actor: Actor = guard(Action.PERSON_ERASE)) -> JSONResponse:
    """Take one person out of everything."""
    return once.run(lambda: {"erased_cases": work.persons.erase(actor, form.phone)})


@router.get("/retention", dependencies=[guard(Action.RETENTION_READ)])
def due(work: Parts) -> dict[str, Any]:
    """The periods, and how many cases are due."""
    with work.store.read() as tx:
        count = len(work.persons.due(tx))
    return {"keep_days": dict(retention()["keep"]), "due_cases": count}

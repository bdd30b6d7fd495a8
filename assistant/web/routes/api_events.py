"""The chain of events, background work that failed, and putting it back."""

from typing import Any

from fastapi import APIRouter, Query
from fastapi.encoders import jsonable_encoder
from fastapi.responses import JSONResponse

from assistant.accounts.audit import verify_chain
from assistant.accounts.permissions import Action
from assistant.domain.people import Actor
from assistant.web.deps import OneAnswer, Parts, guard

router = APIRouter(tags=["operations"])
MOST = 500


@router.get("/events", dependencies=[guard(Action.EVENTS_READ)])
def events(work: Parts, since: int = Query(0, ge=0), limit: int = Query(100, ge=1, le=MOST)) -> list[dict[str, Any]]:
    """What happened after a line of the chain, in order."""
    with work.store.read() as tx:
        return [dict(jsonable_encoder(line)) for line in tx.events.since(since, limit)]


@router.get("/events/{record}/{record_id}", dependencies=[guard(Action.EVENTS_READ)])
def of_record(record: str, record_id: str, work: Parts) -> list[dict[str, Any]]:
    """What happened to one record."""
    with work.store.read() as tx:
        return [dict(jsonable_encoder(line)) for line in tx.events.of(record, record_id)]


@router.get("/audit", dependencies=[guard(Action.AUDIT_VERIFY)])
def audit(work: Parts) -> dict[str, Any]:
    """Is the chain whole?"""
    with work.store.read() as tx:
        report = verify_chain(work.audit_key, tx.events.walk(), tx.events.head())
    return {"whole": report.whole, "lines": report.lines, "head": report.head, "fault": report.fault}


@router.get("/jobs/dead", dependencies=[guard(Action.JOBS_READ)])
def dead(work: Parts) -> dict[str, Any]:
    """Background work and notices that failed too often."""
    with work.store.read() as tx:
        notices = [{"notice": notice, "error": error} for notice, error in tx.outbox.dead()]
        return dict(jsonable_encoder({"jobs": list(tx.jobs.dead()), "notices": notices}))


@router.post("/jobs/{job_id}/retry")
def retry(job_id: str, work: Parts, once: OneAnswer, actor: Actor = guard(Action.JOBS_RETRY)) -> JSONResponse:
    """Put a failed job or notice back."""

    def put_again() -> dict[str, str]:
        with work.store.begin() as tx:
            tx.jobs.put_again(job_id, work.clock.now())
            tx.outbox.put_again(job_id)
        return {"put_again_by": actor.id}

    return once.run(put_again)

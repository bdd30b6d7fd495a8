"""值守: calls that run and wait, what presses, complaints on answers, work that failed, and the audit trail."""

from datetime import timedelta

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from assistant.accounts.audit import verify_chain
from assistant.accounts.permissions import Action
from assistant.domain.people import Actor
from assistant.web.deps import Parts, guard
from assistant.web.masked import masked_case
from assistant.web.render import page
from assistant.workorders.deadlines import local_day, pressure

router = APIRouter(include_in_schema=False)
LINES = 200


@router.get("/supervise")
def now(request: Request, work: Parts, actor: Actor = guard(Action.EVENTS_READ)) -> HTMLResponse:
    """The hotline at this moment."""
    running = [(call, masked_case(case)) for call, case in work.live.running(actor)]
    today = local_day(work.clock.now())
    with work.store.read() as tx:
        people = {one.actor.id: one.actor.name for one in tx.accounts.all()}
        pressing = [(one, pressure(work.limits, one, today)) for one in tx.orders.open()]
        questions = tx.referrals.open()
        dead = list(tx.jobs.dead())
        cases = tx.cases.opened_since(work.clock.now() - timedelta(days=1))
    late = [(order, level) for order, level in pressing if level]
    return page(
        request,
        "desk/supervise.html",
        running=running,
        people=people,
        late=late,
        open_orders=len(pressing),
        questions=len(questions),
        dead=dead,
        today_cases=len(cases),
        judged=work.console.judged(actor),
        clock_now=work.clock.now(),
    )


@router.get("/audit")
def audit(
    request: Request,
    work: Parts,
    record: str = "",
    kind: str = "",
    who: str = "",
    _actor: Actor = guard(Action.EVENTS_READ),
) -> HTMLResponse:
    """The newest lines of the chain, by person, object and action."""
    with work.store.read() as tx:
        head, _ = tx.events.head()
        people = {one.actor.id: one.actor.name for one in tx.accounts.all()}
        lines = tx.events.since(max(0, head - 5000), 5000)
    names = {code for code, name in people.items() if who and who in name}
    found = [
        line
        for line in reversed(lines)
        if (not record or line.event.record_id == record.strip())
        and (not kind or line.event.kind.startswith(kind.strip()))
        and (not who or line.event.actor in names)
    ]
    given = {"record": record, "kind": kind, "who": who}
    return page(request, "desk/audit.html", lines=found[:LINES], people=people, head=head, given=given)


@router.post("/audit/verify")
def verify(request: Request, work: Parts, _actor: Actor = guard(Action.AUDIT_VERIFY)) -> HTMLResponse:
    """Walk the chain from its first line."""
    with work.store.read() as tx:
        report = verify_chain(work.audit_key, tx.events.walk(), tx.events.head())
    sentence = f"审计链完整，共{report.lines}条" if report.whole else f"审计链不完整：{report.fault}"
    return page(request, "part/done.html" if report.whole else "part/error.html", sentence=sentence)

"""知识: laws and cards by name, the hit test on the live path, what people disliked, and answers on their way to be cards."""

from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import HTMLResponse

from assistant.accounts.permissions import Action, allowed
from assistant.domain.people import Actor
from assistant.errors import NotFound
from assistant.web.deps import All, Counters, Parts, guard
from assistant.web.render import page
from assistant.web.routes.console import to
from assistant.web.searching import hits
from assistant.workorders.deadlines import local_day

router = APIRouter(include_in_schema=False)
MOST = 60


@router.get("/knowledge")
def browse(request: Request, services: All, q: str = "", actor: Actor = guard(Action.OWN_ACCOUNT)) -> HTMLResponse:
    """Instruments and cards whose name holds the words; all of our own field when nothing is asked."""
    catalogue, words = services.catalogue, q.strip()
    sources = [s for s in catalogue.sources() if (words in s.title if words else s.core)]
    sources.sort(key=lambda s: (s.level, s.title))
    cards = [c for c in catalogue.cards.values() if not words or words in c.question or words in c.topic]
    work = services.casework
    today = local_day(work.clock.now())
    editor = allowed(actor, Action.FAQ_DECIDE)
    return page(
        request,
        "desk/knowledge.html",
        q=q,
        sources=sources[:MOST],
        cards=cards[:MOST],
        counts=(len(catalogue.sources()), len(catalogue.passages), len(catalogue.cards)),
        overdue=[c for c in catalogue.cards.values() if c.review_due < today],
        candidates=work.lawyers.candidates(actor) if editor else [],
        judged=work.console.judged(actor),
        today=today,
    )


@router.get("/knowledge/test")
def hit_test(
    request: Request, services: All, limits: Counters, q: str = "", actor: Actor = guard(Action.OWN_ACCOUNT)
) -> HTMLResponse:
    """A question on the very path callers' questions take: what is found with every score, and what would be said."""
    if not q.strip():
        return page(request, "desk/hit_test.html", q=q, hits=[], reply=None)
    limits.count("reveal", actor.id)
    body = {"id": "hit-test", "turns": [{"role": "caller", "text": q.strip()[:2000]}], "channel": "chat"}
    _, reply = services.answered(body, local_day(services.casework.clock.now()))
    return page(request, "desk/hit_test.html", q=q, hits=hits(services, q), reply=reply)


@router.get("/knowledge/card/{card_id}")
def card(card_id: str, request: Request, services: All, _actor: Actor = guard(Action.OWN_ACCOUNT)) -> HTMLResponse:
    """One card as it was approved."""
    found = services.catalogue.cards.get(card_id)
    if found is None:
        raise NotFound("没有这条问答")
    return page(request, "desk/card.html", card=found)


@router.post("/knowledge/candidates/{candidate_id}")
def decide(
    candidate_id: str, work: Parts, adopt: Annotated[bool, Form()], actor: Actor = guard(Action.FAQ_DECIDE)
) -> Response:
    """A second person adopts or rejects."""
    work.lawyers.decide_card(actor, candidate_id, adopt)
    return to("/knowledge")

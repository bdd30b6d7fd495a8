"""律师台: the queue, a question with its packet, asking back, answering with citations that are checked."""

from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import HTMLResponse

from assistant.accounts.permissions import Action, allowed
from assistant.domain.people import Actor
from assistant.domain.referral import CitedRule, ReferralStage
from assistant.errors import BadInput
from assistant.web.deps import All, Parts, guard
from assistant.web.masked import masked_referral
from assistant.web.render import page
from assistant.web.routes.console import to
from assistant.web.searching import hits
from assistant.workorders.deadlines import local_day
from knowledge.citation import BadCitation, format_citation

router = APIRouter(include_in_schema=False)
Version = Annotated[int, Form()]
Text = Annotated[str, Form(max_length=8000)]
QUOTE_FROM = 400  # characters of an article offered as a quote


@router.get("/lawyers")
def queue(request: Request, work: Parts, stage: str = "", actor: Actor = guard(Action.REFERRAL_READ)) -> HTMLResponse:
    """The questions this person sees, the most pressing first."""
    found = [masked_referral(one) for one in work.lawyers.listed(actor, stage if stage in set(ReferralStage) else "")]
    rank = {"urgent": 0, "high": 1, "normal": 2}
    done = (ReferralStage.ANSWERED, ReferralStage.WITHDRAWN)
    found.sort(key=lambda one: (one.stage in done, rank.get(one.priority, 2), one.opened_at))
    today = local_day(work.clock.now())
    return page(request, "desk/lawyers.html", rows=found, stage=stage, stages=list(ReferralStage), today=today)


@router.get("/lawyers/{referral_id}")
def question(
    referral_id: str, request: Request, work: Parts, actor: Actor = guard(Action.REFERRAL_READ)
) -> HTMLResponse:
    """One question with everything that was said and found."""
    referral = work.lawyers.get(actor, referral_id)
    mine = allowed(actor, Action.REFERRAL_ANSWER) and referral.lawyer in (None, actor.id)
    return page(request, "desk/referral.html", referral=masked_referral(referral), mine=mine)


@router.get("/lawyers/{referral_id}/search")
def search(
    referral_id: str, request: Request, services: All, q: str = "", _actor: Actor = guard(Action.REFERRAL_READ)
) -> HTMLResponse:
    """Articles to cite."""
    found = [hit for hit in hits(services, q) if hit.cite] if q.strip() else []
    return page(request, "desk/cite_hits.html", hits=found, q=q, referral_id=referral_id)


@router.post("/lawyers/{referral_id}/take")
def take(referral_id: str, work: Parts, version: Version, actor: Actor = guard(Action.REFERRAL_ANSWER)) -> Response:
    """Take it."""
    work.lawyers.take(actor, referral_id, version)
    return to(f"/lawyers/{referral_id}")


@router.post("/lawyers/{referral_id}/give-back")
def give_back(
    referral_id: str, work: Parts, version: Version, actor: Actor = guard(Action.REFERRAL_ANSWER)
) -> Response:
    """Back into the queue."""
    work.lawyers.give_back(actor, referral_id, version)
    return to("/lawyers")


@router.post("/lawyers/{referral_id}/ask")
def ask_back(
    referral_id: str, work: Parts, version: Version, text: Text, actor: Actor = guard(Action.REFERRAL_ANSWER)
) -> Response:
    """Ask the caller something first."""
    work.lawyers.ask_back(actor, referral_id, version, text)
    return to(f"/lawyers/{referral_id}")


@router.post("/lawyers/{referral_id}/tell")
def tell(
    referral_id: str, work: Parts, version: Version, text: Text, actor: Actor = guard(Action.REFERRAL_OPEN)
) -> Response:
    """What the caller added, written down by an agent."""
    work.lawyers.tell_more(actor, referral_id, version, text)
    return to(f"/lawyers/{referral_id}")


@router.post("/lawyers/{referral_id}/answer")
def answer(
    referral_id: str,
    services: All,
    version: Version,
    text: Text,
    cites: Annotated[str, Form(max_length=2000)],
    actor: Actor = guard(Action.REFERRAL_ANSWER),
) -> Response:
    """The answer; every citation is looked up and its words are taken from the article in force."""
    rules = [_rule(services, line.strip()) for line in cites.replace("；", "\n").splitlines() if line.strip()]
    if not rules:
        raise BadInput("请至少写一条依据，例如 劳动合同法第三十条")
    services.casework.lawyers.answer(actor, referral_id, version, text, rules)
    return to(f"/lawyers/{referral_id}")


@router.post("/lawyers/{referral_id}/propose")
def propose(referral_id: str, work: Parts, question: Text, actor: Actor = guard(Action.FAQ_PROPOSE)) -> Response:
    """Propose the answer as a card."""
    work.lawyers.propose_card(actor, referral_id, question)
    return to(f"/lawyers/{referral_id}")


def _rule(services: All, cite: str) -> CitedRule:
    try:
        ref = services.catalogue.cited(cite)
    except BadCitation as error:
        raise BadInput(f"读不出这条依据：{cite}") from error
    provision = services.catalogue.provision(ref, local_day(services.casework.clock.now()))
    if provision is None:
        raise BadInput(f"法规库里没有现行有效的{cite}")
    return CitedRule(format_citation(ref), provision.text[:QUOTE_FROM])

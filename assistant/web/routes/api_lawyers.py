"""Questions for lawyers, their answers, and answers on their way to become cards; the legal-aid pre-check."""

from typing import Any

from fastapi import APIRouter
from fastapi.encoders import jsonable_encoder
from fastapi.responses import JSONResponse

from assistant.accounts.permissions import Action
from assistant.domain.people import Actor
from assistant.domain.referral import AidCheck, FaqCandidate, Packet, Referral
from assistant.storage import Page
from assistant.web.deps import OneAnswer, Parts, guard
from assistant.web.forms import AidForm, CardForm, DecideForm, LawyerAnswerForm, ReferForm, TextForm, VersionForm
from assistant.web.masked import masked_referral
from assistant.workorders.deadlines import local_day
from assistant.workorders.lawyers import Referring
from assistant.workorders.legal_aid import AidFacts, check_aid

router = APIRouter(tags=["lawyers"])
PER_PAGE = 50


@router.post("/referrals", status_code=201)
def refer(form: ReferForm, work: Parts, once: OneAnswer, actor: Actor = guard(Action.REFERRAL_OPEN)) -> JSONResponse:
    """A question handed to a lawyer by hand."""
    with work.store.read() as tx:
        case = tx.cases.get(form.case_id)
    packet = Packet(form.summary or form.question[:120], (), form.provisions, form.question, form.limitation)
    topic, employer = form.topic or case.topic, form.employer or case.employer
    made = Referring(case.id, form.call_id, topic, case.region, employer, "by_hand", form.priority, packet)
    return once.run(lambda: masked_referral(work.lawyers.open(actor, made)), 201)


@router.get("/referrals")
def listed(
    work: Parts, stage: str = "", before: str = "", actor: Actor = guard(Action.REFERRAL_READ)
) -> list[Referral]:
    """The queue as this person sees it."""
    return [masked_referral(one) for one in work.lawyers.listed(actor, stage, Page(PER_PAGE, before))]


@router.get("/referrals/{referral_id}")
def packet(referral_id: str, work: Parts, actor: Actor = guard(Action.REFERRAL_READ)) -> dict[str, Any]:
    """A question with its packet: each fact with the turn it was said in."""
    return dict(jsonable_encoder(masked_referral(work.lawyers.get(actor, referral_id))))


@router.post("/referrals/{referral_id}/take")
def take(
    referral_id: str, form: VersionForm, work: Parts, once: OneAnswer, actor: Actor = guard(Action.REFERRAL_ANSWER)
) -> JSONResponse:
    """Take it; of two who do so one is told."""
    return once.run(lambda: masked_referral(work.lawyers.take(actor, referral_id, form.version)))


@router.post("/referrals/{referral_id}/give_back")
def give_back(
    referral_id: str, form: VersionForm, work: Parts, once: OneAnswer, actor: Actor = guard(Action.REFERRAL_ANSWER)
) -> JSONResponse:
    """Put it back into the queue."""
    return once.run(lambda: masked_referral(work.lawyers.give_back(actor, referral_id, form.version)))


@router.post("/referrals/{referral_id}/ask_back")
def ask_back(
    referral_id: str, form: TextForm, work: Parts, once: OneAnswer, actor: Actor = guard(Action.REFERRAL_ANSWER)
) -> JSONResponse:
    """Ask the caller something first."""
    return once.run(lambda: masked_referral(work.lawyers.ask_back(actor, referral_id, form.version, form.text)))


@router.post("/referrals/{referral_id}/tell")
def tell(
    referral_id: str, form: TextForm, work: Parts, once: OneAnswer, actor: Actor = guard(Action.REFERRAL_OPEN)
) -> JSONResponse:
    """What the caller added, written down by an agent."""
    return once.run(lambda: masked_referral(work.lawyers.tell_more(actor, referral_id, form.version, form.text)))


@router.post("/referrals/{referral_id}/answer")
def answer(
    referral_id: str,
    form: LawyerAnswerForm,
    work: Parts,
    once: OneAnswer,
    actor: Actor = guard(Action.REFERRAL_ANSWER),
) -> JSONResponse:
    """The answer, checked like a draft: provisions in force, quotes found, numbers with a source."""
    cited = [one.rule() for one in form.citations]
    return once.run(lambda: masked_referral(work.lawyers.answer(actor, referral_id, form.version, form.text, cited)))


@router.post("/referrals/{referral_id}/card", status_code=201)
def propose(
    referral_id: str, form: CardForm, work: Parts, once: OneAnswer, actor: Actor = guard(Action.FAQ_PROPOSE)
) -> JSONResponse:
    """Propose the answer as a card."""
    return once.run(lambda: work.lawyers.propose_card(actor, referral_id, form.question), 201)


@router.get("/cards/candidates")
def candidates(work: Parts, state: str = "proposed", actor: Actor = guard(Action.FAQ_DECIDE)) -> list[FaqCandidate]:
    """What a knowledge editor decides on."""
    return list(work.lawyers.candidates(actor, state))


@router.post("/cards/candidates/{candidate_id}/decide")
def decide(
    candidate_id: str, form: DecideForm, work: Parts, once: OneAnswer, actor: Actor = guard(Action.FAQ_DECIDE)
) -> JSONResponse:
    """Adopt or reject a candidate."""
    return once.run(lambda: work.lawyers.decide_card(actor, candidate_id, form.adopt))


@router.post("/legal-aid/check", dependencies=[guard(Action.AID_CHECK)])
def aid(form: AidForm, work: Parts) -> AidCheck:
    """The legal-aid pre-check with a draft application; nothing is stored."""
    return check_aid(AidFacts(**form.model_dump()), local_day(work.clock.now()))

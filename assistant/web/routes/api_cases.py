"""Cases: staff by territory, a caller by code and telephone number."""

from typing import Any

from fastapi import APIRouter, Request
from fastapi.encoders import jsonable_encoder
from fastapi.responses import JSONResponse

from assistant.accounts.permissions import Action
from assistant.domain.case import Case
from assistant.domain.people import ANYONE, Actor
from assistant.domain.referral import REFERRAL_NAMES, ReferralStage
from assistant.domain.workorder import STAGE_NAMES, WorkOrder
from assistant.errors import NotFound
from assistant.storage import Page
from assistant.web.deps import Counters, OneAnswer, Parts, guard
from assistant.web.forms import CaseForm, FollowForm, HoldForm, JoinForm, ReasonForm, TellForm
from assistant.web.masked import bare_call, masked_answer, masked_case
from assistant.workorders.cases import follow_up
from assistant.workorders.desk import REVIEWED_ON

router = APIRouter(tags=["cases"])
PER_PAGE = 50


@router.get("/cases")
def listed(work: Parts, before: str = "", actor: Actor = guard(Action.CASE_READ)) -> list[Case]:
    """The cases of one's territory, newest first."""
    return [masked_case(case) for case in work.cases.cases(actor, Page(PER_PAGE, before))]


@router.get("/cases/{case_id}")
def one(case_id: str, work: Parts, actor: Actor = guard(Action.CASE_READ)) -> dict[str, Any]:
    """A case with its calls, answers and what came of it, masked."""
    case = work.cases.case(actor, case_id)
    with work.store.read() as tx:
        calls = [bare_call(call) for call in tx.cases.calls_of(case_id)]
        answers = [masked_answer(answered) for answered in tx.cases.answers_of(case_id)]
        orders = [
            {"id": order.id, "number": order.number, "stage": order.stage} for order in tx.orders.of_case(case_id)
        ]
        referrals = [{"id": referral.id, "stage": referral.stage} for referral in tx.referrals.of_case(case_id)]
    whole = {"case": masked_case(case), "calls": calls, "answers": answers, "orders": orders, "referrals": referrals}
    return dict(jsonable_encoder(whole))


@router.post("/cases/{case_id}/edit")
def edit(
    case_id: str, form: CaseForm, work: Parts, once: OneAnswer, actor: Actor = guard(Action.CASE_EDIT)
) -> JSONResponse:
    """Complete or correct what is known of a case."""
    return once.run(lambda: masked_case(work.cases.edit(actor, case_id, form.version, form.edit())))


@router.post("/cases/{case_id}/join")
def join(
    case_id: str, form: JoinForm, work: Parts, once: OneAnswer, actor: Actor = guard(Action.CASE_EDIT)
) -> JSONResponse:
    """The same matter as an earlier case."""
    return once.run(lambda: masked_case(work.cases.join(actor, case_id, form.version, form.earlier)))


@router.post("/cases/{case_id}/reveal")
def reveal(
    case_id: str, form: ReasonForm, work: Parts, limits: Counters, actor: Actor = guard(Action.CASE_REVEAL)
) -> dict[str, Any]:
    """Name and number in full, for a reason, with a line in the audit chain."""
    limits.count("reveal", actor.id)
    case = work.persons.reveal(actor, case_id, form.reason)
    return dict(jsonable_encoder(case.caller))


@router.post("/cases/{case_id}/hold")
def hold(
    case_id: str, form: HoldForm, work: Parts, once: OneAnswer, actor: Actor = guard(Action.CASE_HOLD)
) -> JSONResponse:
    """A legal hold on or off."""
    return once.run(lambda: masked_case(work.persons.hold(actor, case_id, form.held)))


@router.post("/follow-up", dependencies=[guard(Action.FOLLOW_UP)])
def follow(form: FollowForm, request: Request, work: Parts, limits: Counters) -> dict[str, Any]:
    """How a case stands, for its caller."""
    _count(limits, request, form)
    case, orders, referrals = follow_up(work.store, form.code, form.phone)
    return {
        "case": {"code": case.code, "state": case.state.value, "settled_with": case.settled_with},
        "orders": [_progress(order) for order in orders],
        "questions": [
            {
                "stage": REFERRAL_NAMES[referral.stage],
                "asked": referral.asked_back if referral.stage is ReferralStage.ASKED_BACK else "",
                "answer": referral.answer.text if referral.answer else "",
                "citations": jsonable_encoder(referral.answer.citations) if referral.answer else [],
            }
            for referral in referrals
        ],
    }


@router.post("/follow-up/tell", dependencies=[guard(Action.FOLLOW_UP)])
def tell(form: TellForm, request: Request, work: Parts, limits: Counters, once: OneAnswer) -> JSONResponse:
    """What the lawyer asked is answered by the caller."""
    _count(limits, request, form)
    _, _, referrals = follow_up(work.store, form.code, form.phone)
    waiting = [referral for referral in referrals if referral.stage is ReferralStage.ASKED_BACK]
    if not waiting:
        raise NotFound("目前没有需要您补充的问题")

    def told() -> dict[str, bool]:
        with work.store.begin() as tx:
            work.lawyers.told_in(tx, ANYONE, waiting[-1], form.text)
        return {"told": True}

    return once.run(told)


def _count(limits: Any, request: Request, form: FollowForm) -> None:
    limits.count("follow_up", limits.address(request))
    limits.count("follow_up_code", form.code.strip().upper())


def _progress(order: WorkOrder) -> dict[str, Any]:
    """What a caller is told of an order: its stage, the limit, the reply once it was reviewed."""
    shown = {"number": order.number, "stage": STAGE_NAMES[order.stage], "due": order.due.day if order.due else None}
    reviewed = order.stage in REVIEWED_ON
    return {**shown, "reply": order.reply if reviewed else "", "basis": list(order.basis) if reviewed else []}

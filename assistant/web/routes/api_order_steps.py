"""Steps of a work order, one address a verb; the desk decides whether the order and the person allow it."""

from fastapi import APIRouter
from fastapi.responses import JSONResponse

from assistant.accounts.permissions import Action
from assistant.casework import Casework
from assistant.domain.people import Actor
from assistant.domain.workorder import Verb
from assistant.web.deps import Once, OneAnswer, Parts, guard
from assistant.web.forms import TextForm, VersionForm
from assistant.web.masked import masked_order
from assistant.web.order_forms import (
    AmendForm,
    CallBackForm,
    ExtendForm,
    MergeForm,
    NoTextForm,
    OrgForm,
    RefuseForm,
    ReplyForm,
    SuperviseForm,
)
from assistant.workorders.desk import Doing

router = APIRouter(prefix="/orders/{order_id}", tags=["orders"])


def _step(work: Casework, once: Once, actor: Actor, order_id: str, verb: Verb, form: VersionForm) -> JSONResponse:
    """The order after the step; every field of the form but the version is a field of the step."""
    if isinstance(form, CallBackForm):
        doing = Doing(verb, form.text, call_back=form.made())
    elif isinstance(form, AmendForm):
        doing = Doing(verb, form.text, amended=form.amendment())
    else:
        doing = Doing(verb, **form.model_dump(exclude={"version"}))
    return once.run(lambda: masked_order(work.desk.step(actor, order_id, form.version, doing)))


@router.post("/ask_facts")
def ask_facts(
    order_id: str, form: TextForm, work: Parts, once: OneAnswer, actor: Actor = guard(Action.ORDER_DECIDE)
) -> JSONResponse:
    """Ask the caller for facts that are missing."""
    return _step(work, once, actor, order_id, Verb.ASK_FACTS, form)


@router.post("/amend")
def amend(
    order_id: str, form: AmendForm, work: Parts, once: OneAnswer, actor: Actor = guard(Action.ORDER_DECIDE)
) -> JSONResponse:
    """补正: what was taken down is corrected by a person."""
    return _step(work, once, actor, order_id, Verb.AMEND, form)


@router.post("/accept")
def accept(
    order_id: str, form: NoTextForm, work: Parts, once: OneAnswer, actor: Actor = guard(Action.ORDER_DECIDE)
) -> JSONResponse:
    """受理."""
    return _step(work, once, actor, order_id, Verb.ACCEPT, form)


@router.post("/refuse")
def refuse(
    order_id: str, form: RefuseForm, work: Parts, once: OneAnswer, actor: Actor = guard(Action.ORDER_DECIDE)
) -> JSONResponse:
    """不予受理, with the reason and the right channel."""
    return _step(work, once, actor, order_id, Verb.REFUSE, form)


@router.post("/dispatch")
def dispatch(
    order_id: str, form: OrgForm, work: Parts, once: OneAnswer, actor: Actor = guard(Action.ORDER_DISPATCH)
) -> JSONResponse:
    """交办 to a union."""
    return _step(work, once, actor, order_id, Verb.DISPATCH, form)


@router.post("/sign")
def sign(
    order_id: str, form: NoTextForm, work: Parts, once: OneAnswer, actor: Actor = guard(Action.ORDER_HANDLE)
) -> JSONResponse:
    """签收; of two who do so one is told."""
    return _step(work, once, actor, order_id, Verb.SIGN, form)


@router.post("/ask_extension")
def ask_extension(
    order_id: str, form: ExtendForm, work: Parts, once: OneAnswer, actor: Actor = guard(Action.ORDER_HANDLE)
) -> JSONResponse:
    """申请延期."""
    return _step(work, once, actor, order_id, Verb.ASK_EXTENSION, form)


@router.post("/grant_extension")
def grant_extension(
    order_id: str, form: NoTextForm, work: Parts, once: OneAnswer, actor: Actor = guard(Action.ORDER_RULE)
) -> JSONResponse:
    """同意延期."""
    return _step(work, once, actor, order_id, Verb.GRANT_EXTENSION, form)


@router.post("/deny_extension")
def deny_extension(
    order_id: str, form: TextForm, work: Parts, once: OneAnswer, actor: Actor = guard(Action.ORDER_RULE)
) -> JSONResponse:
    """不同意延期."""
    return _step(work, once, actor, order_id, Verb.DENY_EXTENSION, form)


@router.post("/ask_return")
def ask_return(
    order_id: str, form: TextForm, work: Parts, once: OneAnswer, actor: Actor = guard(Action.ORDER_HANDLE)
) -> JSONResponse:
    """申请退单."""
    return _step(work, once, actor, order_id, Verb.ASK_RETURN, form)


@router.post("/grant_return")
def grant_return(
    order_id: str, form: NoTextForm, work: Parts, once: OneAnswer, actor: Actor = guard(Action.ORDER_RULE)
) -> JSONResponse:
    """同意退单."""
    return _step(work, once, actor, order_id, Verb.GRANT_RETURN, form)


@router.post("/deny_return")
def deny_return(
    order_id: str, form: TextForm, work: Parts, once: OneAnswer, actor: Actor = guard(Action.ORDER_RULE)
) -> JSONResponse:
    """不同意退单."""
    return _step(work, once, actor, order_id, Verb.DENY_RETURN, form)


@router.post("/re_route")
def re_route(
    order_id: str, form: OrgForm, work: Parts, once: OneAnswer, actor: Actor = guard(Action.ORDER_RULE)
) -> JSONResponse:
    """改派."""
    return _step(work, once, actor, order_id, Verb.RE_ROUTE, form)


@router.post("/co_handle")
def co_handle(
    order_id: str, form: OrgForm, work: Parts, once: OneAnswer, actor: Actor = guard(Action.ORDER_RULE)
) -> JSONResponse:
    """会办."""
    return _step(work, once, actor, order_id, Verb.CO_HANDLE, form)


@router.post("/merge")
def merge(
    order_id: str, form: MergeForm, work: Parts, once: OneAnswer, actor: Actor = guard(Action.ORDER_MERGE)
) -> JSONResponse:
    """并单."""
    return _step(work, once, actor, order_id, Verb.MERGE, form)


@router.post("/supervise")
def supervise(
    order_id: str, form: SuperviseForm, work: Parts, once: OneAnswer, actor: Actor = guard(Action.ORDER_SUPERVISE)
) -> JSONResponse:
    """督办."""
    return _step(work, once, actor, order_id, Verb.SUPERVISE, form)


@router.post("/note")
def note(
    order_id: str, form: TextForm, work: Parts, once: OneAnswer, actor: Actor = guard(Action.ORDER_NOTE)
) -> JSONResponse:
    """备注."""
    return _step(work, once, actor, order_id, Verb.NOTE, form)


@router.post("/reply")
def reply(
    order_id: str, form: ReplyForm, work: Parts, once: OneAnswer, actor: Actor = guard(Action.ORDER_HANDLE)
) -> JSONResponse:
    """反馈, with its legal basis."""
    return _step(work, once, actor, order_id, Verb.REPLY, form)


@router.post("/send_back")
def send_back(
    order_id: str, form: TextForm, work: Parts, once: OneAnswer, actor: Actor = guard(Action.ORDER_RULE)
) -> JSONResponse:
    """审核退回."""
    return _step(work, once, actor, order_id, Verb.SEND_BACK, form)


@router.post("/approve")
def approve(
    order_id: str, form: NoTextForm, work: Parts, once: OneAnswer, actor: Actor = guard(Action.ORDER_RULE)
) -> JSONResponse:
    """审核通过."""
    return _step(work, once, actor, order_id, Verb.APPROVE, form)


@router.post("/call_back")
def call_back(
    order_id: str, form: CallBackForm, work: Parts, once: OneAnswer, actor: Actor = guard(Action.ORDER_CALL_BACK)
) -> JSONResponse:
    """回访: one try."""
    return _step(work, once, actor, order_id, Verb.CALL_BACK, form)


@router.post("/close")
def close(
    order_id: str, form: NoTextForm, work: Parts, once: OneAnswer, actor: Actor = guard(Action.ORDER_CLOSE)
) -> JSONResponse:
    """办结 after the check."""
    return _step(work, once, actor, order_id, Verb.CLOSE, form)


@router.post("/reopen")
def reopen(
    order_id: str, form: TextForm, work: Parts, once: OneAnswer, actor: Actor = guard(Action.ORDER_REOPEN)
) -> JSONResponse:
    """重办."""
    return _step(work, once, actor, order_id, Verb.REOPEN, form)

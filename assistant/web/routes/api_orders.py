"""Work orders: opened, listed, shown."""

from typing import Any

from fastapi import APIRouter
from fastapi.encoders import jsonable_encoder
from fastapi.responses import JSONResponse

from assistant.accounts.permissions import Action
from assistant.domain.people import Actor
from assistant.domain.workorder import Stage, WorkOrder
from assistant.storage import Page
from assistant.web.deps import OneAnswer, Parts, guard
from assistant.web.masked import masked_order
from assistant.web.order_forms import OrderForm
from assistant.workorders.desk import Opening
from assistant.workorders.routing import Route

router = APIRouter(tags=["orders"])
PER_PAGE = 50


@router.post("/orders", status_code=201)
def open_order(form: OrderForm, work: Parts, once: OneAnswer, actor: Actor = guard(Action.ORDER_OPEN)) -> JSONResponse:
    """An order opened by hand."""
    fields = {name: getattr(form, name) for name in OrderForm.model_fields if name != "matter"}
    work.cases.case(actor, form.case_id)  # another's case does not exist
    return once.run(lambda: masked_order(work.desk.open(actor, Opening(**fields, matter=form.matter.matter()))), 201)


@router.get("/orders")
def listed(
    work: Parts, stage: Stage | None = None, before: str = "", actor: Actor = guard(Action.ORDER_READ)
) -> list[WorkOrder]:
    """The orders of one's territory, newest first, without their steps."""
    return [masked_order(order) for order in work.desk.listed(actor, stage, Page(PER_PAGE, before))]


@router.get("/orders/{order_id}")
def one(order_id: str, work: Parts, actor: Actor = guard(Action.ORDER_READ)) -> dict[str, Any]:
    """An order with its history and what this person may do with it."""
    order = work.desk.get(actor, order_id)
    return {**jsonable_encoder(masked_order(order)), "allowed": [verb.value for verb in work.desk.verbs(actor, order)]}


@router.get("/orders/{order_id}/suggestion")
def suggestion(order_id: str, work: Parts, actor: Actor = guard(Action.ORDER_READ)) -> Route:
    """The union the order would go to, or what to ask first; a person decides."""
    return work.desk.suggest(work.desk.get(actor, order_id))

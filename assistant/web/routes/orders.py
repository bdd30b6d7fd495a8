"""工单: the list with its clocks, one order with its history, and the steps this person may take."""

from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import HTMLResponse

from assistant.accounts.permissions import Action
from assistant.domain.deadline import Deadline
from assistant.domain.people import Actor
from assistant.domain.workorder import CallBack, Stage, Verb, WorkOrder
from assistant.errors import BadInput
from assistant.storage import Page
from assistant.web.deps import Parts, guard
from assistant.web.masked import masked_order
from assistant.web.render import page
from assistant.web.routes.console import to
from assistant.workorders.deadlines import Limits, local_day, pressure
from assistant.workorders.desk import Doing
from assistant.workorders.unions import unions

router = APIRouter(include_in_schema=False)
PER_PAGE = 40
Text = Annotated[str, Form(max_length=4000)]


@router.get("/orders")
def listed(
    request: Request,
    work: Parts,
    stage: str = "",
    before: str = "",
    actor: Actor = guard(Action.ORDER_READ),
) -> HTMLResponse:
    """The orders of one's territory, newest first, those that press marked."""
    wanted = Stage(stage) if stage in set(Stage) else None
    orders = [masked_order(one) for one in work.desk.listed(actor, wanted, Page(PER_PAGE, before))]
    today = local_day(work.clock.now())
    rows = [(one, Clocked.of(one, work.limits, today.toordinal())) for one in orders]
    more = orders[-1].id if len(orders) == PER_PAGE else ""
    presses = {one.id: pressure(work.limits, one, today) for one in orders if not one.ended}
    return page(
        request, "desk/orders.html", rows=rows, stage=stage, stages=list(Stage), more=more, presses=presses, today=today
    )


@router.get("/orders/{order_id}")
def one(order_id: str, request: Request, work: Parts, actor: Actor = guard(Action.ORDER_READ)) -> HTMLResponse:
    """An order, its history, and the buttons of this person."""
    order = work.desk.get(actor, order_id)
    today = local_day(work.clock.now())
    with work.store.read() as tx:
        people = {one.actor.id: one.actor.name for one in tx.accounts.all()}
    return page(
        request,
        "desk/order.html",
        order=masked_order(order),
        verbs=[verb for verb in work.desk.verbs(actor, order) if verb is not Verb.AMEND],
        way=work.desk.suggest(order),
        people={**people, "system": "系统", "anyone": "职工本人"},
        unions=[(org.code, org.name) for org in unions().values()],
        clock=Clocked.of(order, work.limits, today.toordinal()),
        press="" if order.ended else pressure(work.limits, order, today),
    )


@router.post("/orders/{order_id}/{verb}")
def step(
    order_id: str,
    verb: Verb,
    work: Parts,
    version: Annotated[int, Form()],
    text: Text = "",
    org: Annotated[str, Form(max_length=6)] = "",
    channel: Text = "",
    basis: Text = "",
    level: Annotated[str, Form(max_length=10)] = "",
    days: Annotated[int, Form(ge=0, le=60)] = 0,
    recovered: Annotated[str, Form(max_length=20)] = "",
    reached: Annotated[str, Form(max_length=5)] = "",
    solved: Annotated[str, Form(max_length=5)] = "",
    result_grade: Annotated[int, Form(ge=0, le=5)] = 0,
    manner_grade: Annotated[int, Form(ge=0, le=5)] = 0,
    other: Annotated[str, Form(max_length=26)] = "",
    actor: Actor = guard(Action.ORDER_READ),
) -> Response:
    """One step with an order; the desk refuses what the stage or the role does not allow."""
    called = None
    if verb is Verb.CALL_BACK:
        yes = reached == "true"
        called = CallBack(yes, (solved == "true") if yes else None, result_grade or None, manner_grade or None)
    doing = Doing(
        verb,
        text=text,
        org=org or None,
        channel=channel,
        basis=tuple(line.strip() for line in basis.replace("；", "\n").splitlines() if line.strip()),
        other=other or None,
        level=level,
        extension_days=days,
        recovered_fen=_fen(recovered),
        call_back=called,
    )
    work.desk.step(actor, order_id, version, doing)
    return to(f"/orders/{order_id}")


class Clocked:
    """How much of an order's time is used, for the bar beside it."""

    def __init__(self, due: Deadline | None, used: int, left: int) -> None:
        self.due, self.used, self.left = due, used, left

    @classmethod
    def of(cls, order: WorkOrder, _limits: Limits, today: int) -> "Clocked":
        """The clock of the whole handling, or of the next duty before an order was dispatched."""
        answered = order.stage in (Stage.REPLIED, Stage.REVIEWED, Stage.CALLED_BACK)
        due = order.stage_due if answered else order.due or order.stage_due
        if due is None:
            return cls(None, 0, 0)
        span = max(1, due.day.toordinal() - due.start.toordinal())
        used = round(100 * (today - due.start.toordinal()) / span)
        return cls(due, min(100, max(0, used)), due.day.toordinal() - today)

    @property
    def words(self) -> str:
        """还有3天, or how long it is overdue."""
        if self.due is None:
            return "没有时限"
        if self.left < 0:
            return f"逾期{-self.left}天"
        return "今天到期" if self.left == 0 else f"还有{self.left}天"


def _fen(text: str) -> int:
    plain = text.replace(",", "").removesuffix("元").strip()
    if not plain:
        return 0
    if not plain.replace(".", "", 1).isdigit():
        raise BadInput("追回金额请填数字（元）")
    return round(float(plain) * 100)

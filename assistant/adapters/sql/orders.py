"""Rows <-> WorkOrder with its steps."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import Connection, insert, or_, select, update

from assistant.adapters.sql.rows import from_json, save_version, the, to_json
from assistant.adapters.sql.tables import order_numbers, order_steps, orders
from assistant.domain.workorder import ENDED, Matter, Stage, Step, WorkOrder
from assistant.storage import Page, Scope

GONE = "〔已删除〕"


class SqlOrders:
    """Work orders; the steps are a table of their own and only ever added to."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def add(self, order: WorkOrder) -> None:
        """A new order."""
        body = to_json(replace(order, steps=()))
        self._db.execute(
            insert(orders).values(id=order.id, version=order.version, opened=body, **_columns(order, body))
        )

    def get(self, order_id: str) -> WorkOrder:
        """The order with all its steps, or NotFound."""
        row = the(self._db.execute(select(orders.c.body).where(orders.c.id == order_id)).first(), "张工单")
        return replace(from_json(WorkOrder, row.body), steps=self._steps(order_id))

    def save(self, order: WorkOrder) -> None:
        """Write the next version of an order and its last step."""
        save_version(self._db, orders, order.id, order.version, _columns(order, to_json(replace(order, steps=()))))
        step = order.steps[-1]
        row = {"order_id": order.id, "position": len(order.steps), "at": step.at, "actor": step.actor}
        self._db.execute(insert(order_steps).values(**row, verb=step.verb.value, body=to_json(step)))

    def next_number(self, day: date) -> str:
        """The next number of a day: 20261122-0001. Writers come one after another, so no number is given twice."""
        row = self._db.execute(select(order_numbers.c.last).where(order_numbers.c.day == day)).first()
        last = row.last + 1 if row else 1
        if row:
            self._db.execute(update(order_numbers).where(order_numbers.c.day == day).values(last=last))
        else:
            self._db.execute(insert(order_numbers).values(day=day, last=last))
        return f"{day:%Y%m%d}-{last:04d}"

    def listed(self, scope: Scope, stage: Stage | None, page: Page) -> Sequence[WorkOrder]:
        """Orders of a territory and own ones, newest first, without their steps."""
        here = scope.territory
        visible = or_(
            orders.c.region.startswith(here),
            orders.c.org.startswith(here),
            orders.c.co_orgs.contains(f",{here}"),
            orders.c.opened_by == scope.person,
        )
        if len(here) == 2:  # the province has the matters of unknown place too
            visible = or_(visible, orders.c.region == "")
        wanted = select(orders.c.body).where(visible)
        if stage is not None:
            wanted = wanted.where(orders.c.stage == stage.value)
        if page.before:
            wanted = wanted.where(orders.c.id < page.before)
        rows = self._db.execute(wanted.order_by(orders.c.id.desc()).limit(page.limit))
        return [from_json(WorkOrder, row.body) for row in rows]

    def open(self) -> Sequence[WorkOrder]:
        """Every order somebody still has to do something about."""
        ended = [stage.value for stage in ENDED]
        rows = self._db.execute(select(orders.c.id).where(orders.c.stage.not_in(ended)).order_by(orders.c.id))
        return [self.get(row.id) for row in rows.all()]

    def of_case(self, case_id: str) -> Sequence[WorkOrder]:
        """The orders of a case."""
        rows = self._db.execute(select(orders.c.id).where(orders.c.case_id == case_id).order_by(orders.c.id))
        return [self.get(row.id) for row in rows.all()]

    def as_opened(self, order_id: str) -> WorkOrder:
        """The order before its first step."""
        row = the(self._db.execute(select(orders.c.opened).where(orders.c.id == order_id)).first(), "张工单")
        return from_json(WorkOrder, row.opened)

    def blank_texts(self, order_id: str) -> None:
        """Take every word out of an order and its history; codes, times and sums stay, and history still gives the order."""
        order, opened = self.get(order_id), self.as_opened(order_id)
        for position, step in enumerate(order.steps, start=1):
            here = (order_steps.c.order_id == order_id) & (order_steps.c.position == position)
            self._db.execute(update(order_steps).where(here).values(body=to_json(_blank_step(step))))
        now = to_json(replace(_blank(order), steps=()))
        change = {"opened": to_json(_blank(opened)), "body": now}
        self._db.execute(update(orders).where(orders.c.id == order_id).values(**change))

    def _steps(self, order_id: str) -> tuple[Step, ...]:
        wanted = select(order_steps.c.body).where(order_steps.c.order_id == order_id).order_by(order_steps.c.position)
        return tuple(from_json(Step, row.body) for row in self._db.execute(wanted))


def _blank(order: WorkOrder) -> WorkOrder:
    return replace(order, matter=_blank_matter(order.matter), reply=GONE if order.reply else "")


def _blank_matter(matter: Matter) -> Matter:
    return Matter(GONE, headcount=matter.headcount, amount_fen=matter.amount_fen, limitation=matter.limitation)


def _blank_step(step: Step) -> Step:
    amended = step.amended and replace(step.amended, matter=_blank_matter(step.amended.matter))
    return replace(step, text=GONE if step.text else "", amended=amended)


def _columns(order: WorkOrder, body: Any) -> dict[str, Any]:
    return {
        "number": order.number,
        "case_id": order.case_id,
        "stage": order.stage.value,
        "category": order.category[:32],
        "region": order.region,
        "org": order.org or "",
        "co_orgs": "".join(f",{org}" for org in order.co_orgs) + ("," if order.co_orgs else ""),
        "opened_by": order.opened_by,
        "opened_at": order.opened_at,
        "due": order.due.day if order.due else None,
        "body": body,
    }

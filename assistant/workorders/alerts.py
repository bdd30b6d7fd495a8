"""Early warning: the same employer named by many callers, or a topic far above its own past in a place."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from assistant.accounts.permissions import Action, covers, own_or_hidden, require, territory
from assistant.accounts.record import happened, tell
from assistant.calculators.workdays import add_workdays
from assistant.domain.case import Case
from assistant.domain.people import SYSTEM, Actor
from assistant.domain.referral import Alert
from assistant.errors import BadInput, Conflict
from assistant.ids import new_id
from assistant.ports import Clock
from assistant.storage import Page, Scope, Store, Transaction
from assistant.workorders.deadlines import Limits, local_day

PROVINCE = "340000"  # has the matters of unknown place
PAST_WINDOWS = 4  # a topic's past: so many windows before this one


@dataclass(frozen=True)
class Alerts:
    """Use-cases on early warnings."""

    store: Store
    clock: Clock
    limits: Limits

    def look_at(self, tx: Transaction, case: Case) -> Alert | None:
        """Raise or raise the count of a warning when enough different callers named the case's employer."""
        if not case.employer:
            return None
        early, now = self.limits.warning, self.clock.now()
        named = tx.cases.naming(case.employer, now - timedelta(days=early.days))
        callers = {other.caller.phone or other.id for other in named if other.repeat_of is None}
        if len(callers) < early.callers:
            return None
        ids = tuple(sorted(other.id for other in named))
        return self._raise(tx, "employer", case.employer, case.region, len(callers), early.days, ids)

    def look_at_rates(self, tx: Transaction) -> Sequence[Alert]:
        """Topics of a place that came far more often in this window than in those before it."""
        early, now = self.limits.warning, self.clock.now()
        window = timedelta(days=early.rate_days)
        cases = tx.cases.opened_since(now - window * (PAST_WINDOWS + 1))
        recent = Counter(_place_and_topic(case) for case in cases if case.opened_at >= now - window)
        past = Counter(_place_and_topic(case) for case in cases if case.opened_at < now - window)
        raised = []
        for (region, topic), count in recent.items():
            usual = past[region, topic] / PAST_WINDOWS
            if topic and count >= early.rate_least and count >= early.rate_times * max(usual, 1.0):
                raised.append(self._raise(tx, "topic", f"{region}:{topic}", region, count, early.rate_days, ()))
        return raised

    def listed(self, actor: Actor, page: Page | None = None) -> Sequence[Alert]:
        """The warnings of the actor's territory."""
        require(actor, Action.ALERT_READ)
        with self.store.read() as tx:
            return tx.alerts.listed(Scope(territory(actor.org), actor.id), page or Page())

    def take(self, actor: Actor, alert_id: str, version: int) -> Alert:
        """Become the owner of a warning."""
        return self._work(actor, alert_id, version, "taken", owner=actor.id)

    def close(self, actor: Actor, alert_id: str, version: int, outcome: str) -> Alert:
        """Close a warning with what came of it."""
        if not outcome.strip():
            raise BadInput("关闭预警应当写明处理结果")
        return self._work(actor, alert_id, version, "closed", outcome=outcome.strip(), closed_at=self.clock.now())

    def _work(self, actor: Actor, alert_id: str, version: int, done: str, **change: str | datetime) -> Alert:
        require(actor, Action.ALERT_WORK)
        with self.store.begin() as tx:
            alert = tx.alerts.get(alert_id)
            own_or_hidden(covers(actor.org, alert.region), "条预警")
            if alert.version != version:
                raise Conflict("预警已被他人更新，请刷新后再办")
            if alert.closed_at is not None:
                raise Conflict("预警已关闭")
            changed = replace(alert, version=alert.version + 1, **change)  # type: ignore[arg-type]  # named above
            tx.alerts.save(changed)
            happened(tx, self.clock.now(), actor, f"alert.{done}", "alert", alert.id)
        return changed

    def _raise(
        self, tx: Transaction, kind: str, subject: str, region: str, count: int, days: int, cases: tuple[str, ...]
    ) -> Alert:
        now, region = self.clock.now(), region or PROVINCE
        known = tx.alerts.open_for(kind, subject)
        if known is not None:
            if known.count >= count:
                return known
            more = replace(known, count=count, cases=cases, version=known.version + 1)
            tx.alerts.save(more)
            return more
        due = add_workdays(local_day(now), self.limits.warning.due_days).day
        alert = Alert(new_id(), kind, subject, region, count, days, now, cases, due=due)
        tx.alerts.add(alert)
        happened(tx, now, SYSTEM, "alert.raised", "alert", alert.id, about=kind, region=region, count=count)
        tell(tx, f"org:{region[:4]}00", "alert.raised", alert.id, f"预警：{days}天内{count}人反映同类问题，请核实处置")
        return alert


def _place_and_topic(case: Case) -> tuple[str, str]:
    return (case.region[:4] + "00" if case.region else "", case.topic)

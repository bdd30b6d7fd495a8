"""What time brings: supervision, questions nobody took, rates, retention, limits on a fresh calendar. Run as jobs."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from assistant.accounts.record import happened
from assistant.domain.moves import advance
from assistant.domain.people import SYSTEM
from assistant.domain.referral import ReferralStage
from assistant.domain.workorder import Step, Verb
from assistant.ports import Clock
from assistant.storage import Job, Store, Transaction
from assistant.workorders.alerts import Alerts
from assistant.workorders.deadlines import local_day, pressure, re_reckoned
from assistant.workorders.desk import LEVELS, Desk, Doing
from assistant.workorders.lawyers import Lawyers
from assistant.workorders.persons import Persons

EVERY: Mapping[str, timedelta] = {
    "supervise": timedelta(minutes=30),
    "widen": timedelta(hours=1),
    "rates": timedelta(hours=6),
    "reckon": timedelta(days=1),
    "retire": timedelta(days=1),
}


@dataclass(frozen=True)
class Duties:
    """One method a kind of job; each may be run twice and does nothing the second time."""

    store: Store
    clock: Clock
    desk: Desk
    lawyers: Lawyers
    alerts: Alerts
    persons: Persons

    def kinds(self) -> Mapping[str, Callable[[Transaction, Job], None]]:
        """What runs for each kind of job, in the transaction that marks it done."""
        return {
            "supervise": self.supervise,
            "widen": self.widen,
            "rates": self.rates,
            "reckon": self.reckon,
            "retire": self.retire,
        }

    def plan(self) -> int:
        """Put the jobs of this moment; one id a slot of time, so that many planners plan each once."""
        now = self.clock.now()
        with self.store.begin() as tx:
            jobs = [Job(f"{kind}:{_slot(now, every)}", kind, {}, now) for kind, every in EVERY.items()]
            return sum(tx.jobs.put(job) for job in jobs)

    def supervise(self, tx: Transaction, _job: Job) -> None:
        """督办: yellow at the set share of a limit, red when overdue, then to the leader; each level once."""
        today = local_day(self.clock.now())
        for order in tx.orders.open():
            level = pressure(self.desk.limits, order, today)
            known = LEVELS.index(order.supervised) if order.supervised in LEVELS else -1
            if level and LEVELS.index(level) > known:
                self.desk.step_in(tx, SYSTEM, order, Doing(Verb.SUPERVISE, level=level))

    def widen(self, tx: Transaction, _job: Job) -> None:
        """Questions nobody took in time are offered to more lawyers."""
        today = local_day(self.clock.now())
        for referral in tx.referrals.open():
            late = referral.take_by is not None and referral.take_by.overdue_on(today)
            if referral.stage is ReferralStage.WAITING and late:
                self.lawyers.widen(tx, SYSTEM, referral)

    def rates(self, tx: Transaction, _job: Job) -> None:
        """Topics far above their own past."""
        self.alerts.look_at_rates(tx)

    def reckon(self, tx: Transaction, _job: Job) -> None:
        """Provisional limits on the calendar of today."""
        for order in tx.orders.open():
            fresh = re_reckoned(order.due) if order.due and order.due.provisional else None
            if fresh is not None:
                step = Step(self.clock.now(), SYSTEM.id, Verb.RECKON, "节假日安排公布后重算时限", due=fresh)
                tx.orders.save(advance(order, step))
                happened(tx, step.at, SYSTEM, "order.reckon", "order", order.id, due=fresh.day.isoformat())

    def retire(self, tx: Transaction, _job: Job) -> None:
        """What is kept no longer goes."""
        self.persons.retire(tx)


def _slot(now: datetime, every: timedelta) -> str:
    seconds = int(every.total_seconds())
    return str(int(now.timestamp()) // seconds * seconds)

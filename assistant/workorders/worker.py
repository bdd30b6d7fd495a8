"""Does background work: claims a job, does it and marks it done in one transaction; delivers what waits in the outbox.

Nothing lives in memory only. A worker that dies holding a job loses its lease and the job is done by the next one; what
fails too often goes to a list that people see and can put back from.
"""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from assistant.domain.events import Notice
from assistant.errors import AssistantError
from assistant.ports import Clock
from assistant.storage import Job, Store, Transaction

LEASE = timedelta(minutes=10)
MOST_TRIES = 5
FIRST_WAIT = timedelta(seconds=30)
DELIVERIES = 50

log = logging.getLogger(__name__)


class Notifier(Protocol):
    """Brings a notice to where people see it; the same id may come twice."""

    def send(self, notice: Notice) -> None: ...


@dataclass(frozen=True)
class Worker:
    """One turn of background work at a time."""

    store: Store
    clock: Clock
    kinds: Mapping[str, Callable[[Transaction, Job], None]]
    notifier: Notifier

    def turn(self) -> int:
        """Do what is due now; gives back how many jobs and deliveries were tried."""
        done = 0
        while self.one_job():
            done += 1
        return done + self.deliver()

    def one_job(self) -> bool:
        """Claim a job and do it; False when none is due."""
        now = self.clock.now()
        with self.store.begin() as tx:
            job = tx.jobs.claim(now, now + LEASE)
        if job is None:
            return False
        if job.attempts > MOST_TRIES:  # every worker that took it died before it could say so
            with self.store.begin() as tx:
                tx.jobs.failed(job, job.error or "执行中途多次中断", now, MOST_TRIES)
            return True
        try:
            with self.store.begin() as tx:
                self.kinds[job.kind](tx, job)
                tx.jobs.done(job.id)
        except Exception as error:  # a job of any kind may fail in any way: it is counted, tried again, then shown
            log.warning(
                "job failed id=%s kind=%s attempt=%s error=%s", job.id, job.kind, job.attempts, type(error).__name__
            )
            with self.store.begin() as tx:
                tx.jobs.failed(job, _sentence(error), now + FIRST_WAIT * 2**job.attempts, MOST_TRIES)
        return True

    def deliver(self) -> int:
        """Send what waits: marked delivered only after it arrived, so it may come twice and never not at all."""
        tried = 0
        while waiting := self._waiting():  # the next notice of a record is due once the one before it arrived
            for notice in waiting:
                self._send(notice)
            tried += len(waiting)
        return tried

    def _waiting(self) -> Sequence[Notice]:
        with self.store.read() as tx:
            return tx.outbox.due(self.clock.now(), DELIVERIES)

    def _send(self, notice: Notice) -> None:
        try:
            self.notifier.send(notice)
        except Exception as error:  # whatever the receiver does, the notice stays and is tried again
            self._not_delivered(notice, error)
        else:
            with self.store.begin() as tx:
                tx.outbox.delivered(notice.id, self.clock.now())

    def _not_delivered(self, notice: Notice, error: Exception) -> None:
        with self.store.begin() as tx:
            tries = tx.outbox.attempts(notice.id) + 1
            wait = self.clock.now() + FIRST_WAIT * 2**tries
            tx.outbox.failed(notice.id, _sentence(error), None if tries >= MOST_TRIES else wait)
        log.warning("notice not delivered id=%s try=%s error=%s", notice.id, tries, type(error).__name__)


def _sentence(error: Exception) -> str:
    """What is stored of an error: an own sentence, or only its kind, since others' words may name people."""
    return str(error) if isinstance(error, AssistantError) else type(error).__name__

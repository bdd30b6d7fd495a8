"""Rows <-> Notice, Job, idempotency keys, erasures: what must not get lost between a change and its consequences."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Text, cast, delete, func, insert, or_, select, update

from assistant.adapters.sql.tables import erasures, idempotency_keys, jobs, outbox
from assistant.domain.events import Notice
from assistant.storage import Job, StoredAnswer

WAITING, RUNNING, DONE, DEAD = "waiting", "running", "done", "dead"


class SqlOutbox:
    """Notices waiting to be delivered: each at least once, those of one record in their order."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def put(self, notice: Notice) -> None:
        """A notice, in the transaction of what it tells of."""
        row = {"id": notice.id, "kind": notice.kind, "record_id": notice.record_id, "to": notice.to}
        self._db.execute(insert(outbox).values(**row, text=notice.text, state=WAITING, attempts=0, error=""))

    def due(self, at: datetime, limit: int) -> Sequence[Notice]:
        """The first waiting notice of each record whose time has come, oldest first."""
        first = select(func.min(outbox.c.position)).where(outbox.c.state == WAITING).group_by(outbox.c.record_id)
        wanted = select(outbox).where(
            outbox.c.position.in_(first), or_(outbox.c.next_try.is_(None), outbox.c.next_try <= at)
        )
        return [_notice(row) for row in self._db.execute(wanted.order_by(outbox.c.position).limit(limit))]

    def delivered(self, notice_id: str, at: datetime) -> None:
        """It arrived."""
        self._db.execute(update(outbox).where(outbox.c.id == notice_id).values(state="delivered", delivered_at=at))

    def failed(self, notice_id: str, error: str, next_try: datetime | None) -> None:
        """It did not arrive; without a next try it goes to the list people see."""
        change = {"attempts": outbox.c.attempts + 1, "error": error[:500], "next_try": next_try}
        state = WAITING if next_try else DEAD
        self._db.execute(update(outbox).where(outbox.c.id == notice_id).values(**change, state=state))

    def dead(self) -> Sequence[tuple[Notice, str]]:
        """Notices that could not be delivered, with the last error."""
        rows = self._db.execute(select(outbox).where(outbox.c.state == DEAD).order_by(outbox.c.position))
        return [(_notice(row), row.error) for row in rows]

    def attempts(self, notice_id: str) -> int:
        """How often it was tried."""
        return self._db.execute(select(outbox.c.attempts).where(outbox.c.id == notice_id)).scalar() or 0

    def put_again(self, notice_id: str) -> None:
        """Somebody looked at it: try again."""
        change = {"state": WAITING, "attempts": 0, "next_try": None}
        self._db.execute(update(outbox).where(outbox.c.id == notice_id, outbox.c.state == DEAD).values(**change))


class SqlJobs:
    """Background work: leased, counted, and put aside after too many tries."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def put(self, job: Job) -> bool:
        """Add a job; False when one of that id is there already, so that a clock tick is done once."""
        if self._db.execute(select(jobs.c.id).where(jobs.c.id == job.id)).first():
            return False
        row = {"id": job.id, "kind": job.kind, "payload": dict(job.payload), "run_at": job.run_at}
        self._db.execute(insert(jobs).values(**row, attempts=0, state=WAITING, error=""))
        return True

    def claim(self, at: datetime, lease_until: datetime) -> Job | None:
        """The next job whose time has come, or whose worker died holding it."""
        ready = (jobs.c.state == WAITING) & (jobs.c.run_at <= at)
        abandoned = (jobs.c.state == RUNNING) & (jobs.c.lease_until < at)
        row = self._db.execute(select(jobs).where(ready | abandoned).order_by(jobs.c.run_at).limit(1)).first()
        if row is None:
            return None
        change = {"state": RUNNING, "lease_until": lease_until, "attempts": row.attempts + 1}
        self._db.execute(update(jobs).where(jobs.c.id == row.id).values(**change))
        return Job(row.id, row.kind, row.payload, row.run_at, row.attempts + 1, RUNNING, lease_until)

    def done(self, job_id: str) -> None:
        """The job is finished."""
        self._db.execute(update(jobs).where(jobs.c.id == job_id).values(state=DONE, lease_until=None, error=""))

    def failed(self, job: Job, error: str, run_at: datetime, most: int) -> None:
        """The job failed; after the most tries it goes to the list people see."""
        state = DEAD if job.attempts >= most else WAITING
        change = {"state": state, "run_at": run_at, "lease_until": None, "error": error[:500]}
        self._db.execute(update(jobs).where(jobs.c.id == job.id).values(**change))

    def dead(self) -> Sequence[Job]:
        """Jobs that failed too often."""
        return [_job(row) for row in self._db.execute(select(jobs).where(jobs.c.state == DEAD).order_by(jobs.c.run_at))]

    def put_again(self, job_id: str, at: datetime) -> None:
        """Somebody looked at it: try again."""
        change: dict[str, Any] = {"state": WAITING, "attempts": 0, "run_at": at, "error": ""}
        self._db.execute(update(jobs).where(jobs.c.id == job_id, jobs.c.state == DEAD).values(**change))


class SqlKeys:
    """Idempotency keys."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def find(self, scope: str, key: str) -> StoredAnswer | None:
        """What the key was answered with."""
        t = idempotency_keys
        row = self._db.execute(select(t).where(t.c.scope == scope, t.c.key == key)).first()
        return StoredAnswer(row.fingerprint, row.status, row.body) if row else None

    def keep(self, scope: str, key: str, answer: StoredAnswer, at: datetime) -> bool:
        """Store the answer in the transaction of the change; writers come one after another, so no key is taken twice."""
        row = {"fingerprint": answer.fingerprint, "status": answer.status, "body": answer.body}
        self._db.execute(insert(idempotency_keys).values(scope=scope, key=key, at=at, **row))
        return True

    def forget_before(self, moment: datetime) -> int:
        """Drop keys older than a moment; gives back how many."""
        return self._db.execute(delete(idempotency_keys).where(idempotency_keys.c.at < moment)).rowcount

    def forget_naming(self, record_id: str) -> None:
        """Drop the stored answers that speak of a record: its person asked to be forgotten."""
        named = cast(idempotency_keys.c.body, Text).contains(record_id)
        self._db.execute(delete(idempotency_keys).where(named))


class SqlErasures:
    """Who asked to be forgotten."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def add(self, subject: str, case_id: str, at: datetime) -> None:
        """Remember that a case's person was erased."""
        if not self._db.execute(select(erasures).where(erasures.c.case_id == case_id)).first():
            self._db.execute(insert(erasures).values(subject=subject, case_id=case_id, at=at))

    def all(self) -> Sequence[tuple[str, str]]:
        """Subject hash and case of every erasure."""
        return [(row.subject, row.case_id) for row in self._db.execute(select(erasures))]


def _notice(row: Any) -> Notice:
    return Notice(row.id, row.kind, row.record_id, row.to, row.text)


def _job(row: Any) -> Job:
    return Job(row.id, row.kind, row.payload, row.run_at, row.attempts, row.state, row.lease_until, row.error)

"""Rows <-> Event, each with its place in the chain."""

from collections.abc import Iterator, Sequence

from sqlalchemy import Connection, insert, select, update

from assistant.accounts.audit import START, link
from assistant.adapters.sql.tables import chain_head, events
from assistant.domain.events import Chained, Event

BATCH = 5000


class SqlEvents:
    """The chain; rows are added and never changed, which triggers of the database hold too."""

    def __init__(self, connection: Connection, key: bytes) -> None:
        self._db = connection
        self._key = key

    def add(self, event: Event) -> Chained:
        """The next line of the chain, in the transaction of the change it tells of."""
        seq, before = self.head()
        line = Chained(seq + 1, event, before, link(self._key, before, seq + 1, event))
        row = {"seq": line.seq, "before": before, "hash": line.hash, "facts": dict(event.facts)}
        told = {"actor": event.actor, "kind": event.kind, "record": event.record, "record_id": event.record_id}
        self._db.execute(insert(events).values(**row, **told, at=event.at))
        if seq:
            self._db.execute(update(chain_head).values(seq=line.seq, hash=line.hash))
        else:
            self._db.execute(insert(chain_head).values(id=1, seq=line.seq, hash=line.hash))
        return line

    def since(self, seq: int, limit: int) -> Sequence[Chained]:
        """The lines after one, in order."""
        rows = self._db.execute(select(events).where(events.c.seq > seq).order_by(events.c.seq).limit(limit))
        return [_line(row) for row in rows]

    def walk(self) -> Iterator[Chained]:
        """Every line in order, a batch at a time."""
        seq = -1
        while lines := self.since(seq, BATCH):
            yield from lines
            seq = lines[-1].seq

    def head(self) -> tuple[int, str]:
        """The last line's place and hash."""
        row = self._db.execute(select(chain_head.c.seq, chain_head.c.hash)).first()
        return (row.seq, row.hash) if row else (0, START)

    def of(self, record: str, record_id: str) -> Sequence[Chained]:
        """What happened to one record."""
        here = (events.c.record == record) & (events.c.record_id == record_id)
        return [_line(row) for row in self._db.execute(select(events).where(here).order_by(events.c.seq))]


def _line(row: object) -> Chained:
    r = row._mapping  # type: ignore[attr-defined]  # a Row of `events`
    event = Event(r["at"], r["actor"], r["kind"], r["record"], r["record_id"], r["facts"])
    return Chained(r["seq"], event, r["before"], r["hash"])

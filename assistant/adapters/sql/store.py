"""Store over an Engine: begin() -> Transaction; SQLite by default, PostgreSQL by URL.

Writers come one after another on both: SQLite has one writer (BEGIN IMMEDIATE), PostgreSQL takes an advisory lock. A
province has some hundreds of matters a day, so order is worth more than parallel writing: the chain of events has no gap,
no two writers deadlock, and both databases behave alike. Readers never wait.
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from contextvars import ContextVar
from functools import cached_property
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.exc import DBAPIError, OperationalError

from assistant.adapters.sql.accounts import SqlAccounts
from assistant.adapters.sql.cases import SqlCases
from assistant.adapters.sql.events import SqlEvents
from assistant.adapters.sql.migrate import at_head
from assistant.adapters.sql.orders import SqlOrders
from assistant.adapters.sql.queue import in_turn
from assistant.adapters.sql.referrals import SqlAlerts, SqlReferrals
from assistant.adapters.sql.work import SqlErasures, SqlJobs, SqlKeys, SqlOutbox
from assistant.errors import Unavailable

BUSY_S = 10
WRITERS = 12351  # the advisory lock of PostgreSQL that writers queue at


class SqlTransaction:
    """All records on one connection."""

    def __init__(self, connection: Connection, key: bytes) -> None:
        self.connection = connection
        self._key = key

    @cached_property
    def accounts(self) -> SqlAccounts:
        """People who log in."""
        return SqlAccounts(self.connection)

    @cached_property
    def cases(self) -> SqlCases:
        """Cases and calls."""
        return SqlCases(self.connection, self._key)

    @cached_property
    def orders(self) -> SqlOrders:
        """Work orders."""
        return SqlOrders(self.connection)

    @cached_property
    def referrals(self) -> SqlReferrals:
        """Questions with lawyers."""
        return SqlReferrals(self.connection)

    @cached_property
    def alerts(self) -> SqlAlerts:
        """Early warnings."""
        return SqlAlerts(self.connection)

    @cached_property
    def events(self) -> SqlEvents:
        """The chain of events."""
        return SqlEvents(self.connection, self._key)

    @cached_property
    def outbox(self) -> SqlOutbox:
        """Notices."""
        return SqlOutbox(self.connection)

    @cached_property
    def jobs(self) -> SqlJobs:
        """Background work."""
        return SqlJobs(self.connection)

    @cached_property
    def keys(self) -> SqlKeys:
        """Idempotency keys."""
        return SqlKeys(self.connection)

    @cached_property
    def erasures(self) -> SqlErasures:
        """Who asked to be forgotten."""
        return SqlErasures(self.connection)


class SqlStore:
    """Where records live."""

    def __init__(self, url: str, key: bytes) -> None:
        self.url = url
        self.engine = _engine(url)
        self._key = key
        self._current: ContextVar[SqlTransaction | None] = ContextVar("transaction", default=None)

    @contextmanager
    def begin(self) -> Iterator[SqlTransaction]:
        """Commit on success, roll back on an error; inside an open block, join it."""
        outer = self._current.get()
        if outer is not None:
            yield outer
            return
        with self._connected(write=True) as tx:
            token = self._current.set(tx)
            try:
                yield tx
            finally:
                self._current.reset(token)

    @contextmanager
    def read(self) -> Iterator[SqlTransaction]:
        """A view that nothing changes under; inside an open block, that block's."""
        outer = self._current.get()
        if outer is not None:
            yield outer
            return
        with self._connected(write=False) as tx:
            yield tx

    @contextmanager
    def _connected(self, write: bool) -> Iterator[SqlTransaction]:
        try:
            with self._turn(write), self.engine.connect() as connection:
                connection = connection.execution_options(writes=write)
                with connection.begin():
                    if write and self.engine.dialect.name == "postgresql":
                        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": WRITERS})
                    yield SqlTransaction(connection, self._key)
        except OperationalError as error:
            raise Unavailable("数据库暂时不能用，请稍后再试；紧急情况请拨打12351转人工") from error

    def _turn(self, write: bool) -> AbstractContextManager[None]:
        """The turn of a writer at SQLite; PostgreSQL has a queue of its own, and readers need none."""
        if not write or self.engine.dialect.name != "sqlite":
            return nullcontext()
        return in_turn(Path(f"{_path(self.url)}.queue"), BUSY_S)

    def writable(self) -> bool:
        """True when a write transaction can be opened."""
        try:
            with self.begin() as tx:
                tx.connection.execute(text("SELECT 1"))
        except (Unavailable, DBAPIError):
            return False
        return True

    def at_head(self) -> bool:
        """True when no migration is missing."""
        return at_head(self.engine)

    def close(self) -> None:
        """Give the connections back."""
        self.engine.dispose()


def _engine(url: str) -> Engine:
    if not url.startswith("sqlite"):
        return create_engine(url, pool_pre_ping=True, pool_size=10)
    path = _path(url)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)
    engine = create_engine(url, connect_args={"timeout": BUSY_S, "check_same_thread": False}, pool_size=10)
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _path(url: str) -> Path:
    return Path(url.removeprefix("sqlite:///"))


def _prepare(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # transactions are begun below, not by the driver
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", f"busy_timeout={BUSY_S * 1000}"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.execute("PRAGMA secure_delete=ON")  # erased words do not stay in free pages
    cursor.close()


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", True)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

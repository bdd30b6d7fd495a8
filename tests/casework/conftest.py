"""A casework on an empty database, once on SQLite and once on a real PostgreSQL that the suite starts by itself."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa

from assistant.adapters.sql.migrate import migrate
from assistant.adapters.sql.store import SqlStore
from assistant.adapters.sql.tables import metadata
from assistant.casework import Casework, build_casework
from assistant.domain.account import Account
from assistant.domain.people import Actor, Role
from assistant.ids import new_id
from assistant.settings import Settings
from tests.builders import a_catalogue
from tests.casework.given import MovingClock, SpyNotifier
from tests.casework.over_http import Api, api_on

START = datetime(2026, 11, 16, 1, 0, tzinfo=UTC)  # a Monday, nine in the morning in China


@pytest.fixture(scope="session")
def postgresql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A PostgreSQL of the suite's own, from the package that carries one; gives back the URL of its first database."""
    import pgserver

    server = pgserver.get_server(tmp_path_factory.mktemp("postgresql"))
    url = server.get_uri().replace("postgresql://", "postgresql+psycopg://")
    engine = sa.create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for setting in ("fsync", "full_page_writes", "synchronous_commit"):  # the machine's disk is not under test
            connection.execute(sa.text(f"ALTER SYSTEM SET {setting} = off"))
        connection.execute(sa.text("SELECT pg_reload_conf()"))
    migrate(engine)
    engine.dispose()
    yield url
    server.cleanup()


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of an empty database with all tables."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path}/hotline.db"
        store = SqlStore(url, b"key")
        migrate(store.engine)
        store.close()
        yield url
        return
    server: str = request.getfixturevalue("postgresql")
    yield server
    engine = sa.create_engine(server)
    names = ", ".join(f'"{table}"' for table in metadata.tables)
    with engine.begin() as connection:
        connection.execute(sa.text("SET session_replication_role = replica"))  # past the triggers that keep the events
        connection.execute(sa.text(f"TRUNCATE {names}"))
    engine.dispose()


@pytest.fixture
def clock() -> MovingClock:
    """A clock that stands still until told to move."""
    return MovingClock(START)


@pytest.fixture
def notifier() -> SpyNotifier:
    """Remembers what was sent."""
    return SpyNotifier()


@pytest.fixture
def settings(database: str, tmp_path: Path) -> Settings:
    """Settings of a machine of one's own."""
    return Settings(home=tmp_path, database=database, secure_cookies=False)


@pytest.fixture
def works(settings: Settings, clock: MovingClock, notifier: SpyNotifier) -> Iterator[Casework]:
    """The casework under test."""
    made = build_casework(settings, a_catalogue, clock, notifier)
    yield made
    made.store.close()


@pytest.fixture
def api(works: Casework, settings: Settings) -> Api:
    """The API on the casework under test."""
    return api_on(works, settings)


@pytest.fixture
def hire(works: Casework) -> Callable[..., Actor]:
    """Makes somebody of a role and a union."""

    def make(role: Role, org: str = "340000", **more: tuple[str, ...]) -> Actor:
        actor = Actor(new_id(), f"{role.value}-{new_id()}", role.value, role, org, **more)
        with works.store.begin() as tx:  # past the hashing of a password nobody will type
            tx.accounts.add(Account(actor, "unused", works.clock.now()))
        return actor

    return make

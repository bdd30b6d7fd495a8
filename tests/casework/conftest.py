"""A casework on an empty database, once on SQLite and once on a real PostgreSQL that the suite starts by itself."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from assistant.accounts.people import NewAccount
from assistant.adapters.sql.migrate import migrate
from assistant.adapters.sql.store import SqlStore
from assistant.casework import Casework, build_casework
from assistant.domain.people import SYSTEM, Actor, Role
from assistant.ids import new_id
from assistant.settings import Settings
from tests.builders import a_catalogue
from tests.casework.given import MovingClock, SpyNotifier

START = datetime(2026, 11, 16, 1, 0, tzinfo=UTC)  # a Monday, nine in the morning in China


@pytest.fixture(scope="session")
def postgresql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A PostgreSQL of the suite's own, from the package that carries one; gives back the URL of its first database."""
    import pgserver

    server = pgserver.get_server(tmp_path_factory.mktemp("postgresql"))
    url = server.get_uri().replace("postgresql://", "postgresql+psycopg://")
    engine = sa.create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(sa.text("CREATE DATABASE migrated"))
    store = SqlStore(url.replace("/postgres?", "/migrated?"), b"key")
    migrate(store.engine)
    store.close()
    yield url
    engine.dispose()
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
    name = f"t{new_id().lower()}"
    engine = sa.create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(sa.text(f"CREATE DATABASE {name} TEMPLATE migrated"))
        yield server.replace("/postgres?", f"/{name}?")
        connection.execute(sa.text(f"DROP DATABASE {name} WITH (FORCE)"))
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
def works(database: str, tmp_path: Path, clock: MovingClock, notifier: SpyNotifier) -> Iterator[Casework]:
    """The casework under test."""
    settings = Settings(home=tmp_path, database=database, secure_cookies=False)
    made = build_casework(settings, a_catalogue, clock, notifier)
    yield made
    made.store.close()


@pytest.fixture
def hire(works: Casework) -> Callable[..., Actor]:
    """Makes somebody of a role and a union."""

    def make(role: Role, org: str = "340000", **more: tuple[str, ...]) -> Actor:
        count = len(works.people.all(SYSTEM))
        return works.people.add(SYSTEM, NewAccount(f"{role.value}{count}", role.value, role, org, **more))[0]

    return make


def days(count: int) -> timedelta:
    """So many days."""
    return timedelta(days=count)

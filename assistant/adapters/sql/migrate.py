"""Bring a database to the newest tables, and say whether it is there and whether anything drifted."""

from pathlib import Path
from typing import Any

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

from assistant.adapters.sql.tables import metadata

FOLDER = Path(__file__).parent / "migrations"


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    return config


def migrate(engine: Engine, to: str = "head") -> None:
    """Upgrade in one transaction: a process that dies in between leaves the old tables."""
    config = _config()
    with engine.connect() as connection, connection.begin():
        config.attributes["connection"] = connection
        command.upgrade(config, to)


def at_head(engine: Engine) -> bool:
    """True when no migration is missing."""
    newest = ScriptDirectory.from_config(_config()).get_current_head()
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision() == newest


def drift(engine: Engine) -> list[Any]:
    """What differs between the tables in the database and those in the code."""
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return list(compare_metadata(context, metadata))


def new_revision(engine: Engine, message: str, number: str) -> None:
    """Write the next migration from what differs; a person reads it before it is committed."""
    config = _config()
    with engine.connect() as connection, connection.begin():
        config.attributes["connection"] = connection
        command.revision(config, message, autogenerate=True, rev_id=number)

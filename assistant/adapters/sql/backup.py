"""Backup and restore: every row as a JSON line out of one snapshot, with a manifest of hashes written last.

The form is the same on SQLite and PostgreSQL, so a backup of one can be restored into the other. A file whose manifest is
missing or whose hashes differ is refused before a row is written; the vector index is rebuilt and not kept here.
"""

import hashlib
import json
import os
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Date, Table, func, insert, select, text

from assistant.adapters.sql.store import SqlStore
from assistant.adapters.sql.tables import Moment, metadata
from assistant.errors import BadInput, Conflict

FORM = 1
BATCH = 500
SKIPPED = frozenset({"sessions"})  # nobody is logged in after a restore


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds."""

    made_at: str
    tables: dict[str, dict[str, Any]]  # rows and sha256 of each
    head: tuple[int, str]  # the last line of the chain of events


def backup(store: SqlStore, target: Path, now: datetime) -> Manifest:
    """Write a backup while the program runs on; the file appears under its name only when it is whole."""
    partial = target.with_name(target.name + ".partial")
    with store.read() as tx, zipfile.ZipFile(partial, "w", zipfile.ZIP_DEFLATED) as archive:
        if store.engine.dialect.name == "postgresql":
            tx.connection.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"))
        tables = {table.name: _write(archive, tx.connection, table) for table in _tables()}
        made = Manifest(now.isoformat(), tables, tx.events.head())
        body = {"form": FORM, "made_at": made.made_at, "tables": tables, "head": list(made.head)}
        archive.writestr("manifest.json", json.dumps(body, indent=1))
    with partial.open("rb") as file:
        os.fsync(file.fileno())
    partial.replace(target)
    return made


def restore(store: SqlStore, source: Path) -> Manifest:
    """Fill an empty database from a backup, all or nothing.

    Raises:
        BadInput: when the backup is torn or was changed.
        Conflict: when the database is not empty.
    """
    made = check(source)
    with store.begin() as tx, zipfile.ZipFile(source) as archive:
        for table in _tables():
            if tx.connection.execute(select(func.count()).select_from(table)).scalar():
                raise Conflict("数据库不是空的，只能恢复到空的数据库")
        for table in _tables():
            _read(archive, tx.connection, table)
        if store.engine.dialect.name == "postgresql":
            after = "SELECT setval(pg_get_serial_sequence('outbox', 'position'), (SELECT coalesce(max(position), 1) FROM outbox))"
            tx.connection.execute(text(after))
    return made


def check(source: Path) -> Manifest:
    """The manifest of a whole backup.

    Raises:
        BadInput: in one sentence, when anything in it is missing or differs.
    """
    try:
        with zipfile.ZipFile(source) as archive:
            body = json.loads(archive.read("manifest.json"))
            if body["form"] != FORM:
                raise BadInput(f"备份的格式是{body['form']}，这个版本只认识{FORM}")
            for name, kept in body["tables"].items():
                with archive.open(f"{name}.jsonl") as file:
                    if hashlib.file_digest(file, "sha256").hexdigest() != kept["sha256"]:  # type: ignore[arg-type]
                        raise BadInput(f"备份里的{name}与清单不符，不能恢复")
    except (OSError, KeyError, ValueError, zipfile.BadZipFile, EOFError) as error:
        raise BadInput(f"{source.name}不是完整的备份，不能恢复") from error
    return Manifest(body["made_at"], body["tables"], (body["head"][0], body["head"][1]))


def _tables() -> list[Table]:
    return [table for table in metadata.sorted_tables if table.name not in SKIPPED]


def _write(archive: zipfile.ZipFile, connection: Connection, table: Table) -> dict[str, Any]:
    digest, rows = hashlib.sha256(), 0
    with archive.open(f"{table.name}.jsonl", "w", force_zip64=True) as file:
        for row in connection.execute(select(table).order_by(*table.primary_key.columns)):
            line = (json.dumps(dict(row._mapping), ensure_ascii=False, default=_plain) + "\n").encode()
            digest.update(line)
            file.write(line)
            rows += 1
    return {"rows": rows, "sha256": digest.hexdigest()}


def _plain(value: Any) -> str:
    if isinstance(value, datetime | date):
        return value.isoformat()
    raise TypeError(type(value).__name__)


def _read(archive: zipfile.ZipFile, connection: Connection, table: Table) -> None:
    batch: list[dict[str, Any]] = []
    for row in _rows(archive, table):
        batch.append(row)
        if len(batch) == BATCH:
            connection.execute(insert(table), batch)
            batch = []
    if batch:
        connection.execute(insert(table), batch)


def _rows(archive: zipfile.ZipFile, table: Table) -> Iterator[dict[str, Any]]:
    moments = {column.name for column in table.columns if isinstance(column.type, Moment)}
    days = {column.name for column in table.columns if isinstance(column.type, Date)}
    with archive.open(f"{table.name}.jsonl") as file:
        for line in file:
            row = json.loads(line)
            for name in moments | days:
                if row[name] is not None:
                    row[name] = (datetime if name in moments else date).fromisoformat(row[name])
            yield row

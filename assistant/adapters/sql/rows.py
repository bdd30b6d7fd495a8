"""Frozen values <-> JSON columns, and the one way a versioned row is saved."""

from typing import Any, TypeVar

from pydantic import TypeAdapter
from sqlalchemy import Connection, Table, update
from sqlalchemy.engine import Row

from assistant.errors import Conflict, NotFound

T = TypeVar("T")


_adapters: dict[type[Any], TypeAdapter[Any]] = {}


def _adapter(kind: type[Any]) -> TypeAdapter[Any]:
    """Made when first asked for: building one takes a hundred times as long as using it."""
    if kind not in _adapters:
        _adapters[kind] = TypeAdapter(kind)
    return _adapters[kind]


def to_json(value: Any) -> Any:
    """A frozen value as JSON."""
    return _adapter(type(value)).dump_python(value, mode="json")


def from_json(kind: type[T], body: Any) -> T:
    """The frozen value a row holds."""
    value: T = _adapter(kind).validate_python(body)
    return value


def the(row: Row[Any] | None, what: str) -> Row[Any]:
    """The row, or the sentence that there is none."""
    if row is None:
        raise NotFound(f"没有这{what}")
    return row


def save_version(connection: Connection, table: Table, record_id: str, version: int, values: dict[str, Any]) -> None:
    """Write the next version of a row; whoever comes second is told.

    Raises:
        Conflict: when the row is not in the version before.
    """
    statement = (
        update(table).where(table.c.id == record_id, table.c.version == version - 1).values(version=version, **values)
    )
    if connection.execute(statement).rowcount != 1:
        raise Conflict("记录已被他人更新，请刷新后再办")

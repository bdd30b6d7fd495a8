"""A table of results, as it is shown on the terminal, written into the record and put on the page."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from evals.metrics.interval import Measure

Cell = str | int | float | None


@dataclass(frozen=True, slots=True)
class Table:
    """Named columns and rows of plain values."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""

    def record(self) -> dict[str, Any]:
        """The table as it is written down."""
        return asdict(self)


def table_from(body: dict[str, Any]) -> Table:
    """A table read back from a record."""
    rows = tuple(tuple(row) for row in body["rows"])
    return Table(body["title"], tuple(body["columns"]), rows, body.get("note", ""))


def shown(cell: Cell) -> str:
    """A cell as it is read."""
    if cell is None:
        return "–"
    return f"{cell:.3f}" if isinstance(cell, float) else str(cell)


def measure_table(title: str, measures: Sequence[Measure], note: str = "") -> Table:
    """Measures with their intervals and n."""
    rows = tuple((m.name, m.value, m.low, m.high, m.n) for m in measures)
    return Table(title, ("measure", "value", "low", "high", "n"), rows, note)


def sliced_table(title: str, slices: dict[str, list[Measure]], keep: Callable[[Measure], bool]) -> Table:
    """One row a slice (a topic, a style), one column a measure."""
    names = list(dict.fromkeys(m.name for measures in slices.values() for m in measures if keep(m)))
    rows = []
    for label, measures in sorted(slices.items()):
        held = {m.name: m for m in measures}
        most = max((m.n for m in measures if keep(m)), default=0)
        rows.append((label, most, *(held[name].value if name in held else None for name in names)))
    return Table(title, ("slice", "n", *names), tuple(rows))

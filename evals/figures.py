"""Puts the figures of records into a document between two marks, with the commands that made them: nothing is typed by hand."""

from collections.abc import Sequence
from pathlib import Path

from assistant.errors import BadInput
from evals.metrics.interval import Measure
from evals.record import Record
from evals.table import shown

BEGIN, END = "<!-- figures: begin -->", "<!-- figures: end -->"


def figures_text(records: Sequence[Record]) -> str:
    """Every suite of every record as a Markdown table under its origin."""
    return "\n\n".join(_of(record) for record in records)


def _of(record: Record) -> str:
    origin = record.origin
    head = (
        f"`{origin.command}` · {origin.date[:10]} · commit `{origin.commit[:12]}` · corpus `{origin.corpus['sha256']}` "
        f"({origin.corpus['passages']} passages, {origin.corpus['cards']} cards) · {origin.model['embedder']}"
    )
    return "\n\n".join([head, *(_table(name, measures) for name, measures in record.suites.items())])


def _table(name: str, measures: Sequence[Measure]) -> str:
    lines = [f"| {name} | value | 95 % interval | n |", "| --- | ---: | --- | ---: |"]
    for m in measures:
        span = f"[{m.low:.3f}, {m.high:.3f}]" if m.low is not None else ""
        lines.append(f"| {m.name} | {shown(m.value)} | {span} | {m.n} |")
    return "\n".join(lines)


def put_into(path: Path, records: Sequence[Record]) -> None:
    """Replace what stands between the marks.

    Raises:
        BadInput: when the document has no marks.
    """
    text = path.read_text(encoding="utf-8")
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise BadInput(f"{path} 里没有图表标记 {BEGIN} … {END}")
    path.write_text(f"{before}{BEGIN}\n{figures_text(records)}\n{END}{after}", encoding="utf-8")

"""A record -> tables on the terminal, and one self-contained page with plots."""

import sys
from collections.abc import Sequence
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, select_autoescape
from rich.console import Console
from rich.table import Table as Grid

from evals.metrics.calibration import columns, reliability, risk_coverage
from evals.metrics.decision import asked
from evals.plots import bars, confusion_plot, latency_plot, reliability_plot, risk_coverage_plot
from evals.record import Record
from evals.row import Row
from evals.summary import by, confusion_counts, latency
from evals.table import Table, shown

PAGE = "report.html"
WIDE = 180  # columns, when the table goes to a file
WORST = 200  # cases listed on the page


def print_tables(tables: Sequence[Table], console: Console | None = None) -> None:
    """Every table, as wide as the terminal; wide enough to be read where there is none."""
    console = console or Console(width=None if sys.stdout.isatty() else WIDE)
    for table in tables:
        grid = Grid(title=table.title, caption=table.note or None, title_justify="left")
        for place, name in enumerate(table.columns):
            numbers = any(isinstance(row[place], (int, float)) for row in table.rows)
            grid.add_column(name, justify="right" if numbers else "left")
        for row in table.rows:
            grid.add_row(*(shown(cell) for cell in row))
        console.print(grid)


def page(record: Record) -> str:
    """The page as HTML; nothing on it is loaded from elsewhere."""
    folder = FileSystemLoader(Path(__file__).parent)
    environment = Environment(
        loader=folder, autoescape=select_autoescape(["html"]), trim_blocks=True, lstrip_blocks=True
    )
    template = environment.get_template(PAGE)
    return template.render(
        origin=record.origin,
        tables=record.tables,
        plots=plots(record.rows),
        wrong=[row for row in record.rows if _worth_reading(row)][:WORST],
        shown=shown,
        zip_groups=lambda row: zip(row.gold, row.groups_cited, strict=False),
    )


def plots(rows: Sequence[Row]) -> list[tuple[str, str]]:
    """Dataset and SVG of every plot there is something to show for."""
    drawn = []
    for dataset in dict.fromkeys(row.dataset for row in rows):
        held = [row for row in rows if row.dataset == dataset]
        drawn += [(dataset, svg) for svg in _plots_of(held)]
    return drawn


def _plots_of(rows: Sequence[Row]) -> list[str]:
    topics = by(rows, lambda row: row.topic)
    drawn = []
    for name in ("right action", "nugget recall", "recall@10"):
        values = [(topic, m.value, m.n) for topic, held in sorted(topics.items()) for m in held if m.name == name]
        if any(value is not None for _, value, _ in values):
            drawn.append(bars(f"{name} by topic", values))
    if asked(rows):
        drawn.append(confusion_plot(confusion_counts(rows)))
    confidence, sound = columns(rows)
    if len(sound):
        drawn.append(reliability_plot(reliability(confidence, sound)))
        drawn.append(risk_coverage_plot(risk_coverage(confidence, sound)))
    if stages := latency(rows):
        drawn.append(latency_plot(stages))
    return drawn


def _worth_reading(row: Row) -> bool:
    """True for a case in which something went wrong."""
    missed = row.expected == "answer" and row.right is not None and not row.full
    return row.right is False or bool(row.forbidden or row.unsupported or row.error) or missed or row.figure is False

"""hotline kb: build and check what the assistant knows."""

import sys
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from assistant.bootstrap import Services, build
from knowledge.dense import VectorIndex
from knowledge.importing.drafts import draft_folder
from knowledge.importing.store import imported_texts
from knowledge.ingest import by_need, ingest

kb = typer.Typer(help="what the assistant knows", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Add the command group."""
    app.add_typer(kb, name="kb")


@kb.command("build")
def build_index(core_only: Annotated[bool, typer.Option(help="only what the first answer needs")] = False) -> None:
    """Bring the vector index up to the catalogue; seconds when nothing changed."""
    build_up(build(), core_only)


def build_up(services: Services, core_only: bool) -> None:
    """The same for another command: the progress and the result go to standard error."""
    index = VectorIndex(services.settings.index_folder, services.index_embedder)
    console = Console(file=sys.stderr)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console) as bar:
        task = bar.add_task("index", total=None)
        report = ingest(
            services.catalogue.passages.values(),
            index,
            core_only,
            lambda done, total: bar.update(task, completed=done, total=total),
        )
    typer.echo(f"index: {report.added} added, {report.dropped} dropped, {report.held} held", err=True)


@kb.command("status")
def status() -> None:
    """Count what is known and what is indexed."""
    services = build()
    passages = services.catalogue.passages.values()
    first, tail = by_need(passages)
    typer.echo(f"passages {len(services.catalogue.passages)}: first {len(first)}, tail {len(tail)}")
    typer.echo(f"cards {len(services.catalogue.cards)}, services {len(services.catalogue.services)}")
    typer.echo(f"instruments {len(services.catalogue.sources())}, pieces indexed {len(services.vectors)}")
    home = services.settings.home
    texts, damaged = imported_texts(home).survey()
    held = sum(bool(text.held) for text in texts)
    drafts = draft_folder(home).count()
    typer.echo(f"imported {len(texts)}, of these held {held}, damaged {len(damaged)}; drafts {drafts}")

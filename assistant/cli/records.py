"""hotline backup, restore, audit verify, order-states: looking after the records."""

from pathlib import Path
from typing import Annotated

import typer

from assistant.bootstrap import build
from assistant.errors import BadInput

audit = typer.Typer(help="the chain of events", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("backup")(backup)
    app.command("restore")(restore)
    app.command("order-states")(order_states)
    audit.command("verify")(verify)
    app.add_typer(audit, name="audit")


def backup(file: Annotated[Path, typer.Argument(help="where the backup goes")]) -> None:
    """Back up all records while the program runs on."""
    from assistant.adapters.sql.backup import backup as write

    work = build().casework
    if file.exists():
        raise BadInput(f"{file}已存在")
    made = write(work.store, file, work.clock.now())
    rows = sum(table["rows"] for table in made.tables.values())
    typer.echo(f"已备份{rows}行；审计链头 {made.head[0]} {made.head[1]}")


def restore(file: Annotated[Path, typer.Argument(help="the backup")]) -> None:
    """Fill an empty database from a backup; whoever was erased since stays erased."""
    from assistant.adapters.sql.backup import check
    from assistant.adapters.sql.backup import restore as read
    from assistant.adapters.sql.migrate import migrate

    check(file)  # before the database is touched
    work = build().casework
    migrate(work.store.engine)
    made = read(work.store, file)
    again = work.persons.replay()
    typer.echo(f"已恢复{made.made_at}的备份；重新删除{again}个已删除的人的记录")
    verify("")


def verify(
    expect: Annotated[str, typer.Option(help="a head noted earlier, SEQ:HASH, that must still be in the chain")] = "",
) -> None:
    """Check the chain of events from its first line to its head."""
    from assistant.accounts.audit import verify_chain

    work = build().casework
    with work.store.read() as tx:
        report = verify_chain(work.audit_key, tx.events.walk(), tx.events.head())
        seq, _, digest = expect.partition(":")
        noted = tx.events.since(int(seq) - 1, 1) if seq.isdigit() else []
    if expect and [line.hash for line in noted] != [digest]:
        typer.echo(f"审计链不完整：没有记下的那一条（第{seq}条）", err=True)
        raise typer.Exit(1)
    if not report.whole:
        typer.echo(f"审计链不完整，或者 audit.key 不是原来的那一把：{report.fault}", err=True)
        raise typer.Exit(1)
    typer.echo(f"审计链完整：{report.lines}条，链头 {report.lines}:{report.head}")


def order_states() -> None:
    """Draw the life of a work order as docs/casework.md shows it."""
    from assistant.workorders.drawing import mermaid

    typer.echo(mermaid(), nl=False)

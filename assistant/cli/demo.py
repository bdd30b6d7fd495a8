"""hotline demo: an empty store is filled with a sample month, so that every screen has something to show."""

import typer

from assistant.bootstrap import build
from assistant.cli.serve import prepare
from assistant.domain.people import ROLE_NAMES, Role


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("demo")(demo)


def demo() -> None:
    """Fill an empty store with a month of invented calls, and one account a role; passwords are shown once."""
    from assistant.demo.month import fill

    services = build()
    prepare(services)
    filled = fill(services)
    typer.echo(f"装入了{filled.cases}通虚构的来电。账号（密码只显示这一次）：")
    for login, password, role in filled.accounts:
        typer.echo(f"  {login:<12}{password}  {ROLE_NAMES[Role(role)]}")
    typer.echo("现在运行 hotline serve，打开 http://127.0.0.1:8351/ 是职工咨询，/login 是工作台。")

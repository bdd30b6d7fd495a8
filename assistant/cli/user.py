"""hotline user: accounts from the command line, for whoever may run programs on the machine."""

from typing import Annotated

import typer

from assistant.bootstrap import build
from assistant.domain.people import SYSTEM, Role
from assistant.errors import BadInput

user = typer.Typer(help="accounts", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Add the commands."""
    user.command("add")(add)
    user.command("reset")(reset)
    app.add_typer(user, name="user")


def add(
    login: Annotated[str, typer.Argument(help="login name")],
    role: Annotated[Role, typer.Option(help="what the person is to the hotline")],
    org: Annotated[str, typer.Option(help="code of the union acted for")] = "",
    name: Annotated[str, typer.Option(help="name shown")] = "",
    fields: Annotated[str, typer.Option(help="a lawyer's topics, with commas")] = "",
) -> None:
    """Make an account; the first password is shown once."""
    from assistant.accounts.people import NewAccount

    services = build()
    topics = tuple(part.strip() for part in fields.split(",") if part.strip())
    new = NewAccount(login, name, role, org or services.settings.region, topics)
    made, password = services.casework.people.add(SYSTEM, new)
    typer.echo(f"已建立账号 {made.login}（{made.role.value}），密码 {password}（只显示这一次，登录后须修改）")


def reset(login: Annotated[str, typer.Argument(help="login name")]) -> None:
    """A new first password; the authenticator has to be set up again."""
    work = build().casework
    found = [account for account in work.people.all(SYSTEM) if account.actor.login == login]
    if not found:
        raise BadInput(f"没有用户名为{login}的账号")
    typer.echo(f"新密码 {work.people.reset(SYSTEM, found[0].actor.id)}（只显示这一次，登录后须修改）")

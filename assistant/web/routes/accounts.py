"""账号: people who log in, and the office's settings to look at."""

from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import HTMLResponse

from assistant.accounts.people import NewAccount
from assistant.accounts.permissions import Action
from assistant.domain.people import Actor, Role
from assistant.web.deps import All, Parts, guard
from assistant.web.render import page
from assistant.web.routes.console import to
from assistant.workorders.persons import retention
from assistant.workorders.unions import unions

router = APIRouter(include_in_schema=False)


@router.get("/accounts")
def listed(request: Request, services: All, actor: Actor = guard(Action.ACCOUNTS_MANAGE)) -> HTMLResponse:
    """Everybody, and a form for somebody new."""
    work = services.casework
    roles = [role for role in Role if role is not Role.WORKER]
    names = [(org.code, org.name) for org in unions().values()]
    return page(
        request,
        "desk/accounts.html",
        accounts=work.people.all(actor),
        roles=roles,
        unions=names,
        keep=retention()["keep"],
        limits=work.limits,
        clock_now=work.clock.now(),
    )


@router.post("/accounts")
def add(
    request: Request,
    work: Parts,
    login: Annotated[str, Form(max_length=64)],
    name: Annotated[str, Form(max_length=40)],
    role: Annotated[Role, Form()],
    org: Annotated[str, Form(max_length=6)],
    actor: Actor = guard(Action.ACCOUNTS_MANAGE),
) -> HTMLResponse:
    """A new account; its first password is shown this once."""
    made, password = work.people.add(actor, NewAccount(login, name, role, org))
    return page(request, "desk/new_password.html", login=made.login, password=password)


@router.post("/accounts/{account_id}/reset")
def reset(account_id: str, request: Request, work: Parts, actor: Actor = guard(Action.ACCOUNTS_MANAGE)) -> HTMLResponse:
    """A new first password."""
    password = work.people.reset(actor, account_id)
    return page(request, "desk/new_password.html", login="", password=password)


@router.post("/accounts/{account_id}/state")
def state(
    account_id: str, work: Parts, active: Annotated[bool, Form()], actor: Actor = guard(Action.ACCOUNTS_MANAGE)
) -> Response:
    """Shut an account or open it again; its sessions end at once."""
    account = next(one for one in work.people.all(actor) if one.actor.id == account_id)
    who = account.actor
    new = NewAccount(who.login, who.name, who.role, who.org, who.fields, who.conflicts)
    work.people.change(actor, account_id, new, active)
    return to("/accounts")

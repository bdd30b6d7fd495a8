"""Logging in and out, one's own account, and the first page of each role."""

from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from assistant.accounts.permissions import Action, allowed
from assistant.domain.people import Actor
from assistant.web.deps import COOKIE, All, Counters, Parts, guard, token_of
from assistant.web.names import NAV
from assistant.web.render import page

router = APIRouter(include_in_schema=False)


@router.get("/login")
def form(request: Request, _actor: Actor = guard(Action.LOGIN)) -> HTMLResponse:
    """The login page."""
    return page(request, "login.html")


@router.post("/login")
def login(
    request: Request,
    services: All,
    limits: Counters,
    login: Annotated[str, Form(max_length=64)],
    password: Annotated[str, Form(max_length=200)],
    code: Annotated[str, Form(max_length=12)] = "",
    _actor: Actor = guard(Action.LOGIN),
) -> Response:
    """A session in a cookie; a first password has to be changed before anything else."""
    limits.count("login_address", limits.address(request))
    limits.count("login_account", login)
    ticket = services.casework.login.login(login, password, code)
    answer = HTMLResponse("", headers={"HX-Redirect": "/account" if ticket.must_change else "/desk"})
    secure, hours = services.settings.secure_cookies, services.settings.session_hours
    answer.set_cookie(COOKIE, ticket.token, max_age=hours * 3600, httponly=True, samesite="strict", secure=secure)
    return answer


@router.post("/logout")
def logout(request: Request, work: Parts, _actor: Actor = guard(Action.OWN_ACCOUNT)) -> Response:
    """End the session."""
    work.login.logout(token_of(request)[0])
    answer = HTMLResponse("", headers={"HX-Redirect": "/login"})
    answer.delete_cookie(COOKIE)
    return answer


@router.get("/account")
def account(request: Request, _actor: Actor = guard(Action.OWN_ACCOUNT)) -> HTMLResponse:
    """One's own account."""
    return page(request, "account.html")


@router.post("/account/password")
def password(
    work: Parts,
    limits: Counters,
    old: Annotated[str, Form(max_length=200)],
    new: Annotated[str, Form(max_length=200)],
    actor: Actor = guard(Action.OWN_ACCOUNT),
) -> Response:
    """Another password; one logs in again with it."""
    limits.count("password", actor.id)
    work.login.change_password(actor, old, new)
    return HTMLResponse("", headers={"HX-Redirect": "/login"})


@router.get("/desk")
def desk(actor: Actor = guard(Action.OWN_ACCOUNT)) -> Response:
    """Where this role's work is."""
    return RedirectResponse(next(place.path for place in NAV if allowed(actor, place.action)), 303)

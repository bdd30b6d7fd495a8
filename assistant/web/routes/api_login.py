"""Sessions and one's own account."""

from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse

from assistant.accounts.permissions import Action
from assistant.domain.people import Actor
from assistant.web.deps import COOKIE, All, Counters, Parts, guard, token_of
from assistant.web.forms import CodeForm, LoginForm, PasswordForm

router = APIRouter(tags=["account"])


@router.post("/login", dependencies=[guard(Action.LOGIN)])
def login(form: LoginForm, request: Request, services: All, limits: Counters) -> JSONResponse:
    """A session token, in the body for programs and in a cookie for browsers."""
    limits.count("login_address", limits.address(request))
    limits.count("login_account", form.login)
    ticket = services.casework.login.login(form.login, form.password, form.code)
    body = {"token": ticket.token, "csrf": ticket.csrf, "must_change": ticket.must_change}
    answer = JSONResponse({**body, "second_factor": ticket.second_factor, "me": _me(ticket.actor)})
    secure, hours = services.settings.secure_cookies, services.settings.session_hours
    answer.set_cookie(COOKIE, ticket.token, max_age=hours * 3600, httponly=True, samesite="strict", secure=secure)
    return answer


@router.post("/logout")
def logout(
    request: Request, response: Response, work: Parts, actor: Actor = guard(Action.OWN_ACCOUNT)
) -> dict[str, bool]:
    """End the session; it does not work for the next request."""
    work.login.logout(token_of(request)[0])
    response.delete_cookie(COOKIE)
    return {"ended": actor.active}


@router.get("/me")
def me(actor: Actor = guard(Action.OWN_ACCOUNT)) -> dict[str, Any]:
    """Who is logged in."""
    return _me(actor)


@router.post("/me/password")
def password(
    form: PasswordForm, work: Parts, limits: Counters, actor: Actor = guard(Action.OWN_ACCOUNT)
) -> dict[str, bool]:
    """Another password; every session ends."""
    limits.count("password", actor.id)
    work.login.change_password(actor, form.old, form.new)
    return {"changed": True}


@router.post("/me/totp")
def begin_totp(work: Parts, actor: Actor = guard(Action.OWN_ACCOUNT)) -> dict[str, str]:
    """A secret for the authenticator."""
    secret, uri = work.login.begin_totp(actor)
    return {"secret": secret, "uri": uri}


@router.post("/me/totp/confirm")
def confirm_totp(
    form: CodeForm, work: Parts, limits: Counters, actor: Actor = guard(Action.OWN_ACCOUNT)
) -> dict[str, bool]:
    """The authenticator works; one logs in again with it."""
    limits.count("password", actor.id)
    work.login.confirm_totp(actor, form.code)
    return {"confirmed": True}


def _me(actor: Actor) -> dict[str, Any]:
    return {"id": actor.id, "login": actor.login, "name": actor.name, "role": actor.role.value, "org": actor.org}

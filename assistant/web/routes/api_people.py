"""Accounts, by the administrator. First passwords are shown once and so are never stored under a key."""

from typing import Any

from fastapi import APIRouter

from assistant.accounts.people import NewAccount
from assistant.accounts.permissions import Action
from assistant.domain.account import Account
from assistant.domain.people import Actor
from assistant.web.deps import Parts, guard
from assistant.web.forms import AccountChangeForm, AccountForm
from assistant.workorders.unions import unions

router = APIRouter(tags=["accounts"])


@router.get("/unions", dependencies=[guard(Action.STATUS)])
def tree() -> list[dict[str, Any]]:
    """The union tree of the province."""
    return [{"code": u.code, "name": u.name, "level": u.level.value, "parent": u.parent} for u in unions().values()]


@router.get("/accounts")
def listed(work: Parts, actor: Actor = guard(Action.ACCOUNTS_MANAGE)) -> list[dict[str, Any]]:
    """Every account, without its secrets."""
    return [_shown(account) for account in work.people.all(actor)]


@router.post("/accounts", status_code=201)
def add(form: AccountForm, work: Parts, actor: Actor = guard(Action.ACCOUNTS_MANAGE)) -> dict[str, str]:
    """A new account; a login name is taken once, so a repeated request answers 409."""
    made, password = work.people.add(actor, _new(form))
    return {"id": made.id, "login": made.login, "password": password}


@router.post("/accounts/{account_id}")
def change(
    account_id: str, form: AccountChangeForm, work: Parts, actor: Actor = guard(Action.ACCOUNTS_MANAGE)
) -> dict[str, Any]:
    """Another role, union, field or state; its sessions end at once."""
    changed = work.people.change(actor, account_id, _new(form), form.active)
    return {"id": changed.id, "role": changed.role.value, "org": changed.org, "active": changed.active}


@router.post("/accounts/{account_id}/unlock")
def unlock(account_id: str, work: Parts, actor: Actor = guard(Action.ACCOUNTS_MANAGE)) -> dict[str, bool]:
    """Let the owner in again."""
    work.people.unlock(actor, account_id)
    return {"unlocked": True}


@router.post("/accounts/{account_id}/reset")
def reset(account_id: str, work: Parts, actor: Actor = guard(Action.ACCOUNTS_MANAGE)) -> dict[str, str]:
    """A new first password."""
    return {"password": work.people.reset(actor, account_id)}


def _new(form: AccountForm) -> NewAccount:
    return NewAccount(form.login, form.name, form.role, form.org, form.fields, form.conflicts)


def _shown(account: Account) -> dict[str, Any]:
    actor = account.actor
    who = {"id": actor.id, "login": actor.login, "name": actor.name, "role": actor.role.value, "org": actor.org}
    locked = account.locked_until.isoformat() if account.locked_until else None
    more = {"fields": list(actor.fields), "conflicts": list(actor.conflicts), "second_factor": account.totp_confirmed}
    return {**who, **more, "active": actor.active, "locked_until": locked}

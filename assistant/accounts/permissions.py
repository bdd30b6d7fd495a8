"""One table says which role may do what; territory and ownership say on which records.

Routes name an action and ask here, use-cases ask here again for the record: another's record is answered as if it did not
exist. `ANYONE` marks what needs no login; such actions prove themselves otherwise (a case code with the telephone number,
the token of a chat).
"""

from collections.abc import Mapping
from enum import StrEnum

from assistant.domain.people import Actor, Role
from assistant.domain.referral import Referral
from assistant.domain.workorder import Verb, WorkOrder
from assistant.errors import Forbidden, NotFound

PROVINCE_SUFFIX, CITY_SUFFIX = "0000", "00"


class Action(StrEnum):
    """Everything somebody can ask the program to do."""

    LOGIN = "login"
    ASK = "ask"
    FOLLOW_UP = "follow_up"
    STATUS = "status"
    OWN_ACCOUNT = "own_account"
    CALL_OPEN = "call_open"
    CASE_READ = "case_read"
    CASE_EDIT = "case_edit"
    CASE_REVEAL = "case_reveal"
    CASE_HOLD = "case_hold"
    PERSON_EXPORT = "person_export"
    PERSON_ERASE = "person_erase"
    ORDER_OPEN = "order_open"
    ORDER_READ = "order_read"
    ORDER_DECIDE = "order_decide"  # amend, accept, refuse, ask for facts
    ORDER_DISPATCH = "order_dispatch"
    ORDER_HANDLE = "order_handle"  # sign, reply, ask for extension or return
    ORDER_RULE = "order_rule"  # rule on extension, return, re-route, review of replies
    ORDER_NOTE = "order_note"
    ORDER_MERGE = "order_merge"
    ORDER_SUPERVISE = "order_supervise"
    ORDER_CALL_BACK = "order_call_back"
    ORDER_CLOSE = "order_close"
    ORDER_REOPEN = "order_reopen"
    REFERRAL_OPEN = "referral_open"
    REFERRAL_READ = "referral_read"
    REFERRAL_ANSWER = "referral_answer"
    AID_CHECK = "aid_check"
    FAQ_PROPOSE = "faq_propose"
    FAQ_DECIDE = "faq_decide"
    ALERT_READ = "alert_read"
    ALERT_WORK = "alert_work"
    EVENTS_READ = "events_read"
    AUDIT_VERIFY = "audit_verify"
    JOBS_READ = "jobs_read"
    JOBS_RETRY = "jobs_retry"
    ACCOUNTS_MANAGE = "accounts_manage"
    RETENTION_READ = "retention_read"


ANYONE = frozenset(Role)
_STAFF = frozenset(Role) - {Role.WORKER}
_UNIONS = frozenset({Role.COUNTY, Role.CITY, Role.PROVINCE})
_UPPER = frozenset({Role.CITY, Role.PROVINCE})
_WATCH = frozenset({Role.SUPERVISOR, Role.INSPECTOR})
_AGENT, _LAWYER, _ADMIN = frozenset({Role.AGENT}), frozenset({Role.LAWYER}), frozenset({Role.ADMIN})
_SUPERVISOR, _EDITOR = frozenset({Role.SUPERVISOR}), frozenset({Role.EDITOR})
_PROVINCE = frozenset({Role.PROVINCE})

TABLE: Mapping[Action, frozenset[Role]] = {
    Action.LOGIN: ANYONE,
    Action.ASK: ANYONE,
    Action.FOLLOW_UP: ANYONE,
    Action.STATUS: ANYONE,
    Action.CALL_OPEN: ANYONE,
    Action.OWN_ACCOUNT: _STAFF,
    Action.CASE_READ: _AGENT | _LAWYER | _UNIONS | _WATCH,
    Action.CASE_EDIT: _AGENT | _UPPER,
    Action.CASE_REVEAL: _AGENT | _UNIONS | _LAWYER,
    Action.CASE_HOLD: _SUPERVISOR | _PROVINCE,
    Action.PERSON_EXPORT: _ADMIN | _PROVINCE,
    Action.PERSON_ERASE: _ADMIN | _PROVINCE,
    Action.ORDER_OPEN: _AGENT | _UPPER,
    Action.ORDER_READ: _AGENT | _UNIONS | _WATCH,
    Action.ORDER_DECIDE: _AGENT | _UPPER,
    Action.ORDER_DISPATCH: _AGENT | _UPPER,
    Action.ORDER_HANDLE: _UNIONS,
    Action.ORDER_RULE: _UPPER,
    Action.ORDER_NOTE: _AGENT | _UNIONS | _SUPERVISOR,
    Action.ORDER_MERGE: _AGENT | _UPPER,
    Action.ORDER_SUPERVISE: _SUPERVISOR | _UPPER,
    Action.ORDER_CALL_BACK: _AGENT,
    Action.ORDER_CLOSE: _WATCH | _PROVINCE,
    Action.ORDER_REOPEN: _AGENT | _SUPERVISOR | _PROVINCE,
    Action.REFERRAL_OPEN: _AGENT | _UNIONS,
    Action.REFERRAL_READ: _AGENT | _LAWYER | _UPPER | _WATCH,
    Action.REFERRAL_ANSWER: _LAWYER,
    Action.AID_CHECK: _AGENT | _LAWYER | _UNIONS,
    Action.FAQ_PROPOSE: _LAWYER | _SUPERVISOR,
    Action.FAQ_DECIDE: _EDITOR,
    Action.ALERT_READ: _AGENT | _UNIONS | _WATCH,
    Action.ALERT_WORK: _UPPER | _SUPERVISOR,
    Action.EVENTS_READ: _ADMIN | _SUPERVISOR | _PROVINCE,
    Action.AUDIT_VERIFY: _ADMIN | _SUPERVISOR,
    Action.JOBS_READ: _ADMIN | _SUPERVISOR,
    Action.JOBS_RETRY: _ADMIN,
    Action.ACCOUNTS_MANAGE: _ADMIN,
    Action.RETENTION_READ: _ADMIN | _SUPERVISOR | _PROVINCE,
}

ACTION_OF: Mapping[Verb, Action] = {
    Verb.ASK_FACTS: Action.ORDER_DECIDE,
    Verb.AMEND: Action.ORDER_DECIDE,
    Verb.ACCEPT: Action.ORDER_DECIDE,
    Verb.REFUSE: Action.ORDER_DECIDE,
    Verb.DISPATCH: Action.ORDER_DISPATCH,
    Verb.SIGN: Action.ORDER_HANDLE,
    Verb.ASK_EXTENSION: Action.ORDER_HANDLE,
    Verb.GRANT_EXTENSION: Action.ORDER_RULE,
    Verb.DENY_EXTENSION: Action.ORDER_RULE,
    Verb.ASK_RETURN: Action.ORDER_HANDLE,
    Verb.GRANT_RETURN: Action.ORDER_RULE,
    Verb.DENY_RETURN: Action.ORDER_RULE,
    Verb.RE_ROUTE: Action.ORDER_RULE,
    Verb.CO_HANDLE: Action.ORDER_RULE,
    Verb.MERGE: Action.ORDER_MERGE,
    Verb.SUPERVISE: Action.ORDER_SUPERVISE,
    Verb.NOTE: Action.ORDER_NOTE,
    Verb.RECKON: Action.ORDER_SUPERVISE,
    Verb.REPLY: Action.ORDER_HANDLE,
    Verb.SEND_BACK: Action.ORDER_RULE,
    Verb.APPROVE: Action.ORDER_RULE,
    Verb.CALL_BACK: Action.ORDER_CALL_BACK,
    Verb.CLOSE: Action.ORDER_CLOSE,
    Verb.REOPEN: Action.ORDER_REOPEN,
}
NO_LOGIN = frozenset(action for action, roles in TABLE.items() if Role.WORKER in roles)


def allowed(actor: Actor, action: Action) -> bool:
    """True when the role includes the action."""
    return actor.active and actor.role in TABLE[action]


def require(actor: Actor, action: Action) -> None:
    """Pass, or refuse in one sentence."""
    if not allowed(actor, action):
        raise Forbidden("您的角色没有这项权限")


def territory(org: str) -> str:
    """The beginning that codes of a union's territory share: 34 of the province, 3401 of a city, all six of a county."""
    if org.endswith(PROVINCE_SUFFIX):
        return org[:2]
    return org[:4] if org.endswith(CITY_SUFFIX) else org


def covers(org: str, region: str) -> bool:
    """True when a place lies in a union's territory; a matter of unknown place belongs to the province."""
    if not org:
        return False
    return (region or org[:2] + PROVINCE_SUFFIX).startswith(territory(org))


def sees_order(actor: Actor, order: WorkOrder) -> bool:
    """True when an order is the actor's to see."""
    unions = {order.org, *order.co_orgs} - {None}
    return (
        covers(actor.org, order.region)
        or any(covers(actor.org, org) for org in unions if org)
        or order.opened_by == actor.id
    )


def sees_referral(actor: Actor, referral: Referral) -> bool:
    """True when a lawyer's question is the actor's to see: own, or waiting in own field and region without a conflict."""
    if actor.role is not Role.LAWYER:
        return covers(actor.org, referral.region) or referral.opened_by == actor.id
    if referral.lawyer is not None:
        return referral.lawyer == actor.id
    return not conflicted(actor, referral.employer) and (fits(actor, referral) or referral.widened > 0)


def fits(lawyer: Actor, referral: Referral) -> bool:
    """True when topic and region are the lawyer's own."""
    own_field = not lawyer.fields or referral.topic in lawyer.fields
    return own_field and covers(lawyer.org, referral.region)


def conflicted(lawyer: Actor, employer: str) -> bool:
    """True when the lawyer acts for this employer."""
    named = employer.strip()
    return bool(named) and any(one in named or named in one for one in lawyer.conflicts if one.strip())


def own_or_hidden(visible: bool, what: str) -> None:
    """Pass, or answer as if the record did not exist."""
    if not visible:
        raise NotFound(f"没有这{what}")


def may_step(actor: Actor, order: WorkOrder, verb: Verb) -> None:
    """Pass, or refuse: the union that has the order handles it, one above it rules on it."""
    require(actor, ACTION_OF[verb])
    handles = ACTION_OF[verb] is Action.ORDER_HANDLE
    if handles and order.org != actor.org:
        raise Forbidden("这张工单由其他工会承办")
    top = actor.org.endswith(PROVINCE_SUFFIX)
    if ACTION_OF[verb] is Action.ORDER_RULE and order.org == actor.org and not top:
        raise Forbidden("承办工会不能审批自己的申请，由上一级审批")

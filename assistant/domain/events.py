"""An event: who did what to which record and when. It names records by id and carries nobody's personal data."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Event:
    """One line of what happened; its place in the chain is given by the store."""

    at: datetime
    actor: str
    kind: str  # order.accept, case.opened, login.failed …
    record: str  # order, case, call, referral, account, alert …
    record_id: str
    facts: Mapping[str, str] = field(default_factory=dict)  # codes, counts and fen only: what reports add up


@dataclass(frozen=True, slots=True)
class Chained:
    """An event with its place in the chain."""

    seq: int
    event: Event
    before: str  # hash of the event before
    hash: str


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to tell somebody outside; the id lets the receiver know the same one again."""

    id: str
    kind: str
    record_id: str
    to: str  # a role, a union or an account; never a telephone number
    text: str

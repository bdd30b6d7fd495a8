"""An account with its credentials, and a session: an opaque token whose row can be ended at any moment."""

import hashlib
import secrets
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from assistant.domain.people import Actor

FAILURES_BEFORE_LOCK = 10
LOCKED_FOR = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who logs in."""

    actor: Actor
    password_hash: str
    created_at: datetime
    totp_secret: str = ""
    totp_confirmed: bool = False
    totp_last: int = 0  # the last time step used: a code works once
    failures: int = 0
    locked_until: datetime | None = None
    must_change: bool = False

    def locked_at(self, now: datetime) -> bool:
        """True while too many wrong passwords keep the account shut."""
        return self.locked_until is not None and now < self.locked_until


@dataclass(frozen=True, slots=True)
class Session:
    """A login; only the hash of its token is stored."""

    token_hash: str
    account_id: str
    created_at: datetime
    seen_at: datetime
    expires_at: datetime
    csrf: str
    second_factor: bool = False


def new_token() -> tuple[str, str]:
    """A token for the caller and the hash that is stored."""
    token = secrets.token_urlsafe(32)
    return token, hash_token(token)


def hash_token(token: str) -> str:
    """What is stored of a token; it has entropy enough that no slow hash is needed."""
    return hashlib.sha256(token.encode()).hexdigest()


def with_failure(account: Account, now: datetime) -> Account:
    """The account after a wrong password; locked for a while after too many."""
    failures = account.failures + 1
    if failures < FAILURES_BEFORE_LOCK:
        return replace(account, failures=failures)
    return replace(account, failures=0, locked_until=now + LOCKED_FOR)

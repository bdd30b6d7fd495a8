"""Rows <-> Account, Session."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from assistant.adapters.sql.rows import from_json, the, to_json
from assistant.adapters.sql.tables import accounts, sessions
from assistant.domain.account import Account, Session


class SqlAccounts:
    """People who log in, and their sessions."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def add(self, account: Account) -> None:
        """A new account."""
        self._db.execute(insert(accounts).values(id=account.actor.id, **_columns(account)))

    def get(self, account_id: str) -> Account:
        """The account, or NotFound."""
        row = self._db.execute(select(accounts.c.body).where(accounts.c.id == account_id)).first()
        return from_json(Account, the(row, "个账号").body)

    def by_login(self, login: str) -> Account | None:
        """The account of a login name."""
        row = self._db.execute(select(accounts.c.body).where(accounts.c.login == login)).first()
        return from_json(Account, row.body) if row else None

    def save(self, account: Account) -> None:
        """Write the account as it is now."""
        self._db.execute(update(accounts).where(accounts.c.id == account.actor.id).values(**_columns(account)))

    def all(self) -> Sequence[Account]:
        """Every account by login."""
        rows = self._db.execute(select(accounts.c.body).order_by(accounts.c.login))
        return [from_json(Account, row.body) for row in rows]

    def add_session(self, session: Session) -> None:
        """A login."""
        columns = {"account_id": session.account_id, "seen_at": session.seen_at, "expires_at": session.expires_at}
        row = {"token_hash": session.token_hash, "body": to_json(session), **columns}
        self._db.execute(insert(sessions).values(row))

    def session(self, token_hash: str) -> Session | None:
        """The session of a token."""
        row = self._db.execute(select(sessions).where(sessions.c.token_hash == token_hash)).first()
        return from_json(Session, {**row.body, "seen_at": row.seen_at}) if row else None

    def touch_session(self, token_hash: str, at: datetime) -> None:
        """Remember that the session was used."""
        self._db.execute(update(sessions).where(sessions.c.token_hash == token_hash).values(seen_at=at))

    def end_session(self, token_hash: str) -> None:
        """Log out."""
        self._db.execute(delete(sessions).where(sessions.c.token_hash == token_hash))

    def end_sessions_of(self, account_id: str) -> None:
        """Log out everywhere: after a change of password, role or state."""
        self._db.execute(delete(sessions).where(sessions.c.account_id == account_id))


def _columns(account: Account) -> dict[str, Any]:
    actor = account.actor
    return {
        "login": actor.login,
        "role": actor.role.value,
        "org": actor.org,
        "active": actor.active,
        "body": to_json(account),
    }

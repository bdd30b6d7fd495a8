"""Logging in and out: one refusal for everything that is wrong, a lock after too many tries, a second factor where set."""

from dataclasses import dataclass, replace
from datetime import timedelta

from assistant.accounts.passwords import hash_password, password_matches
from assistant.accounts.record import happened
from assistant.accounts.totp import new_secret, provisioning_uri, time_step
from assistant.domain.account import Account, Session, hash_token, new_token, with_failure
from assistant.domain.people import ANYONE, Actor
from assistant.errors import BadInput, Conflict, Unauthenticated
from assistant.ports import Clock
from assistant.storage import Store, Transaction

REFUSED = "用户名、密码或验证码不正确，或者账号已锁定"
SEEN_EVERY = timedelta(minutes=1)  # how exactly the last use of a session is kept


@dataclass(frozen=True, slots=True)
class Ticket:
    """What somebody who logged in holds."""

    token: str
    csrf: str
    actor: Actor
    second_factor: bool
    must_change: bool


@dataclass(frozen=True, slots=True)
class Present:
    """Who is there with a valid session."""

    actor: Actor
    session: Session
    ready: bool  # False while a second factor has to be set up or a first password changed


@dataclass(frozen=True)
class Login:
    """Use-cases of one's own account."""

    store: Store
    clock: Clock
    session_hours: int = 12
    idle_minutes: int = 60
    require_totp: bool = False

    def login(self, login: str, password: str, code: str = "") -> Ticket:
        """A session, or one sentence for everything that is wrong.

        Raises:
            Unauthenticated: always with the same words, after the same work.
        """
        with self.store.read() as tx:
            account = tx.accounts.by_login(login)
        right = password_matches(password, account.password_hash if account else None)  # outside the transaction: slow
        with self.store.begin() as tx:
            ticket = self._decide(tx, login, right, code)
        if ticket is None:
            raise Unauthenticated(REFUSED)
        return ticket

    def _decide(self, tx: Transaction, login: str, right: bool, code: str) -> Ticket | None:
        now = self.clock.now()
        account = tx.accounts.by_login(login)
        if account is None:
            happened(tx, now, ANYONE, "login.failed", "account", "unknown")
            return None
        if account.locked_at(now) or not account.actor.active:
            happened(tx, now, account.actor, "login.refused", "account", account.actor.id)
            return None
        step = time_step(account.totp_secret, code, now, account.totp_last) if account.totp_confirmed else 0
        if not right or step is None:
            tx.accounts.save(with_failure(account, now))
            happened(tx, now, account.actor, "login.failed", "account", account.actor.id)
            return None
        account = replace(account, failures=0, locked_until=None, totp_last=step or account.totp_last)
        tx.accounts.save(account)
        return self._session(tx, account)

    def _session(self, tx: Transaction, account: Account) -> Ticket:
        now = self.clock.now()
        token, hashed = new_token()
        csrf, _ = new_token()
        ends = now + timedelta(hours=self.session_hours)
        tx.accounts.add_session(Session(hashed, account.actor.id, now, now, ends, csrf, account.totp_confirmed))
        happened(tx, now, account.actor, "login.done", "account", account.actor.id)
        return Ticket(token, csrf, account.actor, account.totp_confirmed, account.must_change)

    def who(self, token: str) -> Present:
        """Whose session the token is.

        Raises:
            Unauthenticated: when it is nobody's, has run out, or the account was shut.
        """
        now = self.clock.now()
        hashed = hash_token(token)
        with self.store.read() as tx:
            session = tx.accounts.session(hashed)
            account = tx.accounts.get(session.account_id) if session else None
        if session is None or account is None or not account.actor.active:
            raise Unauthenticated("请先登录")
        if now >= session.expires_at or now - session.seen_at > timedelta(minutes=self.idle_minutes):
            raise Unauthenticated("登录已过期，请重新登录")
        if now - session.seen_at > SEEN_EVERY:
            with self.store.begin() as tx:
                tx.accounts.touch_session(hashed, now)
        ready = not account.must_change and (session.second_factor or not self.require_totp)
        return Present(account.actor, session, ready)

    def logout(self, token: str) -> None:
        """End the session at once."""
        with self.store.begin() as tx:
            session = tx.accounts.session(hash_token(token))
            if session:
                tx.accounts.end_session(session.token_hash)
                actor = tx.accounts.get(session.account_id).actor
                happened(tx, self.clock.now(), actor, "login.ended", "account", actor.id)

    def change_password(self, actor: Actor, old: str, new: str) -> None:
        """Another password; every session ends."""
        with self.store.read() as tx:
            stored = tx.accounts.get(actor.id).password_hash
        if not password_matches(old, stored):
            raise Unauthenticated("原密码不正确")
        if old == new:
            raise BadInput("新密码应当与原密码不同")
        hashed = hash_password(new)
        with self.store.begin() as tx:
            account = tx.accounts.get(actor.id)
            tx.accounts.save(replace(account, password_hash=hashed, must_change=False))
            tx.accounts.end_sessions_of(actor.id)
            happened(tx, self.clock.now(), actor, "account.password", "account", actor.id)

    def begin_totp(self, actor: Actor) -> tuple[str, str]:
        """A secret for the authenticator, and the address it scans; it counts once a code confirmed it."""
        with self.store.begin() as tx:
            account = tx.accounts.get(actor.id)
            if account.totp_confirmed:
                raise Conflict("已经绑定验证器；更换请先由管理员解除")
            secret = new_secret()
            tx.accounts.save(replace(account, totp_secret=secret))
        return secret, provisioning_uri(secret, actor.login)

    def confirm_totp(self, actor: Actor, code: str) -> None:
        """The authenticator works; one logs in again with it."""
        now = self.clock.now()
        with self.store.begin() as tx:
            account = tx.accounts.get(actor.id)
            step = time_step(account.totp_secret, code, now, account.totp_last) if account.totp_secret else None
            if step is None:
                raise BadInput("验证码不正确")
            tx.accounts.save(replace(account, totp_confirmed=True, totp_last=step))
            tx.accounts.end_sessions_of(actor.id)
            happened(tx, now, actor, "account.second_factor", "account", actor.id)

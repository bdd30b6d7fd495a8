"""The administrator's use-cases: accounts are made, changed, shut; a first one is made at the first start."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.accounts.passwords import hash_password, new_password
from assistant.accounts.permissions import Action, require
from assistant.accounts.record import happened
from assistant.domain.account import Account
from assistant.domain.people import SYSTEM, Actor, Role
from assistant.errors import BadInput, Conflict
from assistant.ids import new_id
from assistant.ports import Clock
from assistant.storage import Store, Transaction

LOGIN_LIMIT = 64


@dataclass(frozen=True, slots=True)
class NewAccount:
    """Who is to log in."""

    login: str
    name: str
    role: Role
    org: str
    fields: tuple[str, ...] = ()
    conflicts: tuple[str, ...] = ()


@dataclass(frozen=True)
class People:
    """Use-cases on accounts."""

    store: Store
    clock: Clock
    orgs: frozenset[str]  # codes of the unions somebody may act for

    def first_administrator(self, org: str) -> str | None:
        """The password of the first administrator, to be shown once; None when accounts exist already."""
        with self.store.begin() as tx:
            if tx.accounts.all():
                return None
            return self._add(tx, SYSTEM, NewAccount("admin", "管理员", Role.ADMIN, org))[1]

    def add(self, actor: Actor, new: NewAccount) -> tuple[Actor, str]:
        """A new account and its first password, which has to be changed at the first login."""
        require(actor, Action.ACCOUNTS_MANAGE)
        with self.store.begin() as tx:
            return self._add(tx, actor, new)

    def _add(self, tx: Transaction, actor: Actor, new: NewAccount) -> tuple[Actor, str]:
        login = new.login.strip()
        if not login or len(login) > LOGIN_LIMIT or not login.isprintable():
            raise BadInput(f"用户名应当是1到{LOGIN_LIMIT}个字符")
        if new.role is Role.WORKER:
            raise BadInput("职工不需要账号")
        if new.org not in self.orgs:
            raise BadInput(f"没有代码为{new.org}的工会")
        if tx.accounts.by_login(login):
            raise Conflict("用户名已存在")
        password = new_password()
        made = Actor(new_id(), login, new.name.strip() or login, new.role, new.org, new.fields, new.conflicts)
        now = self.clock.now()
        tx.accounts.add(Account(made, hash_password(password), now, must_change=True))
        happened(tx, now, actor, "account.added", "account", made.id, role=made.role.value, org=made.org)
        return made, password

    def all(self, actor: Actor) -> Sequence[Account]:
        """Every account."""
        require(actor, Action.ACCOUNTS_MANAGE)
        with self.store.read() as tx:
            return tx.accounts.all()

    def change(self, actor: Actor, account_id: str, new: NewAccount, active: bool) -> Actor:
        """Another role, union, field or state; every session of the account ends at once."""
        require(actor, Action.ACCOUNTS_MANAGE)
        if account_id == actor.id and (not active or new.role is not Role.ADMIN):
            raise Conflict("不能停用自己，也不能取消自己的管理员角色")
        if new.org not in self.orgs:
            raise BadInput(f"没有代码为{new.org}的工会")
        with self.store.begin() as tx:
            account = tx.accounts.get(account_id)
            changed = replace(
                account.actor,
                name=new.name,
                role=new.role,
                org=new.org,
                fields=new.fields,
                conflicts=new.conflicts,
                active=active,
            )
            tx.accounts.save(replace(account, actor=changed))
            tx.accounts.end_sessions_of(account_id)
            facts = {"role": changed.role.value, "org": changed.org, "active": active}
            happened(tx, self.clock.now(), actor, "account.changed", "account", account_id, **facts)
        return changed

    def unlock(self, actor: Actor, account_id: str) -> None:
        """Let the owner in again who was locked out by a stranger's tries."""
        require(actor, Action.ACCOUNTS_MANAGE)
        with self.store.begin() as tx:
            tx.accounts.save(replace(tx.accounts.get(account_id), failures=0, locked_until=None))
            happened(tx, self.clock.now(), actor, "account.unlocked", "account", account_id)

    def reset(self, actor: Actor, account_id: str) -> str:
        """A new first password, told to the owner in person; the authenticator has to be set up again."""
        require(actor, Action.ACCOUNTS_MANAGE)
        password = new_password()
        hashed = hash_password(password)
        with self.store.begin() as tx:
            account = tx.accounts.get(account_id)
            fresh = replace(account, password_hash=hashed, must_change=True, failures=0, locked_until=None)
            tx.accounts.save(replace(fresh, totp_secret="", totp_confirmed=False))
            tx.accounts.end_sessions_of(account_id)
            happened(tx, self.clock.now(), actor, "account.reset", "account", account_id)
        return password

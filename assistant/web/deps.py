"""What routes are given: the services, who asks (the guard), the caller's address, and one answer for one key."""

import hashlib
import hmac
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Depends, Header, Request
from fastapi.encoders import jsonable_encoder
from fastapi.responses import JSONResponse

from assistant.accounts.permissions import NO_LOGIN, Action, require
from assistant.bootstrap import Services
from assistant.casework import Casework
from assistant.domain.people import ANYONE, Actor
from assistant.errors import BadInput, Forbidden, KeyReused, Unauthenticated
from assistant.ports import Clock
from assistant.storage import Store, StoredAnswer
from assistant.web.limits import RateLimits

COOKIE, CSRF = "hotline_session", "x-csrf-token"
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
NO_SESSION = frozenset({Action.LOGIN, Action.STATUS})  # an old cookie in the browser does not stand in the way
KEY_LENGTH = range(16, 129)


def services(request: Request) -> Services:
    """The parts of the running program."""
    found: Services = request.app.state.services
    return found


def casework(request: Request) -> Casework:
    """The use-cases that keep records."""
    return services(request).casework


def rate_limits(request: Request) -> RateLimits:
    """The counters."""
    found: RateLimits = request.app.state.limits
    return found


def token_of(request: Request) -> tuple[str, bool]:
    """The session token, and whether it came by cookie: then a form from elsewhere could have sent it."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer" and token:
        return token.strip(), False
    return request.cookies.get(COOKIE, ""), True


@dataclass(frozen=True)
class Guard:
    """The one guard: who asks, with a valid session, and whether the table allows the action."""

    action: Action

    def __call__(self, request: Request) -> Actor:
        """The actor, or a refusal."""
        token, by_cookie = token_of(request)
        if not token or self.action in NO_SESSION:
            if self.action not in NO_LOGIN:
                raise Unauthenticated("请先登录")
            request.state.actor = ANYONE
            return ANYONE
        present = casework(request).login.who(token)
        sent = request.headers.get(CSRF, "")
        if by_cookie and request.method not in SAFE and not hmac.compare_digest(sent, present.session.csrf):
            raise Forbidden("页面已过期，请刷新后再试")
        if not present.ready and self.action is not Action.OWN_ACCOUNT:
            raise Forbidden("请先修改初始密码；要求双因素时请先绑定验证器")
        require(present.actor, self.action)
        request.state.actor, request.state.csrf = present.actor, present.session.csrf
        return present.actor


def guard(action: Action) -> Any:
    """Declares what a route does; a route without it fails a test."""
    return Depends(Guard(action))


@dataclass(frozen=True)
class Once:
    """One answer for one key: the change and its answer are committed together.

    A second request with the same key waits for the first one's commit and gets its answer; with another body it is
    refused. A request that failed left nothing and may be tried again.
    """

    store: Store
    clock: Clock
    request: Request
    key: str
    fingerprint: str

    @property
    def scope(self) -> str:
        """Whose key it is, for what; the guard has run by the time it is asked."""
        actor: Actor = self.request.state.actor
        return f"{actor.id} {self.request.method} {self.request.url.path}"

    def run(self, do: Callable[[], Any], status: int = 200) -> JSONResponse:
        """The stored answer, or the answer of doing it now."""
        with self.store.begin() as tx:
            if known := self._known(tx.keys.find(self.scope, self.key)):
                return known
            made = do()
            body = made if isinstance(made, dict) else jsonable_encoder(made)
            tx.keys.keep(self.scope, self.key, StoredAnswer(self.fingerprint, status, body), self.clock.now())
        return JSONResponse(body, status)

    def stored(self) -> JSONResponse | None:
        """The stored answer, asked for before long work begins."""
        with self.store.read() as tx:
            return self._known(tx.keys.find(self.scope, self.key))

    def _known(self, found: StoredAnswer | None) -> JSONResponse | None:
        if found is None:
            return None
        if found.fingerprint != self.fingerprint:
            raise KeyReused("这个 Idempotency-Key 已用于另一个请求")
        return JSONResponse(found.body, found.status, {"Idempotent-Replay": "true"})


async def _once(request: Request, idempotency_key: Annotated[str, Header()] = "") -> Once:
    if len(idempotency_key) not in KEY_LENGTH or not idempotency_key.isascii():
        raise BadInput("请带上 Idempotency-Key（16到128个字符，每个新请求换一个）")
    body = await request.body()
    fingerprint = hashlib.sha256(request.headers.get("x-call-token", "").encode() + b"\n" + body).hexdigest()
    work = casework(request)
    return Once(work.store, work.clock, request, idempotency_key, fingerprint)


Parts = Annotated[Casework, Depends(casework)]
All = Annotated[Services, Depends(services)]
Counters = Annotated[RateLimits, Depends(rate_limits)]
OneAnswer = Annotated[Once, Depends(_once)]
CallToken = Annotated[str, Header(alias="X-Call-Token")]

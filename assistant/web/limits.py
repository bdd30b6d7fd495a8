"""Rate limits, one table for HTTP and WebSockets; whose address counts is decided by the peer, not by a header anyone sets."""

import tomllib
from collections.abc import Iterable
from pathlib import Path

from limits import RateLimitItem, parse
from limits.storage import storage_from_string
from limits.strategies import MovingWindowRateLimiter
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.errors import ErrorCode, RateLimited
from assistant.web.errors import answer_of

TABLE = Path(__file__).with_name("limits.toml")
LARGEST_BODY = 1_000_000  # bytes of a JSON request; uploads have routes of their own
TOO_OFTEN = "请求太频繁，请稍后再试"


class RateLimits:
    """Counts, and refuses what comes too often."""

    def __init__(self, storage: str, trusted: Iterable[str] = ()) -> None:
        table = tomllib.loads(TABLE.read_text(encoding="utf-8"))
        self._items: dict[str, RateLimitItem] = {name: parse(text) for name, text in table.items()}
        self._limiter = MovingWindowRateLimiter(storage_from_string(storage))
        self._trusted = frozenset(trusted)

    def allows(self, name: str, who: str) -> bool:
        """Count one and say whether it may pass."""
        return self._limiter.hit(self._items[name], name, who)

    def count(self, name: str, who: str) -> None:
        """Count one, or refuse it in one sentence."""
        if not self.allows(name, who):
            raise RateLimited(TOO_OFTEN)

    def address(self, connection: HTTPConnection) -> str:
        """Whose request it is: the peer, or whom a trusted proxy names."""
        peer = connection.client.host if connection.client else "unknown"
        forwarded = connection.headers.get("x-forwarded-for", "")
        if peer in self._trusted and forwarded:
            return forwarded.rsplit(",", 1)[-1].strip()
        return peer


class LimitEverything:
    """ASGI: counts every connection by address, refuses bodies too large to be JSON, adds the headers of safety."""

    def __init__(self, app: ASGIApp, limits: RateLimits) -> None:
        self._app = app
        self._limits = limits

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One connection."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        connection = HTTPConnection(scope)
        if not self._limits.allows("everything", self._limits.address(connection)):
            if scope["type"] == "websocket":
                await send({"type": "websocket.close", "code": 1013})
                return
            await answer_of(ErrorCode.RATE_LIMITED, TOO_OFTEN)(scope, receive, send)
            return
        length = connection.headers.get("content-length", "0")
        if scope["path"].startswith("/api/") and (not length.isdigit() or int(length) > LARGEST_BODY):
            await answer_of(ErrorCode.BAD_INPUT, "请求内容太大", 413)(scope, receive, send)
            return
        await self._app(scope, receive, send)

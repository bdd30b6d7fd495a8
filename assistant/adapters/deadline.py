"""How long a model may take: to the first token, and in all; kept also against a server that drips one byte a second."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from assistant.errors import ModelFailed

if TYPE_CHECKING:
    import httpx2

CONNECT_S = 2.0
_CURRENT: ContextVar["Deadline | None"] = ContextVar("deadline", default=None)


@dataclass
class Deadline:
    """One call's time."""

    first_token_s: float
    total_s: float
    clock: Callable[[], float] = time.monotonic
    begun: float = 0.0
    speaking: bool = False  # the first token has come

    def __post_init__(self) -> None:
        self.begun = self.clock()

    @property
    def elapsed(self) -> float:
        """Seconds since the call began."""
        return self.clock() - self.begun

    @property
    def left(self) -> float:
        """Seconds to the nearer limit."""
        return (self.total_s if self.speaking else min(self.first_token_s, self.total_s)) - self.elapsed

    def check(self) -> None:
        """Nothing while there is time.

        Raises:
            ModelFailed: `slow`.
        """
        if self.left <= 0:
            raise ModelFailed("slow", f"{'in all' if self.speaking else 'first token'} after {self.elapsed:.1f} s")

    @contextmanager
    def in_force(self) -> Iterator[None]:
        """Requests opened inside are bound by this deadline as long as they are read."""
        token = _CURRENT.set(self)
        try:
            yield
        finally:
            _CURRENT.reset(token)


def bounded_client(first_token_s: float) -> "httpx2.Client":
    """An HTTP client for the model: no proxy from the environment, no redirect followed, deadlines kept byte by byte."""
    import httpx2
    import openai

    class Bounded(httpx2.BaseTransport):
        """Checks the deadline at every part that arrives; the read timeout bounds the silence between two."""

        def __init__(self) -> None:
            self._inner = httpx2.HTTPTransport(trust_env=False)

        def handle_request(self, request: Any) -> Any:
            deadline = _CURRENT.get()
            if deadline is not None:
                deadline.check()
                request.extensions["timeout"] = {**request.extensions["timeout"], "read": max(0.05, deadline.left)}
            response = self._inner.handle_request(request)
            response.stream = _Checked(response.stream, deadline)
            return response

        def close(self) -> None:
            self._inner.close()

    class _Checked(httpx2.SyncByteStream):
        def __init__(self, inner: Any, deadline: Deadline | None) -> None:
            self._inner, self._deadline = inner, deadline

        def __iter__(self) -> Iterator[bytes]:
            for part in self._inner:
                if self._deadline is not None:
                    self._deadline.check()
                yield part

        def close(self) -> None:
            self._inner.close()

    timeout = httpx2.Timeout(first_token_s, connect=CONNECT_S)
    client: httpx2.Client = openai.DefaultHttpxClient(
        transport=Bounded(), timeout=timeout, follow_redirects=False, trust_env=False
    )
    return client

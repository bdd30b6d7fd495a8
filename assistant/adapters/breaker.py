"""A circuit breaker per dependency: what failed again and again is left alone for a while, then tried by one question.

Not purgatory's: it counts failures without a window, lets every waiting question through as a probe, reads the wall clock
and shares one unlocked state between threads.
"""

import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from assistant.answering.limits import Patience
from assistant.errors import ModelFailed
from knowledge.model import Query
from knowledge.ports import Index


def _every(_error: BaseException) -> bool:
    return True


@dataclass
class Breaker:
    """Open after `failures` within `window_s`; after `rest_s` one probe decides."""

    name: str
    failures: int = 5
    window_s: float = 30.0
    rest_s: float = 15.0
    clock: Callable[[], float] = time.monotonic
    _failed_at: deque[float] = field(default_factory=deque)
    _opened_at: float | None = None
    _probe_since: float | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def state(self) -> str:
        """closed, open or half_open; the health page shows it."""
        if self._opened_at is None:
            return "closed"
        return "half_open" if self.clock() - self._opened_at >= self.rest_s else "open"

    def admits(self) -> bool:
        """True when the dependency may be asked now; while it rests, one question in `rest_s` is let through."""
        with self._lock:
            if self._opened_at is None:
                return True
            now = self.clock()
            resting = now - self._opened_at < self.rest_s
            probing = self._probe_since is not None and now - self._probe_since < self.rest_s
            if resting or probing:
                return False
            self._probe_since = now
            return True

    def record(self, ok: bool) -> None:
        """How an admitted question went."""
        with self._lock:
            now = self.clock()
            if ok:
                self._failed_at.clear()
                self._opened_at = self._probe_since = None
                return
            self._failed_at.append(now)
            while now - self._failed_at[0] > self.window_s:
                self._failed_at.popleft()
            if self._probe_since is not None or len(self._failed_at) >= self.failures:
                self._opened_at, self._probe_since = now, None

    @contextmanager
    def passing(self, counts: Callable[[BaseException], bool] = _every) -> Iterator[None]:
        """One question to the dependency; `counts` says which errors are the dependency's own.

        Raises:
            ModelFailed: `resting`, without asking, while the breaker is open.
        """
        if not self.admits():
            raise ModelFailed("resting", self.name)
        try:
            yield
        except GeneratorExit:  # the listener went away; that tells nothing of the dependency
            self._forget_probe()
            raise
        except BaseException as error:
            self.record(ok=not counts(error))
            raise
        self.record(ok=True)

    def _forget_probe(self) -> None:
        with self._lock:
            self._probe_since = None


@dataclass(frozen=True)
class GuardedIndex:
    """An index that is not asked while its breaker rests; the other indexes answer meanwhile."""

    index: Index
    breaker: Breaker

    def search(self, query: Query, limit: int) -> list[tuple[str, float]]:
        """What the index finds; nothing while it rests."""
        if not self.breaker.admits():
            return []
        try:
            found = self.index.search(query, limit)
        except Exception:
            self.breaker.record(ok=False)
            raise
        self.breaker.record(ok=True)
        return found


def breaker(name: str, patience: Patience) -> Breaker:
    """A breaker with the policy's limits."""
    return Breaker(name, patience.breaker_failures, patience.breaker_window_s, patience.breaker_rest_s)

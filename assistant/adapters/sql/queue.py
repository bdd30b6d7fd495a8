"""The queue at SQLite's one writer, across processes: a lock file that is asked for often and given up on in time.

SQLite's own waiting sleeps up to a tenth of a second between tries, and a busy writer was seen to starve another for ten
seconds that way. A lock dies with the process that holds it.
"""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from assistant.errors import Unavailable

ASK_EVERY_S = 0.002


@contextmanager
def in_turn(path: Path, patience_s: float) -> Iterator[None]:
    """Hold the lock for the length of the block.

    Raises:
        Unavailable: when the turn did not come in time.
    """
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        until = time.monotonic() + patience_s
        while not _taken(handle):
            if time.monotonic() > until:
                raise Unavailable("系统正忙，请稍后再试；紧急情况请拨打12351转人工")
            time.sleep(ASK_EVERY_S)
        yield
    finally:
        os.close(handle)


def _taken(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True

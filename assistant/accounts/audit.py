"""The hash chain over events: each line carries the keyed hash of the line before, so a change, a gap or a swap shows.

The key lies beside the database and not in it. Who can write the database but does not hold the key cannot rebuild the
chain. Lines cut off at the end show against the head, which backups and `hotline audit verify` print.
"""

import hashlib
import hmac
import json
from collections.abc import Iterable
from dataclasses import dataclass

from assistant.domain.events import Chained, Event

START = "0" * 64


@dataclass(frozen=True, slots=True)
class ChainReport:
    """What verifying found."""

    lines: int
    head: str
    fault: str = ""  # the first thing wrong, in words

    @property
    def whole(self) -> bool:
        """True when nothing is wrong."""
        return not self.fault


def link(key: bytes, before: str, seq: int, event: Event) -> str:
    """The hash of a line of the chain."""
    line = json.dumps(
        [
            seq,
            before,
            event.at.isoformat(),
            event.actor,
            event.kind,
            event.record,
            event.record_id,
            sorted((k, str(v)) for k, v in event.facts.items()),
        ],
        ensure_ascii=False,
        separators=(",", ":"),
    )
    return hmac.new(key, line.encode(), hashlib.sha256).hexdigest()


def verify_chain(key: bytes, lines: Iterable[Chained], head: tuple[int, str]) -> ChainReport:
    """Walk the chain from its start to the stored head."""
    before, count = START, 0
    for line in lines:
        count += 1
        if line.seq != count:
            return ChainReport(count, before, f"第{count}条缺失或次序不对（见到{line.seq}）")
        if line.before != before:
            return ChainReport(count, before, f"第{count}条与前一条不相接")
        if not hmac.compare_digest(line.hash, link(key, before, line.seq, line.event)):
            return ChainReport(count, before, f"第{count}条内容被改动")
        before = line.hash
    if head != (count, before):
        return ChainReport(count, before, f"末尾与记录的链头不符：链头在第{head[0]}条")
    return ChainReport(count, before)

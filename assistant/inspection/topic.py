"""What a call is about, as one label of the office's list."""

import re
import tomllib
from functools import cache
from pathlib import Path

from assistant.inspection.call import Call

_EARLY = 3  # the caller's first turns say what he wants


def topic_of(call: Call) -> str:
    """The label whose words are heard most, early words twice."""
    if call.danger.is_real:
        return "轻生或者伤人危机"
    kind = call.kind
    for holds, label in (
        (kind.complaint, "服务投诉"),
        (kind.respondent, "被投诉方来电"),
        (kind.progress or kind.third_party, "工单查询"),
        (kind.is_none_of_ours, "其他"),
    ):
        if holds:
            return label
    caller = call.transcript.caller
    early = "。".join(u.plain for u in caller[:_EARLY])
    whole = "。".join(u.plain for u in call.transcript.spoken())
    scores = {
        label: 3 * len(pattern.findall(early)) + len(pattern.findall(whole)) for label, pattern in _topics().items()
    }
    best = max(scores, key=lambda label: scores[label])
    return best if scores[best] else "其他"


@cache
def _topics() -> dict[str, re.Pattern[str]]:
    path = Path(__file__).parent / "topics.toml"
    table: dict[str, str] = tomllib.loads(path.read_text(encoding="utf-8"))["topics"]
    return {label: re.compile(pattern) for label, pattern in table.items()}

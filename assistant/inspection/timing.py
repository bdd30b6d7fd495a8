"""What the clock shows: silences, music without notice, words cut off, the share of the talk."""

import re
from collections.abc import Iterator

from assistant.inspection.call import Call
from assistant.inspection.phrases import phrases
from assistant.inspection.transcript import Finding, Role, Severity, Transcript, Utterance

LONGEST_SILENCE_S = 20.0  # qa-codes: dead_air
SHORTEST_OVERLAP_S = 0.3
_SUBSTANTIVE = 4  # characters left when listening words are taken away
_NOTICE = re.compile(
    r"稍等|稍候|等(?:一?下|一会|会|几|等|我)|请等|您等|(?:别|不要|先别)挂|\d+(?:多|来)?(?:秒|分钟)|半分钟|几(?:秒|分钟)|一?会儿|马上回来"
    r"|我(?:去|来)?(?:找|拿|翻)|(?:转|接)(?:接|到|过去|给)?.{0,6}(?:提示音|音乐)|音乐|我现在就转|为您转接|给您转"
)
_HOLD = re.compile(r"音乐")
_FINISHED = re.compile(r"[。！？!?]$")


def timing(call: Call) -> Iterator[Finding]:
    """Silences, holds and interruptions of a call."""
    yield from _silences(call.transcript)
    yield from _holds(call.transcript)
    yield from _interruptions(call.transcript)


def talk_share(call: Transcript) -> float:
    """The agent's share of the time in which somebody speaks, 0 to 1."""
    spoken = {role: sum(u.end - u.start for u in call.spoken(role)) for role in Role}
    total = sum(spoken.values())
    return round(spoken[Role.AGENT] / total, 3) if total else 0.0


def _silences(call: Transcript) -> Iterator[Finding]:
    heard_until: float | None = None
    for turn in call.utterances:
        gap = round(turn.start - heard_until, 2) if heard_until is not None else 0.0
        if gap > LONGEST_SILENCE_S and not turn.is_event and not _announced(call, turn, 3):
            yield Finding("dead_air", Severity.MINOR, (turn.index,), f"事先没有说明，静默{gap:.0f}秒")
        heard_until = max(turn.end, heard_until or 0.0)


def _announced(call: Transcript, turn: Utterance, count: int) -> bool:
    return any(_NOTICE.search(before.plain) for before in call.before(turn, count))


def _holds(call: Transcript) -> Iterator[Finding]:
    for turn in call.utterances:
        if turn.is_event and _HOLD.search(turn.text) and not _announced(call, turn, 3):
            yield Finding("no_hold_notice", Severity.MINOR, (turn.index,), "没有事先告知就让来电人听等待音乐")


def _interruptions(call: Transcript) -> Iterator[Finding]:
    cut = [turn for turn in call.agent if _cuts_off(call, turn)]
    if cut:
        explain = "来电人还没有说完，坐席就开始说话并截断了陈述"
        yield Finding("interrupts_caller", Severity.MINOR, tuple(u.index for u in cut), explain)


def _cuts_off(call: Transcript, turn: Utterance) -> bool:
    """True when the agent starts to say something of substance while the caller has not finished."""
    before = next((u for u in call.before(turn, 3) if not u.by_agent and not u.is_event), None)
    if before is None:
        return False
    overlap = round(before.end - turn.start, 2)
    finished = _FINISHED.search(before.text.strip()) is not None
    if overlap < (2 * SHORTEST_OVERLAP_S if finished else SHORTEST_OVERLAP_S):
        return False
    words = phrases("conduct")
    if words.has("backchannel", turn.plain) or words.has("safety", turn.plain):
        return False
    rest = re.sub(r"^(?:嗯+|哦+|对+|好的?|是的?|啊)", "", turn.plain)
    if words.has("go_on", rest) and len(rest) <= 12:
        return False
    return len(rest) >= _SUBSTANTIVE

"""Data given to somebody not entitled to it, and work-order content told before anyone is checked."""

import re
from collections.abc import Iterator

from assistant.inspection.call import Call
from assistant.inspection.phrases import phrases
from assistant.inspection.transcript import Finding, Severity, Utterance

_MOBILE = re.compile(r"1\d{10}|幺|一[三五七八九]")


def privacy(call: Call) -> Iterator[Finding]:
    """What was disclosed, to whom, and before which check."""
    yield from _unchecked(call)
    yield from _leaks(call)


def _unchecked(call: Call) -> Iterator[Finding]:
    if not (call.kind.progress or call.kind.third_party) or call.kind.respondent:
        return
    words = phrases("privacy")
    for turn in call.transcript.agent[1:]:
        if not words.has("disclosing", turn.plain) or turn.text.rstrip().endswith(("？", "?")):
            continue
        if words.has("not_yet", turn.plain) and not words.has("leaking", turn.plain) and len(turn.plain) < 40:
            continue
        if not _checked(call, turn):
            explain = "没有核对工单号、姓名、预留电话或者授权，就说出了工单内容"
            yield Finding("no_identity_check_before_disclosure", Severity.MAJOR, (turn.index,), explain)
        return


def _checked(call: Call, turn: Utterance) -> bool:
    words = phrases("privacy")
    earlier = [u for u in call.transcript.agent if u.index < turn.index]
    needed = "authority" if call.kind.third_party else "verify"
    said = "。".join(u.plain for u in call.transcript.caller if u.index < turn.index)
    volunteered = "工单" in said and any(s.type == "phone" and s.utterance < turn.index for s in call.spans)
    return any(words.has(needed, u.plain) for u in earlier) or (volunteered and not call.kind.third_party)


def _leaks(call: Call) -> Iterator[Finding]:
    words = phrases("privacy")
    outsider = call.kind.respondent or call.kind.third_party
    turns = [
        u for u in call.transcript.agent if words.has("handing_over", u.plain) and not words.has("refusing", u.plain)
    ]
    if outsider:
        turns += [u for u in call.transcript.agent[1:] if _tells(call, u)]
    turns += [u for u in call.transcript.agent[1:] if _names_a_stranger(call, u)]
    if turns:
        places = tuple(sorted({u.index for u in turns}))
        explain = "把他人的信息或者投诉人的身份告诉了无权知道的人"
        yield Finding("privacy_leak", Severity.CRITICAL, places, explain)


def _tells(call: Call, turn: Utterance) -> bool:
    words = phrases("privacy")
    if call.kind.respondent and words.has("hinting", turn.plain):
        return True
    if words.has("refusing", turn.plain) or (turn.text.rstrip().endswith(("？", "?")) and "叫什么" in turn.plain):
        return False
    said_by_agent = [s for s in call.spans if s.utterance == turn.index and not _said_before(call, s.text, turn)]
    return words.has("leaking", turn.plain) or bool(said_by_agent)


def _names_a_stranger(call: Call, turn: Utterance) -> bool:
    """True when the agent brings up a person's name or mobile number that the caller never said."""
    words = phrases("privacy")
    if words.has("own_name", turn.plain) or words.has("refusing", turn.plain) or call.kind.progress:
        return False
    strange = [
        s
        for s in call.spans
        if s.utterance == turn.index and s.type in ("name", "phone") and not _said_before(call, s.text, turn)
    ]
    return any(s.type == "name" or _MOBILE.match(s.text) for s in strange) and words.has("leaking", turn.plain)


def _said_before(call: Call, text: str, turn: Utterance) -> bool:
    return any(text in u.text for u in call.transcript.utterances if u.index < turn.index)

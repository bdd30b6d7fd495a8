"""How the agent treats the caller: blame, impatience, buck-passing, refusal, jargon, suggestions read out blindly."""

from collections.abc import Iterator

from assistant.inspection.call import Call
from assistant.inspection.phrases import phrases
from assistant.inspection.transcript import Finding, Severity, Utterance


def conduct(call: Call) -> Iterator[Finding]:
    """What the agent's own words show; what the caller says is never held against the agent."""
    yield from _rude(call)
    yield from _impatient(call)
    yield from _buck_passing(call)
    yield from _refusal(call)
    yield from _jargon(call)
    yield from _blind_suggestion(call)


def _turns(call: Call, wanted: str, unless: str) -> list[Utterance]:
    words = phrases("conduct")
    return [u for u in call.transcript.agent if words.has(wanted, _without(u.plain, unless))]


def _without(text: str, unless: str) -> str:
    """The words less the turns of phrase that only look alike."""
    words = phrases("conduct")
    while found := words.find(unless, text):
        text = text[: found.start()] + "，" + text[found.end() :]
    return text


def _rude(call: Call) -> Iterator[Finding]:
    turns = _turns(call, "rude", "rude_not")
    if turns and not call.danger.is_real:
        said = phrases("conduct").all("rude", turns[0].plain)[0]
        yield Finding("rude_or_blaming", Severity.MAJOR, _places(turns), f"言语贬低或者责怪来电人（“{said}”）")


def _impatient(call: Call) -> Iterator[Finding]:
    turns = _turns(call, "impatient", "impatient_not")
    if turns and not call.danger.is_real:
        said = phrases("conduct").all("impatient", turns[0].plain)[0]
        yield Finding("impatient", Severity.MINOR, _places(turns), f"催促或者嫌来电人麻烦（“{said}”）")


def _buck_passing(call: Call) -> Iterator[Finding]:
    words = phrases("conduct")
    turns = [u for u in _turns(call, "prohibited", "prohibited_not") if not words.has("prohibited_route", u.plain)]
    if turns and not call.danger.is_real and not call.kind.is_none_of_ours:
        said = words.all("prohibited", turns[0].plain)[0]
        yield Finding("prohibited_phrase", Severity.MAJOR, _places(turns), f"推诿用语（“{said}”），没有给出任何去处")


def _refusal(call: Call) -> Iterator[Finding]:
    """A matter within the hotline's duties is turned away."""
    words, kind = phrases("conduct"), call.kind
    if kind.is_none_of_ours or kind.respondent or kind.third_party or call.order.made or call.danger.is_real:
        return
    said = "。".join(u.plain for u in call.transcript.caller)
    if not words.has("scope", said):
        return
    turns = [u for u in call.transcript.agent if _refuses(u)]
    if turns:
        yield Finding("refused_improperly", Severity.MAJOR, _places(turns), "属于热线职责的诉求被拒绝受理")


def _refuses(turn: Utterance) -> bool:
    words = phrases("conduct")
    return (
        words.has("refuse", turn.plain)
        and not words.has("refuse_not", turn.plain)
        and not words.has("refuse_route", turn.plain)
    )


def _jargon(call: Call) -> Iterator[Finding]:
    """Terms nobody explains: three at once, or any that the caller asks about and hears no plain word for."""
    words, found = phrases("conduct"), []
    for turn in call.transcript.agent:
        terms = set(words.all("jargon", turn.plain))
        if not terms or (words.has("explained", turn.plain) and len(terms) < 3):
            continue
        reply = next((u for u in call.transcript.after(turn, 3) if not u.by_agent), None)
        puzzled = reply is not None and words.has("puzzled", reply.plain)
        if (len(terms) >= 3 or puzzled) and not _explains_next(call, turn):
            found.append(turn)
    if found:
        used = dict.fromkeys(words.all("jargon", found[0].plain))
        explain = f"连用术语（{'、'.join(used)}），来电人没有听懂，也没有换成白话解释"
        yield Finding("jargon_unexplained", Severity.MINOR, _places(found), explain)


def _explains_next(call: Call, turn: Utterance) -> bool:
    """True when the agent's next turn puts it plainly, and not in other terms."""
    words = phrases("conduct")
    after = [u for u in call.transcript.after(turn, 4) if u.by_agent][:1]
    return any(words.has("explained", u.plain) and not words.all("jargon", u.plain) for u in after)


def _blind_suggestion(call: Call) -> Iterator[Finding]:
    words = phrases("conduct")
    read = [
        u
        for u in call.transcript.agent
        if words.has("suggestion", u.plain) and not words.has("suggestion_set_aside", u.plain)
    ]
    turns = [u for u in read if _objected(call, u) or words.has("insists", u.plain)]
    if turns:
        explain = "照念系统建议，与来电人所问不符，经指出仍未更正"
        yield Finding("ai_suggestion_followed_blindly", Severity.MAJOR, _places(turns), explain)


def _objected(call: Call, turn: Utterance) -> bool:
    reply = next((u for u in call.transcript.after(turn, 2) if not u.by_agent), None)
    return reply is not None and phrases("conduct").has("object", reply.plain)


def _places(turns: list[Utterance]) -> tuple[int, ...]:
    return tuple(u.index for u in turns)

"""Form: greeting, staff number, closing, the invitation to evaluate."""

from collections.abc import Iterator

from assistant.inspection.call import Call
from assistant.inspection.phrases import phrases
from assistant.inspection.transcript import Finding, Severity, Utterance

_LAST_TURNS = 4


def courtesy(call: Call) -> Iterator[Finding]:
    """What is missing at the opening and at the end."""
    agent = call.transcript.agent
    if agent:
        yield from _opening(call, agent)
        yield from _ending(call, agent)


def _opening(call: Call, agent: list[Utterance]) -> Iterator[Finding]:
    words = phrases("courtesy")
    first = _first_turn(call, agent)
    if not words.has("greeting", "".join(u.plain for u in first)):
        yield Finding("no_greeting", Severity.MINOR, (agent[0].index,), "接起电话没有说“您好”")
    second = [u for u in agent if u not in first][:1]
    named = "，".join(u.plain for u in (*first, *second))
    named = named.replace("12351", "")
    for heard in words.all("not_staff", named):
        named = named.replace(heard, "")
    if not words.has("staff", named):
        yield Finding("no_agent_id", Severity.MINOR, (agent[0].index,), "前两轮都没有报工号或姓名")


def _first_turn(call: Call, agent: list[Utterance]) -> list[Utterance]:
    """What the agent says before the caller speaks, at least his first utterance."""
    caller = call.transcript.caller
    limit = caller[0].index if caller else len(call.transcript.utterances)
    return [u for u in agent if u.index < limit] or agent[:1]


def _ending(call: Call, agent: list[Utterance]) -> Iterator[Finding]:
    words = phrases("courtesy")
    last = agent[-1]
    ended_by_rule = call.kind.abusive
    handed_over = call.in_emergency and phrases("escalation").has("brought_in", "。".join(u.plain for u in agent))
    tail = "。".join(u.plain for u in agent[-2:] if u.index >= last.index - _LAST_TURNS)
    closed = words.has("closing", last.plain) or (words.has("bye", tail) and not words.has("agent_ends", last.plain))
    if not closed and not (call.caller_hung_up or handed_over or ended_by_rule):
        yield Finding("no_closing", Severity.MINOR, (last.index,), "结束通话时没有致谢，也没有道别")
    invited = any(words.has("invite", u.plain) for u in agent[-_LAST_TURNS:])
    excused = call.in_emergency or call.kind.wrong_number or ended_by_rule or call.caller_hung_up
    if not invited and not excused:
        yield Finding("no_satisfaction_invite", Severity.MINOR, (last.index,), "结束前没有邀请来电人评价")

"""The work order and the end: facts asked, facts read back, a step the caller can take, an order made where one was due."""

from collections.abc import Iterator

from assistant.inspection.call import Call
from assistant.inspection.escalation_duty import brings_in
from assistant.inspection.phrases import phrases
from assistant.inspection.transcript import Finding, Severity

_FACTS_ALLOWED_MISSING = 1  # qa-codes: two or more make missing_key_facts
_AT_A_LOSS = ("怎么", "咋", "谁", "哪", "该", "办法", "帮")


def procedure(call: Call) -> Iterator[Finding]:
    """What the record and the outcome lack."""
    if call.order.made and not call.in_emergency and not _is_complaint_only(call):
        yield from _facts_not_asked(call)
        yield from _not_read_back(call)
    yield from _not_dispatched(call)
    yield from _no_next_step(call)


def _facts_not_asked(call: Call) -> Iterator[Finding]:
    missing = missing_facts(call)
    matter = call.kind.is_about_a_matter
    if matter and len(missing) > _FACTS_ALLOWED_MISSING:
        explain = f"已建工单，{'、'.join(missing)}来电人没有说，坐席也没有问"
        yield Finding("missing_key_facts", Severity.MAJOR, call.order.turns[-2:], explain)


def _is_complaint_only(call: Call) -> bool:
    """True for a complaint about an agent: it goes to the supervisor, not out as a work order."""
    return call.kind.complaint and not call.duties.must_dispatch


def missing_facts(call: Call) -> tuple[str, ...]:
    """The facts of a work order that nobody said and nobody asked."""
    words = phrases("procedure")
    caller = "。".join(u.plain for u in call.transcript.caller)
    agent = "。".join(u.plain for u in call.transcript.agent)
    money = words.has("money_matter", caller)
    employer = any(span.type == "employer" for span in call.spans)
    return tuple(
        name
        for name, known in (
            ("单位", employer or words.has("ask_employer", agent)),
            ("地点", words.has("place", caller) or words.has("ask_place", agent) or _address(call)),
            ("金额或人数", not money or words.has("money", caller) or words.has("ask_amount", agent)),
            ("时间", words.has("period", caller) or words.has("ask_period", agent)),
        )
        if not known
    )


def _address(call: Call) -> bool:
    return any(span.type == "address" for span in call.spans)


def _not_read_back(call: Call) -> Iterator[Finding]:
    words = phrases("procedure")
    first = min(call.order.turns, default=0) - 4
    if call.kind.respondent:
        return
    if not any(words.has("repeat", u.plain) and len(u.plain) > 12 for u in call.transcript.agent if u.index >= first):
        yield Finding("no_repeat_back", Severity.MINOR, call.order.turns[-1:], "建立工单后没有与来电人核对内容")


def _not_dispatched(call: Call) -> Iterator[Finding]:
    duties, order = call.duties, call.order
    if not duties.must_dispatch or order.made or order.declined or call.danger.is_real or _taken_up(call):
        return
    asked = duties.asked_at if duties.asked_at is not None else 0
    turns = [u.index for u in call.transcript.agent if u.index > asked and len(u.plain) > 6]
    if turns:
        explain = "来电人请求帮助，坐席谈了事情但没有建立工单"
        yield Finding("failed_to_dispatch", Severity.MAJOR, tuple(turns[:3]), explain)


def _taken_up(call: Call) -> bool:
    """True when a call that had to go higher went there: the supervisor makes the order."""
    return call.duties.must_escalate and any(brings_in(u) for u in call.transcript.agent)


def _no_next_step(call: Call) -> Iterator[Finding]:
    if (
        call.kind.is_none_of_ours
        or call.kind.respondent
        or call.order.made
        or call.danger.is_real
        or call.caller_hung_up
    ):
        return
    words = phrases("procedure")
    agent = call.transcript.agent
    body = agent[1:]
    offered = any(words.has("route", u.plain) for u in body)
    caller = "。".join(u.plain for u in call.transcript.caller)
    if body and not offered and any(word in caller for word in _AT_A_LOSS):
        explain = "到结束也没有给出来电人能用的去处、材料或者时限"
        yield Finding("no_next_step", Severity.MAJOR, tuple(u.index for u in body[-3:]), explain)

"""How the agent meets a sign of suicide, self-harm or violence: asks, makes safe, brings help, stays."""

from collections.abc import Iterator

from assistant.inspection.call import Call
from assistant.inspection.phrases import phrases
from assistant.inspection.transcript import Finding, Severity


def crisis_conduct(call: Call) -> Iterator[Finding]:
    """A sign that was ignored, belittled or provoked, or left without a question and a safety step."""
    if not call.danger.is_real:
        return
    words = phrases("crisis")
    after = [u for u in call.transcript.agent if u.index > call.danger.signs[0]]
    said = "。".join(u.plain for u in after)
    asked, made_safe = words.has("risk_question", said), words.has("safety_step", said)
    helped = words.has("strong_step", said)
    belittled = [u.index for u in after if words.has("belittle", u.plain)]
    left = bool(after) and phrases("courtesy").has("agent_ends", after[-1].plain) and not helped
    if asked and made_safe and helped and not left:
        return
    if asked and made_safe and not belittled and not left:
        return
    if helped and made_safe and not belittled and not left:
        return
    faults = [
        text
        for text, holds in (
            ("轻视或者激将", bool(belittled)),
            ("没有询问风险", not asked),
            ("没有采取安全措施", not made_safe),
            ("主动结束通话", left),
        )
        if holds
    ]
    evidence = tuple(belittled) or tuple(u.index for u in after[:4]) or call.danger.signs
    yield Finding("crisis_mishandled", Severity.CRITICAL, evidence, "来电人有危及生命的表示，坐席" + "、".join(faults))

"""What may not stay with one agent did stay with him."""

from collections.abc import Iterator

from assistant.inspection.call import Call
from assistant.inspection.phrases import phrases
from assistant.inspection.transcript import Finding, Severity, Utterance

_NAMES = {
    "danger": "有人正处在生命危险中",
    "child": "涉及童工",
    "captive": "涉及限制人身自由",
    "group": "涉及十人以上或者扬言堵门、上访",
    "death": "涉及工亡",
    "hurt": "一次三人以上受伤",
    "complaint": "来电人要求找主管或者投诉坐席",
    "retaliation": "身份泄露并有报复迹象",
}


def escalation_duty(call: Call) -> Iterator[Finding]:
    """A call that had to go to a supervisor, a lawyer or an emergency service and did not."""
    reasons = {name: turns for name, turns in call.duties.reasons.items() if name != "crisis"}
    if not reasons or call.danger.is_real or any(brings_in(u) for u in call.transcript.agent):
        return
    first = min(turns[0] for turns in reasons.values())
    evidence = tuple(u.index for u in call.transcript.agent if u.index > first and len(u.plain) > 6)
    severity = Severity.MAJOR if set(reasons) == {"complaint"} else Severity.CRITICAL
    explain = "；".join(_NAMES[name] for name in reasons) + "，没有上报值班长或者转律师、应急部门"
    yield Finding("failed_to_escalate", severity, evidence[:6] or (first,), explain)


def brings_in(turn: Utterance) -> bool:
    """True when the agent takes the matter to somebody who can decide."""
    words, text = phrases("escalation"), turn.plain
    while found := words.find("not_brought", text):
        text = text[: found.start()] + "，" + text[found.end() :]
    return words.has("brought_in", text)

"""A rule the caller reports from elsewhere, waved away without a basis: a sign that the answer is wrong, for a person to check.

The detector does not know the right rule, so it speaks only where nothing else spoke about the law in this call.
"""

from collections.abc import Iterator

from assistant.inspection.call import Call
from assistant.inspection.phrases import phrases
from assistant.inspection.transcript import Finding, Severity, Utterance

_TIMES = 2  # one denial may be right, several without a basis are looked at


def contested_law(call: Call) -> Iterator[Finding]:
    """Turns in which the agent flatly denies what the caller has heard, giving no provision and not offering to check."""
    if not call.kind.is_about_a_matter:
        return
    turns = [turn for turn in call.transcript.agent if _waves_away(call, turn)]
    sided = [turn for turn in call.transcript.agent if _takes_a_side(call, turn)]
    if not turns and len(sided) >= _TIMES:
        explain = "待听：坐席几次否定来电人的权利，都没有说明依据，请人工核对答复是否正确"
        yield Finding("wrong_law_answer", Severity.MAJOR, tuple(u.index for u in sided), explain)
    if turns:
        explain = "待听：来电人转述了相反的规定，坐席没有说明依据就否定，请人工核对答复是否正确"
        yield Finding("wrong_law_answer", Severity.MAJOR, tuple(u.index for u in turns), explain)


def _takes_a_side(call: Call, turn: Utterance) -> bool:
    """True when the turn denies a right, names no basis, and the caller is not content with it."""
    words = phrases("contest")
    reply = next((u for u in call.transcript.after(turn, 2) if not u.by_agent), None)
    return (
        words.has("denies_right", turn.plain)
        and not words.has("sided_not", turn.plain)
        and not words.has("grounded", turn.plain)
        and not turn.text.rstrip().endswith(("？", "?", "吗。", "吗"))
        and reply is not None
        and words.has("uneasy", reply.plain)
    )


def _waves_away(call: Call, turn: Utterance) -> bool:
    words = phrases("contest")
    asked = next((u for u in call.transcript.before(turn, 2) if not u.by_agent and not u.is_event), None)
    return (
        asked is not None
        and words.has("hearsay", asked.plain)
        and not words.has("employer_says", asked.plain)
        and words.has("denial", turn.plain)
        and not words.has("grounded", turn.plain)
    )

"""Promises of what the hotline does not decide: an outcome, a sum, a day."""

from collections.abc import Iterator

from assistant.inspection.call import Call
from assistant.inspection.phrases import phrases
from assistant.inspection.transcript import Finding, Severity, Utterance


def promises(call: Call) -> Iterator[Finding]:
    """Guarantees; a time limit of the service and “不敢保证” are none."""
    turns = [u for u in call.transcript.agent if promised(u)]
    if turns:
        said = promised(turns[0])
        explain = f"承诺了热线不能决定的结果（“{said}”）"
        yield Finding("over_promise", Severity.MAJOR, tuple(u.index for u in turns), explain)


def promised(turn: Utterance) -> str | None:
    """The words that promise, or None."""
    words = phrases("promises")
    text = turn.plain
    while found := words.find("not_promise", text):
        text = text[: found.start()] + "，" + text[found.end() :]
    match = words.find("promise", text)
    if match is None or turn.text.rstrip().endswith(("？", "?", "吗。", "吗")):
        return None
    return match.group()

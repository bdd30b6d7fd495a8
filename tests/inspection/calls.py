"""Builders for calls in tests: lines of `A` and `C`, seconds counted from the length of what is said."""

from datetime import date

from assistant.inspection.call import Call
from assistant.inspection.inspector import findings_in
from assistant.inspection.transcript import Role, Transcript, utterance

OPENING = "A 您好，12351职工服务热线，工号4417，请问有什么可以帮您？"
CLOSING = "A 感谢您的来电，请您稍后评价，再见。"


def call(*lines: str, day: date = date(2026, 6, 1), framed: bool = True) -> Call:
    """A call; a line may begin with +25 or -1.2 for the gap before it. Framed calls open and close properly."""
    said = (OPENING, *lines, CLOSING) if framed else lines
    clock, turns = 0.0, []
    for index, line in enumerate(said):
        gap = 0.5
        if line[0] in "+-":
            written, _, line = line.partition(" ")
            gap = float(written)
        who, _, text = line.partition(" ")
        start = max(0.0, clock + gap)
        end = start + 0.6 + 0.2 * len(text)
        turns.append(utterance(index, Role.AGENT if who == "A" else Role.CALLER, start, end, text))
        clock = max(clock, end)
    return Call(Transcript("test", day, tuple(turns)))


def codes(made: Call) -> set[str]:
    """The codes found in a call."""
    return {finding.code for finding in findings_in(made).certain}

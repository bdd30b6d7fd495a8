"""The caller's feeling over the call: calm, anxious, angry, desperate; by words, turn by turn, and its peak."""

from dataclasses import dataclass
from enum import StrEnum

from assistant.inspection.call import Call
from assistant.inspection.phrases import phrases

_ANGRY_CALL = 2  # one hard word is a slip, two are anger


class Feeling(StrEnum):
    """In rising order."""

    CALM = "calm"
    ANXIOUS = "anxious"
    ANGRY = "angry"
    DESPERATE = "desperate"


@dataclass(frozen=True, slots=True)
class Mood:
    """The feeling of one of the caller's turns."""

    utterance: int
    feeling: Feeling


def emotion_over_time(call: Call) -> tuple[Mood, ...]:
    """The feeling of each of the caller's turns."""
    words = phrases("emotion")
    moods = []
    for turn in call.transcript.caller:
        if (turn.index in call.danger.signs and call.danger.is_real) or words.has("desperate", turn.plain):
            feeling = Feeling.DESPERATE
        elif words.has("angry", turn.plain):
            feeling = Feeling.ANGRY
        else:
            feeling = Feeling.ANXIOUS if words.has("anxious", turn.plain) else Feeling.CALM
        moods.append(Mood(turn.index, feeling))
    return tuple(moods)


def emotion_peak(call: Call) -> Feeling:
    """The strongest feeling that is more than a slip."""
    moods = emotion_over_time(call)
    if call.danger.is_real:
        return Feeling.DESPERATE
    words = phrases("emotion")
    said = "。".join(u.plain for u in call.transcript.caller)
    shouts = sum("！" in u.text for u in call.transcript.caller)
    hard = words.count("angry", said)
    if hard >= _ANGRY_CALL or (hard and shouts) or shouts >= _ANGRY_CALL:
        return Feeling.ANGRY
    uneasy = sum(mood.feeling is not Feeling.CALM for mood in moods)
    return Feeling.ANXIOUS if uneasy >= _ANGRY_CALL else Feeling.CALM

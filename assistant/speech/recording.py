"""A whole recording → its utterances in the order they were said, a speaker a channel."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from assistant.domain.speech import Clip, Speaker, Utterance
from assistant.speech.pcm import RATE, Samples
from assistant.speech.segment import Cut, Cutting, Segmenter, VoiceActivity
from assistant.speech.session import clip

STEP = RATE * 10  # samples handed on at a time, so that a long file is never in memory as a whole
# A recording is cut less eagerly than a live call: fewer, longer utterances cost the engine less.
RECORDED = Cutting(pause_ms=900, longest_ms=22_000)


@dataclass(frozen=True, slots=True)
class Channel:
    """One channel of a recording at 16 kHz and who speaks on it."""

    speaker: Speaker
    samples: Samples


def clips(name: str, channels: Sequence[Channel], activity: Callable[[], VoiceActivity]) -> list[Clip]:
    """Every utterance of the recording, in order of its start."""
    found = [
        clip(name, channel.speaker, cut.start * 1000 // RATE, (cut.start + len(cut.samples)) * 1000 // RATE, cut)
        for channel in channels
        for cut in _cuts(channel.samples, activity())
    ]
    return sorted(found, key=lambda c: (c.started_ms, c.speaker.value))


def _cuts(samples: Samples, activity: VoiceActivity) -> Iterator[Cut]:
    segmenter = Segmenter(activity, RECORDED)
    for start in range(0, len(samples), STEP):
        yield from segmenter.push(samples[start : start + STEP])
    yield from segmenter.flush()


def spoken(utterances: Sequence[Utterance]) -> str:
    """The words of a recording as one text."""
    return "".join(u.heard.text for u in utterances)

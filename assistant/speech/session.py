"""One telephone leg: numbered frames in, utterances out, each once and in order, whatever the line does.

The sender numbers its 20 ms frames from zero. A frame that came before is dropped, one that came too early waits for those
before it, one that never comes is silence. `settled` is the number of the first frame the receiver may still need: a sender
keeps its frames from there on and sends them again after a disconnect. An utterance's id is made of call, speaker and start,
so the same sound heard twice has the same id, and a store that keeps one record an id keeps it once.
"""

from dataclasses import dataclass
from uuid import UUID, uuid5

import numpy as np

from assistant.domain.speech import Audio, Clip, Speaker
from assistant.speech.pcm import FRAME_MS, RATE, Encoding, Resampler, Samples, decode
from assistant.speech.segment import Cut, Segmenter

_CLIPS = UUID("6d2f5f0c-6f0b-5b0e-9f51-123510000012")  # name space of utterance ids
FRAME_SAMPLES = RATE * FRAME_MS // 1000


@dataclass(frozen=True, slots=True)
class Line:
    """What a leg is: whose call, who speaks, how the sound is carried."""

    call: str
    speaker: Speaker
    encoding: Encoding = Encoding.PCM16
    rate: int = RATE


@dataclass(frozen=True, slots=True)
class Tally:
    """What the line did to the frames so far."""

    taken: int = 0
    duplicate: int = 0
    lost: int = 0


class Leg:
    """Receives the frames of one leg; after a restart a new one goes on from the `settled` frame of the old."""

    def __init__(self, line: Line, segmenter: Segmenter, first_frame: int = 0, patience: int = 25) -> None:
        self.line = line
        self.expected = first_frame
        self._first = first_frame
        self._patience = patience  # frames that may wait for a missing one
        self._segmenter = segmenter
        self._resampler = Resampler(line.rate)
        self._early: dict[int, bytes] = {}
        self._taken = self._duplicate = self._lost = 0

    @property
    def settled(self) -> int:
        """The first frame that may still be needed; everything before it is in an utterance given out, or was silence."""
        return self._first + self._segmenter.settled // FRAME_SAMPLES

    @property
    def tally(self) -> Tally:
        """Frames taken, repeated and lost."""
        return Tally(self._taken, self._duplicate, self._lost)

    def receive(self, number: int, payload: bytes) -> list[Clip]:
        """Utterances that ended with this frame."""
        if number < self.expected or number in self._early:
            self._duplicate += 1
            return []
        self._early[number] = payload
        clips: list[Clip] = []
        while self._early and (self.expected in self._early or len(self._early) > self._patience):
            clips += self._take(self._early.pop(self.expected, None))
        return clips

    def finish(self) -> list[Clip]:
        """The end of the leg: what still waited, and the utterance that was open."""
        clips: list[Clip] = []
        while self._early:
            clips += self._take(self._early.pop(self.expected, None))
        tail = self._segmenter.push(self._resampler.flush()) + self._segmenter.flush()
        return clips + [self._clip(cut) for cut in tail]

    def _take(self, payload: bytes | None) -> list[Clip]:
        """The next frame in order, or silence in its place when it was lost."""
        self.expected += 1
        self._taken += payload is not None
        self._lost += payload is None
        size = self.line.rate * FRAME_MS // 1000
        samples = np.zeros(size, np.int16) if payload is None else _whole(decode(payload, self.line.encoding), size)
        return [self._clip(cut) for cut in self._segmenter.push(self._resampler.push(samples))]

    def _clip(self, cut: Cut) -> Clip:
        started_ms = self._first * FRAME_MS + cut.start * 1000 // RATE
        ended_ms = started_ms + len(cut.samples) * 1000 // RATE
        return clip(self.line.call, self.line.speaker, started_ms, ended_ms, cut)


def clip(call: str, speaker: Speaker, started_ms: int, ended_ms: int, cut: Cut) -> Clip:
    """A cut as an utterance of a call, with the id its place in the call gives it."""
    name = uuid5(_CLIPS, f"{call}/{speaker.value}/{started_ms}")
    audio = Audio(cut.samples.astype("<i2").tobytes(), RATE)
    return Clip(str(name), call, speaker, started_ms, ended_ms, audio, cut.voice)


def _whole(samples: Samples, size: int) -> Samples:
    """A frame of just the right size, so that a frame's number gives its time."""
    return np.pad(samples[:size], (0, max(0, size - len(samples))))

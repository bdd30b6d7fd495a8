"""A stream of sound and the probability that somebody speaks → utterances.

Speech starts where voice activity is sure and ends after a pause; what came just before is kept, so that no first syllable is
lost. An utterance longer than the engine can take is cut at its quietest place. Too short, too quiet or too doubtful a
stretch is not speech: it is dropped here, before any model can invent words for it.
"""

from collections import deque
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from assistant.speech.pcm import RATE, Samples, loudness_dbfs


class VoiceActivity(Protocol):
    """Says how likely a chunk of sound is speech; remembers what it heard before until reset."""

    chunk: int  # samples at 16 kHz it takes at a time

    def probability(self, samples: Samples) -> float: ...

    def reset(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Cutting:
    """Where speech begins and ends."""

    start: float = 0.5  # probability at which speech begins
    stop: float = 0.35  # and below which a pause runs
    pause_ms: int = 600
    before_ms: int = 250
    shortest_ms: int = 200  # of voiced sound
    longest_ms: int = 18_000
    look_back_ms: int = 4_000  # where the quietest place of a long utterance is looked for
    quietest_dbfs: float = -52.0
    least_peak: float = 0.75  # surest chunk of the utterance
    least_mean: float = 0.5  # over its voiced part


@dataclass(frozen=True, slots=True)
class Cut:
    """One utterance: its samples, where they start in the stream, and how sure it is that somebody spoke."""

    start: int
    samples: Samples
    voice: float


class Segmenter:
    """Cuts one channel's stream into utterances."""

    def __init__(self, activity: VoiceActivity, cutting: Cutting | None = None) -> None:
        self._activity = activity
        self._rule = cutting or Cutting()
        self._chunk_ms = activity.chunk * 1000 / RATE
        self._waiting: Samples = np.zeros(0, np.int16)
        self._before: deque[tuple[Samples, float]] = deque(maxlen=max(1, round(self._rule.before_ms / self._chunk_ms)))
        self._speech: list[tuple[Samples, float]] = []
        self._pause = 0  # quiet chunks at the end of the speech so far
        self._seen = 0  # samples judged so far
        activity.reset()

    @property
    def settled(self) -> int:
        """The sample before which nothing is needed any more: the start of unfinished speech, or of what may begin it."""
        open_chunks = self._speech or self._before
        return self._seen - sum(len(samples) for samples, _ in open_chunks)

    def push(self, samples: Samples) -> list[Cut]:
        """Utterances that ended in what has come now."""
        self._waiting = np.concatenate([self._waiting, samples])
        size, cuts = self._activity.chunk, []
        while len(self._waiting) >= size:
            chunk, self._waiting = self._waiting[:size], self._waiting[size:]
            cuts += self._judge(chunk)
        return cuts

    def flush(self) -> list[Cut]:
        """The utterance still open when the stream ends; then the segmenter is as new, at the same place in the stream."""
        tail = len(self._waiting)
        padded = np.pad(self._waiting, (0, -tail % self._activity.chunk))
        self._waiting = np.zeros(0, np.int16)
        cuts = self._judge(padded) if tail else []
        cuts += self._end()
        self._before.clear()
        self._activity.reset()
        return cuts

    def _judge(self, chunk: Samples) -> list[Cut]:
        likely = self._activity.probability(chunk)
        self._seen += len(chunk)
        if not self._speech:
            if likely < self._rule.start:
                self._before.append((chunk, likely))
                return []
            self._speech = [*self._before, (chunk, likely)]
            self._before.clear()
            self._pause = 0
            return []
        self._speech.append((chunk, likely))
        self._pause = self._pause + 1 if likely < self._rule.stop else 0
        if self._pause * self._chunk_ms >= self._rule.pause_ms:
            return self._end()
        if len(self._speech) * self._chunk_ms >= self._rule.longest_ms:
            return self._cut_long()
        return []

    def _end(self) -> list[Cut]:
        """Close the open utterance; the end of the pause is kept as what may come before the next one."""
        speech, pause = self._speech, self._pause
        start = self.settled
        self._speech, self._pause = [], 0
        if not speech:
            return []
        spare = min(max(0, pause - (self._before.maxlen or 0)), len(speech) - 1)
        self._before.extend(speech[len(speech) - spare :] if spare else [])
        return self._accepted(start, speech[: len(speech) - spare])

    def _cut_long(self) -> list[Cut]:
        start = self.settled
        back = round(self._rule.look_back_ms / self._chunk_ms)
        first = len(self._speech) - back
        place = first + int(np.argmin([likely for _, likely in self._speech[first:]])) + 1
        whole, self._speech = self._speech[:place], self._speech[place:]
        self._pause = 0
        return self._accepted(start, whole)

    def _accepted(self, start: int, speech: list[tuple[Samples, float]]) -> list[Cut]:
        rule = self._rule
        voiced = [(samples, likely) for samples, likely in speech if likely >= rule.stop]
        if not voiced or len(voiced) * self._chunk_ms < rule.shortest_ms:
            return []
        likely = [likely for _, likely in voiced]
        mean = float(np.mean(likely))
        if max(likely) < rule.least_peak or mean < rule.least_mean:
            return []
        if loudness_dbfs(np.concatenate([samples for samples, _ in voiced])) < rule.quietest_dbfs:
            return []
        return [Cut(start, np.concatenate([samples for samples, _ in speech]), mean)]

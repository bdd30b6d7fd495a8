"""Sound and parts for the speech tests: a voice that is a tone, activity that hears loudness, an engine that says its lines."""

from collections.abc import Iterable

import numpy as np

from assistant.domain.speech import Audio, Recognition, Word
from assistant.speech.pcm import RATE, Samples


class LoudActivity:
    """Takes anything loud for speech, so that tests need no model."""

    chunk = 512

    def probability(self, samples: Samples) -> float:
        return 0.95 if np.abs(samples).max(initial=0) > 1_000 else 0.02

    def reset(self) -> None:
        """Remembers nothing."""


class ScriptedTranscriber:
    """Says its lines one after another."""

    name = "scripted"

    def __init__(self, lines: Iterable[Recognition]) -> None:
        self._lines = iter(lines)
        self.heard: list[Audio] = []

    def transcribe(self, audio: Audio) -> Recognition:
        self.heard.append(audio)
        return next(self._lines)


def tone(seconds: float, rate: int = RATE, pitch: float = 300.0, loudness: float = 8_000) -> Samples:
    """A voice, for a test."""
    return (np.sin(2 * np.pi * pitch * np.arange(round(seconds * rate)) / rate) * loudness).astype(np.int16)


def quiet(seconds: float, rate: int = RATE) -> Samples:
    """Nothing."""
    return np.zeros(round(seconds * rate), np.int16)


def said(text: str, logprob: float = -0.2, no_speech: float = 0.01, words: tuple[Word, ...] = ()) -> Recognition:
    """A recognition as an engine gives it."""
    return Recognition(text, logprob, no_speech, words)

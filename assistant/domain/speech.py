"""What is heard: sound, what an engine made of it, and what stands in the record."""

from dataclasses import dataclass
from enum import StrEnum

BYTES_PER_SAMPLE = 2


class Speaker(StrEnum):
    """Who speaks on a channel."""

    CALLER = "caller"
    AGENT = "agent"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Audio:
    """A stretch of sound: mono, signed 16 bit, little-endian."""

    samples: bytes
    rate: int

    @property
    def duration_s(self) -> float:
        """Its length in seconds."""
        return len(self.samples) / BYTES_PER_SAMPLE / self.rate


@dataclass(frozen=True, slots=True)
class Word:
    """A word, or in Chinese a character or two, with its place in the sound where the engine gives one (else zero)."""

    text: str
    start_s: float
    end_s: float
    confidence: float


@dataclass(frozen=True, slots=True)
class Recognition:
    """What an engine made of one utterance, untouched."""

    text: str
    logprob: float  # mean over the tokens
    no_speech: float  # the engine's own probability that nobody spoke
    words: tuple[Word, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """One correction: at `start` of the text `before` was heard and `after` stands now, as long as it was."""

    start: int
    before: str
    after: str
    rule: str  # "heard" (a listed mishearing) or "sound" (by pronunciation)


@dataclass(frozen=True, slots=True)
class Number:
    """A number as said, and the value it means."""

    start: int
    said: str
    value: str
    unit: str  # 元, 年, %, … or "digits" for a number read out digit by digit


@dataclass(frozen=True, slots=True)
class Unsure:
    """A stretch of the text the engine was not sure of."""

    start: int
    text: str
    confidence: float


class Refusal(StrEnum):
    """Why a stretch of sound gave no text."""

    SILENT = "silent"
    NOT_SPEECH = "not_speech"
    PHANTOM = "phantom"
    LOOP = "loop"
    UNLIKELY = "unlikely"


@dataclass(frozen=True, slots=True)
class Heard:
    """One utterance as text: what the engine said, what stands in the record, and everything that was changed."""

    raw: str
    text: str
    confidence: float
    changes: tuple[Change, ...] = ()
    numbers: tuple[Number, ...] = ()
    unsure: tuple[Unsure, ...] = ()
    refused: Refusal | None = None


@dataclass(frozen=True, slots=True)
class Clip:
    """One utterance cut out of a call, not yet recognised; the same sound always gets the same id."""

    id: str
    call: str
    speaker: Speaker
    started_ms: int
    ended_ms: int
    audio: Audio
    voice: float  # mean probability of speech


@dataclass(frozen=True, slots=True)
class Utterance:
    """One utterance of a call, recognised."""

    id: str
    call: str
    speaker: Speaker
    started_ms: int
    ended_ms: int
    heard: Heard

    @property
    def text(self) -> str:
        """What stands in the record."""
        return self.heard.text

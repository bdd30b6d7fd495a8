"""Telephone sound as numbers: G.711, 20 ms frames, and a resampler that takes a stream in any pieces."""

from enum import StrEnum
from math import gcd

import numpy as np
import numpy.typing as npt

Samples = npt.NDArray[np.int16]
Floats = npt.NDArray[np.float64]

RATE = 16_000  # what voice activity and recognition work at
FRAME_MS = 20
FULL_SCALE = 32_768.0
_REACH = 16  # zero crossings of the resampling filter on either side


class Encoding(StrEnum):
    """How a telephone line carries its samples."""

    PCM16 = "pcm16"
    ALAW = "alaw"
    ULAW = "ulaw"


def _alaw_levels() -> Samples:
    code = np.arange(256) ^ 0x55
    exponent, mantissa = (code >> 4) & 7, (code & 15) << 4
    size = np.where(exponent == 0, mantissa + 8, (mantissa + 0x108) << np.maximum(exponent - 1, 0))
    return np.where(code & 0x80, size, -size).astype(np.int16)


def _ulaw_levels() -> Samples:
    code = ~np.arange(256) & 0xFF
    size = ((((code & 15) << 3) + 0x84) << ((code >> 4) & 7)) - 0x84
    return np.where(code & 0x80, -size, size).astype(np.int16)


LEVELS = {Encoding.ALAW: _alaw_levels(), Encoding.ULAW: _ulaw_levels()}


def decode(payload: bytes, encoding: Encoding) -> Samples:
    """Samples of a payload; an odd last byte of 16-bit sound is dropped."""
    if encoding is Encoding.PCM16:
        return np.frombuffer(payload[: len(payload) // 2 * 2], dtype="<i2").astype(np.int16)
    return LEVELS[encoding][np.frombuffer(payload, dtype=np.uint8)]


def encode(samples: Samples, encoding: Encoding) -> bytes:
    """The payload that carries the samples; G.711 takes the nearest level it has."""
    if encoding is Encoding.PCM16:
        return samples.astype("<i2").tobytes()
    levels = LEVELS[encoding].astype(np.int32)
    order = np.argsort(levels, kind="stable")
    ordered = levels[order]
    middles = (ordered[1:] + ordered[:-1]) / 2
    return order[np.searchsorted(middles, samples)].astype(np.uint8).tobytes()


def frame_bytes(encoding: Encoding, rate: int) -> int:
    """Bytes of one 20 ms frame."""
    return rate * FRAME_MS // 1000 * (2 if encoding is Encoding.PCM16 else 1)


def loudness_dbfs(samples: Samples) -> float:
    """Root mean square against full scale, in decibels; nothing at all is -120."""
    if not len(samples):
        return -120.0
    power = float(np.mean(np.square(samples.astype(np.float64)))) / FULL_SCALE**2
    return 10 * float(np.log10(max(power, 1e-12)))


class Resampler:
    """Changes the rate of a stream by a windowed sinc; what comes out does not depend on how the stream is cut."""

    def __init__(self, source: int, target: int = RATE) -> None:
        common = gcd(source, target)
        self._up, self._down = target // common, source // common
        widest = max(self._up, self._down)
        self._half = _REACH * widest
        places = np.arange(-self._half, self._half + 1)
        window = np.kaiser(2 * self._half + 1, 8.0)
        self._filter = np.sinc(places / widest) * window * (self._up / widest)
        self._reach = self._half // self._up + 1  # input samples needed on either side
        self._held: Floats = np.zeros(self._reach)
        self._first = -self._reach  # number of the first held sample in the whole stream
        self._next = 0  # number of the next sample to give out

    def push(self, samples: Samples) -> Samples:
        """What can be given out now; the last few samples wait for their neighbours."""
        if self._up == self._down:
            return samples
        self._held = np.concatenate([self._held, samples.astype(np.float64)])
        ready = self._first + len(self._held) - 1 - self._reach  # the last sample whose neighbours are all here
        return self._until(ready * self._up // self._down + 1)

    def flush(self) -> Samples:
        """What was still waiting, at the end of the stream."""
        if self._up == self._down:
            return np.zeros(0, np.int16)
        whole = self._first + len(self._held)
        self._held = np.concatenate([self._held, np.zeros(self._reach + 1)])
        return self._until(-(-whole * self._up // self._down))

    def _until(self, end: int) -> Samples:
        """The outputs not given out yet, up to number `end`."""
        if end <= self._next:
            return np.zeros(0, np.int16)
        places = np.arange(self._next, end) * self._down  # on the grid of both rates
        nearest = places // self._up
        around = nearest[:, None] + np.arange(-self._reach, self._reach + 1)[None, :]
        taps = places[:, None] - around * self._up + self._half
        weights = np.where((taps >= 0) & (taps <= 2 * self._half), self._filter[np.clip(taps, 0, 2 * self._half)], 0.0)
        out = np.einsum("ij,ij->i", weights, self._held[around - self._first])
        self._next = end
        drop = max(0, end * self._down // self._up - self._reach - self._first)
        self._held, self._first = self._held[drop:], self._first + drop
        whole: Samples = np.clip(np.rint(out), -32768, 32767).astype(np.int16)
        return whole


def resample(samples: Samples, source: int, target: int = RATE) -> Samples:
    """A whole recording at another rate."""
    stream = Resampler(source, target)
    return np.concatenate([stream.push(samples), stream.flush()])

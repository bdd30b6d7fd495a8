"""Sound in which nobody speaks: silence, noise, line tones and music, made from a seed."""

from collections.abc import Callable, Iterator

import numpy as np
import numpy.typing as npt

from assistant.speech.pcm import RATE, Samples

Wave = npt.NDArray[np.float64]
SEEDS = 4  # clips of each kind
SECONDS = (3.0, 8.0)


def clips() -> Iterator[tuple[str, Samples]]:
    """Sixty clips with the names of their kinds."""
    for seed in range(SEEDS):
        for name, make in KINDS.items():
            random = np.random.default_rng([seed, len(name), ord(name[0])])
            count = int(random.uniform(*SECONDS) * RATE)
            wave = make(random, count)
            yield f"{name}-{seed}", np.clip(wave * 32_767, -32_768, 32_767).astype(np.int16)


def with_noise(samples: Samples, snr_db: float, seed: int) -> Samples:
    """Speech in coloured noise, so much weaker than the speech."""
    noise = pink(np.random.default_rng(seed), len(samples))
    speech = samples.astype(np.float64)
    gain = np.sqrt(np.mean(speech**2) / np.mean(noise**2) / 10 ** (snr_db / 10))
    return np.clip(speech + noise * gain, -32_768, 32_767).astype(np.int16)


def _coloured(random: np.random.Generator, count: int, power: float) -> Wave:
    spectrum = np.fft.rfft(random.normal(size=count))
    spectrum[1:] /= np.arange(1, len(spectrum)) ** (power / 2)
    spectrum[0] = 0
    wave = np.fft.irfft(spectrum, count)
    return wave / np.abs(wave).max()


def pink(random: np.random.Generator, count: int) -> Wave:
    """Noise as a room has it."""
    return _coloured(random, count, 1.0)


def _tone(count: int, *frequencies: float) -> Wave:
    at = np.arange(count) / RATE
    return sum((np.sin(2 * np.pi * f * at) for f in frequencies), np.zeros(count)) / max(1, len(frequencies))


def _switched(wave: Wave, on_s: float, off_s: float) -> Wave:
    period = np.arange(len(wave)) / RATE % (on_s + off_s)
    return wave * (period < on_s)


def _clicks(random: np.random.Generator, count: int) -> Wave:
    wave = np.zeros(count)
    decay = np.exp(-np.arange(400) / 60) * random.normal(size=400)
    for place in random.integers(0, count - 400, count // 4_000):
        wave[place : place + 400] += decay * random.uniform(0.1, 0.4)
    return wave


def _keypad(random: np.random.Generator, count: int) -> Wave:
    rows, columns = (697, 770, 852, 941), (1209, 1336, 1477)
    wave, length = np.zeros(count), RATE // 5
    for place in range(0, count - length, 2 * length):
        wave[place : place + length] = _tone(length, random.choice(rows), random.choice(columns)) * 0.4
    return wave


def _music(random: np.random.Generator, count: int) -> Wave:
    wave, length = np.zeros(count), RATE // 3
    scale = 220 * 2 ** (np.array([0, 2, 4, 7, 9, 12, 14, 16]) / 12)
    fade = np.exp(-np.arange(length) / RATE * 4)
    for place in range(0, count - length, length):
        note = float(random.choice(scale))
        wave[place : place + length] += (_tone(length, note, 2 * note, 3 * note, 1.5 * note)) * fade * 0.5
    return wave


def _strings(random: np.random.Generator, count: int) -> Wave:
    at = np.arange(count) / RATE
    wave = np.zeros(count)
    for note in random.choice(196 * 2 ** (np.arange(0, 13) / 12), 3, replace=False):
        phase = 2 * np.pi * note * at + 3 * np.sin(2 * np.pi * 5.5 * at)
        wave += sum(np.sin(k * phase) / k for k in range(1, 7))
    return wave / np.abs(wave).max() * 0.4 * (0.6 + 0.4 * np.sin(2 * np.pi * 0.4 * at))


def _drums(random: np.random.Generator, count: int) -> Wave:
    wave, length = np.zeros(count), RATE // 4
    for beat, place in enumerate(range(0, count - length, length)):
        at = np.arange(length) / RATE
        low = np.sin(2 * np.pi * (60 + 80 * np.exp(-at * 30)) * at) * np.exp(-at * 12)
        high = random.normal(size=length) * np.exp(-at * 40) * 0.5
        wave[place : place + length] = (high if beat % 2 else low) * 0.6
    return wave


def _wind(random: np.random.Generator, count: int) -> Wave:
    swell = np.abs(_coloured(random, count, 3.0))
    return _coloured(random, count, 1.5) * (0.2 + swell) * 0.5


def _siren(random: np.random.Generator, count: int) -> Wave:
    at = np.arange(count) / RATE
    pitch = 700 + 300 * np.sin(2 * np.pi * random.uniform(0.2, 0.6) * at)
    return np.sin(2 * np.pi * np.cumsum(pitch) / RATE) * 0.3


KINDS: dict[str, Callable[[np.random.Generator, int], Wave]] = {
    "silence": lambda _random, count: np.zeros(count),
    "hiss-faint": lambda random, count: random.normal(0, 0.001, count),
    "hiss-loud": lambda random, count: random.normal(0, 0.05, count),
    "room": lambda random, count: pink(random, count) * 0.1,
    "rumble": lambda random, count: _coloured(random, count, 2.0) * 0.4,
    "hum": lambda random, count: _tone(count, 50, 150, 250) * 0.2 + random.normal(0, 0.002, count),
    "clicks": _clicks,
    "keypad": _keypad,
    "ringing": lambda _random, count: _switched(_tone(count, 450), 1.0, 4.0) * 0.3,  # China: 1 s on, 4 s off
    "engaged": lambda _random, count: _switched(_tone(count, 450), 0.35, 0.35) * 0.3,
    "music": _music,
    "strings": _strings,
    "drums": _drums,
    "wind": _wind,
    "siren": _siren,
}

"""16-bit sound as the float array engines take, and how much text it can hold."""

import numpy as np
import numpy.typing as npt

from assistant.domain.speech import Audio
from assistant.speech.pcm import FULL_SCALE, RATE, Encoding, decode, resample

TOKENS_PER_S = 9  # fast Mandarin is about 6 syllables a second, a syllable 1 to 1.5 tokens
MOST_TOKENS = 200  # what the decoder has room for beside the prompt


def mono_floats(audio: Audio) -> npt.NDArray[np.float32]:
    """Samples between -1 and 1 at 16 kHz."""
    samples = decode(audio.samples, Encoding.PCM16)
    if audio.rate != RATE:
        samples = resample(samples, audio.rate)
    return samples.astype(np.float32) / np.float32(FULL_SCALE)


def most_tokens(audio: Audio) -> int:
    """Tokens the fastest speaker could need; a loop ends there instead of at the model's own limit."""
    return min(MOST_TOKENS, 20 + round(TOKENS_PER_S * audio.duration_s))

"""Likeness by embedding: the cosine of a sentence to the nearest sentence of some texts."""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from assistant.answering.wording import sentences
from knowledge.ports import Embedder

_KEPT = 4096  # sentences remembered: articles come up again and again


class EmbeddedLikeness:
    """Encodes sentences with the same embedder that searches; each sentence once."""

    def __init__(self, embedder: Embedder) -> None:
        self._encode = lru_cache(maxsize=_KEPT)(embedder.embed_query)

    def __call__(self, sentence: str, texts: Sequence[str]) -> float:
        """Cosine to the nearest sentence, 0 when there is none."""
        others = [part for text in texts for part in sentences(text)]
        if not others:
            return 0.0
        wanted = self._encode(sentence)
        held: npt.NDArray[np.float32] = np.vstack([self._encode(other) for other in others])
        return float((held @ wanted.reshape(-1)).max())

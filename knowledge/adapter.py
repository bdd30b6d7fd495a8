"""A linear map on question vectors that brings callers' words nearer to the law's.

The embedder stays as it is; a question's vector is multiplied by a matrix trained contrastively (InfoNCE: every other
passage of the batch is a negative) on pairs we wrote, each a way of asking and a passage it should find. The index keeps the
plain vectors, so that a new adapter needs no new index. `python -m knowledge.fit_adapter` trains it and says what it gained.
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from knowledge.embed import unit
from knowledge.ports import Embedder, Vectors

FILE = Path(__file__).with_name("adapter.npz")


class AdaptedEmbedder:
    """An embedder whose questions pass through the adapter; used with the embedder it was trained for."""

    def __init__(self, embedder: Embedder, matrix: Vectors) -> None:
        self._embedder = embedder
        self._matrix = matrix.astype(np.float32)
        self.name = embedder.name
        self.dimensions = embedder.dimensions

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors for texts of the index, shape (texts, dimensions): the plain ones."""
        return self._embedder.embed_passages(texts)

    def embed_query(self, text: str) -> Vectors:
        """The adapted vector for a question, shape (dimensions,)."""
        return unit(self._matrix @ self._embedder.embed_query(text))


def adapted(embedder: Embedder, file: Path = FILE) -> Embedder:
    """The embedder with its adapter, or as it is when the adapter was trained for another one."""
    if not file.exists():
        return embedder
    with np.load(file) as saved:
        if str(saved["embedder"]) != embedder.name:
            return embedder
        return AdaptedEmbedder(embedder, saved["matrix"])

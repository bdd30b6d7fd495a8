"""Hybrid search: in force and in the region -> lexical + dense -> fusion -> reranking -> evidence."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass

from knowledge.fuse import fuse
from knowledge.model import Evidence, Passage, Query
from knowledge.ports import Index, Reranker

log = logging.getLogger(__name__)
POOL = 40  # candidates taken from each index


@dataclass(frozen=True)
class HybridRetriever:
    """Finds cards, digests and articles together; an index that fails is left out, and the trace says so."""

    passages: Mapping[str, Passage]
    indexes: Mapping[str, Index]
    reranker: Reranker
    pool: int = POOL

    def retrieve(self, query: Query) -> tuple[Evidence, ...]:
        """The best evidence for the question, best first, at most `query.limit`."""
        found = {name: self._search(name, index, query) for name, index in self.indexes.items()}
        scores = {name: dict(pairs) for name, pairs in found.items()}
        fused = fuse({name: [key for key, _ in pairs] for name, pairs in found.items()})
        candidates = [
            Evidence(
                self.passages[key],
                score,
                {**{name: given[key] for name, given in scores.items() if key in given}, "fused": score},
            )
            for key, score in fused
            if key in self.passages
        ]
        return tuple(self.reranker.rerank(query, candidates)[: query.limit])

    def _search(self, name: str, index: Index, query: Query) -> list[tuple[str, float]]:
        try:
            return index.search(query, self.pool)
        except Exception:  # an index may fail in ways its library chooses; the others still answer
            log.exception("index failed", extra={"index": name})
            return []

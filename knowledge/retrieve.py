"""Hybrid search: in force and in the region -> lexical + dense -> fusion -> reranking -> evidence."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from knowledge.fuse import fuse
from knowledge.model import Evidence, Kind, Passage, Query
from knowledge.ports import Index, Reranker

log = logging.getLogger(__name__)
POOL = 40  # candidates taken from each index
CITING = 4  # cards whose articles join the candidates


@dataclass
class HybridRetriever:
    """Finds cards, digests and articles together; an index that fails is left out, and the trace says so."""

    passages: Mapping[str, Passage]
    indexes: Mapping[str, Index]
    reranker: Reranker
    pool: int = POOL

    @cached_property
    def by_article(self) -> dict[tuple[str, int, int], list[Passage]]:
        """Article -> its passages, one a version."""
        found: dict[tuple[str, int, int], list[Passage]] = {}
        for passage in self.passages.values():
            if passage.kind in (Kind.STATUTE, Kind.DIGEST):
                for ref in passage.refs:
                    found.setdefault((ref.law, ref.article, ref.branch), []).append(passage)
        return found

    def retrieve(self, query: Query) -> tuple[Evidence, ...]:
        """The best evidence for the question, best first, at most `query.limit`."""
        found = {name: self._search(name, index, query) for name, index in self.indexes.items()}
        scores = {name: dict(pairs) for name, pairs in found.items()}
        fused = fuse({name: [key for key, _ in pairs] for name, pairs in found.items()})
        fused += [(key, 0.0) for key in self._cited_by(fused, query) if key not in dict(fused)]
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

    def _cited_by(self, fused: list[tuple[str, float]], query: Query) -> list[str]:
        """Provisions that the first cards rest on, though no index found them by themselves."""
        cards = [self.passages[key] for key, _ in fused if self.passages[key].kind is Kind.FAQ][:CITING]
        wanted = {(ref.law, ref.article, ref.branch) for card in cards for ref in card.refs}
        return [
            passage.id
            for key in wanted
            for passage in self.by_article.get(key, ())
            if passage.in_force_on(query.as_of) and passage.kind in query.kinds
        ]

    def _search(self, name: str, index: Index, query: Query) -> list[tuple[str, float]]:
        try:
            found = index.search(query, self.pool)
        except Exception:  # an index may fail in ways its library chooses; the others still answer
            log.exception("index failed", extra={"index": name})
            return []
        return [(key, score) for key, score in found if self._stands(key, query)]

    def _stands(self, key: str, query: Query) -> bool:
        """False for what an index built before the last import still holds: a passage gone, or no longer in force."""
        passage = self.passages.get(key)
        return passage is not None and passage.in_force_on(query.as_of)

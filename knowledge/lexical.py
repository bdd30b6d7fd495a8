"""BM25 over character bigrams, in memory: bodies and wordings apart, so that a short question meets a short question."""

import logging
from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

from knowledge.model import Passage, Query
from knowledge.scope import Scope
from knowledge.text import bigrams, searchable

Scores = npt.NDArray[np.float32]
WORDING_WEIGHT = 0.8  # a wording is written by us, a body is the law: equal match counts a little less


class Bm25:
    """One BM25 field over texts that belong to passages."""

    def __init__(self, texts: Sequence[str], owners: Sequence[int]) -> None:
        logging.getLogger("bm25s").setLevel(logging.WARNING)
        import bm25s

        self._owners = np.asarray(owners, dtype=np.int64)
        vocabulary: dict[str, int] = {}
        ids = [[vocabulary.setdefault(term, len(vocabulary)) for term in bigrams(text)] for text in texts]
        self._vocabulary = vocabulary
        self._bm25 = bm25s.BM25()
        self._bm25.index((ids, vocabulary), show_progress=False)

    def scores(self, terms: Sequence[str], passages: int) -> Scores:
        """The best score of each passage's texts, shape (passages,)."""
        known = [self._vocabulary[term] for term in terms if term in self._vocabulary]
        best = np.zeros(passages, dtype=np.float32)
        if known:
            np.maximum.at(best, self._owners, self._bm25.get_scores_from_ids(known))
        return best


class LexicalIndex:
    """Finds passages by the characters they share with the question."""

    def __init__(self, passages: Iterable[Passage]) -> None:
        self._passages = list(passages)
        self._scope = Scope(self._passages)
        self._bodies = Bm25([f"{p.title} {p.text}" for p in self._passages], range(len(self._passages)))
        wordings = [(text, owner) for owner, p in enumerate(self._passages) for text in p.wordings]
        self._wordings = Bm25([text for text, _ in wordings], [owner for _, owner in wordings]) if wordings else None

    def search(self, query: Query, limit: int) -> list[tuple[str, float]]:
        """Passage ids with BM25 scores, best first."""
        terms = bigrams(searchable(query.text))
        total = self._bodies.scores(terms, len(self._passages))
        if self._wordings is not None:
            total = np.maximum(total, WORDING_WEIGHT * self._wordings.scores(terms, len(self._passages)))
        total = np.where(self._scope.allows(query), total, 0.0)
        best = np.argsort(-total, kind="stable")[:limit]
        return [(self._passages[i].id, float(total[i])) for i in best if total[i] > 0]

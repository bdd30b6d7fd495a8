"""The feature reranker: a few named signals and weights learned on the dev questions, no model to load.

Signals of a candidate: its lexical and dense scores, the best approved card that cites it (a card found by the caller's
words brings its articles along), whether it is of the hotline's own field, and the share of the question's bigrams it
holds. The weights are data (`rerank.toml`, whose head says how they were learned), from dev questions alone.
"""

import math
import tomllib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from knowledge.model import Evidence, Kind, Passage, Query
from knowledge.text import bigrams, searchable

WEIGHTS = Path(__file__).parent / "rerank.toml"
CITE_DEPTH = 4  # cards whose citations count for an article


class FeatureReranker:
    """Orders candidates by a logistic score of their signals, 0 to 1; cards and provisions have weights of their own."""

    def __init__(self, path: Path = WEIGHTS) -> None:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        self._card: dict[str, float] = table["card"]
        self._provision: dict[str, float] = table["provision"]

    def rerank(self, query: Query, candidates: Sequence[Evidence]) -> list[Evidence]:
        """The candidates, best first, each with its signals and score."""
        rated = [self._rated(e, signals) for e, signals in zip(candidates, described(query, candidates), strict=True)]
        cards = sorted((e for e in rated if e.passage.kind is Kind.FAQ), key=lambda e: -e.score)
        lifts = _citations(cards)
        whole = [e if e.passage.kind is Kind.FAQ else _lifted(e, lifts, self._provision["cited"]) for e in rated]
        return sorted(whole, key=lambda e: (-e.score, e.passage.level, e.passage.id))

    def _rated(self, evidence: Evidence, signals: dict[str, float]) -> Evidence:
        weights = self._card if evidence.passage.kind is Kind.FAQ else self._provision
        total = weights["bias"] + sum(weights.get(name, 0.0) * value for name, value in signals.items())
        return Evidence(evidence.passage, _logistic(total), signals)


def described(query: Query, candidates: Sequence[Evidence]) -> list[dict[str, float]]:
    """The signals of each candidate, all about between 0 and 1; scores are relative to the best of this question."""
    asked = set(bigrams(searchable(query.text)))
    best_lexical = max((e.signals.get("lexical", 0.0) for e in candidates), default=0.0) or 1.0
    best_dense = max((e.signals.get("dense", 0.0) for e in candidates), default=0.0) or 1.0
    least_dense = min((e.signals["dense"] for e in candidates if "dense" in e.signals), default=0.0)
    spread = max(best_dense - least_dense, 1e-6)
    return [
        {
            "lexical": e.signals.get("lexical", 0.0) / best_lexical,
            "lexical_size": min(1.5, e.signals.get("lexical", 0.0) / 40.0),
            "dense": max(0.0, e.signals.get("dense", least_dense) - least_dense) / spread,
            "dense_size": max(0.0, e.signals.get("dense", least_dense) - 0.8) * 5.0,
            "core": float(e.passage.core),
            "overlap": len(asked & terms_of(e.passage)) / max(1, len(asked)),
            "fused": e.signals.get("fused", 0.0) * 30.0,
        }
        for e in candidates
    ]


@lru_cache(maxsize=40_000)
def terms_of(passage: Passage) -> frozenset[str]:
    """The bigrams a passage holds, in its body or in a wording."""
    return frozenset(bigrams(" ".join((passage.title, passage.text, *passage.wordings))))


def _citations(cards: Sequence[Evidence]) -> dict[tuple[str, int], float]:
    """Article -> score of the best of the first cards that it decides."""
    best: dict[tuple[str, int], float] = {}
    for card in cards[:CITE_DEPTH]:
        for ref in card.passage.refs:
            best.setdefault((ref.law, ref.article), card.score)
    return best


def _lifted(evidence: Evidence, lifts: Mapping[tuple[str, int], float], weight: float) -> Evidence:
    """A provision with the lift of the cards that rest on it: found in a caller's words, it counts as found."""
    lift = max((lifts.get((ref.law, ref.article), 0.0) for ref in evidence.passage.refs), default=0.0)
    if not lift:
        return evidence
    score = min(evidence.score, 1.0 - 1e-9)
    odds = math.log(max(score, 1e-9) / (1.0 - score)) + weight * lift
    return Evidence(evidence.passage, _logistic(odds), {**evidence.signals, "cited": lift})


def _logistic(value: float) -> float:
    return 1.0 / (1.0 + math.exp(-max(-60.0, min(60.0, value))))

"""The feature reranker: a few named signals and weights learned on the dev questions, no model to load.

Signals of a candidate: its lexical and dense scores, the best approved card that cites it (a card found by the caller's
words brings its articles along), whether it is of the hotline's own field, and the share of the question's bigrams it
holds. The weights are data (`rerank.toml`), written by `python -m evals fit-rerank` on the dev split alone.
"""

import math
import tomllib
from collections.abc import Sequence
from pathlib import Path

from knowledge.model import Evidence, Kind, Query
from knowledge.text import bigrams, searchable

WEIGHTS = Path(__file__).parent / "rerank.toml"
SIGNALS = ("lexical", "dense", "cited", "core", "overlap", "card", "fused")
LEXICAL_SCALE = 30.0  # BM25 of a close match on these texts; only brings the signal near the others in size
CITE_DEPTH = 3  # cards whose citations count for an article


class FeatureReranker:
    """Orders candidates by a logistic score of their signals, 0 to 1."""

    def __init__(self, path: Path = WEIGHTS) -> None:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        self._weights: dict[str, float] = table["weights"]
        self._bias = float(table["bias"])

    def rerank(self, query: Query, candidates: Sequence[Evidence]) -> list[Evidence]:
        """The candidates, best first, each with its signals and score."""
        rated = [self._rated(evidence, signals) for evidence, signals in described(query, candidates)]
        return sorted(rated, key=lambda evidence: (-evidence.score, evidence.passage.level, evidence.passage.id))

    def _rated(self, evidence: Evidence, signals: dict[str, float]) -> Evidence:
        total = self._bias + sum(self._weights.get(name, 0.0) * value for name, value in signals.items())
        return Evidence(evidence.passage, 1.0 / (1.0 + math.exp(-total)), signals)


def described(query: Query, candidates: Sequence[Evidence]) -> list[tuple[Evidence, dict[str, float]]]:
    """Each candidate with its signals, all about between 0 and 1."""
    asked = set(bigrams(searchable(query.text)))
    cited = _citations(candidates)
    described_ = []
    for evidence in candidates:
        passage = evidence.passage
        held = set(bigrams(passage.text)) | {term for wording in passage.wordings for term in bigrams(wording)}
        signals = {
            "lexical": min(1.5, evidence.signals.get("lexical", 0.0) / LEXICAL_SCALE),
            "dense": max(0.0, evidence.signals.get("dense", 0.0) - 0.7) / 0.3,  # e5 cosines live above 0.7
            "cited": max((cited.get((ref.law, ref.article), 0.0) for ref in passage.refs), default=0.0)
            if passage.kind is not Kind.FAQ
            else 0.0,
            "core": float(passage.core),
            "overlap": len(asked & held) / max(1, len(asked)),
            "card": float(passage.kind is Kind.FAQ),
            "fused": evidence.signals.get("fused", 0.0) * 30.0,
        }
        described_.append((evidence, signals))
    return described_


def _citations(candidates: Sequence[Evidence]) -> dict[tuple[str, int], float]:
    """Article -> how well the best of the first cards that cite it was found."""
    cards = [e for e in candidates if e.passage.kind is Kind.FAQ]
    cards.sort(key=lambda e: -e.signals.get("fused", 0.0))
    best: dict[tuple[str, int], float] = {}
    for place, card in enumerate(cards[:CITE_DEPTH]):
        for ref in card.passage.refs:
            best.setdefault((ref.law, ref.article), 1.0 / (1 + place))
    return best

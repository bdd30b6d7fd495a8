"""Parts that do what a test says: an embedder of hashes, a scripted search, a clock that stands."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np

from assistant.domain.answer import Draft, Figure
from assistant.domain.question import Fact, Inquiry, Question
from assistant.errors import DraftingFailed
from knowledge.embed import unit
from knowledge.model import Evidence, Query
from knowledge.ports import Vectors
from knowledge.text import bigrams


class HashEmbedder:
    """Texts that share bigrams are near: enough to test an index, no model."""

    name = "hash"
    dimensions = 64

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        return np.stack([self.embed_query(text) for text in texts])

    def embed_query(self, text: str) -> Vectors:
        vector = np.zeros(self.dimensions, dtype=np.float32)
        for term in bigrams(text):
            vector[int(hashlib.md5(term.encode(), usedforsecurity=False).hexdigest(), 16) % self.dimensions] += 1
        return unit(vector)


@dataclass
class ScriptedRetriever:
    """Finds what the test says, and remembers what it was asked."""

    evidence: Sequence[Evidence] = ()

    def __post_init__(self) -> None:
        self.asked: list[Query] = []

    def retrieve(self, query: Query) -> tuple[Evidence, ...]:
        self.asked.append(query)
        return tuple(self.evidence)


@dataclass
class ScriptedDrafter:
    """Drafts what the test says, or fails."""

    written: Draft | None
    name: str = "scripted"

    def draft(self, question: Question, evidence: Sequence[Evidence], figures: Sequence[Figure]) -> Draft:
        if self.written is None:
            raise DraftingFailed("scripted")
        return self.written


class NoFacts:
    """Nothing was said that could be read."""

    def __call__(self, inquiry: Inquiry) -> tuple[Fact, ...]:
        return ()


@dataclass
class ScriptedReckoner:
    """Works out what the test says."""

    figures: tuple[Figure, ...] = ()
    lacks: tuple[str, ...] = ()

    def work_out(self, question: Question, evidence: Sequence[Evidence]) -> tuple[Figure, ...]:
        return self.figures

    def missing(self, question: Question, evidence: Sequence[Evidence]) -> tuple[str, ...]:
        return self.lacks


@dataclass
class StoppedClock:
    """Time stands until the test moves it."""

    moment: datetime = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)

    def now(self) -> datetime:
        return self.moment

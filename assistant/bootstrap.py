"""build(settings) -> Services: the only place where parts are chosen."""

import logging
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from assistant.adapters.breaker import GuardedIndex, breaker
from assistant.adapters.forms import inquiry_from, reply
from assistant.adapters.likeness import EmbeddedLikeness
from assistant.answering.facts import read_facts
from assistant.answering.figures import CaseReckoner
from assistant.answering.kinds import load_kinds
from assistant.answering.limits import load_patience
from assistant.answering.policy import load_policy
from assistant.calculators.rates import known_rates
from assistant.domain.handling import Handling
from assistant.drafting import Drafting, build_drafting
from assistant.hotline import Hotline, Sense
from assistant.ports import Drafter, FactReader, Reckoner
from assistant.settings import Settings
from knowledge.adapter import adapted
from knowledge.catalogue import Catalogue, load_catalogue
from knowledge.dense import VectorIndex
from knowledge.e5 import build_model
from knowledge.embed import EngineEmbedder, RememberingEmbedder, SentenceTransformerEmbedder
from knowledge.importing.store import imported_texts
from knowledge.lexical import LexicalIndex
from knowledge.nearest import NearestIndex, NothingIndexed
from knowledge.ports import Embedder, Index
from knowledge.rerank import FeatureReranker
from knowledge.retrieve import HybridRetriever

if TYPE_CHECKING:
    from assistant.casework import Casework
    from assistant.hearing import Hearing


log = logging.getLogger(__name__)


@dataclass
class Services:
    """The parts of one running program; each is made when first asked for."""

    settings: Settings
    replacements: dict[str, Any]

    def _part(self, name: str) -> Any:
        return self.replacements.get(name)

    @cached_property
    def catalogue(self) -> Catalogue:
        """Provisions, cards and services, with the official texts imported on this machine."""
        return self._part("catalogue") or load_catalogue(imported=imported_texts(self.settings.home).instruments())

    @cached_property
    def embedder(self) -> Embedder:
        """What encodes a question: the C engine, or sentence-transformers where a folder is named."""
        if part := self._part("embedder"):
            return part  # type: ignore[no-any-return]
        if self.settings.embedder or self.settings.query_engine == "torch":
            return self.index_embedder
        return adapted(self.plain_embedder)

    @cached_property
    def plain_embedder(self) -> Embedder:
        """The packaged model's own vectors for questions, before the adapter."""
        return RememberingEmbedder(EngineEmbedder())

    @cached_property
    def sense(self) -> Sense | None:
        """What kind of matter a wording is; None with an embedder the kind model was not trained for."""
        model = load_kinds()
        if self.settings.embedder or self._part("embedder") or model.embedder != self.plain_embedder.name:
            return None
        return lambda q: model.probabilities(q.text, self.plain_embedder.embed_query(q.searches[0]))

    @cached_property
    def index_embedder(self) -> Embedder:
        """What encodes the index: sentence-transformers."""
        folder = self.settings.embedder or build_model(self.settings.model_folder)
        return SentenceTransformerEmbedder(folder, threads=self.settings.threads)

    @cached_property
    def vectors(self) -> VectorIndex:
        """The vector index of this machine, for searching."""
        return VectorIndex(self.settings.index_folder, self.embedder)

    @cached_property
    def nearest(self) -> Index:
        """The vectors in memory; a store that cannot be opened leaves the search to the lexical index."""
        try:
            return NearestIndex(self.vectors, self.embedder, self.catalogue.passages.values())
        except Exception:  # the store fails in ways its library chooses
            log.exception("the vector index cannot be read: searching by words alone")
            return NothingIndexed()

    @cached_property
    def indexes(self) -> dict[str, Index]:
        """Every way passages are found."""
        return self._part("indexes") or {
            "lexical": LexicalIndex(self.catalogue.passages.values()),
            "dense": GuardedIndex(self.nearest, breaker("vector index", load_patience())),
        }

    @cached_property
    def retriever(self) -> HybridRetriever:
        """The whole search, as `ask` and `search` use it."""
        return HybridRetriever(self.catalogue.passages, self.indexes, FeatureReranker())

    @cached_property
    def hotline(self) -> Hotline:
        """The path from a question to a decision."""
        if part := self._part("hotline"):
            return part  # type: ignore[no-any-return]
        facts: FactReader = self._part("read_facts") or read_facts
        reckoner: Reckoner = self._part("reckoner") or CaseReckoner(known_rates(), self.catalogue.cards)
        by = self.drafting
        drafter: Drafter = self._part("drafter") or by.drafter
        return Hotline(
            facts,
            self.retriever,
            reckoner,
            drafter,
            self.catalogue,
            load_policy(),
            rewrite=by.rewrite,
            word_questions=by.word_questions,
            sense=self.sense,
        )

    @cached_property
    def drafting(self) -> Drafting:
        """Who writes answers: composed from approved text, or a model behind verification where the settings name one."""
        return self._part("drafting") or build_drafting(
            self.settings, self.catalogue, lambda: EmbeddedLikeness(self.embedder)
        )

    def answered(self, body: Any, as_of: date) -> tuple[Handling, dict[str, Any]]:
        """A question in the contract's form -> its handling, and the contract's reply."""
        handling = self.hotline.answer(inquiry_from(body, as_of, self.settings.region))
        return handling, reply(handling)

    def hearing(self, engine: str = "", model: str = "") -> "Hearing":
        """Sound to text; only programs that listen load it."""
        if part := self._part("hearing"):
            return part  # type: ignore[no-any-return]
        from assistant.hearing import build_hearing

        return build_hearing(self.settings, engine, model)

    @cached_property
    def casework(self) -> "Casework":
        """Store, accounts, desks and background work; only programs that keep records load it."""
        if part := self._part("casework"):
            return part  # type: ignore[no-any-return]
        from assistant.casework import build_casework

        return build_casework(self.settings, lambda: self.catalogue)


def build(settings: Settings | None = None, **replacements: Any) -> Services:
    """The services of one program; tests and evals hand in replacements by name."""
    return Services(settings or Settings(), replacements)

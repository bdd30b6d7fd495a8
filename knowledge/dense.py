"""The vector index: Chroma in a folder of this machine, kept equal to the catalogue by content hash.

A passage is embedded piece by piece (its body in chunks, each wording by itself); the best piece is the passage's score.
Ids are made of the passage and the text, so nothing is embedded twice and an interrupted build goes on where it stopped.
"""

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from knowledge.model import Passage, Query
from knowledge.passage import fingerprint, pieces
from knowledge.ports import Embedder, Vectors
from knowledge.scope import metadata, where

PIECES_PER_PASSAGE = 6  # a passage with many wordings fills several of the nearest places
WRITE_BATCH = 256
READ_BATCH = 2_000
HNSW: Any = {"space": "cosine", "ef_search": 200, "ef_construction": 200, "max_neighbors": 32}

Item = TypeVar("Item")
Progress = Callable[[int, int], None]  # pieces done, pieces in all


class VectorIndex:
    """Nearest passages by meaning. One instance a folder in a process."""

    def __init__(self, folder: Path, embedder: Embedder, name: str = "pieces") -> None:
        logging.getLogger("chromadb").setLevel(logging.ERROR)
        import chromadb
        from chromadb.config import Settings

        folder.mkdir(parents=True, exist_ok=True)
        self._embedder = embedder
        settings = Settings(anonymized_telemetry=False)
        self._client = chromadb.PersistentClient(path=str(folder), settings=settings)
        self._collection = self._open(name)

    def _open(self, name: str):  # type: ignore[no-untyped-def]  # chromadb's Collection is untyped here
        """The collection of this embedder; one made by another embedder is dropped."""
        made_by = {"embedder": self._embedder.name}
        existing = {collection.name for collection in self._client.list_collections()}
        if name in existing:
            collection = self._client.get_collection(name, embedding_function=None)
            if (collection.metadata or {}).get("embedder") == self._embedder.name:
                return collection
            self._client.delete_collection(name)
        return self._client.create_collection(
            name, metadata=made_by, configuration={"hnsw": HNSW}, embedding_function=None
        )

    def __len__(self) -> int:
        return int(self._collection.count())

    def missing(self, passages: Iterable[Passage]) -> dict[str, tuple[Passage, str]]:
        """Pieces of these passages the index lacks: id -> passage and text."""
        wanted = {_piece_id(passage, text): (passage, text) for passage in passages for text in pieces(passage)}
        held = set(self._collection.get(include=[])["ids"])
        return {key: value for key, value in wanted.items() if key not in held}

    def drop_stale(self, passages: Iterable[Passage]) -> int:
        """Remove pieces of texts that are no longer in the catalogue; gives back how many."""
        wanted = {_piece_id(passage, text) for passage in passages for text in pieces(passage)}
        stale = [key for key in self._collection.get(include=[])["ids"] if key not in wanted]
        for batch in _batches(stale, WRITE_BATCH):
            self._collection.delete(ids=batch)
        return len(stale)

    def add(self, passages: Sequence[Passage], progress: Progress | None = None) -> int:
        """Embed and store what is missing, in the passages' order; gives back the number of pieces added."""
        missing = self.missing(passages)
        done = 0
        for batch in _batches(missing.items(), WRITE_BATCH):
            vectors = self._embedder.embed_passages([text for _, (_, text) in batch])
            self._collection.add(
                ids=[key for key, _ in batch],
                embeddings=vectors,
                metadatas=[metadata(passage) for _, (passage, _) in batch],
            )
            done += len(batch)
            if progress is not None:
                progress(done, len(missing))
        return done

    def stored(self, passages: Iterable[Passage]) -> tuple[list[tuple[Passage, str]], Vectors]:
        """The pieces of these passages that are indexed, and their vectors, shape (pieces, dimensions)."""
        wanted = {_piece_id(passage, text): (passage, text) for passage in passages for text in pieces(passage)}
        held: list[tuple[Passage, str]] = []
        rows: list[Vectors] = []
        for batch in _batches(wanted, READ_BATCH):
            found = self._collection.get(ids=batch, include=["embeddings"])
            held += [wanted[key] for key in found["ids"]]
            rows.append(np.asarray(found["embeddings"], dtype=np.float32).reshape(-1, self._embedder.dimensions))
        return held, np.concatenate(rows) if rows else np.zeros((0, self._embedder.dimensions), dtype=np.float32)

    def search(self, query: Query, limit: int, vector: Vectors | None = None) -> list[tuple[str, float]]:
        """Passage ids with the cosine of their best piece, best first."""
        if not len(self):
            return []
        if vector is None:
            vector = self._embedder.embed_query(query.text)
        found = self._collection.query(
            query_embeddings=[vector],
            n_results=min(len(self), limit * PIECES_PER_PASSAGE),
            where=where(query),
            include=["metadatas", "distances"],
        )
        best: dict[str, float] = {}
        for place, distance in zip(found["metadatas"][0], found["distances"][0], strict=True):
            best.setdefault(place["passage"], 1.0 - float(distance))
        return list(islice(best.items(), limit))


def _piece_id(passage: Passage, text: str) -> str:
    """Changes with the text and with what the filters read, so that neither is ever stale."""
    return fingerprint("\n".join([text, *(f"{key}={value}" for key, value in sorted(metadata(passage).items()))]))


def _batches(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    source = iter(items)
    while batch := list(islice(source, size)):
        yield batch

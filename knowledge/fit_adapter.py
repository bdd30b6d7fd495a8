"""python -m knowledge.fit_adapter: train the question adapter on the corpus's own pairs and report what it gained.

One ask in seven of every card is kept back from training; the report says how often such an unseen wording finds its card
among the first one and five, without and with the adapter. Nothing of a test or dev set is read.
"""

import argparse
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from knowledge.adapter import FILE
from knowledge.catalogue import load_catalogue
from knowledge.dense import VectorIndex
from knowledge.e5 import build_model
from knowledge.embed import SentenceTransformerEmbedder, unit
from knowledge.ingest import by_need
from knowledge.model import Kind, Passage
from knowledge.ports import Vectors

KEEP_BACK = 7  # of a card's asks, one in so many is never trained on
STEPS = 300
BATCH = 512
RATE = 1e-3
PULL = 1e-3  # how strongly the matrix is held to the identity: it must not forget what the model knows
TEMPERATURE = 0.02
SEED = 12351


@dataclass(frozen=True)
class Wordings:
    """Ways of asking with their vectors as questions, and the passages they belong to."""

    texts: list[str]
    owners: list[int]
    vectors: Vectors


@dataclass(frozen=True)
class Pieces:
    """Indexed texts with their vectors, the passages they belong to, and each passage's group of shared articles."""

    texts: list[str]
    owners: list[int]
    vectors: Vectors
    groups: list[int]


def kept_back(passage: Passage) -> frozenset[str]:
    """The asks of a card that training never sees."""
    asks = passage.wordings[1:]
    offset = sum(map(ord, passage.id)) % KEEP_BACK
    return frozenset(ask for place, ask in enumerate(asks) if place % KEEP_BACK == offset)


def fit(asked: Wordings, pieces: Pieces, steps: int = STEPS) -> Vectors:
    """The trained matrix, shape (dimensions, dimensions)."""
    import torch

    torch.manual_seed(SEED)
    chosen = np.random.default_rng(SEED)
    size = asked.vectors.shape[1]
    identity = torch.eye(size)
    matrix = identity.clone().requires_grad_(True)
    optimiser = torch.optim.Adam([matrix], lr=RATE)
    questions, found = torch.tensor(asked.vectors), torch.tensor(pieces.vectors)
    positives = _positives(asked, pieces)
    usable = [place for place, options in enumerate(positives) if options]
    for _ in range(steps):
        batch = chosen.choice(usable, min(BATCH, len(usable)), replace=False)
        picks = [positives[place][chosen.integers(len(positives[place]))] for place in batch]
        groups = torch.tensor([pieces.groups[asked.owners[place]] for place in batch])
        same = (groups[:, None] == groups[None, :]) & ~torch.eye(len(batch), dtype=torch.bool)
        turned = torch.nn.functional.normalize(questions[batch] @ matrix.T, dim=1)
        scores = (turned @ found[picks].T / TEMPERATURE).masked_fill(same, -1e4)
        loss = torch.nn.functional.cross_entropy(scores, torch.arange(len(batch)))
        loss = loss + PULL * ((matrix - identity) ** 2).sum()
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimiser.step()
    trained: Vectors = matrix.detach().numpy().astype(np.float32)
    return trained


def _positives(asked: Wordings, pieces: Pieces) -> list[list[int]]:
    """For each wording the pieces of its passage that are not the wording itself."""
    of_passage: dict[int, list[int]] = {}
    for place, owner in enumerate(pieces.owners):
        of_passage.setdefault(owner, []).append(place)
    return [
        [place for place in of_passage.get(owner, ()) if pieces.texts[place] != text]
        for text, owner in zip(asked.texts, asked.owners, strict=True)
    ]


def hits(asked: Wordings, pieces: Pieces, cards: Sequence[int], matrix: Vectors | None = None) -> tuple[float, float]:
    """Share of wordings whose card is the first, and among the first five, of all cards."""
    wanted = np.array(sorted(cards))
    columns = np.isin(pieces.owners, wanted)
    vectors, owners = pieces.vectors[columns], np.searchsorted(wanted, np.array(pieces.owners)[columns])
    questions = asked.vectors if matrix is None else unit(asked.vectors @ matrix.T)
    first = five = 0
    for question, owner in zip(questions, asked.owners, strict=True):
        best = np.full(len(wanted), -1.0, dtype=np.float32)
        np.maximum.at(best, owners, vectors @ question)
        rank = int((best > best[np.searchsorted(wanted, owner)]).sum())
        first, five = first + (rank < 1), five + (rank < 5)
    return first / len(asked.texts), five / len(asked.texts)


def main() -> None:
    """Train, report, write the file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--home", type=Path, default=Path(os.environ.get("HOTLINE_HOME", "var")))
    parser.add_argument("--out", type=Path, default=FILE)
    options = parser.parse_args()
    embedder = SentenceTransformerEmbedder(build_model(options.home / "models" / "e5-small"))
    passages, _ = by_need(load_catalogue().passages.values())
    seen, unseen, pieces = _material(passages, VectorIndex(options.home / "index", embedder), embedder)
    cards = [place for place, passage in enumerate(passages) if passage.kind is Kind.FAQ]
    matrix = fit(seen, pieces)
    before, after = hits(unseen, pieces, cards), hits(unseen, pieces, cards, matrix)
    print(f"unseen wordings {len(unseen.texts)}, cards {len(cards)}, trained on {len(seen.texts)} wordings")
    print(f"card first: {before[0]:.3f} -> {after[0]:.3f}; among five: {before[1]:.3f} -> {after[1]:.3f}")
    np.savez_compressed(options.out, matrix=matrix.astype(np.float16), embedder=embedder.name)


def _material(
    passages: list[Passage], index: VectorIndex, embedder: SentenceTransformerEmbedder
) -> tuple[Wordings, Wordings, Pieces]:
    """Wordings to train on, wordings kept back, and the indexed pieces without the latter."""
    place_of = {passage.id: place for place, passage in enumerate(passages)}
    back = {passage.id: kept_back(passage) if passage.kind is Kind.FAQ else frozenset() for passage in passages}
    held, vectors = index.stored(passages)
    keep = [row for row, (passage, text) in enumerate(held) if text not in back[passage.id]]
    groups: dict[object, int] = {}
    pieces = Pieces(
        [held[row][1] for row in keep],
        [place_of[held[row][0].id] for row in keep],
        vectors[keep],
        [groups.setdefault(p.refs[:1] or p.id, len(groups)) for p in passages],
    )
    asks = [(ask, place_of[p.id], ask in back[p.id]) for p in passages for ask in p.wordings[1:]]
    seen = _wordings([(ask, owner) for ask, owner, hidden in asks if not hidden], embedder)
    return seen, _wordings([(ask, owner) for ask, owner, hidden in asks if hidden], embedder), pieces


def _wordings(asks: list[tuple[str, int]], embedder: SentenceTransformerEmbedder) -> Wordings:
    vectors = embedder.embed_queries([ask for ask, _ in asks])
    return Wordings([ask for ask, _ in asks], [owner for _, owner in asks], vectors)


if __name__ == "__main__":
    main()

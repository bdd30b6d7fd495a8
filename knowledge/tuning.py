"""Pairs for tuning the embedder: how callers ask, and the text they should find. Written by us, never from a test set."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from knowledge.catalogue import Catalogue
from knowledge.model import Card, Kind, Provision
from knowledge.passage import CHUNK

HELD_OUT_EVERY = 7  # of a card's asks, one in so many is kept back to see whether tuning helps unseen wordings


@dataclass(frozen=True, slots=True)
class Pair:
    """A question as asked, a text it should find, and the group within which texts are no negatives of each other."""

    asked: str
    found: str
    group: str


def held_out(card: Card) -> tuple[str, ...]:
    """The asks of a card that tuning never sees."""
    offset = sum(map(ord, card.id)) % HELD_OUT_EVERY
    return tuple(ask for place, ask in enumerate(card.asks) if place % HELD_OUT_EVERY == offset)


def tuning_pairs(catalogue: Catalogue, seed: int = 12351) -> list[Pair]:
    """Every pair, shuffled: asks with their card's other asks and conclusion, and with the articles that decide it."""
    pairs = [pair for card in catalogue.cards.values() for pair in _card_pairs(card, catalogue)]
    pairs += [pair for provision in _explained(catalogue) for pair in _article_pairs(provision)]
    random.Random(seed).shuffle(pairs)
    return pairs


def _explained(catalogue: Catalogue) -> Iterator[Provision]:
    seen: set[str] = set()
    for passage in catalogue.passages.values():
        if passage.kind not in (Kind.STATUTE, Kind.DIGEST) or not passage.refs:
            continue
        provision = catalogue.provision(passage.refs[0], passage.effective_from)
        if provision is not None and provision.asks and passage.id not in seen:
            seen.add(passage.id)
            yield provision


def _card_pairs(card: Card, catalogue: Catalogue) -> Iterator[Pair]:
    kept_back = set(held_out(card))
    asks = [ask for ask in card.asks if ask not in kept_back]
    group = f"card:{card.cites[0].law}#{card.cites[0].article}" if card.cites else card.id
    for place, ask in enumerate(asks):
        yield Pair(ask, asks[(place + 1) % len(asks)], group)
        if place % 2:
            yield Pair(ask, f"{card.question}：{card.conclusion}", group)
        elif card.cites and (provision := _any_version(catalogue, card)):
            yield Pair(ask, article_text(provision), group)


def _any_version(catalogue: Catalogue, card: Card) -> Provision | None:
    versions = catalogue.versions(card.cites[0])
    return versions[-1] if versions else None


def _article_pairs(provision: Provision) -> Iterator[Pair]:
    group = f"card:{provision.ref.law}#{provision.ref.article}"
    for place, ask in enumerate(provision.asks):
        text = provision.rule[:CHUNK] if place % 2 else article_text(provision)
        yield Pair(ask, text, group)


def article_text(provision: Provision) -> str:
    """The head of an article as it is embedded."""
    return f"{provision.ref.law}第{provision.ref.article}条 {provision.title}：{provision.text[:CHUNK]}"


def batches(pairs: Sequence[Pair], size: int) -> Iterator[list[Pair]]:
    """Batches in which no two pairs share a group, so that every other text is a true negative."""
    waiting = list(pairs)
    while waiting:
        batch: list[Pair] = []
        groups: set[str] = set()
        rest: list[Pair] = []
        for pair in waiting:
            if len(batch) < size and pair.group not in groups:
                batch.append(pair)
                groups.add(pair.group)
            else:
                rest.append(pair)
        if len(batch) < size // 2:
            return
        yield batch
        waiting = rest

"""How well verification tells true sentences from false ones: labelled pairs made of the approved cards, dev and test apart.

True: what a card concludes, word for word or in the freer words of its short answer, held against the card and its articles.
False: the same sentence turned round, with another number, under another article's number, or about another matter.
`python -m benchmarks.verification` prints the sweep on the dev half and the chosen thresholds on the test half.
"""

import argparse
import hashlib
import json
import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from assistant.answering.grounding import Likeness, ground_of, ungrounded
from assistant.answering.limits import Grounding, load_grounding
from assistant.answering.quoting import cite
from assistant.domain.answer import Claim
from knowledge.catalogue import Catalogue, load_catalogue
from knowledge.model import Card, Evidence

DAY = date(2026, 11, 22)
_TURNS = (
    ("不得", "可以"), ("应当", "不必"), ("不能", "可以"), ("可以", "不可以"), ("要支付", "不用支付"), ("要付", "不用付"),
    ("违法", "合法"), ("无效", "有效"), ("有权", "无权"), ("能要", "不能要"), ("算工伤", "不算工伤"), ("应该", "不应该"),
    ("属于", "不属于"), ("要给", "不用给"), ("必须", "不必"), ("不用", "必须"), ("不需要", "必须"),
)  # fmt: skip
_NUMBER = re.compile(r"[0-9]+|[三四五六七八九十]+(?=(?:个|日|天|年|倍|元|小时|周))")


@dataclass(frozen=True)
class Pair:
    """A sentence held against what one card rests on."""

    card: Card
    family: str
    text: str
    ground: Card

    @property
    def dev(self) -> bool:
        return hashlib.sha256(self.card.id.encode()).digest()[0] % 2 == 0


def pairs(catalogue: Catalogue, seed: int = 12351) -> Iterator[Pair]:
    """The labelled pairs; the same for the same cards. A model's close wording is the card's own conclusion."""
    chance = random.Random(seed)
    cards = [card for card in catalogue.cards.values() if card.cites]
    for card in cards:
        yield Pair(card, "true: close wording", card.conclusion, card)
        yield Pair(card, "true: free wording", card.short, card)
        for name, text in (("close", card.conclusion), ("free", card.short)):
            if turned := _turned(text):
                yield Pair(card, f"false: {name}, turned round", turned, card)
            if renumbered := _renumbered(text):
                yield Pair(card, f"false: {name}, another number", renumbered, card)
        others = [c for c in cards if c.topic == card.topic and not _share(c, card)]
        if others:
            other = chance.choice(others)
            yield Pair(card, "false: under another article", card.conclusion, other)
            yield Pair(card, "false: another matter", other.conclusion, card)


def _share(one: Card, other: Card) -> bool:
    return bool({r.whole for r in (*one.cites, *one.also)} & {r.whole for r in (*other.cites, *other.also)})


def _turned(text: str) -> str | None:
    for said, turned in _TURNS:
        if said in text:
            return text.replace(said, turned, 1)
    return None


def _renumbered(text: str) -> str | None:
    match = _NUMBER.search(text)
    if match is None:
        return None
    other = str(int(match.group()) + 7) if match.group().isdigit() else "十七"
    return text[: match.start()] + other + text[match.end() :]


def stopped(pair: Pair, catalogue: Catalogue, limits: Grounding, likeness: Likeness | None) -> bool:
    """True when verification refuses the sentence."""
    evidence = (Evidence(catalogue.passages[pair.ground.id], 1.0),)
    ground = ground_of(evidence, catalogue, DAY, (), "", limits, likeness)
    cited = [c for ref in pair.ground.cites if (c := cite(catalogue.resolve(ref), pair.text, catalogue, DAY))]
    return bool(ungrounded(Claim("conclusion", pair.text, tuple(cited)), ground))


def shares(made: Sequence[Pair], refused: Callable[[Pair], bool]) -> dict[str, dict[str, float]]:
    """Of each family: how many pairs, and the share refused."""
    table: dict[str, list[bool]] = {}
    for pair in made:
        table.setdefault(pair.family, []).append(refused(pair))
    return {family: {"pairs": len(r), "refused": round(sum(r) / len(r), 3)} for family, r in table.items()}


def main() -> None:
    """Sweep on dev, then the thresholds in force on test."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--embed", action="store_true", help="with the embedding, which needs the prepared model")
    parser.add_argument("--every", type=int, default=1, help="only every n-th pair, for a quick look")
    parser.add_argument("--out", type=Path, help="where the figures go as JSON")
    options = parser.parse_args()
    catalogue = load_catalogue()
    made = list(pairs(catalogue))[:: options.every]
    dev, test = [p for p in made if p.dev], [p for p in made if not p.dev]
    likeness = _likeness() if options.embed else None
    limits = load_grounding()

    def refused_of(some: Sequence[Pair], tried: Grounding, near: Likeness | None) -> dict[str, dict[str, float]]:
        return shares(some, lambda pair: stopped(pair, catalogue, tried, near))

    sweep = {}
    for share in (0.0, 0.3, 0.45, 0.6):
        sweep[f"anchor {share}"] = refused_of(dev, replace(limits, anchor=share), None)
    for near in (0.80, 0.84, 0.86, 0.88, 0.90) if likeness else ():
        sweep[f"likeness {near}"] = refused_of(dev, replace(limits, likeness=near), likeness)
    for name, row in sweep.items():
        print(name, {family: cell["refused"] for family, cell in row.items()})
    final = refused_of(test, limits, likeness)
    print("test, thresholds in force:", final)
    if options.out:
        options.out.write_text(
            json.dumps({"dev": sweep, "test": final}, ensure_ascii=False, indent=1), encoding="utf-8"
        )


def _likeness() -> Likeness:
    from assistant.adapters.likeness import EmbeddedLikeness
    from assistant.bootstrap import build

    return EmbeddedLikeness(build().embedder)


if __name__ == "__main__":
    main()

"""Cards that may contradict each other: nearly the same question, the same article, and conclusions that point two ways."""

import re
from collections.abc import Iterable, Iterator
from itertools import combinations

from knowledge.figures import stated
from knowledge.model import Card
from knowledge.text import bigrams

NEAR_QUESTION = 0.6  # share of bigrams from which two questions may be one
_NO = re.compile(r"^(?:不|没有|无需|无权|无效|违法|否)")
_YES = re.compile(r"^(?:可以|应当|有权|有效|合法|能|算|属于|需要|必须|要|是)")


def conflicts(cards: Iterable[Card]) -> Iterator[tuple[str, str, str]]:
    """Ids of two cards and what speaks for a conflict; a person decides."""
    known = [(card, set(bigrams(card.question))) for card in cards]
    for (first, terms), (second, others) in combinations(known, 2):
        if first.region != second.region or not set(first.cites) & set(second.cites):
            continue
        if not terms or len(terms & others) < NEAR_QUESTION * len(terms | others):
            continue
        if _leaning(first) * _leaning(second) < 0:
            yield first.id, second.id, "结论的方向相反"
        elif (one := stated(first.conclusion)) and (two := stated(second.conclusion)) and not one & two:
            yield first.id, second.id, "结论里的数字没有一个相同"


def _leaning(card: Card) -> int:
    """1 for a conclusion that opens with yes, -1 with no, 0 where it does not say."""
    opening = re.split(r"[，。；：]", card.conclusion)[0]
    if _NO.match(opening):
        return -1
    return 1 if _YES.match(opening) else 0

"""How near a sentence's words are to a text, and whether it says the same and not the opposite.

Words alone tell a rule from its negation only where the sentences are near each other: on free paraphrase every count of
negations fails (docs/decisions/drafting.md has the figures). So a sentence needs an anchor, one sentence of the cited text
that holds most of its words, and is compared with that. The consequence: a model may rephrase closely, or is not heard.
"""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from knowledge.text import bigrams, normalise

FILE = Path(__file__).with_name("grounding.toml")
_SENTENCE = re.compile(r"[^。；;！!？?\n]+[。；;！!？?]?")
_CLAUSE = re.compile(r"[，。；、：,;:！？?!\n]")
_CHINESE = re.compile(r"(?=([\u4e00-\u9fff]{2}))")
_SHORTEST = 4  # characters of a sentence that states something
_KEPT = 4096  # texts whose pairs are remembered: the same articles come up again and again
_MARK = "\u3007"  # stands in a text where a harmless word with a negating character stood


@dataclass(frozen=True, slots=True)
class Words:
    """The word lists of grounding.toml, compiled."""

    law_for: dict[str, str]
    everyday: re.Pattern[str]
    filler: re.Pattern[str]
    negator: re.Pattern[str]
    harmless: re.Pattern[str]
    reach: int
    everywhere: frozenset[str]  # pairs
    limiting: re.Pattern[str]
    never: tuple[tuple[str, tuple[re.Pattern[str], ...]], ...]


@cache
def words() -> Words:
    """The word lists, read once."""
    table = tomllib.loads(FILE.read_text(encoding="utf-8"))
    law_for = {said: law for law, several in table["same"].items() for said in (law, *several)}
    negation = table["negation"]
    return Words(
        law_for=law_for,
        everyday=_any_of(law_for),
        filler=_any_of(table["filler"]["words"]),
        negator=re.compile(negation["negators"]),
        harmless=_any_of(negation["harmless"]),
        reach=negation["reach"],
        everywhere=frozenset(pair for word in negation["everywhere"] for pair in bigrams(word)),
        limiting=re.compile(negation["limiting"]),
        never=tuple((entry["id"], tuple(map(re.compile, entry["signs"]))) for entry in table["never"]),
    )


def sentences(text: str) -> tuple[str, ...]:
    """The sentences that state something."""
    found = (sentence.strip() for sentence in _SENTENCE.findall(text))
    return tuple(sentence for sentence in found if len(sentence) >= _SHORTEST)


def in_law_words(text: str) -> str:
    """The text with everyday words in the law's form: 公司 → 用人单位."""
    return words().everyday.sub(lambda match: words().law_for[match.group()], normalise(text))


@lru_cache(maxsize=_KEPT)
def pairs(text: str) -> frozenset[str]:
    """The character pairs of a text in the law's words, without what merely surrounds the matter."""
    return frozenset(bigrams(words().filler.sub(" ", in_law_words(text))))


def coverage(sentence: str, texts: Iterable[str]) -> float:
    """The share of the sentence's pairs that the texts hold together; 1 for a sentence that states nothing."""
    wanted = pairs(sentence)
    held: set[str] = set()
    for text in texts:
        held |= pairs(text)
    return len(wanted & held) / len(wanted) if wanted else 1.0


def anchor(sentence: str, texts: Iterable[str]) -> tuple[float, str]:
    """The one sentence of the texts that holds most of this sentence's pairs, and the share it holds."""
    wanted = pairs(sentence)
    held = (
        (len(wanted & pairs(other)) / len(wanted) if wanted else 1.0, other) for t in texts for other in sentences(t)
    )
    return max(held, default=(0.0, ""))


def opposed(sentence: str, other: str) -> tuple[str, ...]:
    """Words that one of two near sentences negates and the other states; 不 where their negations do not add up."""
    (against, stated), (other_against, other_stated) = _scopes(sentence), _scopes(other)
    turned = ((against - stated) & (other_stated - other_against)) | (
        (stated - against) & (other_against - other_stated)
    )
    odd = _negations(sentence) % 2 != _negations(other) % 2
    return (*sorted(turned - words().everywhere), *(("不",) if odd else ()))


def limits_another(text: str) -> bool:
    """True when the text negates, excepts, conditions or sets a limit: without it others may read as their opposite."""
    return words().limiting.search(normalise(text)) is not None


def never_said(text: str) -> tuple[str, ...]:
    """Names of the kinds of things no answer may contain that this text contains."""
    forms = (text, normalise(text))
    return tuple(name for name, signs in words().never if any(sign.search(form) for sign in signs for form in forms))


@lru_cache(maxsize=_KEPT)
def _scopes(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """The pairs within reach of a negation, and the others."""
    against: set[str] = set()
    stated: set[str] = set()
    for clause in _CLAUSE.split(_plain(text)):
        ends = [match.end() for match in words().negator.finditer(clause)]
        for match in _CHINESE.finditer(clause):
            pair = match.group(1)
            if words().negator.search(pair) is None:
                near = any(0 <= match.start() - end <= words().reach for end in ends)
                (against if near else stated).add(pair)
    return frozenset(against), frozenset(stated)


def _negations(text: str) -> int:
    return len(words().negator.findall(_plain(text)))


def _plain(text: str) -> str:
    return words().harmless.sub(_MARK, in_law_words(text))


def _any_of(several: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(several, key=len, reverse=True))))

"""The union's words: what an engine is told to expect, and corrections by pronunciation afterwards.

A term replaces what was heard only where it is as long and sounds the same, or nearly so when it is long and rare; a word of
two characters only in place of a listed mishearing, where the words around speak of the same matter. What is right already
is never touched. Every change is recorded with its place and can be taken back; `lexicon.toml` is curated by hand, because a
list taken from statutes breaks more than it mends.
"""

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from assistant.answering.places import REGIONS
from assistant.domain.speech import Change

_HAN = re.compile(r"[\u4e00-\u9fff]+")
_INITIALS = re.compile(r"^(zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?(.*)$")
_SAME_INITIAL = {"zh": "z", "ch": "c", "sh": "s", "n": "l"}
_SAME_FINAL = {"ang": "an", "eng": "en", "ing": "in", "iang": "ian", "uang": "uan"}
AROUND = 12  # characters to either side in which the matter must be named
BESIDE = 3  # characters to either side that may forbid a change
SHORTEST = 3  # characters from which a word is known by its sound; shorter ones only by listed mishearings
LONG = 4  # characters from which syllables may be confused ones
_Places = dict[tuple[str, str], list[int]]  # where a syllable stands, by initial and final
ALIKE, HALF, APART = 1, 3, 99  # how far two syllables are from each other


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the hotline and when it may replace what was heard."""

    text: str
    heard: tuple[str, ...] = ()  # known mishearings, as long as the word
    near: tuple[str, ...] = ()  # one of these must be said around it
    unless: tuple[str, ...] = ()  # none of these may stand beside it
    loose: bool = False  # one syllable may be heard half wrong
    name: bool = False  # a proper name: the very same syllables, and more than the last character misheard

    @property
    def allowance(self) -> int:
        """How far all its syllables together may be from what was heard."""
        if self.loose or self.name:
            return HALF if self.loose else 0
        return 2 * ALIKE if len(self.text) >= LONG else 0


@dataclass(frozen=True, slots=True)
class Syllable:
    """A syllable without its tone, and what speakers and engines confuse made equal."""

    plain: str
    initial: str
    final: str

    def distance(self, other: "Syllable") -> int:
        """0 the same, 1 commonly confused, 2 half the same, else too far."""
        if self.plain == other.plain:
            return 0
        if (self.initial, self.final) == (other.initial, other.final):
            return ALIKE
        return HALF if self.initial == other.initial or self.final == other.final else APART


@dataclass(frozen=True, slots=True)
class _Candidate:
    change: Change
    distance: int


class Lexicon:
    """Corrects a text; holds the terms and the words it must leave alone."""

    def __init__(self, terms: Sequence[Term], keep: Sequence[str], prompt: Sequence[str]) -> None:
        self.prompt_terms = tuple(prompt)
        self._terms = tuple(terms)
        self._keep = tuple(keep)
        self._sounds = {term.text: syllables(term.text) for term in self._terms}

    @property
    def terms(self) -> tuple[str, ...]:
        """Every term by itself."""
        return tuple(term.text for term in self._terms)

    def prompt(self, names: Iterable[str] = ()) -> str:
        """What an engine is told to expect: the hotline's terms, and names of this call."""
        return f"工会职工服务热线：{'、'.join([*names, *self.prompt_terms])}。"

    def extended(self, names: Iterable[str]) -> "Lexicon":
        """The same with employers and places, which replace only what sounds exactly like them."""
        known = set(self.terms)
        more = [Term(name, name=True) for name in dict.fromkeys(names) if len(name) >= SHORTEST and name not in known]
        return Lexicon([*self._terms, *more], self._keep, self.prompt_terms)

    def correct(self, text: str) -> tuple[str, tuple[Change, ...]]:
        """The corrected text and what was changed."""
        changes: list[Change] = []
        for candidate in sorted(self._candidates(text), key=lambda c: (-len(c.change.after), c.distance)):
            change = candidate.change
            end = change.start + len(change.after)
            if all(end <= other.start or other.start + len(other.after) <= change.start for other in changes):
                changes.append(change)
        changes.sort(key=lambda change: change.start)
        for change in changes:
            text = _put(text, change.start, change.after)
        return text, tuple(changes)

    def _candidates(self, text: str) -> list[_Candidate]:
        right = _places(text, self.terms)
        kept = right | _places(text, self._keep)
        sounds = syllables(text)
        places = _by_sound(sounds)
        found: list[_Candidate] = []
        for term in self._terms:
            found += self._heard(text, term, right)
            found += self._sounding(text, term, sounds, places, kept)
        return found

    def _heard(self, text: str, term: Term, right: set[int]) -> Iterable[_Candidate]:
        for form in (form for form in term.heard if form in text):
            for match in re.finditer(form, text):
                if _touches(match.start(), form, term.text, right) or not _fits(text, match.start(), term):
                    continue
                yield _Candidate(Change(match.start(), form, term.text, "heard"), 0)

    def _sounding(
        self, text: str, term: Term, sounds: Sequence[Syllable | None], places: _Places, kept: set[int]
    ) -> Iterable[_Candidate]:
        size = len(term.text)
        if size < SHORTEST:
            return
        wanted = self._sounds[term.text]
        for start in _likely(wanted, places, size - (term.allowance >= HALF), len(text)):
            window = text[start : start + size]
            if window == term.text:
                continue
            distance = _apart(wanted, sounds[start : start + size])
            if distance > term.allowance or _touches(start, window, term.text, kept):
                continue
            if term.name and window[:-1] == term.text[:-1]:
                continue  # 芜湖是… says no 芜湖市
            if distance >= HALF and not any(a == b for a, b in zip(window, term.text, strict=True)):
                continue  # nothing of the word itself was heard
            if _fits(text, start, term):
                yield _Candidate(Change(start, window, term.text, "sound"), distance)


@cache
def load_lexicon() -> Lexicon:
    """The curated lexicon.

    Raises:
        ValueError: when a mishearing is not as long as its term.
    """
    table = tomllib.loads(files("assistant.speech").joinpath("lexicon.toml").read_text(encoding="utf-8"))
    terms = [Term(text) for text in table["plain"]] + [Term(text, loose=True) for text in table["loose"]]
    terms += [_term(entry) for entry in table["term"]]
    for term in terms:
        if any(len(form) != len(term.text) for form in term.heard):
            raise ValueError(f"a mishearing of {term.text} is of another length")
    return Lexicon(terms, table["keep"], table["prompt"])


@cache
def place_names() -> tuple[str, ...]:
    """The cities and counties of the province; districts sound too much like ordinary words."""
    tree = tomllib.loads(REGIONS.read_text(encoding="utf-8"))
    names = [place["name"] for city in tree["city"] for place in (city, *city["areas"])]
    return tuple(name for name in names if name.endswith(("市", "县")))


def _term(entry: Mapping[str, Any]) -> Term:
    heard, near, unless = (tuple(entry.get(key, ())) for key in ("heard", "near", "unless"))
    return Term(entry["text"], heard, near, unless)


def undo(text: str, changes: Iterable[Change]) -> str:
    """The text as it was before the changes."""
    for change in changes:
        text = _put(text, change.start, change.before)
    return text


def without(change: Change, text: str, changes: Iterable[Change]) -> tuple[str, tuple[Change, ...]]:
    """One change taken back, the others kept."""
    rest = tuple(other for other in changes if other != change)
    return undo(text, [change]), rest


def syllables(text: str) -> list[Syllable | None]:
    """A syllable a character; None where there is no Chinese character."""
    from pypinyin import Style, lazy_pinyin

    found: list[Syllable | None] = [None] * len(text)
    for run in _HAN.finditer(text):
        for offset, plain in enumerate(lazy_pinyin(run[0], style=Style.NORMAL, v_to_u=False)):
            found[run.start() + offset] = _syllable(plain)
    return found


@cache
def _syllable(plain: str) -> Syllable:
    match = _INITIALS.match(plain)
    initial, final = (match[1] or "", match[2]) if match else ("", plain)
    return Syllable(plain, _SAME_INITIAL.get(initial, initial), _SAME_FINAL.get(final, final))


def _by_sound(sounds: Sequence[Syllable | None]) -> _Places:
    places: _Places = {}
    for place, syllable in enumerate(sounds):
        if syllable is not None:
            places.setdefault((syllable.initial, syllable.final), []).append(place)
    return places


def _likely(wanted: Sequence[Syllable | None], places: _Places, least: int, length: int) -> list[int]:
    """Where at least so many of the wanted syllables, or ones confused with them, stand in their order."""
    votes: Counter[int] = Counter()
    for offset, syllable in enumerate(wanted):
        if syllable is not None:
            votes.update(place - offset for place in places.get((syllable.initial, syllable.final), ()))
    return [start for start, count in votes.items() if count >= least and 0 <= start <= length - len(wanted)]


def _apart(wanted: Sequence[Syllable | None], sounds: Sequence[Syllable | None]) -> int:
    total = 0
    for one, other in zip(wanted, sounds, strict=True):
        if one is None or other is None:
            return APART
        total += one.distance(other)
    return total


def _places(text: str, words: Iterable[str]) -> set[int]:
    return {
        place for word in words if word in text for match in re.finditer(word, text) for place in range(*match.span())
    }


def _touches(start: int, before: str, after: str, places: set[int]) -> bool:
    """Whether the change would alter a character that is right."""
    return any(a != b and start + at in places for at, (a, b) in enumerate(zip(before, after, strict=True)))


def _fits(text: str, start: int, term: Term) -> bool:
    end = start + len(term.text)
    beside = text[max(0, start - BESIDE) : end + BESIDE]
    if any(word in beside for word in term.unless):
        return False
    around = text[max(0, start - AROUND) : start] + "\n" + text[end : end + AROUND]
    return not term.near or any(word in around for word in term.near)


def _put(text: str, start: int, piece: str) -> str:
    return text[:start] + piece + text[start + len(piece) :]

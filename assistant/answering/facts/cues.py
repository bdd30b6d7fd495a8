"""Which fact a value is: the words around it decide, kept as data in cues.toml."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from assistant.answering.facts.reading import clause_end, clause_start, sentence_end, sentence_start

FILE = Path(__file__).with_name("cues.toml")
_FAR = 60  # characters: a cue of another clause of the sentence counts as farther than any in its own


@dataclass(frozen=True, slots=True)
class Cue:
    """A name and the words before or after a value that give it; `clause`, `sentence` and `turn` must hold around it.

    `across` marks words that count as near although a comma stands between them and the value.
    """

    name: str
    before: re.Pattern[str] | None
    after: re.Pattern[str] | None
    clause: re.Pattern[str] | None
    sentence: re.Pattern[str] | None
    unless: re.Pattern[str] | None
    turn: re.Pattern[str] | None
    across: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """A value's stretch of text, and how far its neighbours let one look: their ends are the fences."""

    start: int
    end: int
    left: int
    right: int


@cache
def cues(kind: str) -> tuple[Cue, ...]:
    """The cues for money, dates, durations or counts, in their order of rank."""
    table = tomllib.loads(FILE.read_text(encoding="utf-8"))

    def pattern(row: dict[str, Any], key: str) -> re.Pattern[str] | None:
        return re.compile(row[key]) if key in row else None

    return tuple(
        Cue(
            name=row["name"],
            before=pattern(row, "before"),
            after=pattern(row, "after"),
            clause=pattern(row, "clause"),
            sentence=pattern(row, "sentence"),
            unless=pattern(row, "unless"),
            turn=pattern(row, "turn"),
            across=bool(row.get("across")),
        )
        for row in table[kind]
    )


def places(spans: Sequence[tuple[int, int]], length: int) -> tuple[Place, ...]:
    """Each value with the ends of its neighbours as fences."""
    fences = [(0, 0), *spans, (length, length)]
    return tuple(Place(*span, fences[i][1], fences[i + 2][0]) for i, span in enumerate(spans))


def name_of(kind: str, text: str, place: Place, widest: int, beyond: int) -> str | None:
    """The name of the nearest cue around a value, the higher in rank on a tie; None when nothing names it.

    `widest` is how far a cue may stand in the clause of the value, `beyond` how far in the rest of the sentence.
    """
    ranked = [
        (distance, rank, cue.name)
        for rank, cue in enumerate(cues(kind))
        if (distance := _distance(cue, text, place, widest, beyond)) is not None
    ]
    return min(ranked)[2] if ranked else None


def _distance(cue: Cue, text: str, place: Place, widest: int, beyond: int) -> int | None:
    first, last = clause_start(text, place.start), clause_end(text, place.end)
    opening, closing = sentence_start(text, place.start), sentence_end(text, place.end)
    if cue.clause and not cue.clause.search(text[first:last]):
        return None
    if cue.sentence and not cue.sentence.search(text[opening:closing]):
        return None
    if cue.unless and cue.unless.search(text[first:last]):
        return None
    if cue.turn and not cue.turn.search(text):
        return None
    far = 0 if cue.across else _FAR
    found = [
        *_before(cue, text[max(first, place.left) : place.start], 0, widest),
        *_after(cue, text[place.end : min(last, place.right)], 0, widest),
        *_before(cue, text[max(opening, place.left) : place.start], far, beyond),
        *_after(cue, text[place.end : min(closing, place.right)], far, beyond),
    ]
    if cue.before is None and cue.after is None:
        found.append(widest)
    return min(found) if found else None


def _before(cue: Cue, text: str, extra: int, widest: int) -> list[int]:
    if cue.before is None:
        return []
    distances = [len(text) - match.end() for match in cue.before.finditer(text)]
    return [distance + extra for distance in distances if distance <= widest]


def _after(cue: Cue, text: str, extra: int, widest: int) -> list[int]:
    if cue.after is None:
        return []
    return [match.start() + extra for match in cue.after.finditer(text) if match.start() <= widest]

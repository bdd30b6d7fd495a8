"""What every reader gives back: a name, a value, the stretch of text it was read from; and how clauses are walked."""

import re
from dataclasses import dataclass

APPROXIMATE = "约"  # stands before a value that was said with 多, 左右, 大概, 快
_CLAUSE = re.compile(r"[，,。；;！!？?\n：:]")
_SENTENCE = re.compile(r"[。！!？?\n]")


@dataclass(frozen=True, slots=True)
class Reading:
    """One value read out of one turn; `start` and `end` are places in the turn's text."""

    name: str
    value: str
    start: int
    end: int
    said: str


def clause_start(text: str, place: int) -> int:
    """Where the clause around a place begins."""
    return max((match.end() for match in _CLAUSE.finditer(text, 0, place)), default=0)


def clause_end(text: str, place: int) -> int:
    """Where the clause around a place ends."""
    match = _CLAUSE.search(text, place)
    return match.start() if match else len(text)


def sentence_start(text: str, place: int) -> int:
    """Where the sentence around a place begins."""
    return max((match.end() for match in _SENTENCE.finditer(text, 0, place)), default=0)


def sentence_end(text: str, place: int) -> int:
    """Where the sentence around a place ends."""
    match = _SENTENCE.search(text, place)
    return match.start() if match else len(text)


def last_match(pattern: re.Pattern[str], text: str) -> int:
    """Where the last occurrence of a pattern ends, -1 when there is none: the cue nearest before a value."""
    return max((match.end() for match in pattern.finditer(text)), default=-1)


def marked(value: str, approximate: bool) -> str:
    """The value, marked where it was said as roughly so."""
    return f"{APPROXIMATE}{value}" if approximate else value


def plain_value(value: str) -> str:
    """The value without its mark."""
    return value.removeprefix(APPROXIMATE)


def is_approximate(value: str) -> bool:
    """True when the value was said as roughly so."""
    return value.startswith(APPROXIMATE)

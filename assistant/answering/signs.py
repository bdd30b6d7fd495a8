"""Signs: what in a caller's words points to a situation. The situations are data, this file only reads and matches them."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from knowledge.text import normalise, repair

SITUATIONS = Path(__file__).parent / "situations"
_FIELDS = {"id", "signs", "also", "unless", "weight"}


@dataclass(frozen=True, slots=True)
class Situation:
    """One situation: any of `signs`, any of `also` where given, none of `unless`; the rest is what to say and do."""

    id: str
    signs: tuple[re.Pattern[str], ...]
    also: tuple[re.Pattern[str], ...]
    unless: tuple[re.Pattern[str], ...]
    weight: float
    says: Mapping[str, Any]

    def seen_in(self, text: str) -> str | None:
        """The words that show it, or None."""
        shown = next((match.group() for sign in self.signs if (match := sign.search(text))), None)
        if shown is None or (self.also and not any(sign.search(text) for sign in self.also)):
            return None
        return None if any(sign.search(text) for sign in self.unless) else shown


@cache
def situations(name: str) -> tuple[Situation, ...]:
    """The situations of one file, in its order."""
    table = tomllib.loads((SITUATIONS / f"{name}.toml").read_text(encoding="utf-8"))
    shared: dict[str, str] = table.get("words", {})
    return tuple(_situation(entry, shared) for entry in table["situation"])


def _situation(entry: dict[str, Any], words: dict[str, str]) -> Situation:
    def patterns(key: str) -> tuple[re.Pattern[str], ...]:
        return tuple(re.compile(_expanded(sign, words)) for sign in entry.get(key, ()))

    return Situation(
        id=entry["id"],
        signs=patterns("signs"),
        also=patterns("also"),
        unless=patterns("unless"),
        weight=float(entry.get("weight", 1.0)),
        says={key: value for key, value in entry.items() if key not in _FIELDS},
    )


def _expanded(sign: str, words: Mapping[str, str]) -> str:
    """`{now}` in a sign stands for a list of words named once in the file."""
    for name, alternatives in words.items():
        sign = sign.replace("{" + name + "}", f"(?:{alternatives})")
    return sign


def plain(text: str) -> str:
    """The text signs are looked for in: one written form, misheard terms put right, no blanks."""
    return repair(normalise(text)).replace(" ", "")


def first_seen(name: str, text: str) -> tuple[Situation, str] | None:
    """The first situation of a file whose signs the text shows, with the words that show it."""
    for situation in situations(name):
        if shown := situation.seen_in(text):
            return situation, shown
    return None


def all_seen(name: str, text: str) -> list[tuple[Situation, str]]:
    """Every situation of a file whose signs the text shows."""
    return [(situation, shown) for situation in situations(name) if (shown := situation.seen_in(text))]

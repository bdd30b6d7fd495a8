"""Yes-or-no facts and choices: contract or none, insured or not, how it ended, who asks; read by flags.toml."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from assistant.answering.facts.reading import Reading

FILE = Path(__file__).with_name("flags.toml")


@dataclass(frozen=True, slots=True)
class Flag:
    """A value of a fact, the words that show it and the words that forbid it."""

    name: str
    value: str
    signs: tuple[re.Pattern[str], ...]
    unless: tuple[re.Pattern[str], ...]


@cache
def _flags() -> tuple[Flag, ...]:
    data = tomllib.loads(FILE.read_text(encoding="utf-8"))
    words: dict[str, str] = data["words"]

    def pattern(sign: str) -> re.Pattern[str]:
        for name, alternatives in words.items():
            sign = sign.replace("{" + name + "}", f"(?:{alternatives})")
        return re.compile(sign)

    return tuple(
        Flag(
            row["name"],
            row["value"],
            tuple(pattern(sign) for sign in row["signs"]),
            tuple(pattern(sign) for sign in row.get("unless", ())),
        )
        for row in data["flag"]
    )


def read_flags(text: str) -> list[Reading]:
    """The flags a turn shows, each name once: the first entry that fits decides."""
    found: dict[str, Reading] = {}
    for flag in _flags():
        if flag.name in found or any(sign.search(text) for sign in flag.unless):
            continue
        shown = next((match for sign in flag.signs if (match := sign.search(text))), None)
        if shown:
            found[flag.name] = Reading(flag.name, flag.value, shown.start(), shown.end(), shown.group())
    return list(found.values())

"""A recorded call, written for this project with invented people, that the console plays as if it ran now."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from assistant.domain.case import Caller, Employment

FILE = Path(__file__).parents[1] / "data" / "recorded_call.toml"


@dataclass(frozen=True, slots=True)
class Line:
    """One thing said, and how long after the one before."""

    speaker: str
    text: str
    pause_s: float


@dataclass(frozen=True, slots=True)
class RecordedCall:
    """The call."""

    title: str
    caller: Caller
    region: str
    lines: tuple[Line, ...]


@cache
def recorded_call() -> RecordedCall:
    """The call of the file."""
    table = tomllib.loads(FILE.read_text(encoding="utf-8"))
    lines = tuple(Line(row["speaker"], row["text"], float(row.get("pause_s", 2.5))) for row in table["line"])
    who = table["caller"]
    caller = Caller(who["name"], who["phone"], employment=Employment(who["employment"]))
    return RecordedCall(table["title"], caller, table["region"], lines)


def said_id(number: int) -> str:
    """The id of a line: played twice, it is kept once."""
    return f"recorded-line-{number:03d}"

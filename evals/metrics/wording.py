"""Is it said? Wordings, forbidden claims and figures, looked for in a reply in one written form."""

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from knowledge.text import normalise

DENIALS = Path(__file__).with_name("denials.toml")
_QUOTES = ("“\"「‘'", "”\"」’'")
_DAY = re.compile(r"^(\d{4})-(\d{2})(?:-(\d{2}))?$")


def plain(text: str) -> str:
    """One form for matching: NFKC, no blanks, no thousands commas."""
    return re.sub(r"(?<=\d),(?=\d{3})", "", re.sub(r"\s+", "", normalise(unicodedata.normalize("NFKC", text))))


def says_any(text: str, wordings: Sequence[str]) -> bool:
    """True when the text contains one of the wordings."""
    form = plain(text)
    return any(plain(wording) in form for wording in wordings)


def claims(text: str, forbidden: str) -> bool:
    """True when the text really asserts it: found somewhere where it is neither denied nor quoted word for word."""
    form, wanted = plain(text), plain(forbidden)
    return any(not _denied(form, start, start + len(wanted)) for start in _places(form, wanted))


def _places(text: str, wanted: str) -> Iterator[int]:
    place = text.find(wanted)
    while place >= 0:
        yield place
        place = text.find(wanted, place + 1)


def _denied(text: str, start: int, end: int) -> bool:
    before, behind = text[:start], text[end:]
    if before[-1:] and behind[:1] and before[-1] in _QUOTES[0] and behind[0] in _QUOTES[1]:
        return True
    return any(
        word in (behind[:within] if side == "behind" else before[-within:])
        for side, (within, words) in _denials().items()
        for word in words
    )


@cache
def _denials() -> dict[str, tuple[int, tuple[str, ...]]]:
    """Side -> how near, and the words."""
    table = tomllib.loads(DENIALS.read_text(encoding="utf-8"))
    return {side: (entry["within"], tuple(entry["words"])) for side, entry in table.items()}


def says_figure(text: str, value: float | str) -> bool:
    """True when the amount or date is said in any usual dress: 37200, 37,200, 3.72万, 2027年4月12日."""
    form = plain(text)
    if isinstance(value, str):
        return any(plain(dress) in form for dress in _dates(value))
    return any(re.search(rf"(?<![\d.]){re.escape(dress)}(?!\d|\.\d*[1-9])", form) for dress in _amounts(value))


def _dates(value: str) -> list[str]:
    match = _DAY.match(value)
    if match is None:
        return [value]
    year, month, day = match[1], int(match[2]), match[3]
    parts = [f"{year}年{month}月", f"{year}.{month}", f"{year}/{month}"]
    if day:
        parts = [f"{parts[0]}{int(day)}日", f"{parts[1]}.{int(day)}", f"{parts[2]}/{int(day)}"]
    return [value, *parts]


def _amounts(value: float) -> set[str]:
    short = str(int(value)) if value == int(value) else f"{value:.10g}"
    dresses = {short, f"{value:.1f}", f"{value:.2f}"}
    return dresses | {f"{value / 10_000:g}万"} if value >= 10_000 else dresses

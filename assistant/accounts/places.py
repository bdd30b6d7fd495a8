"""Addresses in speech: a road with or without a number, a site, an estate, a village; towns and districts alone stay."""

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path

_LONGEST = 8
_NUMBER = r"(?:[\d零〇一二三四五六七八九十百幺]+(?:号楼|栋|幢|单元|弄|号院|号|室|楼|层)(?:之[一二三四])?)"
_VILLAGE = re.compile(
    r"(?:(?P<town>[\u4e00-\u9fff]{2,3}(?:镇|乡|街道))[，,]?)?(?P<village>[\u4e00-\u9fff]{2,3}村)(?![民委里子庄口长])"
)
_NUMBERED_ROAD = re.compile(r"(?:[GSX]\d{2,4}|[\d零〇一二三四五六七八九幺]{2,4})(?:国道|省道|县道|高速)", re.IGNORECASE)
_BREAKS = re.compile(r"[，。,、；;！!？?：:\s“”（）()\[\]…—]|\d(?=\D)")
_NO_VILLAGE = re.compile(
    r"^(?:一个|同一|我们|他们|咱们|农|全|本|进|回|在|的|下|驻|哪个|这个|那个|隔壁)|个村|农村|乡村$"
)


@cache
def _words() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    table = tomllib.loads((Path(__file__).parent / "places.toml").read_text(encoding="utf-8"))

    def any_of(words: Sequence[str]) -> str:
        return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))

    ends = re.compile(rf"(?:{any_of([*table['road'], *table['site']])})(?!道){_NUMBER}*")
    return ends, re.compile(any_of(table["edge"])), re.compile(rf"^(?:{table['generic']})$")


def addresses_in(turns: Sequence[str]) -> list[tuple[int, int, int]]:
    """Every mention of an address: (turn, start, end); later the bare name of an estate too."""
    found: set[tuple[int, int, int]] = set()
    stems: set[str] = set()
    ends, _, _ = _words()
    for index, text in enumerate(turns):
        for match in ends.finditer(text):
            if (start := _start(text, match)) is not None:
                found.add((index, start, match.end()))
                stem = text[start : match.start()]
                if len(stem) >= 3:
                    stems.add(stem)
        for match in _NUMBERED_ROAD.finditer(text):
            found.add((index, match.start(), match.end()))
        for match in _VILLAGE.finditer(text):
            start = match.start()
            town = re.search(r"(?:.*[市县区在的是])?(.{2,3}[镇乡])$", match["town"] or "")
            start = match.start("village") if not town else start + match["town"].index(town[1])
            if not _NO_VILLAGE.search(match["village"]):
                found.add((index, start, match.end()))
    for index, text in enumerate(turns):
        for stem in stems:
            for match in re.finditer(re.escape(stem), text):
                if not any(i == index and a <= match.start() < b for i, a, b in found):
                    found.add((index, match.start(), match.end()))
    return sorted(found)


def _start(text: str, end: re.Match[str]) -> int | None:
    """Where the address begins; None where the words name no place of their own."""
    _, edge, generic = _words()
    left = max(0, end.start() - _LONGEST)
    if breaks := list(_BREAKS.finditer(text, left, end.start())):
        left = breaks[-1].end()
    if edges := list(edge.finditer(text, left, end.start())):
        left = edges[-1].end()
    stem = text[left : end.start()]
    numbered = end.group()[-1] in "号室楼栋幢层元"
    if len(stem) < (1 if numbered else 2) or len(stem) > 6 or generic.match(stem):
        return None
    if re.search(r"[不没什么怎吗呢吧做干修了能会要想问打说走出]", stem):
        return None
    if re.match(r"费|线|途|上有|灯|口等|人|面|由|径|子|数", text[end.end() :]) and not numbered:
        return None
    return left

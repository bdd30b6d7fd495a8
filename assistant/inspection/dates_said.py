"""The day a matter began, as the caller says it: 去年九月, 三月九号, 前天; the year inferred from the day of the call."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

_DAY = re.compile(
    r"(?:(?P<year>\d{4})年|(?P<rel>去年|今年|前年|本年|大前年)(?:的)?)?(?P<month>1[0-2]|[1-9])月(?:份)?(?:(?P<day>3[01]|[12]\d|[1-9])(?:号|日))?"
)
_YEAR = re.compile(r"(?P<year>(?:19|20)\d{2})年(?!\d*月|代)")
_RELATIVE_YEAR = re.compile(r"(?P<rel>去年|前年|大前年)(?!的?\d+月|底的|年)")
_RELATIVE = re.compile(r"(?P<word>大前天|前天|昨天|昨晚|前天夜里|今天上午|今天早上|上个?月)")
_BACK = {"去年": 1, "前年": 2, "大前年": 3, "今年": 0, "本年": 0}
_DAYS_BACK = {"大前天": 3, "前天": 2, "前天夜里": 2, "昨天": 1, "昨晚": 1, "今天上午": 0, "今天早上": 0}
_BIRTH = re.compile(r"^.{0,3}(?:生的?|出生|属)|^的(?!工资|时候)")
_AHEAD = re.compile(r"(?:明年|下个?月|后天|下周|马上|将|要到|到|之前|以前要)$")
_NEXT = re.compile(r"^.{0,4}(?:之前|以前|要去|要走|才到|再|报到|到期)")
_OLD_YEARS = 16  # a year so far back beside a person is a birthday


def first_day(turns: Sequence[tuple[int, str]], called: date) -> tuple[int, str] | None:
    """The turn and the start as YYYY, YYYY-MM or YYYY-MM-DD; a named day before 上个月, a relative day before nothing."""
    for finder in (_named, _years, _relative):
        for turn, text in turns:
            for start in finder(text, called):
                return turn, start
    return None


def _named(text: str, called: date) -> Iterator[str]:
    for found in _DAY.finditer(text):
        if text[found.end() : found.end() + 1] in ("个",) or (
            found["year"] is None and text[found.start() - 1 : found.start()] == "第"
        ):
            continue
        if _BIRTH.match(text[found.end() :]) and found["year"] and called.year - int(found["year"]) >= _OLD_YEARS:
            continue
        if _AHEAD.search(text[max(0, found.start() - 4) : found.start()]) or _NEXT.match(text[found.end() :]):
            continue
        start = _resolved(found, called)
        if start:
            yield start


def _resolved(found: re.Match[str], called: date) -> str | None:
    month, day = int(found["month"]), int(found["day"] or 1)
    if found["year"]:
        year = int(found["year"])
    elif found["rel"]:
        year = called.year - _BACK[found["rel"]]
    else:
        year = called.year if (month, day) <= (called.month, called.day) else called.year - 1
    try:
        full = date(year, month, day)
    except ValueError:
        return None
    if full > called:
        return None
    return full.isoformat() if found["day"] else f"{year:04d}-{month:02d}"


def _years(text: str, called: date) -> Iterator[str]:
    for found in _YEAR.finditer(text):
        if int(found["year"]) <= called.year and not _BIRTH.match(text[found.end() :]):
            yield found["year"]
    for found in _RELATIVE_YEAR.finditer(text):
        yield str(called.year - _BACK[found["rel"]])


def _relative(text: str, called: date) -> Iterator[str]:
    for found in _RELATIVE.finditer(text):
        word = found["word"]
        if word in _DAYS_BACK:
            yield (called - timedelta(days=_DAYS_BACK[word])).isoformat()
        else:
            last = called.replace(day=1) - timedelta(days=1)
            yield f"{last.year:04d}-{last.month:02d}"

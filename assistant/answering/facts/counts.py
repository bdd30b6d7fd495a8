"""Numbers with a unit that are no money and no date: people, grades, ages, overtime, days of leave; see counts.toml."""

import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

from assistant.answering.facts.numerals import SMALL, count_of
from assistant.answering.facts.reading import Reading, clause_start, marked, sentence_end, sentence_start
from assistant.calculators.wording import number_text

FILE = Path(__file__).with_name("counts.toml")
_GRADE = "(?P<n>[1-9]|10|十|[一二三四五六七八九])"
_RESTDAY = r"周末|双休|休息日|(?:星期|礼拜|周)[六日天]|公休"
_HOLIDAY = (
    r"法定|节假日|节日|国庆|春节|五一|中秋|端午|清明|元旦|除夕|大年|初[一二三]|年三十|劳动节|三薪"
    r"|(?<![月二三])十一(?=[假放那长上加])"
)
_HOURS = re.compile(rf"(?P<n>{SMALL})个?(?P<half>半)?(?:小时|钟头)(?P<half2>半)?")
_WORKED = re.compile(r"加|上了?班|上(?:了|满)|干|值班|延")
_WORKED_DAYS = re.compile(
    rf"(?:加(?:了|过)?班?(?:了)?|上了?班?|干了?|值了?|连上)(?:共|一共|总共|整整)?(?P<n>{SMALL})天"
    rf"|(?P<n2>{SMALL})天(?:都)?(?:在)?(?:加班|上班)"
)
_EACH = re.compile(
    rf"每(?:天|晚|个?工作日)[^，。]{{0,8}}?(?P<n>{SMALL})个?(?P<half>半)?(?:小时|钟头)"
    rf"[^。]{{0,14}}?(?P<days>{SMALL})天"
)
_OVERTIME = re.compile("加班|加了|延时|多干")
_LEAVE = re.compile(r"年休?假|年假")
_NOT_TAKEN = re.compile(
    rf"(?P<n>(?!一天){SMALL})天(?:的)?(?:带薪)?(?:年休?假)?(?:一天)?(?:都)?(?:没有?休|没歇|未休|没用|没安排|没给休)"
    rf"|(?:没休|未休|剩下?|没歇|还有|没有休)(?:的|了)?(?:年休?假)?(?:还?有)?(?P<n2>{SMALL})天"
)
_TAKEN = re.compile(rf"(?:(?:已经)?(?:休|歇|用|请)(?:了|掉|过)|已经?(?:休|歇|用|请))(?P<n>{SMALL})天(?!病|事|婚|产)")
_RESTDAYS = re.compile(rf"(?P<n>{SMALL})个(?:整)?(?:礼拜|星期|周)(?:[六日天]|末)")
_CALLED_IN = re.compile(r"加班|上班|上了|干活|叫(?:去|来|我)|来(?:上|干)|没歇|没休|去厂")
_PIECES = re.compile(r"(?P<n>\d{1,6}|[零一二三四五六七八九十两百千万]{1,8})件(?!事|套)")
_PIECE_WORK = re.compile("计件|一件|每件|件数")


@dataclass(frozen=True, slots=True)
class Pattern:
    """A fact that its own wording names; `where` must hold in the turn."""

    name: str
    wording: re.Pattern[str]
    where: re.Pattern[str] | None = None


@cache
def _patterns() -> tuple[Pattern, ...]:
    table = tomllib.loads(FILE.read_text(encoding="utf-8"))["count"]
    return tuple(
        Pattern(row["name"], _compiled(row["wording"]), re.compile(row["where"]) if "where" in row else None)
        for row in table
    )


def _compiled(wording: str) -> re.Pattern[str]:
    numbers = {"{n}": f"(?P<n>{SMALL})", "{m}": f"(?P<n2>{SMALL})", "{small}": SMALL, "{grade}": _GRADE}
    for mark, number in numbers.items():
        wording = wording.replace(mark, number)
    return re.compile(wording)


_WORDS: dict[str, Decimal] = {"双胞胎": Decimal(2), "三胞胎": Decimal(3)}


def read_counts(text: str) -> list[Reading]:
    """Everything counted in a turn."""
    readings = [reading for pattern in _patterns() for reading in _by_wording(pattern, text)]
    return [*readings, *_leave(text), *_overtime(text), *_pieces(text)]


def _by_wording(pattern: Pattern, text: str) -> list[Reading]:
    if pattern.where and not pattern.where.search(text):
        return []
    found = []
    for match in pattern.wording.finditer(text):
        groups = match.groupdict()
        said = groups["n"] or groups.get("n2") or ""
        value = _WORDS.get(said) or count_of(said.removesuffix("胞胎"))
        if value is not None:
            rough = bool(groups.get("more") or groups.get("more2"))
            text_value = marked(number_text(value), rough)
            text_value = f"{text_value}%" if pattern.name == "percent" else text_value
            found.append(Reading(pattern.name, text_value, match.start(), match.end(), match.group()))
    return found[:1] if pattern.name != "percent" else found


def _leave(text: str) -> list[Reading]:
    """Days of annual leave taken and not taken."""
    if not _LEAVE.search(text):
        return []
    found = []
    if match := _NOT_TAKEN.search(text):
        none_taken = match.group().endswith(("一天没休", "一天都没休", "一天没歇", "一天未休"))
        found += _number(match, "entitled" if none_taken else "unused_days", match["n"] or match["n2"])
    if match := _TAKEN.search(text):
        found += _number(match, "taken", match["n"])
    return found


def _pieces(text: str) -> list[Reading]:
    """Pieces made in overtime, by the kind of day; 一件 and 每件 are a price's unit."""
    if not _PIECE_WORK.search(text):
        return []
    found = []
    for match in _PIECES.finditer(text):
        kind = _kind(text, match.start(), match.end(), default="weekday" if _OVERTIME.search(text) else None)
        if kind and match["n"] not in ("一", "1"):
            found += _number(match, f"{kind}_pieces", match["n"])
    return found


def _overtime(text: str) -> list[Reading]:
    """Hours and days of overtime by the kind of day; hours a day times days where both are said in one breath."""
    if not re.search(
        r"加班|加(?:了|过)|值班|三薪|上了|双休|周末|延时|钟头|连上|上班|礼拜[六日天]|星期[六日天]|周[六日]", text
    ):
        return []
    found: list[Reading] = []
    for match in _EACH.finditer(text):
        each, days = _amount(match["n"], bool(match["half"])), count_of(match["days"])
        if each is not None and days is not None and "加" in match.group():
            found.append(Reading("weekday_hours", number_text(each * days), match.start(), match.end(), match.group()))
    covered = [(reading.start, reading.end) for reading in found]
    for match in _HOURS.finditer(text):
        if any(start <= match.start() < end for start, end in covered):
            continue
        found += _hours(text, match)
    for match in _RESTDAYS.finditer(text) if _CALLED_IN.search(text) else ():
        found += _number(match, "restday_days", match["n"])
    for match in _WORKED_DAYS.finditer(text):
        if kind := _kind(text, match.start(), match.end(), default=None):
            found += _number(match, f"{kind}_days", match["n"] or match["n2"])
    return found


def _hours(text: str, match: re.Match[str]) -> list[Reading]:
    """Hours of one stretch; 每天八小时 is a working day and no overtime."""
    before = text[clause_start(text, match.start()) : match.start()]
    around = text[sentence_start(text, match.start()) : sentence_end(text, match.end())]
    value = _amount(match["n"], bool(match["half"] or match["half2"]))
    if value is None or not _WORKED.search(around) or re.search(r"(?:每天|一天|每周|一周|每日)[^，。]{0,8}$", before):
        return []
    kind = _kind(text, match.start(), match.end(), default="weekday" if _OVERTIME.search(around) else None)
    return [Reading(f"{kind}_hours", number_text(value), match.start(), match.end(), match.group())] if kind else []


def _kind(text: str, start: int, end: int, default: str | None) -> str | None:
    """What kind of day is spoken of nearest before, else in the same sentence."""
    before = text[sentence_start(text, start) : end]
    tests: tuple[tuple[str, Callable[[], int]], ...] = (
        ("restday", lambda: _last(_RESTDAY, before)),
        ("holiday", lambda: _last(_HOLIDAY, before)),
        ("weekday", lambda: _last(r"下班|平时|工作日|延时|晚上|周一|平常", before)),
    )
    best = max(tests, key=lambda test: test[1]())
    return best[0] if best[1]() >= 0 else default


def _last(words: str, text: str) -> int:
    return max((match.end() for match in re.finditer(words, text)), default=-1)


def _amount(text: str, half: bool) -> Decimal | None:
    number = count_of(text)
    return None if number is None else number + (Decimal("0.5") if half else 0)


def _number(match: re.Match[str], name: str, text: str | None) -> list[Reading]:
    number = count_of(text or "")
    return [] if number is None else [Reading(name, number_text(number), match.start(), match.end(), match.group())]

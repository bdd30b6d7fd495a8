"""The text of a statute -> its structure: title, history, 编章节, articles with 款 and 项, annex, and what is odd about it.

Nothing of the text is lost: a line that is no heading and no article belongs to the article above it, a line before the
first article to the preamble, one behind 附件 to the annex. What looks wrong is reported, never put right silently.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import zip_longest

from knowledge.citation import BadCitation, number
from knowledge.document import Block, BlockKind

_N = r"[0-9〇零一二两三四五六七八九十百千]{1,9}"
_ARTICLE = re.compile(rf"^第\s?({_N})\s?条(?:之({_N}))?(?P<gap>[\s:：]*)(?P<rest>.*)$", re.DOTALL)
_HEADING = re.compile(rf"^第\s?{_N}\s?(?P<unit>分编|编|章|节)(?:\s+|(?=[^\s的]))(?P<name>[^。；：;]{{0,40}})$")
_ANNEX = re.compile(rf"^附\s?(?:件|录|表)\s?(?:{_N})?\s*(?:[:：].*|\s.*)?$|^附\s?[:：].{{0,40}}$")
_ITEM = re.compile(r"^[（(][一二三四五六七八九十百]{1,4}[）)]")
_POINT = re.compile(rf"^(?P<number>{_N})、(?P<rest>.*)$", re.DOTALL)
_CITING = tuple("第规的定、和至款项及或之所与中")  # 第十二条规定的…: a reference that happens to open a line
_DAY = re.compile(r"(\d{4})\s?年\s?(\d{1,2})\s?月\s?(\d{1,2})\s?日")
_CN_DAY = re.compile(
    r"([一二三四五六七八九〇零○ＯO]{4})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日"
)
_ACTS = ("通过", "批准", "公布", "发布", "颁布", "修订", "修正", "修改", "施行", "实施", "印发", "废止")
_NUMBER = re.compile(
    r"(?:[\u4e00-\u9fff]{1,9}[〔\[［（(]\d{4}[〕\]］）)]\s?\d{1,4}号|[\u4e00-\u9fff]{2,24}令\s?第?\s?\d{1,4}\s?号)"
)
_BEGINS = re.compile(
    r"(?:本[^，。；]{1,14}|^)自\s?((?:\d{4}\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日)|(?:公布|发布|印发|颁布|下发)之日)"
    r"起(?:正式)?(?:施行|实施|执行|生效)",
    re.MULTILINE,
)
_CLOSES = re.compile(
    r"起(?:正式)?(?:施行|实施|执行|生效)|同时废止|不再适用|为准|负责解释|制定实施细则|参照本[^，。]{1,6}执行"
)
_UNITS = ("编", "分编", "章", "节")
_LIKELY_STEP = 3  # without a blank behind 条, an article number may skip at most so many
_DIGITS = {c: str(i) for i, c in enumerate("零一二三四五六七八九")} | {"〇": "0", "○": "0", "Ｏ": "0", "O": "0"}


Opening = Callable[[Block, tuple[int, int]], tuple[int, int, str] | None]


@dataclass(frozen=True, slots=True)
class Event:
    """One step of an instrument's history: 2010-12-20 修订."""

    day: date
    act: str
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One 款 with its 项."""

    text: str
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Article:
    """One article; `text` without its number, one line a paragraph or item."""

    number: int
    branch: int
    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Statute:
    """An instrument as its text gives it."""

    title: str
    articles: tuple[Article, ...]
    number: str = ""
    history: tuple[Event, ...] = ()
    preamble: tuple[str, ...] = ()
    annex: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()  # editors' remarks found in the file
    by_points: bool = False  # 一、二、三、 instead of 第一条
    repeated: tuple[int, ...] = ()  # article numbers met a second time; their lines stay with the article above
    tables: int = 0

    @property
    def gaps(self) -> tuple[int, ...]:
        """The numbers missing between the first article and the last."""
        held = {article.number for article in self.articles}
        return tuple(n for n in range(1, max(held, default=0)) if n not in held)

    @property
    def begins(self) -> date | str | None:
        """What the text says of its first day in force: a day, 公布 for the day it was made public, or None."""
        for article in reversed(self.articles):
            if found := _BEGINS.findall(article.text):
                return _days(found[-1])[0] if "年" in found[-1] else "公布"
        return None

    @property
    def closed(self) -> bool:
        """True when the last article is a closing provision: the text is not cut off at its end."""
        return bool(self.articles) and closes(self.articles[-1].text)


def read_statute(blocks: Sequence[Block], title: str = "") -> Statute:
    """The structure of a text; `title` stands in where the text has none of its own."""
    notes = tuple(block.text for block in blocks if block.kind is BlockKind.NOTE)
    body = [block for block in blocks if block.kind is not BlockKind.NOTE and block.text]
    split = _Splitter.of(body, _article)
    by_points = not split.articles
    if by_points:
        split = _Splitter.of(body, _point)
    name, preamble = _title(split.preamble, title)
    return Statute(
        title=name,
        articles=tuple(split.articles),
        number=next((match.group() for line in preamble if (match := _NUMBER.search(line))), ""),
        history=tuple(_history(preamble)),
        preamble=tuple(preamble),
        annex=tuple(split.annex),
        notes=notes,
        by_points=by_points and bool(split.articles),
        repeated=tuple(split.repeated),
        tables=sum(block.kind is BlockKind.TABLE for block in body),
    )


def closes(text: str) -> bool:
    """True for an article that ends a statute: when it begins to apply, what it repeals, who interprets it."""
    return _CLOSES.search(text) is not None


def paragraphs(text: str) -> tuple[Paragraph, ...]:
    """The 款 of an article with their 项: an item line belongs to the paragraph before it."""
    found: list[tuple[str, list[str]]] = []
    for line in filter(None, text.split("\n")):
        if found and (_ITEM.match(line) or line.startswith("|")):
            found[-1][1].append(line)
        elif not found or not re.match(r"^[0-9]{1,2}\s?[.．、]", line):
            found.append((line, []))
        else:
            found[-1][1].append(line)
    return tuple(Paragraph(line, tuple(items)) for line, items in found)


def _article(block: Block, before: tuple[int, int]) -> tuple[int, int, str] | None:
    """Number, branch and opening of an article a block begins, or None; `before` is the article above."""
    match = _ARTICLE.match(block.text)
    if match is None or block.kind is BlockKind.TABLE:
        return None
    try:
        own = number(match[1]), number(match[2]) if match[2] else 0
    except BadCitation:
        return None
    rest = match["rest"]
    follows = own[0] - before[0] in (0, 1) and own > before
    if match["gap"] or not rest:
        likely = not (rest.startswith(_CITING[:2]) and not follows)
    else:
        likely = not rest.startswith(_CITING) and 0 <= own[0] - before[0] <= _LIKELY_STEP
    return (*own, rest) if likely else None


def _point(block: Block, before: tuple[int, int]) -> tuple[int, int, str] | None:
    """The same for notices that count 一、二、三、."""
    match = _POINT.match(block.text)
    if match is None or block.kind is BlockKind.TABLE or match["number"].isascii():
        return None
    try:
        own = number(match["number"])
    except BadCitation:
        return None
    return (own, 0, match["rest"]) if own == before[0] + 1 else None


class _Splitter:
    """Walks over the blocks once and sorts them into preamble, articles and annex."""

    def __init__(self) -> None:
        self.preamble: list[Block] = []
        self.articles: list[Article] = []
        self.annex: list[str] = []
        self.repeated: list[int] = []
        self._headings: dict[str, str] = {}

    @classmethod
    def of(cls, blocks: Iterable[Block], opening: Opening) -> "_Splitter":
        """The blocks sorted, where `opening` says which block begins an article."""
        self = cls()
        for block in blocks:
            self._take(block, opening)
        return self

    def _take(self, block: Block, opening: Opening) -> None:
        if self.annex:
            self.annex.append(block.text)
            return
        heading = _HEADING.match(block.text) if block.kind is not BlockKind.TABLE else None
        before = (self.articles[-1].number, self.articles[-1].branch) if self.articles else (0, 0)
        if heading is not None:
            self._enter(heading["unit"], block.text[: heading.start("name")].strip(), heading["name"].split())
        elif (found := opening(block, before)) is not None and found[:2] > before:
            self.articles.append(Article(found[0], found[1], " › ".join(self._headings.values()), found[2]))
        elif self.articles and _ANNEX.match(block.text):
            self.annex.append(block.text)
        elif self.articles:
            if found is not None:
                self.repeated.append(found[0])
            last = self.articles[-1]
            self.articles[-1] = replace(last, text=f"{last.text}\n{block.text}".strip())
        else:
            self.preamble.append(block)

    def _enter(self, unit: str, number: str, words: Sequence[str]) -> None:
        """A new part ends the smaller ones inside the part before it."""
        kept = {key: value for key, value in self._headings.items() if _UNITS.index(key) < _UNITS.index(unit)}
        name = "".join(words) if all(len(word) == 1 for word in words) else " ".join(words)  # 总 则 is 总则
        self._headings = {**kept, unit: f"{number} {name}".strip()}


def _title(opening: Sequence[Block], given: str) -> tuple[str, list[str]]:
    """The title, and the lines of the preamble behind it."""
    named = next((block for block in opening if block.kind is BlockKind.TITLE), None)
    lines = [block.text for block in opening if block is not named]
    if named is not None:
        return _one_line(named.text), lines
    if given:
        return given, lines
    first = next((i for i, line in enumerate(lines) if not _NUMBER.fullmatch(line) and not _DAY.match(line)), None)
    return (_one_line(lines[first]), lines[:first] + lines[first + 1 :]) if first is not None else ("", lines)


def _one_line(text: str) -> str:
    return re.sub(r"\s+", "", text)[:120]


def _history(lines: Iterable[str]) -> Iterator[Event]:
    """Every dated act in the lines before the first article."""
    for line in lines:
        plain = _CN_DAY.sub(_arabic_day, line)
        places = list(_DAY.finditer(plain))
        for place, following in zip_longest(places, places[1:]):
            text = plain[place.start() : following.start() if following else None].strip(" （）()　")
            act = next((act for act in sorted(_ACTS, key=text.rfind, reverse=True) if act in text), "")
            if act and (days := _days(text)):
                yield Event(days[0], act, text[:200])


def _arabic_day(match: re.Match[str]) -> str:
    year = "".join(_DIGITS[digit] for digit in match[1])
    return f"{year}年{number(match[2])}月{number(match[3])}日"


def _days(text: str) -> list[date]:
    """The days a text names, impossible ones left out."""
    found: list[date] = []
    for year, month, day in _DAY.findall(text):
        try:
            found.append(date(int(year), int(month), int(day)))
        except ValueError:
            continue
    return found

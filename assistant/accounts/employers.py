"""Names of employers in speech: something of its own, words of trade, and a form such as 厂 or 公司."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_LONGEST = 16
_BREAKS = re.compile(r"[，。,、；;！!？?：:\s“”‘’（）()\[\]【】《》…]|\d(?=[^\d])")
_ORDINAL = re.compile(r"^第[一二三四五六七八九十]")
_CITY = re.compile(r"[\u4e00-\u9fff]{2,4}[市县]$")
_AFTER_BARE = re.compile(r"^(?:$|[，。,、；！？\s的]|上班|做|干|工作|当|里|送|开|那|站|公司|欠|扣|没|不|在)")
_WEAK_FORMS = frozenset("坊矿店厂")
_NEVER_INSIDE = re.compile(
    r"[什哪谁吗呢吧啊怎么\da-zA-Z]|没有|不是|一样|多少|这样|那样|时候|自己|今天|明天|昨天|老板|工资|合同|公司|加班|上班|下班|辞职|离职|辞退|赔偿|补偿|起诉|员工|职工|打工|人事|领导|开除|通知|工作|出差|宿舍|休息|上个月|可以|应该|需要|如果|所以|已经|直接|试|随时|[病事年产婚丧]假|[一二三四五六七八九十]月|月[初底份]|[天号日]$|期间|之[内前后]|以[内前后]|才|刚|怀孕|工伤|住院|已|很|只|您|你"
)


@dataclass(frozen=True, slots=True)
class Words:
    """The word lists, ready to match."""

    form: re.Pattern[str]
    bare: re.Pattern[str]
    trade: re.Pattern[str]
    hard: re.Pattern[str]
    soft: re.Pattern[str]
    public: re.Pattern[str]


@cache
def _words() -> Words:
    table = tomllib.loads((Path(__file__).parent / "employers.toml").read_text(encoding="utf-8"))

    def any_of(words: Sequence[str]) -> str:
        return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))

    return Words(
        form=re.compile(any_of(table["form"])),
        bare=re.compile(any_of(table["bare"])),
        trade=re.compile(any_of([*table["trade"].split(), *table["bare"]])),
        hard=re.compile(any_of(table["hard_edge"])),
        soft=re.compile(any_of(table["soft_edge"])),
        public=re.compile(table["public"]),
    )


def employers_in(turns: Sequence[str]) -> list[tuple[int, int, int]]:
    """Every mention of an employer by name: (turn, start, end). A name once found is one everywhere."""
    known: dict[str, None] = {}
    for text in turns:
        known |= dict.fromkeys(_named(text))
    names = sorted(known, key=len, reverse=True)
    found: list[tuple[int, int, int]] = []
    for index, text in enumerate(turns):
        for name in names:
            for match in re.finditer(re.escape(name), text):
                if not any(i == index and match.start() < end and start < match.end() for i, start, end in found):
                    found.append((index, match.start(), match.end()))
    return sorted(found)


def _named(text: str) -> list[str]:
    words, names, floor = _words(), [], 0
    for match in words.form.finditer(text):
        name = _name_before(text, floor, match.start(), match.end(), weak=match.group() in _WEAK_FORMS)
        floor = match.end()
        if name:
            names.append(name)
    for match in words.bare.finditer(text):
        if _AFTER_BARE.match(text[match.end() :]) and (
            name := _name_before(text, 0, match.start(), match.end(), weak=True)
        ):
            names.append(name)
    return names


def _name_before(text: str, floor: int, form_start: int, form_end: int, weak: bool) -> str | None:
    """The name that ends with a form, or None where only a kind of employer is spoken of."""
    words = _words()
    left = max(floor, form_start - _LONGEST)
    if breaks := list(_BREAKS.finditer(text, left, form_start)):
        left = breaks[-1].end()
    edges = [m.end() for m in words.hard.finditer(text, left, form_start)]
    starts = [m.end() for m in words.soft.finditer(text, left, form_start)]
    for start in sorted({left, *edges, *starts}, reverse=True):
        own = _own_part(text[start:form_start])
        if len(own) >= 2 and not _NEVER_INSIDE.search(text[start:form_start]):
            return _checked(text, start, form_start, form_end, weak)
        if start in edges and own:
            return None
        if start in edges and not _is_inside_trade(text, start):
            return None
    return None


def _is_inside_trade(text: str, edge: int) -> bool:
    """True when the edge is only a syllable of a word of trade, as 家 in 家具."""
    return any(m.start() < edge < m.end() for m in _words().trade.finditer(text, max(0, edge - 4), edge + 4))


def _checked(text: str, start: int, form_start: int, form_end: int, weak: bool) -> str | None:
    stem = text[start:form_start]
    if _words().public.search(text[start:form_end]):
        return None
    if weak and not 2 <= len(stem) <= 9:
        return None
    if _ORDINAL.match(stem) and (city := _CITY.search(text[:start])):
        start = city.start()
    return text[start:form_end]


def _own_part(stem: str) -> str:
    """What is left of a name when the words of trade and kind are taken away; 木 in 木樨 is no trade."""
    rest = _words().trade.sub(lambda found: found.group() if len(found.group()) == 1 else "", stem)
    return rest if _words().trade.sub("", rest) else ""

"""The wording of a turn for matching: terms put right, numbers in figures, no punctuation; so all three styles read alike."""

import re
import tomllib
import unicodedata
from functools import cache, lru_cache
from pathlib import Path

from assistant.answering.facts.numerals import number_of
from knowledge.text import repair

PHRASES = Path(__file__).parent / "phrases"
_DIGIT_WORDS = "零〇一二三四五六七八九"
_NUMERAL = "零〇一二三四五六七八九十百千万两俩"
_UNIT = (
    r"(?=年|个(?!人(?:的|信|所))|月|天|日|号|周|星期|小时|钟头|元|块|倍|岁"
    r"|次(?!性)|级|人(?!事|家|民)|名|位|%|成(?!年|立)|薪|条|款|项|分钟|秒|度)"
)
_PERCENT = re.compile(rf"百分之([{_NUMERAL}\d.]+)")
_POINT = re.compile(rf"([{_DIGIT_WORDS}十])点([{_DIGIT_WORDS}])(?=倍|%)")
_WITH_UNIT = re.compile(rf"[{_NUMERAL}]+{_UNIT}")
_TAIL = rf"(?:(?!一(?:分|个|直|共|起|样|定|毛|并|次|下|般))[{_NUMERAL}])"  # 三十六万一分没给 is 36万
_LARGE = re.compile(rf"[{_NUMERAL}]*[十百千万]{_TAIL}+|[{_NUMERAL}]+[十百千万]{_TAIL}*")
_SPOKEN_YEAR = re.compile(rf"[{_DIGIT_WORDS}]{{4}}(?=年)")
_KEEP = frozenset({"千万", "万一", "一一", "百万", "十一长假"})
_MARKS = re.compile(r"[^\w%+.]|_|(?<!\d)\.|\.(?!\d)")
_EVENT = re.compile(r"\[[^\]]*\]")


@cache
def _misheard() -> tuple[re.Pattern[str], dict[str, str]]:
    table: dict[str, str] = tomllib.loads((PHRASES / "misheard.toml").read_text(encoding="utf-8"))["heard"]
    return re.compile("|".join(map(re.escape, sorted(table, key=len, reverse=True)))), table


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """The wording: 百分之八十 is 80%, 六个月 is 6个月, 公会 is 工会; punctuation and blanks are gone."""
    pattern, table = _misheard()
    text = unicodedata.normalize("NFKC", _EVENT.sub("", text)).lower()
    text = pattern.sub(lambda found: table[found.group()], repair(text))
    return _MARKS.sub("", figures(text.replace("呃", "").replace("那个那个", "那个")))


def figures(text: str) -> str:
    """Chinese numerals with a unit behind them, or of two places and more, in figures."""
    text = _PERCENT.sub(lambda found: f"{_figure(found.group(1))}%", text)
    text = _POINT.sub(lambda found: f"{_figure(found.group(1))}.{_figure(found.group(2))}", text)
    text = _SPOKEN_YEAR.sub(
        lambda found: "".join(str("零一二三四五六七八九".index(c.replace("〇", "零"))) for c in found.group()), text
    )
    text = _WITH_UNIT.sub(lambda found: _figure(found.group()), text)
    return _LARGE.sub(lambda found: _figure(found.group()), text)


def _figure(numeral: str) -> str:
    if numeral in _KEEP:
        return numeral
    value = number_of(numeral.replace("俩", "两"))
    return numeral if value is None else f"{value.normalize():f}"

"""The figures a text states, whatever their dress: 15日, 十五天, 百分之二十, 20%, 二倍, 3万元 -> comparable values."""

import re
import unicodedata
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from functools import lru_cache

import cn2an

from knowledge.model import Provision

_CN = "〇零一二两三四五六七八九十百千万亿"
_UNIT = r"(?:日|天|个?工作日|个?月|周|年|小时|分钟|元|块|万元|倍|%|人|名|次|周岁|岁|个|级|件|度|℃)"
_PERCENT = re.compile(rf"百分之([{_CN}点0-9.]+)")
_TERM = re.compile(
    rf"(?<![0-9.第])(?:[0-9][0-9,]*(?:\.[0-9]+)?|[{_CN}]+(?:点[{_CN}]+)?)"
    rf"(?=(?:至|到|-|—|~|、|以上|以下|以内|多|余)?(?:[0-9{_CN}]*)?{_UNIT})"
)
_ARTICLE = re.compile(rf"第[{_CN}0-9]+(?:条|款|项|章|节|次|季度|级|类|号)(?:之[{_CN}])?")
_WEEKDAY = re.compile(r"(?:周|星期|礼拜)[一二三四五六日天](?![十百个天])")
_ABOUT = re.compile(
    r"(?<![点零一二三四五六七八九十百])[一二两三四五六七八九][三四五六七八九](?=个?(?:天|日|月|年|小时|级|百|千|万))"
)  # 两三天: about, no figure
_ORDINARY = {Decimal(0), Decimal(1), Decimal(2)}  # 一个人, 一次, 两边: said of everything, found everywhere
_HOTLINES = "110 119 120 122 12110 12308 12315 12320 12329 12333 12345 12348 12350 12351 12356 12366 12393 96110"
TELEPHONES = frozenset(map(Decimal, _HOTLINES.split()))


def value(text: str) -> Decimal | None:
    """The number a numeral means, None when it is no number."""
    plain = text.replace(",", "")
    try:
        if plain[:1].isascii():
            return Decimal(plain)
        return Decimal(str(cn2an.cn2an(plain.replace("两", "二").replace("〇", "零"), "smart")))
    except (ValueError, KeyError, IndexError, InvalidOperation):  # cn2an trips over mixtures such as 十11
        return None


@lru_cache(maxsize=20_000)
def stated(text: str) -> frozenset[Decimal]:
    """The numbers with a unit that a text states, per cent as their plain value; article numbers are not counted."""
    plain = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
    plain = _ABOUT.sub("", _WEEKDAY.sub("", _ARTICLE.sub("", plain)))
    found: set[Decimal] = set()
    for match in _PERCENT.finditer(plain):
        if (number := value(match.group(1))) is not None:
            found.add(number)
    for match in _TERM.finditer(_PERCENT.sub("", plain)):
        if (number := value(match.group())) is not None:
            found.add(number)
    return frozenset(found - TELEPHONES)


def unsupported(claim: str, carriers: Sequence[str]) -> frozenset[Decimal]:
    """Numbers of a claim that no carrying text holds; sums in 万 and in yuan are the same."""
    held: set[Decimal] = set(_ORDINARY)
    for text in carriers:
        for number in _every_number(text):
            held |= {number, number * 10_000, number / 10_000, number * 12}
            if number and (number / 12) == (number / 12).to_integral_value():
                held.add(number / 12)
    return stated(claim) - held


@lru_cache(maxsize=20_000)
def _every_number(text: str) -> frozenset[Decimal]:
    """Every numeral of a carrying text, with or without a unit."""
    plain = unicodedata.normalize("NFKC", text)
    numerals = re.findall(rf"[0-9][0-9,]*(?:\.[0-9]+)?|[{_CN}]+(?:点[{_CN}]+)?", plain)
    values = {number for numeral in numerals if (number := value(numeral)) is not None}
    return frozenset(values | ({Decimal("0.5")} if "半" in plain else set()))


def carried_by(provision: Provision) -> tuple[str, ...]:
    """The texts a number may come from: the article, its plain rule, and the days from and until it is in force."""
    days = (provision.effective_from, provision.effective_to)
    return provision.text, provision.rule, *(f"{day.year}年{day.month}月{day.day}日" for day in days)

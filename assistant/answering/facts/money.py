"""Sums of money and what they are: wages by their kind, what is owed, what was offered."""

import re
from dataclasses import dataclass
from decimal import Decimal

from assistant.answering.facts.cues import Place, name_of, places
from assistant.answering.facts.numerals import NUMERAL, number_of
from assistant.answering.facts.reading import Reading, marked

_ROUGHLY = r"(?:大概|大约|差不多|将近|接近|约|近|快)"
_OTHER_UNIT = (
    r"(?![\d,.]*(?:年|个|月|日|号|天|点|分|小时|钟头|岁|级|次|人|名|位|条|款|项|倍|折|%|周|期|届|楼|层|栋|斤"
    r"|公里|米|度|单|件|块钱一|家|成|章|路|班|区|组|比|胎|份|张|台|辆|元一斤))"
)
_MONEY = re.compile(
    rf"(?P<about>{_ROUGHLY})?(?P<number>{NUMERAL})(?P<more>多|几|来|余|出头|左右)?(?P<half>万半)?"
    rf"(?P<unit>万?元|万?块(?:钱)?|圆|毛|人民币|多块|rmb)?(?P<later>左右|上下|出头|多|不到)?"
)
_BARE = re.compile(_OTHER_UNIT)
_SMALLEST_BARE = 300  # a sum without 元 or 块 is taken for one only from here, and only where a word names it
_YEARS = range(1900, 2100)
_TEN_THOUSAND = 10_000
_PART_OF = re.compile(r"第[零一二三四五六七八九十百\d]+$|[a-z]$")
_WAGE_BEFORE = re.compile("(?:工资|底薪|月薪|薪水|标准)(?:是|为|才|只有)?$")
_PAYROLL = re.compile(r"工会经费|拨缴|工会.{0,6}(?:百分之二|2%)")


@dataclass(frozen=True, slots=True)
class Sum:
    """One sum of money in a turn."""

    value: Decimal
    start: int
    end: int
    approximate: bool
    with_unit: bool


def read_money(text: str) -> list[Reading]:
    """The sums of a turn that the words around them name."""
    sums = find_sums(text)
    if _PAYROLL.search(text) and (payroll := _payroll(text, sums)):
        return [payroll]
    readings = []
    for amount, place in zip(sums, places([(s.start, s.end) for s in sums], len(text)), strict=True):
        name = _name(text, place)
        if name:
            readings.append(_reading(name, text, amount))
    return readings


def find_sums(text: str) -> list[Sum]:
    """Everything in a text that is a sum of money by its unit, or may be one by its size."""
    return [found for match in _MONEY.finditer(text) if (found := _sum(text, match)) is not None]


def _sum(text: str, match: re.Match[str]) -> Sum | None:
    value = number_of(match["number"])
    if value is None or value <= 0 or _PART_OF.search(text[max(0, match.start("number") - 6) : match.start("number")]):
        return None
    unit = match["unit"] or ""
    if unit.startswith("万"):
        value *= _TEN_THOUSAND
    if unit == "毛":
        value /= 10
    if match["more"] == "几" and not unit:
        return None
    if not unit and not _may_be_money(text, match, value):
        return None
    rough = any(match[group] for group in ("about", "more", "later"))
    return Sum(value, match.start(), match.end(), rough, bool(unit) or "万" in match["number"])


def _may_be_money(text: str, match: re.Match[str], value: Decimal) -> bool:
    a_year = match["number"].isdigit() and int(value) in _YEARS and value % 100 != 0  # 2018 is one, 2000 a wage
    if value < _SMALLEST_BARE or (a_year and not _WAGE_BEFORE.search(text[: match.start()])):
        return False
    if re.search(r"\d{7,}", match["number"]) or text[match.end() : match.end() + 1].isdigit():
        return False
    return _BARE.match(text, match.end()) is not None and text[match.start() - 1 : match.start()] not in ("-", "/", ".")


def _name(text: str, place: Place) -> str | None:
    name = name_of("money", text, place, widest=14, beyond=12)
    return None if name == "other" else name


def _reading(name: str, text: str, amount: Sum) -> Reading:
    value = format(amount.value.normalize(), "f")
    return Reading(name, marked(value, amount.approximate), amount.start, amount.end, text[amount.start : amount.end])


def _payroll(text: str, sums: list[Sum]) -> Reading | None:
    """The parts of a month's payroll joined by a plus, as the calculator takes them."""
    parts = [
        s for s in sums if s.with_unit and not re.search(r"应?拨缴|经费|其中", text[max(0, s.start - 5) : s.start])
    ]
    if not parts:
        return None
    value = "+".join(format(part.value.normalize(), "f") for part in parts)
    return Reading("payroll", value, parts[0].start, parts[-1].end, text[parts[0].start : parts[-1].end])

"""Spoken and written numerals: 6500, 6千5, 六千五, 一万二, 一万零五百, 七千八三, 二〇二四, 3.5万 -> numbers."""

import re
from decimal import Decimal
from itertools import pairwise

_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "俩": 2, "幺": 1}
_UNITS = {"十": 10, "百": 100, "千": 1000, "k": 1000, "万": 10_000, "w": 10_000, "亿": 100_000_000}
_LARGE = 10_000  # from here a unit multiplies everything before it

_PER = "个天日月年小钟件单次份套共直起般分并律样些部家定"  # 一 before one of these begins a word of its own: 三千一个月
CHINESE = f"(?:[〇零二三四五六七八九十百千万亿两]|一(?![{_PER}]))"
ARABIC = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d)|\d+(?:\.\d+)?"
NUMERAL = (
    rf"(?:(?:{ARABIC})(?:(?:[千百万亿]|[kw](?![a-z]))(?:{ARABIC}|{CHINESE}+)?)*"
    rf"|{CHINESE}+(?:点[零一二三四五六七八九]+万?)?)"
)
SMALL = r"(?:\d{1,3}(?:\.\d+)?|[零一二三四五六七八九十两百]{1,5})"  # ages, months, counts
_RANGE = re.compile("一[二两]|[二两]三|三[四五]|四五|五六|六七|七八|八九")
_TOKEN = re.compile(
    rf"(?P<arabic>{ARABIC})|(?P<digits>[零〇一二三四五六七八九两俩幺]+)|(?P<unit>[十百千万亿kw])|(?P<point>点)"
)


def number_of(text: str) -> Decimal | None:
    """The number a numeral means; None when the text is no numeral."""
    plain = text.strip().lower()
    if not plain or _TOKEN.sub("", plain):
        return None
    if "点" in plain:
        return _with_point(plain)
    tokens = list(_TOKEN.finditer(plain))
    if any(a["digits"] and len(a["digits"].lstrip("零〇")) > 1 and b["unit"] for a, b in pairwise(tokens)):
        return None  # 七八千, 三四十: from seven to eight thousand, no number
    if len(tokens) == 1 and tokens[0]["digits"] and len(plain) > 1 and plain[0] not in "零":
        return Decimal("".join(str(_DIGITS[c]) for c in plain))  # 二〇二四, 八五
    return _sum(tokens)


def count_of(text: str) -> Decimal | None:
    """The number of a small count; None for 一两, 两三 and 三五, which are a range."""
    return None if _RANGE.fullmatch(text.strip()) else number_of(text)


def _with_point(text: str) -> Decimal | None:
    """六点五 and 一点二万."""
    match = re.fullmatch(r"(.+?)点([零一二三四五六七八九]+)(万?)", text)
    whole = number_of(match[1]) if match else None
    if match is None or whole is None:
        return None
    places = "".join(str(_DIGITS[c]) for c in match[2])
    return Decimal(f"{int(whole)}.{places}") * (_UNITS["万"] if match[3] else 1)


def _sum(tokens: list[re.Match[str]]) -> Decimal | None:
    """Values by place; a tail without a unit takes the places below the last unit: 六千五 is 6500, 七千八三 is 7830."""
    total, section, pending = Decimal(0), Decimal(0), None
    last_unit = 0
    for token in tokens:
        if unit := token["unit"]:
            size = _UNITS[unit]
            amount = (
                pending if pending is not None else Decimal(1) if size == _UNITS["十"] or section == 0 else Decimal(0)
            )
            if size >= _LARGE:
                total, section = total + (section + (pending or 0) or 1) * size, Decimal(0)
            else:
                section += amount * size
            pending, last_unit = None, size
        elif token["arabic"]:
            pending = Decimal(token["arabic"].replace(",", ""))
            if last_unit and pending < 10 and "." not in token["arabic"]:
                pending *= Decimal(last_unit) / 10 if last_unit > 10 and _is_last(token, tokens) else 1
        else:
            pending = _spoken(token["digits"], last_unit, _is_last(token, tokens))
    return total + section + (pending or 0)


def _is_last(token: re.Match[str], tokens: list[re.Match[str]]) -> bool:
    return token.end() == tokens[-1].end()


def _spoken(digits: str, last_unit: int, last: bool) -> Decimal:
    if digits[0] in "零〇":
        rest = digits.lstrip("零〇")
        return Decimal("".join(str(_DIGITS[c]) for c in rest)) if rest else Decimal(0)
    if last_unit > 10 and last:
        return sum((Decimal(_DIGITS[c]) * last_unit / 10 ** (n + 1) for n, c in enumerate(digits)), Decimal(0))
    return Decimal("".join(str(_DIGITS[c]) for c in digits))

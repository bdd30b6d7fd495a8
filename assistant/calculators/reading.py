"""Facts out of text, strictly and with kindness: 6500, 6,500元, 0.65万, 2024年3月1日, 4年3个月, 30%."""

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from decimal import Decimal, InvalidOperation

from assistant.calculators.facts import BadFact, Param, Span, Value
from knowledge.citation import BadCitation, number

_UNITS = {"": 1, "十": 10, "百": 100, "千": 1_000, "k": 1_000, "万": 10_000, "w": 10_000, "亿": 100_000_000}
_MONEY = re.compile(r"^(?:人民币|约|大约|¥)?(?P<n>\d+(?:,\d{3})*(?:\.\d+)?)(?P<unit>十|百|千|万|亿|k|w)?(?P<tail>.*)$")
_SPOKEN_MONEY = re.compile(
    r"^(?P<n>[零〇一二两三四五六七八九十百千万亿]+)(?P<tail>[^零〇一二两三四五六七八九十百千万亿]*)$"
)
_MONEY_TAIL = re.compile(r"^(?:元|块钱|块|圆|人民币)?(?:整|/月|每月|一个月|/小时|每小时|/年|每年)?(?:左右)?$")
_NUMERAL = r"(?:\d+(?:\.\d+)?|[零一二两三四五六七八九十]+)"
_SPAN = re.compile(
    rf"^(?:满)?(?:(?P<years>{_NUMERAL})周?[年岁])?(?:(?P<half>半)年?)?零?(?:(?P<months>{_NUMERAL})个?(?P<in_half>半)?月)?"
    rf"(?P<half_month>半)?零?(?:(?P<days>{_NUMERAL})[天日])?$"
)
_HALF_MONTH_DAYS = 15
_FIRST_YEAR, _LAST_YEAR = 1900, 2100  # outside, a date is a slip of the pen
_DAY = re.compile(r"^(\d{4})\s*[-年./]\s*(\d{1,2})\s*[-月./]\s*(\d{1,2})\s*[日号]?$")
_COMPACT_DAY = re.compile(r"^(\d{4})(\d{2})(\d{2})$")
_MONTH = re.compile(r"^(\d{4})\s*[-年./]\s*(\d{1,2})\s*月?(?:份)?$")
_QUANTITY = re.compile(rf"^(?P<n>{_NUMERAL})\s*(?P<tail>(?:个|天|日|小时|钟头|人|名|次|级|月|件|胎|孩|周|年|半)*)$")
_YES = frozenset({"是", "有", "对", "已", "yes", "y", "true", "1"})
_NO = frozenset({"否", "没有", "无", "不是", "未", "no", "n", "false", "0"})


def read(param: Param, text: str) -> Value:
    """The value of one fact.

    Raises:
        BadFact: when the text is not a value of the parameter's kind.
    """
    plain = _one_line(text)
    if not plain:
        raise BadFact(f"“{param.label}”是空的，请填上或者不要填这一项。")
    if param.kind == "choice":
        return _choice(param, plain)
    return _READERS[param.kind](param, plain)


def _one_line(text: str) -> str:
    """The text in half-width letters, without control characters, on one line."""
    visible = "".join(
        " " if unicodedata.category(each)[0] in "CZ" else each for each in unicodedata.normalize("NFKC", text)
    )
    return " ".join(visible.split())


def _money(param: Param, text: str) -> Decimal:
    total = Decimal(0)
    for part in re.split(r"[+、]", text.replace(" ", "")):
        written, spoken = _MONEY.match(part.lower()), _SPOKEN_MONEY.match(part)
        match = written or spoken
        if match is None or not _MONEY_TAIL.match(match["tail"]):
            raise BadFact(f"“{param.label}”读不出金额：{text}。请写成 6500、6500元 或 0.65万。")
        if written:
            total += Decimal(written["n"].replace(",", "")) * _UNITS[written["unit"] or ""]
        else:
            total += _numeral(param, match["n"])
    return total


def _date(param: Param, text: str) -> date:
    match = _DAY.match(text) or _COMPACT_DAY.match(text)
    if match is None:
        raise BadFact(f"“{param.label}”读不出日期：{text}。请写明年月日，例如 2024-03-01 或 2024年3月1日。")
    return _calendar(param, text, *(int(part) for part in match.groups()))


def _dates(param: Param, text: str) -> tuple[date, ...]:
    return tuple(sorted(_date(param, part.strip()) for part in re.split(r"[、,;;]", text) if part.strip()))


def _month(param: Param, text: str) -> date:
    match = _MONTH.match(text)
    if match is None:
        return _date(param, text).replace(day=1)
    return _calendar(param, text, int(match[1]), int(match[2]), 1)


def _calendar(param: Param, text: str, year: int, month: int, day: int) -> date:
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise BadFact(f"“{param.label}”的年份看起来不对：{text}。")
    try:
        return date(year, month, day)
    except ValueError as error:
        raise BadFact(f"“{param.label}”不是日历上有的日子：{text}。") from error


def _span(param: Param, text: str) -> Span:
    compact = text.replace(" ", "")
    if re.fullmatch(r"\d+(?:\.\d+)?", compact):
        return _from_years(Decimal(compact))
    match = _SPAN.match(compact)
    if match is None or not any(match.groups()):
        raise BadFact(f"“{param.label}”读不出时间长短：{text}。请写成 4年3个月、8个月 或 6.5年。")
    base = _from_years(_numeral(param, match["years"])) if match["years"] else Span()
    months = _numeral(param, match["months"]) if match["months"] else Decimal(0)
    extra_months = (6 if match["half"] else 0) + int(months)
    days = base.days + (int(_numeral(param, match["days"])) if match["days"] else 0)
    days += _HALF_MONTH_DAYS if match["half_month"] or match["in_half"] or months % 1 else 0
    total = base.whole_months + extra_months
    return Span(total // 12, total % 12, days)


def _from_years(years: Decimal) -> Span:
    months = years * 12
    return Span(int(months) // 12, int(months) % 12, int((months % 1) * 2 * _HALF_MONTH_DAYS))


def _numeral(param: Param, text: str) -> Decimal:
    try:
        return Decimal(text) if text[:1].isascii() else Decimal(number(text))
    except (InvalidOperation, BadCitation) as error:
        raise BadFact(f"“{param.label}”读不出数字：{text}。") from error


def _quantity(param: Param, text: str) -> Decimal:
    match = _QUANTITY.match(text)
    if match is None:
        raise BadFact(f"“{param.label}”读不出数字：{text}。")
    return _numeral(param, match["n"]) + (Decimal("0.5") if "半" in match["tail"] else 0)


def _count(param: Param, text: str) -> int:
    value = _quantity(param, text)
    if value % 1:
        raise BadFact(f"“{param.label}”应当是整数：{text}。")
    return int(value)


def _percent(param: Param, text: str) -> Decimal:
    match = re.match(r"^(?:百分之)?(\d+(?:\.\d+)?)(%)?$", text)
    if match is None:
        raise BadFact(f"“{param.label}”读不出比例：{text}。请写成 30% 或 0.3。")
    value = Decimal(match[1])
    return value / 100 if match[2] or text.startswith("百分之") or value > 1 else value


def _flag(param: Param, text: str) -> bool:
    lowered = text.lower()
    if lowered in _YES:
        return True
    if lowered in _NO:
        return False
    raise BadFact(f"“{param.label}”请回答“是”或“否”，收到的是：{text}。")


def _choice(param: Param, text: str) -> str:
    if text in param.choices:
        return text
    raise BadFact(f"“{param.label}”只能是其中之一：" + "、".join(param.choices) + f"；收到的是：{text}。")


def _text(_: Param, text: str) -> str:
    return text


_READERS: dict[str, Callable[[Param, str], Value]] = {
    "money": _money,
    "date": _date,
    "dates": _dates,
    "month": _month,
    "years": _span,
    "count": _count,
    "days": _quantity,
    "hours": _quantity,
    "percent": _percent,
    "bool": _flag,
    "text": _text,
}

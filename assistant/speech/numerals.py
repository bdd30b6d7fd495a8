"""Numbers in speech: the words stay as they were said, the value is written beside them.

A telephone number read out digit by digit and an amount are different things: the first is a string in which a zero counts,
the second a value. What a person must confirm is never changed in the text.
"""

import re
from decimal import Decimal

from assistant.domain.speech import Number

_DIGITS = {c: d for d, cs in enumerate(("零〇", "一幺", "二两", "三", "四", "五", "六", "七", "八", "九")) for c in cs}
_TENS = {"十": 10, "百": 100, "千": 1000}
_GROUPS = {"万": 10**4, "亿": 10**8}
_SAID = "零〇一二两三四五六七八九十百千万亿"
_UNITS = (
    "个半月|个半小时|个工作日|个月|个小时|个钟头|个人|工作日|小时|分钟|周岁|万元|元|块钱|块|角|毛|年|月份|月|日|号|天"
    "|岁|人|名|倍|级|次|条|家|户|点|周|笔|张|趟|遍|%|％"
)
_DIGIT_BY_DIGIT = re.compile(r"[零〇一幺二三四五六七八九\d](?:[，, ]?[零〇一幺二三四五六七八九\d]){4,}")
_YEAR = re.compile(r"([零〇一二三四五六七八九]{4}|\d{4})(?=年)")
_PERCENT = re.compile(rf"百分之([{_SAID}点\d.]+)|(\d+(?:\.\d+)?)\s*[%％]")
_ARABIC = re.compile(rf"(\d+(?:,\d{{3}})*(?:\.\d+)?)\s*([十百千万亿]*)(半)?\s*({_UNITS})?((?<=[年时])半)?")
_CHINESE = re.compile(rf"([{_SAID}]+(?:点[零〇一二三四五六七八九]+[万亿]?)?)(半)?({_UNITS})?((?<=[年时])半)?")
_ROUGH = re.compile(rf"(?<![{_SAID}])([一二三四五六七八九])([两二三四五六七八九])([十百千万亿]+)({_UNITS})?")
_ORDINARY = re.compile(  # in which the character is no number
    r"一直|一起|一样|一些|一下|一般|一定|一共|一旦|一切|一边|一再|一律|一致|一方面|统一|唯一|万一|十分|千万别|千万不|三番|第一时间|一会|一点(?![零一二三四五六七八九])|一系列|一次性"
)
_UNIT_NAMES = {"块": "元", "块钱": "元", "个半月": "个月", "个半小时": "小时", "月份": "月", "号": "日"}
_LONG_STRING = 7  # digits from which commas inside belong to one number
_SHORT_PIECE = 3


def numbers_in(text: str) -> tuple[Number, ...]:
    """Every number of the text in the order said; no two overlap."""
    taken = [match.span() for match in _ORDINARY.finditer(text)]
    found: list[Number] = []
    for read in (_percent, _years, _strings, _rough, _quantities):
        for number in read(text):
            span = (number.start, number.start + len(number.said))
            if not any(span[0] < end and start < span[1] for start, end in taken):
                taken.append(span)
                found.append(number)
    return tuple(sorted(found, key=lambda number: number.start))


def value_of(said: str) -> Decimal | None:
    """The value of a Chinese or mixed numeral: 三千五 is 3500, 一万二 is 12000, 三点五 is 3.5."""
    whole, _, fraction = said.partition("点")
    if fraction:
        digits = "".join(str(_DIGITS[c]) for c in fraction if c in _DIGITS)
        head, rank = value_of(whole), _GROUPS.get(fraction[-1], 1)
        return None if head is None or not digits else (head + Decimal(f"0.{digits}")) * rank
    if whole and all(c in _DIGITS for c in whole):
        return Decimal("".join(str(_DIGITS[c]) for c in whole))
    total = section = digit = 0
    last = 1
    for c in whole:
        if c in _DIGITS:
            digit, last = _DIGITS[c], 10 if c in "零〇" else last
        elif c in _TENS:
            section, digit, last = section + (digit or 1) * _TENS[c], 0, _TENS[c]
        elif c == "万":
            total, section, digit, last = total + (section + digit) * _GROUPS[c], 0, 0, _GROUPS[c]
        elif c == "亿":
            total, section, digit, last = (total + section + digit) * _GROUPS[c], 0, 0, _GROUPS[c]
        else:
            return None
    return Decimal(
        total + section + digit * (last // 10 if last >= 100 else 1)
    )  # 一万二: the last digit is of the next rank


def _percent(text: str) -> list[Number]:
    found = []
    for match in _PERCENT.finditer(text):
        said = match[1] or match[2]
        value = Decimal(said) if re.fullmatch(r"\d+(\.\d+)?", said) else value_of(said)
        if value is not None:
            found.append(Number(match.start(), match[0], f"{_plain(value)}%", "%"))
    return found


def _years(text: str) -> list[Number]:
    return [Number(m.start(), m[0], "".join(_one_digit(c) for c in m[0]), "年") for m in _YEAR.finditer(text)]


def _strings(text: str) -> list[Number]:
    """Numbers read out digit by digit: five digits or more, longer ones also in pieces."""
    found = []
    for match in _DIGIT_BY_DIGIT.finditer(text):
        said = match[0]
        pieces = re.split(r"[，, ]", said)
        digits = "".join(_one_digit(c) for c in said if c not in "，, ")
        in_pieces = len(pieces) > 1
        if in_pieces and (len(digits) < _LONG_STRING or any(len(p) < _SHORT_PIECE for p in pieces[:-1])):
            continue
        after = text[match.end() : match.end() + 1]
        is_amount = said.isdigit() and (after in "元块万人年个" if after else False)
        if not is_amount and not re.fullmatch(r"\d+(,\d{3})+", said):
            found.append(Number(match.start(), said, digits, "digits"))
    return found


def _rough(text: str) -> list[Number]:
    """Two neighbouring digits before a rank mean about so much: 五六万 is 50000-60000."""
    found = []
    for match in _ROUGH.finditer(text):
        low, high = (value_of(digit + match[3]) for digit in (match[1], match[2]))
        if low is not None and high is not None and low < high:
            found.append(
                Number(
                    match.start(), match[0], f"{_plain(low)}-{_plain(high)}", _UNIT_NAMES.get(match[4], match[4] or "")
                )
            )
    return found


def _quantities(text: str) -> list[Number]:
    found = []
    for match in _ARABIC.finditer(text):
        value = Decimal(match[1].replace(",", ""))
        for rank in match[2]:
            value *= _TENS.get(rank) or _GROUPS[rank]
        found.append(_quantity(match.start(), match[0], value, match[3] or match[5], match[4]))
    for match in _CHINESE.finditer(text):
        said, unit = match[1], match[3]
        if len(said) == 1 and (not unit or said in "万亿千百" or (said == "零")):
            continue  # 一 alone is rarely a number
        if text[match.start() - 1 : match.start()].isdigit():
            continue
        value = value_of(said)  # type: ignore[assignment]
        if value is not None:
            found.append(_quantity(match.start(), match[0], value, match[2] or match[4], unit))
    return found


def _quantity(start: int, said: str, value: Decimal, half: str | None, unit: str | None) -> Number:
    unit = unit or ""
    if half or unit.startswith("个半"):
        value += Decimal("0.5")
    if unit == "万元":
        value, unit = value * 10_000, "元"
    return Number(start, said.strip(), _plain(value), _UNIT_NAMES.get(unit, unit))


def _one_digit(c: str) -> str:
    return c if c.isdigit() and c.isascii() else str(_DIGITS[c])


def _plain(value: Decimal) -> str:
    whole = value.to_integral_value()
    return str(whole) if value == whole else format(value.normalize(), "f")

"""Numbers with a format, written or spoken, with their checks: telephones, cards, plates, mail and credit codes."""

import re
from dataclasses import dataclass

SPOKEN = dict(zip("零〇一二三四五六七八九幺洞拐勾", "001234567891079", strict=True)) | {"两": "2", "o": "0", "O": "0"}
_ARABIC = dict(zip("０１２３４５６７８９", "0123456789", strict=True))
_REPEATED = re.compile(r"([两二三四五六])个([0-9零〇一二三四五六七八九幺])")
_TIMES = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6}
_BREAK = re.compile(
    r"^(?:[\s\-—－–·.,，、。]|呃|额|嗯|哦|那个|然后是?|后面是?|后头是?|接着是?|再来|最后是?|中间是?|前面是?|杠|空格|尾号是?|还有|是)*$"
)
_MOBILE = re.compile(r"^(?:0?86)?1[3-9]\d{9}$")
_LANDLINE = re.compile(r"^(?:0\d{2,3}[2-9]\d{6,7}\d{0,4})$")
_BIRTH = re.compile(r"(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")
_SHORT_BIRTH = re.compile(r"\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")
_CUES = {
    "id_card": re.compile(r"身份证|证件号|身份号"),
    "bank_card": re.compile(r"银行卡|卡号|工资卡|储蓄卡|打(?:到|在)?.{0,6}卡|账号|账户"),
    "phone": re.compile(r"电话|手机|座机|号码|打给|联系|微信|传真"),
}
_NOT_PERSONAL = re.compile(r"工单|编号|单号|案号|文号|订单|流水号|工号")
_LENGTHS = {"id_card": range(15, 20), "bank_card": range(15, 21), "phone": range(7, 14)}
_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_PLATE_MARK = r"[A-Za-z0-9零〇一二三四五六七八九幺洞拐]"
_PLATE = re.compile(
    rf"[{_PROVINCES}]\s?[A-Za-z]\s?[·•.，-]?\s?(?:{_PLATE_MARK}[\s-]?){{4,5}}{_PLATE_MARK}(?!{_PLATE_MARK})"
)
_EMAIL = re.compile(
    r"[A-Za-z0-9][\w.+-]*\s?(?:@|＠|艾特)\s?[A-Za-z0-9-]+(?:\s?(?:\.|点)\s?[A-Za-z]{2,6})+", re.ASCII | re.IGNORECASE
)
_CREDIT = re.compile(r"(?<![0-9A-Za-z])(?=[0-9]*[A-HJ-NPQRTUWXY])[159][0-9A-HJ-NPQRTUWXY]{17}(?![0-9A-Za-z])")
_CREDIT_MARKS, _CREDIT_WEIGHTS = (
    "0123456789ABCDEFGHJKLMNPQRTUWXY",
    (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28),
)
_ID_WEIGHTS, _ID_CHECK = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2), "10X98765432"


@dataclass(frozen=True, slots=True)
class Digit:
    """One or more digits as spoken at a place: 三个八 is 888 at one place."""

    value: str
    turn: int
    start: int
    end: int


def digits_of(text: str, turn: int = 0) -> list[Digit]:
    """Every digit of a text, written or spoken, with its place."""
    found: list[Digit] = []
    repeats = {match.start(): match for match in _REPEATED.finditer(text)}
    at = 0
    while at < len(text):
        if match := repeats.get(at):
            one = SPOKEN.get(match[2], match[2])
            found.append(Digit(one * _TIMES[match[1]], turn, at, match.end()))
            at = match.end()
            continue
        mark = _ARABIC.get(text[at], text[at])
        value = mark if mark.isascii() and mark.isdigit() else SPOKEN.get(mark, "")
        if not value and mark in "xXＸ" and found and found[-1].end == at:
            value = "X"
        if value and not (mark in "oO" and not (found and found[-1].end == at)):
            found.append(Digit(value, turn, at, at + 1))
        at += 1
    return found


def runs(text: str, turn: int = 0) -> list[list[Digit]]:
    """Digits that belong together: nothing between them but separators and words of dictation."""
    grouped: list[list[Digit]] = []
    for digit in digits_of(text, turn):
        between = text[grouped[-1][-1].end : digit.start] if grouped else ""
        if grouped and _BREAK.match(between) and not (between and _other_script(text, grouped[-1][-1], digit)):
            grouped[-1].append(digit)
        else:
            grouped.append([digit])
    return grouped


def _other_script(text: str, last: Digit, digit: Digit) -> bool:
    """True between 6374 and 五: a number is not dictated in two scripts."""
    return text[last.start].isascii() != text[digit.start].isascii()


def value_of(run: list[Digit]) -> str:
    """The digits of a run as one string."""
    return "".join(digit.value for digit in run)


def kind_of(number: str, before: str) -> str | None:
    """What a run of digits is, by its form first and the words before it second; None for what need not be masked."""
    if len(number) < 7 or (number.startswith(("400", "800")) and len(number) == 10):
        return None
    if _MOBILE.match(number):
        return "phone"
    if is_identity_form(number):
        return "id_card"
    nearest = before[-16:]
    if _NOT_PERSONAL.search(nearest[-8:]):
        return None
    cued = max(
        ((cue, found[-1].end()) for cue, pattern in _CUES.items() if (found := list(pattern.finditer(nearest)))),
        key=lambda pair: pair[1],
        default=(None, 0),
    )[0]
    if cued and len(number) in _LENGTHS[cued]:
        return cued
    if 16 <= len(number) <= 19 and number[0] in "34569":
        return "bank_card"
    return "phone" if _LANDLINE.match(number) else None


def is_identity_form(number: str) -> bool:
    """True for eighteen or fifteen places with a birthday where an identity card has it; the check digit may be wrong."""
    if len(number) == 18:
        return _BIRTH.fullmatch(number[6:14]) is not None
    return (
        len(number) == 15
        and number.isdigit()
        and number[0] in "1234568"
        and _SHORT_BIRTH.fullmatch(number[6:12]) is not None
    )


def identity_checksum_holds(number: str) -> bool:
    """True when the last place of an eighteen-place identity number fits the others (ISO 7064 MOD 11-2)."""
    if len(number) != 18 or not number[:17].isdigit():
        return False
    total = sum(int(digit) * weight for digit, weight in zip(number, _ID_WEIGHTS, strict=False))
    return _ID_CHECK[total % 11] == number[17].upper()


def luhn_holds(number: str) -> bool:
    """True when a bank card number passes the Luhn check."""
    doubled = [int(d) * (2 if place % 2 else 1) for place, d in enumerate(reversed(number))]
    return sum(n - 9 if n > 9 else n for n in doubled) % 10 == 0


def credit_checksum_holds(code: str) -> bool:
    """True when the last place of a unified social credit code fits the others (GB 32100)."""
    total = sum(_CREDIT_MARKS.index(mark) * weight for mark, weight in zip(code[:17], _CREDIT_WEIGHTS, strict=True))
    return _CREDIT_MARKS[(31 - total % 31) % 31] == code[17]


def marked_forms(text: str) -> list[tuple[str, int, int]]:
    """Plates, addresses of e-mail and credit codes of a text: (type, start, end)."""
    found = [("plate", m.start(), m.end()) for m in _PLATE.finditer(text)]
    found += [("email", m.start(), m.end()) for m in _EMAIL.finditer(text)]
    return found + [("credit_code", m.start(), m.end()) for m in _CREDIT.finditer(text)]

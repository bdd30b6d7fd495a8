"""Lengths of time and what they measure: 干了三年半, 十一个月, 两年零四个月, 快五年了, 一年多."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from assistant.answering.facts.cues import name_of, places
from assistant.answering.facts.numerals import SMALL, count_of
from assistant.answering.facts.reading import Reading, marked, plain_value
from assistant.calculators.facts import Span
from assistant.calculators.wording import number_text, span_text

_LEAD = "不到|不足|没满|快要?|将近|接近|差不多|大概|大约|约|近"
_SPAN = re.compile(
    rf"(?P<lead>{_LEAD})?(?:"
    rf"(?P<y>{SMALL})周?年(?!\d{{1,2}}月)(?:零|又|加|外加)?(?:(?P<half>半)|(?P<m>{SMALL})个?(?P<mhalf>半)?月)?(?:零)?(?:(?P<d>{SMALL})[天日])?"
    rf"|(?P<halfyear>半)年"
    rf"|(?P<m2>{SMALL})个(?P<mhalf2>半)?(?P<more>多|来|把)?月(?!子|嫂|饼)(?:零|又)?(?:(?P<d2>{SMALL})[天日](?!内))?(?P<mhalf3>半)?"
    rf"|(?P<mhalf4>半)个月"
    rf"|(?P<w>{SMALL})(?:周|个星期|个礼拜)"
    rf"|(?P<d3>{SMALL})天)"
    rf"(?P<tail>多|左右|出头|来年|上下|不到)?"
)
_NOT_A_LENGTH = re.compile(r"^(?:之|以)?(?:前|后|级|内)(?![^，。]{0,3}(?:一直|都))|^(?:度|均|薪|终|会|假|休假)")
_A_UNIT = re.compile(r"^一(?:个月|年|天)$")  # 一个月六千: the length is the unit of something else
_OF_SOMETHING = re.compile(r"^(?:的)?(?:[0-9一二三四五六七八九十两几多]|工资|到手|挣|拿|发|给|才|只|大概|平均|能|都)")
_NOT_BEFORE = re.compile(r"(?:第|前|近|过去|最近|每|满|上|\d|头)$")
_MONTHS_NAMES = frozenset({"months", "unpaid_months", "stop_months", "sick_months", "carried_months"})
_AND_THEN = re.compile("后来|又(?:干|做|上|在|待)|再(?:干|做)|接着(?:干|做)|现在(?:这|的)|到这")
_DAYS_A_MONTH = 30
_WEEKS_A_MONTH = 4


@dataclass(frozen=True, slots=True)
class Length:
    """A length of time in a turn."""

    span: Span
    start: int
    end: int
    approximate: bool


def read_durations(text: str) -> list[Reading]:
    """The lengths of time of a turn that the words around them name; months are counted where months are asked for."""
    lengths = find_durations(text)
    readings: list[Reading] = []
    for length, place in zip(lengths, places([(x.start, x.end) for x in lengths], len(text)), strict=True):
        name = name_of("duration", text, place, widest=10, beyond=3)
        if name == "service" and not length.span.whole_months:
            continue  # days of work are no service
        if name and name != "other":
            value = _months(length.span) if name in _MONTHS_NAMES else span_text(length.span)
            said = text[length.start : length.end]
            readings.append(Reading(name, marked(value, length.approximate), length.start, length.end, said))
    return _one_after_other(text, readings)


def _one_after_other(text: str, readings: list[Reading]) -> list[Reading]:
    """Three years, and then another two: the first were served before."""
    services = [reading for reading in readings if reading.name == "service"]
    if len(services) != 2 or not _AND_THEN.search(text[services[0].end : services[1].start]):
        return readings
    return [replace(r, name="earlier_service") if r is services[0] else r for r in readings]


def find_durations(text: str) -> list[Length]:
    """Every length of time in the text; 三年前 and 第三年 are none."""
    found = []
    for match in _SPAN.finditer(text):
        if _NOT_A_LENGTH.match(text[match.end() :]):
            continue
        before = text[: match.start()]
        if _NOT_BEFORE.search(before[-2:]) and not before.endswith(("满", "每满")):
            continue
        if _A_UNIT.match(match.group()) and _OF_SOMETHING.match(text[match.end() :]):
            continue
        span = _span(match)
        if span is not None and span != Span():
            found.append(
                Length(span, match.start(), match.end(), bool(match["lead"] or match["tail"] or match["more"]))
            )
    return found


def _span(match: re.Match[str]) -> Span | None:
    if match["w"]:
        weeks = count_of(match["w"])
        return Span(0, int(weeks) // _WEEKS_A_MONTH, int(weeks) % _WEEKS_A_MONTH * 7) if weeks is not None else None
    years, months = _number(match["y"]), _number(match["m"] or match["m2"])
    days = _number(match["d"] or match["d2"] or match["d3"])
    if years is None or months is None or days is None or days > 366 or (match["y"] and years > 60):
        return None
    half_months = any(match[group] for group in ("mhalf", "mhalf2", "mhalf3", "mhalf4")) or months % 1
    total = years * 12 + int(months) + (6 if match["half"] or match["halfyear"] else 0)
    return Span(int(total) // 12, int(total) % 12, int(days) + (15 if half_months else 0))


def _number(text: str | None) -> Decimal | None:
    return Decimal(0) if text is None else count_of(text)


def _months(span: Span) -> str:
    return number_text(Decimal(span.whole_months) + Decimal(span.days) / _DAYS_A_MONTH)


def bounds(said: str, value: str) -> tuple[str, str]:
    """The least and the most a length said roughly may be: 快五年 is under five years, 一年多 over one."""
    months = months_of(value)
    step = 1 if months < 12 else 5
    if re.search(r"快|将近|接近|近|不到|不足|没满", said):
        return _text(months - step), _text(months - Decimal("0.1"))
    if re.search(r"多|出头|来年", said):
        most = 11 if months >= 12 else Decimal("0.9")
        return _text(months + Decimal("0.1")), _text(months + most)
    return _text(max(Decimal("0.1"), months - step)), _text(months + step)


def months_of(value: str) -> Decimal:
    """A length as months: 3年6个月15天 is 42.5."""
    parts = re.fullmatch(r"(?:(\d+)年)?(?:(\d+)个月)?(?:(\d+)天)?", plain_value(value))
    if parts is None:
        return Decimal(plain_value(value))
    years, months, days = (int(part or 0) for part in parts.groups())
    return Decimal(years * 12 + months) + Decimal(days) / _DAYS_A_MONTH


def _text(months: Decimal) -> str:
    whole = int(months)
    return span_text(Span(whole // 12, whole % 12, int((months - whole) * _DAYS_A_MONTH)))

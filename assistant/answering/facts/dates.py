"""Dates in a turn and what happened on them: 2024年3月1日, 去年三月, 上个月15号, 三个月前, 去年腊月, 国庆当天.

A date has the precision it was said with: 2024-03-01, 2024-03 or 2024; a day that was only roughly named is marked.
"""

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from assistant.answering.facts import calendar as days
from assistant.answering.facts.cues import name_of, places
from assistant.answering.facts.numerals import SMALL, number_of
from assistant.answering.facts.reading import Reading, clause_end, clause_start, marked
from assistant.calculators.periods import add_months

_Y4 = r"(?:19|20)\d{2}|[一二][九零〇][零〇一二三四五六七八九]{2}"
_Y2 = r"(?<![\d.])\d{2}|(?<![一二三四五六七八九十百零])[零〇一二三四五六七八九]{2}"
_YR = "大前年|前年|去年|上年|今年|本年|明年|后年"
_M = r"1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九]"
_D = r"3[01]|[12]\d|0?[1-9]|三十一?|二十[一二三四五六七八九]?|十[一二三四五六七八九]?|[一二三四五六七八九]"
_PART = "初|上旬|中旬|下旬|底|末"
_ISO = re.compile(r"(?<!\d)(?P<y>(?:19|20)\d{2})[-./](?P<m>\d{1,2})(?:[-./](?P<d>\d{1,2}))?(?![\d万元])")
_MONTH_DAY = re.compile(
    rf"(?:(?:(?P<y4>{_Y4})年|(?P<y2>{_Y2})年|(?P<yr>{_YR}))(?:的)?)?"
    rf"(?<![\d个])(?P<m>{_M})月(?:份)?(?:(?P<d>{_D})(?:日|号|(?![\d个月天千百块万点岁年级])(?<=\d))|(?P<part>{_PART}))?"
)
_YEAR = re.compile(
    rf"(?:(?P<y4>{_Y4})年|(?P<y2>{_Y2})年(?=入|进|来|开始|到|参加|就|起|生|出)|(?P<yr>{_YR}))"
    rf"(?P<part>年?[初中底末])?(?!前|后|以)"
)

_REL_MONTH = re.compile(rf"(?P<which>上上|上|这|本|当|下)个?月(?:份)?的?(?:(?P<d>{_D})[日号]|(?P<part>{_PART}))?")
_REL_DAY = re.compile("大前天|前天|昨天|昨晚|今天|今早|明天|后天")
_WEEK = re.compile(r"(?P<which>上上|上|这|本|下)(?:个)?(?:周|星期|礼拜)(?P<day>[一二三四五六日天])")
_AGO = re.compile(
    rf"(?:大概|大约|差不多)?(?:(?P<n>{SMALL})个?(?P<half>半)?|(?P<only>半)个?)(?P<unit>年|月|周|星期|礼拜|天)(?P<half2>半)?多?(?:之|以)?前(?![1-9十]|的?平均|几)"
)
_FESTIVAL = re.compile(
    rf"(?:(?:(?P<y4>{_Y4})年?|(?P<yr>{_YR}))的?)?(?P<name>(?:大年|年|正月)?三十(?=晚|那|跟|和|、|，|上班|加班|都)|(?:大年|正月|年)?(?<![月度半])初[一二三四五六七](?!中|级|次)|(?<![月二三\d])十一(?=[一二三四五六七1-7][号日]|节|假|长假|黄金周|期间|放假|那[几三天]|当天|三天|加班|上班|值班)|春节|过年|元旦|清明|五一|劳动节|端午|中秋|国庆|除夕|腊月|正月)(?:节)?(?P<off>以?前|以?后|期间|假期)?"
)
_DAY_ALONE = re.compile(rf"(?<![月\d第周])(?P<d>{_D})[日号](?!线|楼|店|文|院|公馆|人|员|仓|库|门|车|机|厂)")
_SPRING = re.compile("除夕|春节|过年|大年|年三十|正月|拜年")
_DAY_VALUE = re.compile(r"\d{4}-\d{2}-\d{2}")
_LINK = re.compile(r"^(?:号|日)?(?:一直|才|又|又到|欠|拖|压|没发|拖欠)*(?:到|至|-|~|—|直到)$")
_UNPAID = re.compile(r"欠|没发|没给|未发|不发|拖")
_SOON = timedelta(days=31)
_OVER = re.compile(r"了|的|过|被|已")
_COMING = re.compile(r"将|快要|马上|就要|打算|准备|预产期|即将|截止|下个?月|还没到")
_AFTER_A_LENGTH = frozenset("0123456789一二三四五六七八九十两的之")
_APPROXIMATE_AGO = {"年", "月"}


@dataclass(frozen=True, slots=True)
class Moment:
    """A day, month or year named in a turn: `value` in ISO form with the precision it was said with."""

    value: str
    start: int
    end: int
    approximate: bool = False


@dataclass(frozen=True, slots=True)
class Sight:
    """A match with what one needs to place it: the text, the day asked on, the date named before it."""

    match: re.Match[str]
    text: str
    as_of: date
    earlier: Moment | None

    def __getitem__(self, group: str) -> str:
        return self.match[group] or ""

    def moment(self, day: date | None, approximate: bool = False) -> Moment | None:
        """The moment of a day, None for a day no month has."""
        return self.valued(day.isoformat(), approximate) if day else None

    def valued(self, value: str, approximate: bool = False) -> Moment:
        """The moment of a value: a day, a month or a year."""
        return Moment(value, self.match.start(), self.match.end(), approximate)


def read_dates(text: str, as_of: date) -> list[Reading]:
    """The dates of a turn that the words around them tell the meaning of."""
    moments = find_dates(text, as_of)
    spots = places([(m.start, m.end) for m in moments], len(text))
    names = [name_of("date", text, place, widest=22, beyond=22) for place in spots]
    for number, (one, other) in enumerate(pairwise(moments)):
        if not _LINK.match(text[one.end : other.start]):
            continue
        if _names_a_contract(text, one, other):
            names[number], names[number + 1] = "signed", "end"
        elif names[number + 1] == "dates":
            names[number] = "dates"
            moments[number + 1] = replace(other, value=_every_day(one.value, other.value))
    for number in reversed(range(len(moments) - 1)):
        names[number] = names[number] or _shared(text, moments, names, number)
    readings = _unpaid_months(text, moments)
    for moment, name in zip(moments, names, strict=True):
        if name and name != "other":
            said = text[moment.start : moment.end]
            readings.append(Reading(name, marked(moment.value, moment.approximate), moment.start, moment.end, said))
    return _joined(readings)


def _names_a_contract(text: str, first: Moment, last: Moment) -> bool:
    """From day to day, the term of a contract."""
    return bool(re.match(r"的?(?:劳动)?合同", text[last.end :]) or re.search(r"合同[^，。]{0,4}$", text[: first.start]))


def _every_day(first: str, last: str) -> str:
    """Every day from the first to the last, for overtime on days in a row."""
    if not (_DAY_VALUE.fullmatch(first) and _DAY_VALUE.fullmatch(last)):
        return last
    begin, end = date.fromisoformat(first), date.fromisoformat(last)
    if not timedelta() <= end - begin <= _SOON:
        return last
    return "、".join((begin + timedelta(days=n)).isoformat() for n in range((end - begin).days + 1))


def _unpaid_months(text: str, moments: list[Moment]) -> list[Reading]:
    """How many months from March to June are, where wages of these months are owed."""
    for one, other in pairwise(moments):
        months = [moment.value for moment in (one, other) if len(moment.value) == len("2026-03")]
        if len(months) != 2 or not _LINK.match(text[one.end : other.start]) or not _UNPAID.search(text):
            continue
        (first_year, first), (last_year, last) = ((int(part) for part in month.split("-")) for month in months)
        count = (last_year - first_year) * 12 + last - first + 1
        if count > 0:
            return [Reading("months", str(count), one.start, other.end, text[one.start : other.end])]
    return []


def _shared(text: str, moments: list[Moment], names: list[str | None], number: int) -> str | None:
    """Days in a row share the word behind the last of them: 25号和26号都上了班."""
    if number + 1 >= len(moments) or names[number + 1] != "dates":
        return None
    between = text[moments[number].end : moments[number + 1].start]
    return "dates" if re.fullmatch(r"(?:[^。]{0,6}?(?:和|、|跟|与|及|，|还有|同)[^。]{0,4})?", between) else None


def find_dates(text: str, as_of: date) -> list[Moment]:
    """Every date named in the text, in its order."""
    found: list[Moment] = []
    taken: list[tuple[int, int]] = []
    readers = (
        (_ISO, _iso), (_FESTIVAL, _festival), (_MONTH_DAY, _month_day), (_REL_MONTH, _rel_month), (_WEEK, _week),
        (_AGO, _ago), (_REL_DAY, _rel_day), (_DAY_ALONE, _day_alone), (_YEAR, _year),
    )  # fmt: skip
    for pattern, reader in readers:
        for match in pattern.finditer(text):
            if any(match.start() < end and start < match.end() for start, end in taken):
                continue
            earlier = max((m for m in found if m.end <= match.start()), key=lambda m: m.end, default=None)
            moment = reader(Sight(match, text, as_of, earlier))
            if moment is not None:
                found.append(moment)
                taken.append((match.start(), match.end()))
    return _merged(sorted(found, key=lambda m: m.start))


def _merged(moments: list[Moment]) -> list[Moment]:
    """One moment where a day is named twice in one breath: 9月25号中秋节."""
    kept: list[Moment] = []
    for moment in moments:
        if kept and kept[-1].value == moment.value and moment.start - kept[-1].end <= 2:
            kept[-1] = Moment(moment.value, kept[-1].start, moment.end, kept[-1].approximate and moment.approximate)
        else:
            kept.append(moment)
    return kept


def _iso(seen: Sight) -> Moment | None:
    year, month = int(seen["y"]), int(seen["m"])
    if not 1 <= month <= 12:
        return None
    return seen.moment(days.day_in(year, month, int(seen["d"]))) if seen["d"] else seen.valued(f"{year}-{month:02d}")


def _month_day(seen: Sight) -> Moment | None:
    month, said_year = days.month_of(seen["m"]), seen["y4"] or seen["y2"] or seen["yr"]
    bare = not said_year and not seen["d"] and not _linked(seen)
    if month is None or (bare and _per_month(seen)):
        return None
    day = number_of(seen["d"])
    year = days.year_of(said_year, seen.as_of) if said_year else _year_for(seen, month, int(day or 1))
    if year is None:
        return None
    if day is not None:
        return seen.moment(days.day_in(year, month, int(day)))
    if seen["part"]:
        return seen.moment(days.part_of_month(year, month, seen["part"]), approximate=True)
    return seen.valued(f"{year}-{month:02d}")


def _linked(seen: Sight) -> bool:
    """True for the second of two dates that 到 or 至 ties together."""
    return seen.earlier is not None and bool(_LINK.match(seen.text[seen.earlier.end : seen.match.start()]))


def _per_month(seen: Sight) -> bool:
    """一月六千 and 三月 as a length are no months of the year unless 份 or a word of time stands by."""
    following = seen.text[seen.match.end() : seen.match.end() + 1]
    return "份" not in seen.match.group() and (seen["m"] == "一" or following in _AFTER_A_LENGTH)


def _year_for(seen: Sight, month: int, day: int) -> int:
    """The year of a month said without one: that of the date it is linked to, else the nearest past or coming one."""
    match, text, earlier = seen.match, seen.text, seen.earlier
    if earlier is not None and _linked(seen):
        year, before = int(earlier.value[:4]), earlier.value[5:]
        return year + 1 if before and f"{month:02d}-{day:02d}" < before else year
    clause = text[clause_start(text, match.start()) : clause_end(text, match.end())]
    soon = day_soon(month, day, seen.as_of) and not _OVER.search(clause)
    return days.year_without_one(month, day, seen.as_of, soon or bool(_COMING.search(clause)))


def day_soon(month: int, day: int, as_of: date) -> bool:
    """True for a day of the coming weeks: said without past tense it is more likely that than the year before."""
    this_year = days.day_in(as_of.year, month, day)
    return this_year is not None and timedelta() < this_year - as_of <= _SOON


def _year(seen: Sight) -> Moment | None:
    year = days.year_of(seen["y4"] or seen["y2"] or seen["yr"], seen.as_of)
    if year is None:
        return None
    if seen["part"]:
        month = {"初": 1, "中": 6, "底": 12, "末": 12}[seen["part"][-1]]
        return seen.valued(f"{year}-{month:02d}", approximate=True)
    return seen.valued(str(year))


def _rel_month(seen: Sight) -> Moment | None:
    first = add_months(seen.as_of.replace(day=1), -days.MONTHS_BACK[seen["which"]])
    if seen["d"]:
        return seen.moment(days.day_in(first.year, first.month, int(number_of(seen["d"]) or 0)))
    if seen["part"]:
        return seen.moment(days.part_of_month(first.year, first.month, seen["part"]), approximate=True)
    return seen.valued(f"{first.year}-{first.month:02d}")


def _rel_day(seen: Sight) -> Moment | None:
    return seen.moment(seen.as_of - timedelta(days=days.DAYS_BACK[seen.match.group()]))


def _week(seen: Sight) -> Moment | None:
    return seen.moment(days.weekday_of(seen["which"], seen["day"], seen.as_of))


def _ago(seen: Sight) -> Moment | None:
    unit = {"星期": "周", "礼拜": "周"}.get(seen["unit"], seen["unit"])
    half = bool(seen["half"] or seen["half2"] or seen["only"])
    return seen.moment(days.ago(seen["n"], unit, half, seen.as_of), approximate=unit in _APPROXIMATE_AGO or half)


def _festival(seen: Sight) -> Moment | None:
    said, name = seen["y4"] or seen["yr"], seen["name"]
    year = days.year_of(said, seen.as_of) if said else None
    if re.match("初|三十", name) and not _SPRING.search(seen.text):
        return None
    if year is None and seen.earlier is not None and re.search("初|三十", name):
        year = int(seen.earlier.value[:4])
    if name in ("腊月", "正月"):
        day = days.last_lunar_month((year or seen.as_of.year) - (0 if said else 1))
        day = add_months(day, 1) if day and name == "正月" else day
        return seen.valued(day.isoformat()[:7], approximate=True) if day else None
    day = days.festival(name, year or seen.as_of.year)
    if year is None and day is not None and day > seen.as_of and not _COMING.search(seen.text):
        day = days.festival(name, seen.as_of.year - 1)
    return seen.moment(day, approximate=bool(seen["off"]) or name == "过年")


def _day_alone(seen: Sight) -> Moment | None:
    """15号: of the month spoken of before, else of the present or the last month."""
    number, earlier = int(number_of(seen["d"]) or 0), seen.earlier
    if earlier is not None and len(earlier.value) >= len("2026-09"):
        year, month = int(earlier.value[:4]), int(earlier.value[5:7])
    else:
        first = seen.as_of.replace(day=1)
        first = first if number <= seen.as_of.day else add_months(first, -1)
        year, month = first.year, first.month
    return seen.moment(days.day_in(year, month, number))


def _joined(readings: list[Reading]) -> list[Reading]:
    """The days of overtime as one fact; a day without precision to the day is no day of overtime."""
    worked = [r for r in readings if r.name == "dates" and _DAY_VALUE.match(r.value)]
    kept = [r for r in readings if r.name != "dates"]
    if worked:
        value = "、".join(dict.fromkeys(day for r in worked for day in r.value.split("、")))
        said = "、".join(r.said for r in worked)
        kept.append(Reading("dates", value, worked[0].start, worked[-1].end, said))
    return kept

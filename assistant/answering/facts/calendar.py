"""Days as people name them -> days of the calendar: last year's March, the 15th of last month, three months ago."""

import calendar
from datetime import date, timedelta

from assistant.answering.facts.numerals import number_of
from assistant.calculators.periods import add_months
from assistant.calculators.workdays import statutory_holidays

YEARS_BACK = {"大前年": 3, "前年": 2, "去年": 1, "上年": 1, "今年": 0, "本年": 0, "明年": -1, "后年": -2}
DAYS_BACK = {"大前天": 3, "前天": 2, "昨天": 1, "昨晚": 1, "今天": 0, "今早": 0, "刚才": 0, "明天": -1, "后天": -2}
MONTHS_BACK = {"上上": 2, "上": 1, "这": 0, "本": 0, "当": 0, "下": -1}
_WEEKDAYS = {"一": 0, "二": 1, "三": 2, "四": 3, "五": 4, "六": 5, "日": 6, "天": 6}
_FESTIVALS = {
    "过年": "春节",
    "五一": "劳动节",
    "国庆": "国庆节",
    "中秋": "中秋节",
    "端午": "端午节",
    "清明": "清明节",
    "十一": "国庆节",
}
_PARTS = {"初": 5, "上旬": 5, "中旬": 15, "中": 15, "下旬": 25, "底": 28, "末": 28}


def year_of(text: str, as_of: date) -> int | None:
    """2024, 24, 二〇二四, 去年 -> the year; two digits beyond the present one belong to the last century."""
    if text in YEARS_BACK:
        return as_of.year - YEARS_BACK[text]
    number = number_of(text)
    if number is None:
        return None
    year = int(number)
    if year >= 100:
        return year
    century = as_of.year // 100 * 100
    return century + year if year <= as_of.year % 100 + 1 else century - 100 + year


def month_of(text: str) -> int | None:
    """3, 三, 十二, 正 -> the month of the year; the last lunar month has no fixed one."""
    if text == "正":
        return None
    number = number_of(text)
    return int(number) if number is not None and 1 <= number <= 12 else None


def day_in(year: int, month: int, day: int) -> date | None:
    """The day, None when the month has no such day."""
    return date(year, month, day) if 1 <= day <= calendar.monthrange(year, month)[1] else None


def part_of_month(year: int, month: int, part: str) -> date:
    """A day standing for the beginning, middle or end of a month; always said as roughly so."""
    last = calendar.monthrange(year, month)[1]
    return date(year, month, last if part in ("底", "末") else min(_PARTS[part], last))


def year_without_one(month: int, day: int, as_of: date, coming: bool) -> int:
    """The year of a month said without one: the last time it was, unless the talk is of what is to come."""
    past = (month, day) <= (as_of.month, as_of.day)
    if coming:
        return as_of.year + 1 if past and (month, day) != (as_of.month, as_of.day) else as_of.year
    return as_of.year if past else as_of.year - 1


def weekday_of(which: str, name: str, as_of: date) -> date:
    """Friday of last week, Monday of this one."""
    monday = as_of - timedelta(days=as_of.weekday())
    return monday - timedelta(weeks=MONTHS_BACK[which]) + timedelta(days=_WEEKDAYS[name])


def ago(number: str, unit: str, half: bool, as_of: date) -> date | None:
    """So many days, weeks, months or years before the day asked on."""
    count = number_of(number) if number else None
    if count is None and not half:
        return None
    amount = count or 0
    match unit:
        case "年":
            return add_months(as_of, -int(amount * 12 + (6 if half else 0)))
        case "月":
            return add_months(as_of, -int(amount)) - timedelta(days=15 if half else 0)
        case "周":
            return as_of - timedelta(weeks=int(amount))
        case _:
            return as_of - timedelta(days=int(amount))


def festival(name: str, year: int) -> date | None:
    """The first day a festival of that year falls on; the days around the spring festival are counted from its first."""
    if name == "除夕" or name.endswith("三十"):
        spring = festival("春节", year)
        return spring - timedelta(days=1) if spring else None
    if "初" in name:
        spring, number = festival("春节", year), number_of(name[-1])
        return spring + timedelta(days=int(number) - 1) if spring and number else None
    wanted = _FESTIVALS.get(name, name)
    found = [day for day, title in statutory_holidays(year).items() if title == wanted]
    if wanted == "春节" and found:
        return found[0] if len(found) < 4 else found[1]  # the eve is a holiday of its own from 2025
    return found[0] if found else None


def last_lunar_month(year: int) -> date | None:
    """A day in the middle of the last lunar month of the year that ends with the next spring festival."""
    spring = festival("春节", year + 1)
    return spring - timedelta(days=15) if spring else None

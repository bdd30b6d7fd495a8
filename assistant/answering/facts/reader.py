"""read_facts(inquiry): everything a caller said that an answer may turn on, each with its turn and its words.

An agent's turn is a question and no fact, with two exceptions: what the caller affirms of it (“对，是的”) is his, and a
short reply is read in the light of the question it answers. Nothing is averaged: what was said twice and differently
stands twice, and `contradictions` shows it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise, product

from assistant.answering.facts.counts import read_counts
from assistant.answering.facts.dates import read_dates
from assistant.answering.facts.durations import read_durations
from assistant.answering.facts.flags import read_flags
from assistant.answering.facts.money import read_money
from assistant.answering.facts.reading import Reading, clause_start, is_approximate
from assistant.answering.places import place_named
from assistant.domain.question import Fact, Inquiry, Role
from knowledge.text import normalise, repair

_AFFIRMS = re.compile(r"^(?:对|是的|是啊|嗯|没错|对的|对头|正是|就是|好的?，?对)(?:$|[，。,.！!的啊呀对])")
_NO = re.compile(r"^(?:没有?|没得|没交|没签|没买|不在|不是|未)(?:$|[，。,.的呢啊过])")
_YES = re.compile(r"^(?:有|交了|签了|买了|是|是的|对|在的?|嗯)(?:$|[，。,.的呢啊])")
_ASKED_FLAGS = (
    ("insured", re.compile(r"社保|保险|参保")),
    ("has_contract", re.compile(r"(?:签|订)[^，。]{0,8}合同")),
    ("employed", re.compile(r"在职|还在[^，。]{0,6}(?:上班|干)")),
    ("notice_given", re.compile(r"提前[^，。]{0,10}通知")),
)
_CLAUSES = re.compile(r"[，,。！!？?；;、]")
_QUESTION_WORDS = re.compile(
    r"请问|您好|您|你|是哪(?:一)?[天年]|哪(?:一)?[天年](?:哪月)?|几年几个月|多少年|几年|几个月|多少钱|多少|多久|多长时间|什么时候|几级|几个|的?吗|的?呢|啊|是$|的$"
)
_ASKS_OPENLY = re.compile(r"多少|几|什么时候|哪天|哪年|哪一|多久|怎么|为什么|有没有|是不是.{0,12}还是")
_SHORT_REPLY = 40
_COMMA = re.compile(r"(?<!\d),|,(?!\d{3}(?!\d))|(?<=\d{4}),")
_PAUSE = re.compile(
    r"(?<=[\u4e00-\u9fff]) +(?=[\u4e00-\u9fff])|(?<=\d) +(?=[\u4e00-\u9fff])"
    r"(?! *(?:[元块万千百多年月日号个天名人岁周级次的]|左右|小时))"
)
_PAUSES_AT_MOST = 4  # characters to a blank: with more blanks than that they part words, not breaths
_HOW_MANY = re.compile("多些(?=天|个|年|钱)|几多|好多(?=钱)")
_HEARSAY = re.compile(
    r"听(?:说|讲|人|闻)|人家(?:说|讲)|别人(?:说|讲)|网上|(?:老板娘?|公司|单位|人事|厂里|厂长|经理|领导|主管|hr|他们?|她)"
    r"(?:又|还|非|却|都|只|就|硬)*(?:说|讲|称|认为|按|拿)"
)
_OWN_FIRST = frozenset({"start", "end", "service", "total_service", "monthly_wage", "average_wage", "contributed"})
_KINDS_OF_HOURS = frozenset({"weekday_hours", "restday_hours", "holiday_hours"})
_FESTIVAL = re.compile("国庆|五一|春节|元旦")
_DAY_FIRST = re.compile(r"[^，。月]{0,4}?[一二三四五六七\d]{1,2}[号日]")
_A_DAY = re.compile("[日号天初夕]|元旦|清明|端午|中秋")
_KINDS_OF_DAYS = frozenset({"restday_days", "holiday_days"})
_MANY = frozenset({"interrupted_on", "dates", "percent", "amount", "asker", "offered", "paid_wage", "deducted"})


def read_facts(inquiry: Inquiry) -> tuple[Fact, ...]:
    """The facts of a conversation in the order they were said; equal facts of one turn are told once."""
    found: dict[tuple[str, str, int], Fact] = {}
    plainly: set[tuple[int, str]] = set()  # what a turn says by itself needs no question to tell what it is
    for place, text, offset in _spoken(inquiry):
        for reading in _readings(text, inquiry):
            if reading.start < offset or (offset and (place, reading.said) in plainly):
                continue
            if not offset:
                plainly.add((place, reading.said))
            fact = Fact(reading.name, reading.value, place, reading.said)
            found.setdefault((fact.name, fact.value, fact.turn), fact)
    for fact in _yes_or_no(inquiry):
        found.setdefault((fact.name, fact.value, fact.turn), fact)
    if region := place_named(inquiry.caller_text):
        turn = next(i for i, t in enumerate(inquiry.turns) if t.role is Role.CALLER and place_named(t.text))
        found[("region", region, turn)] = Fact("region", region, turn, inquiry.turns[turn].text[:20])
    return tuple(sorted(found.values(), key=lambda fact: fact.turn))


def contradictions(facts: Sequence[Fact]) -> tuple[tuple[Fact, Fact], ...]:
    """Pairs of facts of one name with different values; roughly said values contradict nothing."""
    pairs = []
    for place, earlier in enumerate(facts):
        for later in facts[place + 1 :]:
            same_thing = earlier.name == later.name and earlier.name not in _MANY
            rough = is_approximate(earlier.value) or is_approximate(later.value)
            if same_thing and not rough and earlier.value != later.value and not _finer(earlier.value, later.value):
                pairs.append((earlier, later))
    return tuple(pairs)


def _finer(one: str, other: str) -> bool:
    """True when one value only says the other more exactly: 2024 and 2024-03."""
    return one.startswith(f"{other}-") or other.startswith(f"{one}-")


def heard(text: str) -> str:
    """A turn as it is read: misheard terms put right, dialect’s 几多 plain, the comma of clauses full-width.

    A recogniser writes a breath as a blank: between Chinese characters it parts clauses.
    """
    fixed = repair(normalise(text))
    if len(_PAUSE.findall(fixed)) * _PAUSES_AT_MOST <= len(fixed):
        fixed = _PAUSE.sub("，", fixed)
    return _HOW_MANY.sub("多少", _COMMA.sub("，", fixed.replace(" ", "")))


def _readings(text: str, inquiry: Inquiry) -> list[Reading]:
    others = [*read_money(text), *read_durations(text), *read_flags(text)]
    readings = [*others, *_overtime(read_dates(text, inquiry.as_of), read_counts(text))]
    return _own_first(text, readings)


def _own_first(text: str, readings: list[Reading]) -> list[Reading]:
    """What the caller was told by others gives way to what he says of the same thing himself."""
    told = {
        id(r) for r in readings if r.name in _OWN_FIRST and _HEARSAY.search(text[clause_start(text, r.start) : r.start])
    }
    own = {r.name for r in readings if id(r) not in told}
    return [r for r in readings if id(r) not in told or r.name not in own]


def _overtime(dates: list[Reading], counts: list[Reading]) -> list[Reading]:
    """Days of overtime named and hours said once are hours of each day; a festival counted in days is no date.

    Days both named and counted alike are the days named, because each has its own rate.
    """
    named = next((reading for reading in dates if reading.name == "dates"), None)
    if named is None:
        return [*dates, *counts]
    hours = [reading for reading in counts if reading.name in _KINDS_OF_HOURS]
    counted = [reading for reading in counts if reading.name in _KINDS_OF_DAYS]
    if counted and _A_DAY.search(named.said) and {str(len(named.value.split("、")))} == {r.value for r in counted}:
        counts = [reading for reading in counts if reading not in counted]
    elif counted or not _A_DAY.search(named.said):
        return [*(reading for reading in dates if reading is not named), *counts]
    if len(hours) == 1:
        each = replace(hours[0], name="hours_each")
        return [*dates, *(each if reading is hours[0] else reading for reading in counts)]
    return [*dates, *counts]


def _spoken(inquiry: Inquiry) -> Iterator[tuple[int, str, int]]:
    """What counts as said by the caller: the turn's index, the text to read, and from where in it readings count."""
    asked = before = ""
    for place, turn in enumerate(inquiry.turns):
        text = heard(turn.text)
        if turn.role is Role.AGENT:
            asked = text
            continue
        festival = _FESTIVAL.search(before) if _DAY_FIRST.match(text) else None
        lead = festival.group() if festival else ""  # 一号到三号: of the festival spoken of before
        yield place, f"{lead}{text}", 0
        before += text
        if asked and _AFFIRMS.match(text) and not _ASKS_OPENLY.search(asked):
            yield place - 1, asked, 0
        if asked and not lead and len(text) <= _SHORT_REPLY:
            for stem, part in _paired(_stems(asked), _CLAUSES.split(text)):
                yield place, f"{stem}{part}", len(stem)
        asked = ""


def _paired(stems: list[str], parts: list[str]) -> Iterator[tuple[str, str]]:
    """What was asked with what was replied: one to one where they are as many, else each with each."""
    replies = [part for part in parts if part and not _ASKS_OPENLY.search(part)]
    return zip(stems, replies, strict=True) if len(stems) == len(replies) else product(stems, replies)


def _stems(asked: str) -> list[str]:
    """The clauses of a question without their question words: 您干了几年 leaves 干了, for the reply to follow."""
    clauses = [_QUESTION_WORDS.sub("", clause) for clause in _CLAUSES.split(asked) if _ASKS_OPENLY.search(clause)]
    return [clause for clause in clauses if clause]


def _yes_or_no(inquiry: Inquiry) -> Iterator[Fact]:
    """Flags from a bare yes or no to a question about one thing."""
    for place, (before, turn) in enumerate(pairwise(inquiry.turns), start=1):
        if before.role is not Role.AGENT or turn.role is not Role.CALLER:
            continue
        text, asked = heard(turn.text), heard(before.text)
        no, yes = _NO.match(text), _YES.match(text)
        named = [name for name, sign in _ASKED_FLAGS if sign.search(asked)]
        if len(named) == 1 and (no or yes):
            yield Fact(named[0], "false" if no else "true", place, text[:12])

"""The facts of a call for the work order, each with its utterance, empty where unsaid."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from assistant.answering.facts.numerals import number_of
from assistant.inspection.call import Call
from assistant.inspection.dates_said import first_day
from assistant.inspection.duties import group_size
from assistant.inspection.phrases import phrases
from assistant.inspection.topic import topic_of
from assistant.inspection.transcript import Utterance

_MONEY = re.compile(
    r"(?<![\da-z.])(\d+(?:\.\d+)?(?:[万千百]\d?)?)(?:多|来|几)?(?P<unit>万|元|块)?(?![\d.]*(?:年|月|号|日|天|个|小时|%|倍|人|岁|次|级|名|位|条|周|分|度|秒|路|栋|楼))"
)
_SMALLEST_SUM, _LONGEST_SUM = 100, 8
_CITY = re.compile(r"(?:马鞍山市|[\u4e00-\u9fff]{2}(?<![超城上门夜菜都股闹超])市)(?!场|面|政|民|区内)")
_DISTRICT = re.compile(r"[\u4e00-\u9fff]{2}(?<![小地园城片社街景业发厂港矿灾])区(?![分别间域])|[\u4e00-\u9fff]{2}县")
_TOWN = re.compile(r"[\u4e00-\u9fff]{2}[镇乡]")
_LOOSE = re.compile(r"[我你您他她在的是到从这那个各外本们去来住给往就跟和说了有叫哪于]")
_DEMANDED = re.compile(r"(?:要求|请求|希望|想请|诉求|请工会|请上级)")
_CLAUSE = re.compile(r"[，。；！？、,;!?…\s]+")
_LONGEST_CLAIM, _CLAUSE_LENGTH, _CLAUSES = 90, 26, 5


@dataclass(frozen=True, slots=True)
class Fact:
    """One value with the turn in which it was said."""

    value: str | int
    utterance: int


@dataclass(frozen=True, slots=True)
class KeyFacts:
    """What the call states; None for what nobody said."""

    employer: Fact | None = None
    location: Fact | None = None
    amount_yuan: Fact | None = None
    persons: Fact | None = None
    start: Fact | None = None
    claim: Fact | None = None


def key_facts(call: Call) -> KeyFacts:
    """The facts, from the caller's words first."""
    if call.kind.wrong_number or call.kind.abusive:
        return KeyFacts(claim=_claim(call))
    return KeyFacts(
        employer=_employer(call),
        location=_location(call),
        amount_yuan=_amount(call),
        persons=_persons(call),
        start=_start(call),
        claim=_claim(call),
    )


def _employer(call: Call) -> Fact | None:
    named = [span for span in call.spans if span.type == "employer"]
    return Fact(named[0].text, named[0].utterance) if named else None


def _location(call: Call) -> Fact | None:
    """City, district and town as said, with the address behind them."""
    parts: list[tuple[str, int]] = []
    turns = sorted(call.transcript.spoken(), key=lambda u: u.by_agent)
    for pattern in (_CITY, _DISTRICT, _TOWN):
        if found := _first_place(turns, pattern):
            parts.append(found)
    if parts and len(parts) > 1 and parts[0][0].endswith("市") and parts[1][0].endswith("县"):
        parts = parts[1:] if parts[0][1] != parts[1][1] else parts
    address = next((s for s in call.spans if s.type == "address"), None)
    if address and not any(address.text.startswith(text) for text, _ in parts):
        parts.append((re.sub(r"[，,\s]", "", address.text), address.utterance))
    elif address:
        parts[-1] = (re.sub(r"[，,\s]", "", address.text), address.utterance)
    return Fact("".join(text for text, _ in parts), parts[0][1]) if parts else None


def _first_place(turns: Sequence[Utterance], pattern: re.Pattern[str]) -> tuple[str, int] | None:
    for turn in turns:
        for found in pattern.finditer(turn.text):
            text = found.group()
            office = re.match(r"(?:总工会|人民政府|政府)", turn.text[found.end() :])
            if not _LOOSE.search(text) and not office:
                return text, turn.index
    return None


def _amount(call: Call) -> Fact | None:
    """The sum in dispute: a total before a part, never a monthly wage; None where no sum is in dispute."""
    scored = [(score, value, turn) for turn in call.transcript.spoken() for score, value in _sums(turn)]
    good = [entry for entry in scored if entry[0] >= 2]
    if not good:
        return None
    best = max(good, key=lambda entry: (entry[0], entry[1]))
    return Fact(int(best[1]), best[2].index)


def _sums(turn: Utterance) -> Iterator[tuple[int, Decimal]]:
    words = phrases("facts")
    for found in _MONEY.finditer(turn.plain):
        before, after = (
            turn.plain[max(0, found.start() - 10) : found.start()],
            turn.plain[found.end() : found.end() + 8],
        )
        value = _value(found)
        if (
            value is None
            or value < _SMALLEST_SUM
            or len(found[1]) > _LONGEST_SUM
            or words.has("not_money", before[-4:])
        ):
            continue
        if (
            not found["unit"]
            and (value < 300 or 12300 <= value <= 12399 or 1900 <= value <= 2100)
            and "万" not in found[1]
        ):
            continue
        score = (
            4 * words.has("total", before[-6:])
            + 3 * words.has("owed", before)
            + 3 * words.has("owed", after[:6])
            + 2 * words.has("months", before[-5:])
        )
        score -= 5 * words.has("wage", before[-6:]) + (0 if found["unit"] else 1)
        yield score - turn.by_agent, value


def _value(found: re.Match[str]) -> Decimal | None:
    value = number_of(found[1])
    return value * 10_000 if value is not None and found["unit"] == "万" else value


def _persons(call: Call) -> Fact | None:
    """Those concerned: the group or the hurt, else the caller alone; None where no worker's matter is told."""
    if call.kind.respondent or call.kind.foreign:
        return None
    for turn in call.transcript.caller:
        if size := group_size(turn):
            return Fact(size, turn.index)
    first = call.transcript.caller[:1]
    return Fact(1, first[0].index) if first else None


def _start(call: Call) -> Fact | None:
    found = first_day([(u.index, u.plain) for u in call.transcript.caller], call.transcript.day)
    return Fact(found[1], found[0]) if found else None


def start_as_day(text: str) -> date | None:
    """The day a start names; None for a month or a year alone."""
    return date.fromisoformat(text) if len(text) == len("2026-01-01") else None


def _claim(call: Call) -> Fact | None:
    """The caller's demand in his own words: the clauses that ask and those that tell the trouble, names left out."""
    words = phrases("facts")
    clauses = [(u.index, clause) for u in call.transcript.caller[:9] for clause in _clauses(call, u)]
    read_back = [
        (u.index, clause) for u in call.transcript.agent for clause in _clauses(call, u) if _DEMANDED.match(clause)
    ]
    clauses += read_back[:2]
    scored = [
        (
            2 * words.has("demand", text)
            + words.has("trouble", text)
            + 2 * bool(_DEMANDED.match(text))
            - 3 * words.has("chatter", text),
            -order,
            turn,
            text,
        )
        for order, (turn, text) in enumerate(clauses)
    ]
    best = sorted(sorted(scored, reverse=True)[:_CLAUSES], key=lambda entry: -entry[1])
    chosen = [entry for entry in best if entry[0] > 0] or best[:1]
    if not chosen:
        return None
    label = topic_of(call)
    verb = ("要求" if call.duties.must_dispatch else "咨询") + ("" if label == "其他" else f"{label}：")
    return Fact((verb + "，".join(text for *_, text in chosen))[:_LONGEST_CLAIM], chosen[0][2])


def _clauses(call: Call, turn: Utterance) -> Iterator[str]:
    text = turn.text
    for span in sorted((s for s in call.spans if s.utterance == turn.index), key=lambda s: -s.start):
        if span.type not in ("employer", "address"):
            text = text[: span.start] + text[span.end :]
    for clause in _CLAUSE.split(re.sub(r"\[[^\]]*\]|呃|那个|^你好|^喂", "", text)):
        clause = re.sub(r"^(?:你好|您好|喂|我想问(?:一下|下)?|我想(?:咨询|了解)(?:一下)?|就是|然后|哎)", "", clause)
        while len(clause) > _CLAUSE_LENGTH:
            yield clause[:_CLAUSE_LENGTH]
            clause = clause[_CLAUSE_LENGTH:]
        if len(clause) > 2:
            yield clause

"""Which figures the last turn asks for: the table figures.toml held against what was said."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from assistant.answering.facts.reader import heard
from assistant.domain.question import Question, Role

FILE = Path(__file__).with_name("figures.toml")
_ASKS = re.compile(r"[?？吗呢]|多少|几|怎么|咋|能不能|什么时候|哪|合不合|对不对|行不行|划算")
_HIMSELF = re.compile("[我俺咱]|恁给|本人")
_HIS_OWN = frozenset(
    {
        "start",
        "end",
        "service",
        "monthly_wage",
        "average_wage",
        "grade",
        "born",
        "started_on",
        "injured_on",
        "contributed",
    }
)
_SENTENCE = re.compile(r"[^。！!？?；;]+[。！!？?；;]*")
ENDING = "ending"  # settled into N, N+1 or 2N by ending.py
CLOCK = "process_clock"


@dataclass(frozen=True, slots=True)
class Entry:
    """One figure the table knows, with the words that ask for it and where its parameters come from."""

    kind: str
    about: tuple[re.Pattern[str], ...]
    asks: tuple[re.Pattern[str], ...]
    unless: tuple[re.Pattern[str], ...] = ()
    cards: frozenset[str] = frozenset()
    facts: Mapping[str, Sequence[str]] = field(default_factory=dict)
    one_of: tuple[str, ...] = ()
    ask_for: str = ""
    also_ask: tuple[str, ...] = ()
    instead: str = ""
    silent: bool = False

    def asked_in(self, said: str, last: str, card: str) -> int:
        """How plainly it is wanted: 3 named in the last turn, 2 in the talk before, 1 by the best card, 0 not."""
        if any(sign.search(said) for sign in self.unless) or not any(sign.search(last) for sign in self.asks):
            return 0
        if any(sign.search(last) for sign in self.about):
            return 3
        if any(sign.search(said) for sign in self.about):
            return 2
        return 1 if card and card in self.cards else 0


@dataclass(frozen=True, slots=True)
class Step:
    """One clock of a proceeding, the words that point to it, and the question for its starting day."""

    step: str
    signs: tuple[re.Pattern[str], ...]
    unless: tuple[re.Pattern[str], ...]
    who: str
    ask: str
    start: tuple[str, ...]  # the facts its first day may come from


@cache
def entries() -> tuple[Entry, ...]:
    """The table's entries in their order of rank."""
    table = _table()
    words: Mapping[str, str] = table["words"]

    def patterns(row: Mapping[str, Sequence[str]], key: str) -> tuple[re.Pattern[str], ...]:
        return tuple(re.compile(_expanded(sign, words)) for sign in row.get(key, ()))

    return tuple(
        Entry(
            kind=row["kind"],
            about=patterns(row, "about"),
            asks=patterns(row, "asks"),
            unless=patterns(row, "unless"),
            cards=frozenset(row.get("cards", ())),
            facts=row.get("facts", {}),
            one_of=tuple(row.get("one_of", ())),
            ask_for=row.get("ask_for", ""),
            also_ask=tuple(row.get("also_ask", ())),
            instead=row.get("instead", ""),
            silent=bool(row.get("silent", False)),
        )
        for row in table["figure"]
    )


@cache
def steps() -> tuple[Step, ...]:
    """The clocks of proceedings."""
    return tuple(
        Step(
            row["step"],
            tuple(re.compile(sign) for sign in row["signs"]),
            tuple(re.compile(sign) for sign in row.get("unless", ())),
            row.get("who", ""),
            row.get("ask", ""),
            tuple(row.get("start", ("started_on",))),
        )
        for row in _table()["step"]
    )


@cache
def stand_ins() -> Mapping[str, str]:
    """What is assumed where one fact stands in for another, by `parameter:fact`."""
    found: Mapping[str, str] = _table()["stand_in"]
    return found


@cache
def _wishes() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    words = _table()["words"]
    return re.compile(words["mine"]), re.compile(words["date"]), re.compile(words["mine_day"])


def wanted(question: Question, card: str) -> tuple[Entry, ...]:
    """The figures asked for, plainest first; two only where the last turn itself names both."""
    said, last = heard(question.inquiry.caller_text), asking(question)
    ranked = [(entry.asked_in(said, last, card), -rank, entry) for rank, entry in enumerate(entries())]
    asked = sorted((row for row in ranked if row[0]), key=lambda row: row[:2], reverse=True)
    named = [entry for how, _, entry in asked if how == 3]
    chosen = named[:2] if named else [entry for _, _, entry in asked[:1]]
    kinds = [entry.kind for entry in chosen]
    return tuple(entry for place, entry in enumerate(chosen) if entry.kind not in kinds[:place])


def asking(question: Question) -> str:
    """The words that ask: the last turn, and where it only answers an agent's question, the caller's turn before it."""
    turns = question.inquiry.turns
    last = heard(question.text)
    answers = len(turns) > 2 and turns[-2].role is Role.AGENT and not _ASKS.search(last)
    before = next((turn.text for turn in reversed(turns[:-2]) if turn.role is Role.CALLER), "") if answers else ""
    return f"{heard(before)}。{last}" if before else last


def step_asked(question: Question) -> Step | None:
    """The clock of a proceeding the caller asks about: some date is wanted and the words point to it."""
    last, said = asking(question), heard(question.inquiry.caller_text)
    if not _wishes()[1].search(last):
        return None
    return next((step for step in steps() if _points_to(step, said, question.fact("asker"))), None)


def wants_own(question: Question) -> bool:
    """True when the caller wants his own sum or day, not how such things are reckoned; the story before is not asked."""
    said = asking(question)
    asked = [sentence for sentence in _SENTENCE.findall(said) if sentence.endswith(("?", "？"))]
    last = "".join(asked) or (_SENTENCE.findall(said)[-1:] and _SENTENCE.findall(said)[-1]) or said
    mine, _, day = _wishes()
    of_himself = bool(_HIMSELF.search(question.inquiry.caller_text)) or any(f.name in _HIS_OWN for f in question.facts)
    return (of_himself and mine.search(last) is not None) or day.search(last) is not None


def _points_to(step: Step, said: str, asker: str | None) -> bool:
    if step.who and step.who != asker:
        return False
    return any(sign.search(said) for sign in step.signs) and not any(sign.search(said) for sign in step.unless)


def _expanded(sign: str, words: Mapping[str, str]) -> str:
    for name, alternatives in words.items():
        sign = sign.replace("{" + name + "}", f"(?:{alternatives})")
    return sign


@cache
def _table() -> dict[str, Any]:  # the table's rows are checked where they are read
    return tomllib.loads(FILE.read_text(encoding="utf-8"))

"""What a caller said that cannot all be true: years of service against the day of hire, a day of leaving while at work."""

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from assistant.answering.facts.durations import months_of
from assistant.answering.facts.reading import is_approximate
from assistant.answering.filling import day_range
from assistant.domain.question import Fact, Question

_MUCH = 12  # months: less may be rounding, unless the years were said to be full
_SOME = 2
_FULL = re.compile("[满整足]")
_AT_WORK = re.compile("还(?:去|在|来)[^，。]{0,6}(?:打卡|上班|干活)")
_TURNS_ON_TIME = re.compile("年休?假|补偿|赔|工龄|医疗期|时效|过期|仲裁")


def at_odds(question: Question) -> tuple[str, ...]:
    """The question that settles which is right; empty where all agrees, or nothing turns on it."""
    if not _TURNS_ON_TIME.search(question.inquiry.caller_text):
        return ()
    return tuple(ask for ask in (_service(question), _still_at_work(question)) if ask)


def _last(facts: Sequence[Fact], name: str) -> Fact | None:
    return next((fact for fact in reversed(facts) if fact.name == name), None)


def _service(question: Question) -> str | None:
    """Ten years of service and a day of hire three years ago; years elsewhere before are no contradiction."""
    facts, today = question.facts, question.inquiry.as_of
    start, service, end = (_last(facts, name) for name in ("start", "service", "end"))
    if start is None or service is None or _last(facts, "earlier_service") or _last(facts, "transferred"):
        return None
    begin = day_range(start.value, today)
    until = date.fromisoformat(day_range(end.value, today)[-1]) if end else today
    longest, shortest = _months(date.fromisoformat(begin[0]), until), _months(date.fromisoformat(begin[-1]), until)
    said = months_of(service.value)
    full = bool(_FULL.search(_around(service, question))) and not is_approximate(service.value)
    slack = _SOME if full else _MUCH
    if said <= longest + slack and (not full or said >= shortest - _MUCH):
        return None
    return f"您说“{start.said}”入职，又说干了“{service.said}”，对不上，请问到底是哪一天入职的？"


def _around(fact: Fact, question: Question) -> str:
    text = question.inquiry.turns[fact.turn].text
    place = text.find(fact.said)
    return text[max(0, place - 2) : place + len(fact.said) + 1] if place >= 0 else fact.said


def _still_at_work(question: Question) -> str | None:
    end, text = _last(question.facts, "end"), question.inquiry.caller_text
    if end is None or not _AT_WORK.search(text):
        return None
    if day_range(end.value, question.inquiry.as_of)[-1] >= question.inquiry.as_of.isoformat():
        return None
    return f"您说“{end.said}”离职，后来又去上班打卡，请问最后一天上班到底是哪天？"


def _months(first: date, last: date) -> Decimal:
    return Decimal((last.year - first.year) * 12 + last.month - first.month)

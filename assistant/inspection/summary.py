"""The summary of a call in the office's style: who, what was asked, what was answered, what was done; at most 120 characters."""

import re
from itertools import chain

from assistant.accounts.privacy import mask
from assistant.inspection.call import Call
from assistant.inspection.escalation_duty import brings_in
from assistant.inspection.key_facts import KeyFacts
from assistant.inspection.phrases import phrases

LONGEST = 120
_ASKED, _ANSWERED = 48, 34
_CLAUSE = re.compile(r"[，。；！？,;!?\s]+")
_NUMBERS = re.compile(r"\d{7,}|[零幺一二三四五六七八九]{7,}")


def summary(call: Call, facts: KeyFacts) -> str:
    """Neutral, from the record only; numbers that tell who somebody is are left out."""
    text = f"{_who(facts)}{_asked(facts)}。坐席{_answered(call)}{_done(call)}。"
    return _NUMBERS.sub("", text)[:LONGEST]


def _who(facts: KeyFacts) -> str:
    place = "" if facts.location is None else str(facts.location.value)
    employer = "" if facts.employer is None else str(facts.employer.value)
    number = "" if facts.persons is None or facts.persons.value == 1 else f"等{facts.persons.value}人"
    where = place if employer.startswith(place[:3]) and place else place + employer
    where = employer if employer.startswith(place[:3]) and employer and place else where
    return f"来电人{number}反映{where[:28]}，" if where else f"来电人{number}"


def _asked(facts: KeyFacts) -> str:
    claim = "" if facts.claim is None else mask(str(facts.claim.value)).split("：", 1)[-1]
    amount = "" if facts.amount_yuan is None else f"，涉及{facts.amount_yuan.value}元"
    return _cut(claim, _ASKED) + amount


def _answered(call: Call) -> str:
    """The agent's clauses that say most, as given."""
    words = phrases("facts")
    clauses = chain.from_iterable(
        (clause for clause in _CLAUSE.split(mask(u.text)) if len(clause) > 4) for u in call.transcript.agent[1:-1]
    )
    scored = sorted(
        ((words.count("answer", clause), -order, clause) for order, clause in enumerate(clauses)), reverse=True
    )
    chosen = sorted((entry for entry in scored[:3] if entry[0]), key=lambda entry: -entry[1])
    said = _cut("，".join(clause for *_, clause in chosen), _ANSWERED)
    return f"答复：{said}，" if said else ""


def _cut(text: str, longest: int) -> str:
    """The text up to the last whole clause that fits."""
    if len(text) <= longest:
        return text.strip("，")
    whole = text[: longest + 1].rpartition("，")[0]
    return (whole or text[:longest]).strip("，")


def _done(call: Call) -> str:
    done = []
    if call.duties.must_escalate and any(brings_in(u) for u in call.transcript.agent):
        done.append("已上报或者转值班长、律师")
    if call.order.made:
        done.append("已登记派单")
    if not done:
        done.append("来电人谢绝派单" if call.order.declined else "未派单")
    return "，".join(done)

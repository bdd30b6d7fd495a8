"""A lawyer's answer and a union's reply are checked like a draft: provisions in force, quotes found, numbers with a source."""

import re
from collections.abc import Callable, Sequence
from datetime import date

from assistant.answering.verify import verify
from assistant.domain.answer import Citation, Claim, Draft
from assistant.domain.referral import CitedRule
from assistant.ports import Law
from knowledge.citation import BadCitation, format_citation, parse_citation
from knowledge.model import ProvisionRef

_WORDS = (  # what verification says -> what a lawyer reads
    (re.compile(r".*: no citation in force$"), "没有引用现行有效的规定"),
    (re.compile(r".*: quote not found in (.*)$"), r"\1里没有所引的这句话"),
    (re.compile(r".*: (.*) is not in force on (.*)$"), r"\1在\2没有生效或者已经失效"),
    (re.compile(r".*: numbers without a source: (.*)$"), r"这些数字没有出处：\1"),
)
_GAP = re.compile(r"(?<=[0-9])\s+(?=\S)")  # 8000 元 is read as 8000元


def check_basis(law: Callable[[], Law], basis: Sequence[str], day: date) -> Sequence[str]:
    """What is wrong with the provisions a reply rests on; `law` is asked for only when something has to be checked."""
    faults = []
    for text in basis:
        try:
            ref = parse_citation(text)
        except BadCitation:
            faults.append(f"“{text}”读不出法律名称和条号")
            continue
        if law().provision(ref, day) is None:
            faults.append(f"{format_citation(ref)}不在现行有效的规定里")
    return faults


def check_answer(
    law: Callable[[], Law], text: str, citations: Sequence[CitedRule], day: date, said: str
) -> Sequence[str]:
    """What is wrong with a lawyer's answer, in words."""
    if not citations:
        return ("没有引用规定",)
    refs: list[tuple[ProvisionRef, str]] = []
    for cited in citations:
        try:
            refs.append((parse_citation(cited.citation), cited.quote.strip()))
        except BadCitation:
            return (f"“{cited.citation}”读不出法律名称和条号",)
    known = law()
    claim = Claim("conclusion", _GAP.sub("", text), tuple(_citation(known, ref, quote, day) for ref, quote in refs))
    verification = verify(Draft((claim,), text[:60], "lawyer"), known, day, said=said)
    return tuple(_in_chinese(failure) for failure in verification.failures)


def _citation(law: Law, ref: ProvisionRef, quote: str, day: date) -> Citation:
    provision = law.provision(ref, day)
    title = provision.source.title if provision else ref.law
    number = format_citation(ref).removeprefix(f"《{ref.law}》")
    return Citation(
        ref, "", title, number, quote, provision.source.kind.value if provision else "", provision is not None
    )


def _in_chinese(failure: str) -> str:
    for pattern, words in _WORDS:
        if pattern.match(failure):
            return pattern.sub(words, failure)
    return failure

"""Masking: what in a talk tells who somebody is. Spans are given back, so that a person with the right may reveal them.

Runs before text is stored for analysis and before any model sees it. Article numbers, sums of money and dates stay.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.accounts import employers, places
from assistant.accounts.formats import Digit, is_identity_form, kind_of, marked_forms, runs, value_of
from assistant.accounts.names import names_in

MARKS = {
    "phone": "〔电话〕",
    "id_card": "〔证件号〕",
    "bank_card": "〔银行卡〕",
    "plate": "〔车牌〕",
    "email": "〔邮箱〕",
    "credit_code": "〔信用代码〕",
    "name": "〔姓名〕",
    "address": "〔地址〕",
    "employer": "〔单位〕",
}
_RANK = ("id_card", "bank_card", "phone", "plate", "email", "credit_code", "employer", "address", "name")
_LISTENING = re.compile(
    r"^(?:嗯+|好的?|对|是的?|哦|您?(?:接着|继续)?说|记下?了?|后面呢|然后呢|[，。,、？?！\s]|还有呢|您慢点)*$"
)
_FEW = 14  # words beside a part of a number in its turn: more of them and it is no part
_SHORTEST_PART = 3


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """One mention to be masked."""

    utterance: int
    start: int
    end: int
    type: str
    text: str


def personal_spans(turns: Sequence[str]) -> tuple[Span, ...]:
    """Everything to be masked in a conversation, in its order; no two spans overlap."""
    found = [*_numbers(turns), *_split_numbers(turns)]
    for index, text in enumerate(turns):
        found += [Span(index, start, end, kind, text[start:end]) for kind, start, end in marked_forms(text)]
    found += _located(turns, "employer", employers.employers_in(turns))
    found += _located(turns, "address", places.addresses_in(turns))
    found += _located(turns, "name", names_in(turns))
    return tuple(sorted(_apart(found)))


def mask(text: str, spans: Iterable[Span] | None = None) -> str:
    """One text with its spans replaced by what they are."""
    spans = personal_spans([text]) if spans is None else spans
    for span in sorted(spans, key=lambda s: s.start, reverse=True):
        text = text[: span.start] + MARKS[span.type] + text[span.end :]
    return text


def mask_turns(turns: Sequence[str]) -> list[str]:
    """The conversation with everything personal replaced."""
    spans = personal_spans(turns)
    return [mask(text, [s for s in spans if s.utterance == index]) for index, text in enumerate(turns)]


def _located(turns: Sequence[str], kind: str, found: Iterable[tuple[int, int, int]]) -> list[Span]:
    return [Span(turn, start, end, kind, turns[turn][start:end]) for turn, start, end in found]


def _numbers(turns: Sequence[str]) -> list[Span]:
    spans = []
    for index, text in enumerate(turns):
        before = turns[index - 1] if index else ""
        for run in runs(text, index):
            spans += _pieces(text, run, before)
    return spans


def _pieces(text: str, run: list[Digit], before: str) -> list[Span]:
    """The run as one number, or the number at its end or start when more digits stand beside it."""
    context = (before[-12:] if run[0].start < _FEW else "") + text[: run[0].start]
    kind = kind_of(value_of(run), context)
    if kind:
        return [_span(text, run, kind)]
    number = value_of(run)
    for size, wanted in ((18, "id_card"), (11, "phone")):
        for first in range(0, len(run)):
            part = value_of(run[first:])[:size]
            if (
                len(part) == size
                and len(number) > size
                and _is_plain(part, wanted, context)
                and len(run) == len(number)
            ):
                rest = run[first + size :]
                return [_span(text, run[first : first + size], wanted), *(_pieces(text, rest, "") if rest else [])]
    return []


def _is_plain(number: str, kind: str, before: str) -> bool:
    """True for an identity number or a mobile number that needs no word before it; never inside an order's number."""
    form = is_identity_form(number) if kind == "id_card" else number.startswith("1")
    return form and kind_of(number, "") == kind and not re.search(r"工单|编号|单号|订单|流水", before[-8:])


def _span(text: str, run: list[Digit], kind: str) -> Span:
    start, end = run[0].start, run[-1].end
    return Span(run[0].turn, start, end, kind, text[start:end])


def _split_numbers(turns: Sequence[str]) -> list[Span]:
    """Numbers dictated over several turns: the parts together have a format, so each part is masked."""
    spans: list[Span] = []
    pending: list[tuple[list[Digit], str]] = []
    for index, text in enumerate(turns):
        parts = [run for run in runs(text, index) if len(value_of(run)) >= _SHORTEST_PART]
        words = re.sub(r"[\d\s，。,、零〇一二三四五六七八九幺]", "", text)
        if not parts:
            if not _LISTENING.match(text):
                spans += _joined(turns, pending)
                pending = []
            continue
        starts_anew = len(words) > _FEW or (pending and parts[0][0].start > _FEW)
        if starts_anew:
            spans += _joined(turns, pending)
            pending = []
        echo = len(pending) > 0 and value_of(parts[0]) == value_of(pending[-1][0]) and len(parts) == 1
        if not echo:
            pending += [(part, "".join(turns[max(0, index - 1) : index + 1])) for part in parts]
    return spans + _joined(turns, pending)


def _joined(turns: Sequence[str], pending: list[tuple[list[Digit], str]]) -> list[Span]:
    """The parts as spans, when two or more of them make a number with a format."""
    for first in range(len(pending)):
        for last in range(len(pending), first + 1, -1):
            group = [part for part, _ in pending[first:last]]
            if len({part[0].turn for part in group}) < 2:
                continue
            kind = kind_of("".join(value_of(part) for part in group), pending[first][1][-16:])
            if kind and all(kind_of(value_of(part), "") is None for part in group):
                return [_span(turns[p[0].turn], p, kind) for part in group for p in _without_words(turns, part)]
    return []


def _without_words(turns: Sequence[str], part: list[Digit]) -> list[list[Digit]]:
    """A part broken where a word stands between its digits: 19930806 后面是 4426 is two spans."""
    pieces = [[part[0]]]
    for last, digit in pairwise(part):
        if re.search(r"[\u4e00-\u9fff]", turns[digit.turn][last.end : digit.start]):
            pieces.append([])
        pieces[-1].append(digit)
    return pieces


def _apart(spans: Iterable[Span]) -> list[Span]:
    """Spans that do not overlap: the surer type first, then the longer."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda s: (_RANK.index(s.type), s.start - s.end)):
        if not any(span.utterance == k.utterance and span.start < k.end and k.start < span.end for k in kept):
            kept.append(span)
    return kept

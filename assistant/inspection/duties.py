"""What the office must do with a call: take it to a supervisor, make a work order of it; each with its reasons."""

import re
from dataclasses import dataclass

from assistant.inspection.crisis_signs import Danger
from assistant.inspection.phrases import phrases
from assistant.inspection.reading import Kind, Order, asks_for_help
from assistant.inspection.transcript import Transcript, Utterance

GROUP, HURT_AT_ONCE = 10, 3  # qa-codes: ten or more in a dispute; three or more hurt at once


@dataclass(frozen=True, slots=True)
class Duties:
    """Whether a call must be escalated and dispatched, with the turns that say so."""

    must_escalate: bool
    reasons: dict[str, tuple[int, ...]]
    must_dispatch: bool
    asked_at: int | None


def duties_of(call: Transcript, kind: Kind, order: Order, danger: Danger) -> Duties:
    """The duties by the words of the call."""
    reasons = {name: turns for name, turns in _reasons(call, kind, danger).items() if turns}
    asked = asks_for_help(call)
    return Duties(
        must_escalate=bool(reasons),
        reasons=reasons,
        must_dispatch=_must_dispatch(kind, order, reasons, asked is not None),
        asked_at=asked.index if asked else None,
    )


def _reasons(call: Transcript, kind: Kind, danger: Danger) -> dict[str, tuple[int, ...]]:
    words = phrases("escalation")
    caller = call.caller
    return {
        "crisis": danger.signs if danger.is_real else (),
        "danger": tuple(u.index for u in caller if words.has("danger", u.plain) and words.has("now", u.plain)),
        "child": _child(call),
        "captive": _captive(call),
        "group": _group(call),
        "death": _death(call),
        "hurt": tuple(u.index for u in call.spoken() if _number(words.find("hurt", u.plain)) >= HURT_AT_ONCE),
        "complaint": _complaint(call) if kind.complaint else (),
        "retaliation": _retaliation(call),
    }


def _must_dispatch(kind: Kind, order: Order, reasons: dict[str, tuple[int, ...]], asked: bool) -> bool:
    if kind.is_none_of_ours or kind.respondent or kind.third_party or (order.declined and not reasons):
        return False
    grave = set(reasons) - {"complaint", "retaliation"}
    if (kind.complaint and not grave) or (kind.progress and not grave):
        return False
    return order.made or asked or bool(grave)


def _child(call: Transcript) -> tuple[int, ...]:
    """Children under sixteen at work; seventeen, or none younger seen, is no child labour."""
    words = phrases("escalation")
    said = "。".join(u.plain for u in call.caller)
    seen = [u for u in call.caller if words.has("child_age", u.plain)]
    real = [u for u in seen if not words.has("child_not", u.plain)]
    only_older = words.has("adult_minor", said) and not re.search(r"(?<!\d)1[0-5](?:周)?岁", said)
    at_work = any(words.has("child_work", u.plain) for u in real) and words.has("child_work", said)
    return tuple(u.index for u in real) if real and at_work and not only_older else ()


def _captive(call: Transcript) -> tuple[int, ...]:
    words = phrases("escalation")
    return tuple(
        u.index for u in call.caller if words.has("captive", u.plain) and not words.has("captive_not", u.plain)
    )


def _group(call: Transcript) -> tuple[int, ...]:
    """A dispute of ten or more, or blocking, banners and mass petitions announced."""
    words = phrases("escalation")
    rising = [u.index for u in call.caller if words.has("uprising", u.plain)]
    said = "。".join(u.plain for u in call.caller)
    if not words.has("dispute", said):
        return tuple(rising)
    large = [u.index for u in call.caller if _is_large_group(u) and not words.has("headcount", u.plain)]
    return tuple(sorted({*rising, *large}))


def _is_large_group(turn: Utterance) -> bool:
    words = phrases("escalation")
    return _number(words.find("group", turn.plain)) >= GROUP or words.has("many", turn.plain)


def _number(found: re.Match[str] | None) -> float:
    """The figure a pattern caught; 0 without one."""
    if found is None:
        return 0
    figures = [value for name, value in found.groupdict().items() if value and name in ("n", "m")]
    return float(figures[0]) if figures else 0


def _death(call: Transcript) -> tuple[int, ...]:
    words = phrases("escalation")
    dead = [u for u in call.caller if words.has("death", u.plain) and not words.has("death_not", u.plain)]
    near = [u for u in dead if words.has("at_work", u.plain + "".join(n.plain for n in call.before(u, 2)))]
    return tuple(u.index for u in near)


def _complaint(call: Transcript) -> tuple[int, ...]:
    words = phrases("kinds")
    return tuple(u.index for u in call.caller if words.has("complaint", u.plain) or words.has("supervisor", u.plain))


def _retaliation(call: Transcript) -> tuple[int, ...]:
    """An identity that leaked and a sign of revenge."""
    words = phrases("privacy")
    leaked = [u.index for u in call.caller if words.has("leaked", u.plain)]
    told = [u.index for u in call.agent if words.has("leaking", u.plain) and not words.has("refusing", u.plain)]
    revenge = [u.index for u in call.caller if words.has("retaliation", u.plain)]
    if leaked and revenge:
        return tuple(sorted({*leaked, *revenge}))
    asked_who = any(phrases("kinds").has("respondent", u.plain) for u in call.caller)
    return tuple(sorted({*told, *revenge})) if told and revenge and asked_who else ()


def group_size(turn: Utterance) -> int:
    """How many workers a turn says are concerned or hurt; 0 where it names no group, or only the employer's size."""
    words = phrases("escalation")
    if words.has("headcount", turn.plain):
        return 0
    return int(max(_number(words.find("hurt", turn.plain)), _number(words.find("group", turn.plain))))

"""The score of a call: what applies is the denominator, each finding takes its share, a fatal one caps the whole."""

from dataclasses import dataclass

from assistant.inspection.call import Call
from assistant.inspection.phrases import phrases
from assistant.inspection.rubric import Item, Rubric
from assistant.inspection.transcript import Finding, Severity


@dataclass(frozen=True, slots=True)
class ItemScore:
    """One line with what was reached; None where it does not apply."""

    item: str
    reached: float | None
    weight: float


@dataclass(frozen=True, slots=True)
class Score:
    """The score of 100, line by line, and the fatal findings a person must confirm."""

    total: int
    items: tuple[ItemScore, ...]
    fatal: tuple[Finding, ...]
    version: str


def score(call: Call, findings: tuple[Finding, ...], rubric: Rubric) -> Score:
    """The score by the scorecard; lines that do not apply leave the denominator."""
    lines = tuple(_line(item, call, findings, rubric) for item in rubric.items)
    applying = [line for line in lines if line.reached is not None]
    whole = sum(line.weight for line in applying)
    reached = sum(line.reached or 0.0 for line in applying)
    fatal = tuple(
        f for item in rubric.items for f in findings if f.code in item.fatal and f.severity is Severity.CRITICAL
    )
    total = round(100 * reached / whole) if whole else 100
    return Score(min(total, rubric.fatal_cap) if fatal else total, lines, fatal, rubric.version)


def _line(item: Item, call: Call, findings: tuple[Finding, ...], rubric: Rubric) -> ItemScore:
    own = [finding for finding in findings if finding.code in item.codes]
    if not own and item.when and not _applies(item.when, call):
        return ItemScore(item.id, None, item.weight)
    lost = min(1.0, sum(rubric.severity[finding.severity] for finding in own))
    return ItemScore(item.id, item.weight * (1 - lost), item.weight)


def _applies(when: str, call: Call) -> bool:
    return {
        "order": lambda: call.order.made,
        "must_dispatch": lambda: call.duties.must_dispatch,
        "must_escalate": lambda: call.duties.must_escalate,
        "suggestion": lambda: any(phrases("conduct").has("suggestion", u.plain) for u in call.transcript.agent),
    }[when]()

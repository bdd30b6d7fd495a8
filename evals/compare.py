"""Two runs side by side: which questions changed and how, and whether a measure's change is more than chance."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from evals.metrics.interval import Change, paired
from evals.metrics.retrieval import scores, searched
from evals.record import Record
from evals.row import Row
from evals.table import Table

Pair = tuple[Row, Row]


@dataclass(frozen=True, slots=True)
class Difference:
    """What changed for one question."""

    id: str
    gained: tuple[str, ...]
    lost: tuple[str, ...]
    other: tuple[str, ...]


def pairs(before: Record, after: Record) -> list[Pair]:
    """The questions both runs asked."""
    old = {(row.dataset, row.id): row for row in before.rows}
    return [(old[row.dataset, row.id], row) for row in after.rows if (row.dataset, row.id) in old]


def differences(both: Sequence[Pair]) -> list[Difference]:
    """Question by question; those without a change are left out."""
    found = [_difference(old, new) for old, new in both]
    return [d for d in found if d.gained or d.lost or d.other]


def _difference(old: Row, new: Row) -> Difference:
    gained, lost, other = list[str](), list[str](), list[str]()
    if old.action != new.action:
        text = f"action {old.action} → {new.action}"
        (gained if new.right and not old.right else lost if old.right and not new.right else other).append(text)
    lost += [f"says no more: {what}" for what in new.unsaid if what not in old.unsaid and old.action]
    gained += [f"says now: {what}" for what in old.unsaid if what not in new.unsaid and new.action]
    for group, was, now in zip(new.gold, old.groups_cited, new.groups_cited, strict=False):
        if was != now:
            (gained if now else lost).append(f"{'cites now' if now else 'cites no more'}: {' / '.join(group)}")
    lost += [f"claims now: {claim}" for claim in new.forbidden if claim not in old.forbidden]
    gained += [f"claims no more: {claim}" for claim in old.forbidden if claim not in new.forbidden]
    if old.figure != new.figure:
        (gained if new.figure else lost).append("figure said" if new.figure else "figure not said")
    if old.ranked is not None and new.ranked is not None and old.ranked[:10] != new.ranked[:10]:
        found, finds = _recall(old), _recall(new)
        if found != finds:
            (gained if finds > found else lost).append(f"recall@10 {found:.2f} → {finds:.2f}")
    if old.card != new.card:
        other.append(f"card {old.card} → {new.card}")
    return Difference(new.id, tuple(gained), tuple(lost), tuple(other))


def _recall(row: Row) -> float:
    return scores([row])[0].get("recall@10", 0.0) if row.gold else 0.0


def changes(both: Sequence[Pair]) -> list[Change]:
    """The headlines that can be paired case by case."""
    measured = (_paired(name, both, of) for name, of in _PAIRED.items())
    found = [change for change in measured if change is not None]
    searches = [(a, b) for a, b in both if searched([a]) and searched([b])]
    before, after = scores([a for a, _ in searches]), scores([b for _, b in searches])
    for name in ("recall@10", "MRR@10"):
        change = paired(name, [s[name] for s in before], [s[name] for s in after])
        found += [change] if change is not None else []
    return found


def _paired(name: str, both: Sequence[Pair], of: Callable[[Row], float | None]) -> Change | None:
    values = [(of(old), of(new)) for old, new in both]
    known = [(old, new) for old, new in values if old is not None and new is not None]
    return paired(name, [old for old, _ in known], [new for _, new in known])


def _of_answers(part: Callable[[Row], Sequence[bool]]) -> Callable[[Row], float | None]:
    def rate(row: Row) -> float | None:
        values = part(row)
        return sum(values) / len(values) if values and row.expected == "answer" else None

    return rate


_PAIRED: dict[str, Callable[[Row], float | None]] = {
    "right action": lambda row: None if row.right is None else float(row.right),
    "fully right answers": lambda row: float(row.full) if row.expected == "answer" and row.right is not None else None,
    "nugget recall": _of_answers(lambda row: row.said),
    "citation recall": _of_answers(lambda row: row.groups_cited),
    "citation precision": _of_answers(lambda row: [c.gold for c in row.cited]),
    "forbidden claims": lambda row: None if row.right is None else float(len(row.forbidden)),
}


def comparison_tables(before: Record, after: Record) -> list[Table]:
    """The paired headlines, then every question that changed."""
    both = pairs(before, after)
    rows = tuple(
        (
            c.name,
            c.before,
            c.after,
            c.after - c.before,
            f"[{c.low:+.3f}, {c.high:+.3f}]",
            c.p,
            "*" if c.certain else "",
            c.n,
        )
        for c in changes(both)
    )
    heads = ("measure", "before", "after", "change", "95 % interval", "p", "", "n")
    lines = tuple((d.id, "; ".join(d.gained), "; ".join(d.lost), "; ".join(d.other)) for d in differences(both))
    note = f"{before.origin.commit[:12]} ({before.origin.date}) → {after.origin.commit[:12]} ({after.origin.date})"
    return [
        Table("Paired on the same questions", heads, rows, note),
        Table(
            "Question by question", ("case", "gained", "lost", "other"), lines, f"{len(lines)} of {len(both)} changed"
        ),
    ]

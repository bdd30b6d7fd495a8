"""What came of one case in one run: everything measured of it, as values that can be written down and read back."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from evals.case import Case


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation of a reply, checked against the catalogue."""

    article: str  # 劳动合同法#82
    gold: bool
    exists: bool
    in_force: bool
    quote_found: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One case, asked once. A value is None where it does not apply; the lists run beside the case's gold groups."""

    id: str
    dataset: str
    split: str
    topic: str
    style: str
    channel: str
    family: str
    turns: int
    question: str
    expected: str | None = None
    acceptable: tuple[str, ...] = ()
    gold: tuple[tuple[str, ...], ...] = ()
    # the search by itself
    covered: tuple[bool, ...] = ()  # is any article of the group in the pool?
    ranked: tuple[str, ...] | None = None  # articles found, best first
    card_hit: bool | None = None  # does the first card rest on a gold article?
    search_ms: float | None = None
    # the reply
    action: str | None = None
    reason: str = ""
    confidence: float | None = None
    answer: str = ""
    card: str | None = None
    cited: tuple[Cited, ...] = ()
    groups_cited: tuple[bool, ...] = ()
    said: tuple[bool, ...] = ()  # must-nuggets
    unsaid: tuple[str, ...] = ()  # what the missed must-nuggets say
    forbidden: tuple[str, ...] = ()  # claims that must not be made and are
    figure: bool | None = None
    sentences: int = 0
    unsupported: tuple[str, ...] = ()
    draft_sound: bool | None = None  # what would have been said, said or not
    signals: Mapping[str, float] = field(default_factory=dict)
    timings_ms: Mapping[str, float] = field(default_factory=dict)
    error: str = ""

    @property
    def right(self) -> bool | None:
        """True when the action counts as right; None where the set tells none or nothing was asked."""
        if self.expected is None or (self.action is None and not self.error):
            return None
        return self.action in self.acceptable

    @property
    def answerable(self) -> bool:
        """True when answering counts as right."""
        return "answer" in self.acceptable

    @property
    def full(self) -> bool:
        """The whole answer: right action, every must-nugget, nothing forbidden."""
        return bool(self.right) and all(self.said) and not self.forbidden

    def record(self) -> dict[str, Any]:
        """The row as it is written down."""
        return asdict(self)


def blank(case: Case) -> Row:
    """The row of a case of which nothing is known yet but the case itself."""
    return Row(
        id=case.id,
        dataset=case.dataset,
        split=case.split,
        topic=case.topic.value,
        style=case.style,
        channel=case.channel.value,
        family=case.family.value,
        turns=len(case.turns),
        question=case.text,
        expected=case.expected_action.value if case.expected_action else None,
        acceptable=tuple(action.value for action in case.acceptable_actions),
        gold=tuple(tuple(gold.key for gold in group) for group in case.gold),
    )


def row_from(body: Mapping[str, Any]) -> Row:
    """A row read back from a record; what a newer program added is left out."""
    known = {name: body[name] for name in Row.__dataclass_fields__ if name in body}
    for name in ("acceptable", "covered", "groups_cited", "said", "unsaid", "forbidden", "unsupported"):
        known[name] = tuple(known.get(name) or ())
    known["gold"] = tuple(tuple(group) for group in known.get("gold") or ())
    known["cited"] = tuple(Cited(**cited) for cited in known.get("cited") or ())
    if known.get("ranked") is not None:
        known["ranked"] = tuple(known["ranked"])
    return Row(**known)

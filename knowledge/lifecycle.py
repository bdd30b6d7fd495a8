"""The life of a card: draft → reviewed by a second person → published → due for review → withdrawn.

Every step gives back a new Entry; storage is somebody else's. The rule that must hold: nothing is published by one person
alone. Whoever last changed the words cannot be their reviewer, and a change of words sends the entry back to draft.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from knowledge.text import bigrams

SAME_GAP = 0.5  # share of bigrams above which two questions nobody could answer are one gap


class State(StrEnum):
    """Where an entry is in its life."""

    DRAFT = "draft"
    REVIEWED = "reviewed"
    PUBLISHED = "published"
    DUE = "due"  # published, and its review day has come: still served, and on somebody's list
    WITHDRAWN = "withdrawn"


class NotAllowed(ValueError):
    """The step is not open in this state or to this person; one Chinese sentence."""


@dataclass(frozen=True, slots=True)
class Step:
    """Who did what to an entry, and when."""

    day: date
    by: str
    action: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One card in one wording. `author` is whoever changed the words last; `revision` counts the wordings."""

    id: str
    author: str
    owner: str
    state: State = State.DRAFT
    revision: int = 1
    reviewer: str = ""
    review_due: date | None = None
    steps: tuple[Step, ...] = ()

    def on(self, day: date) -> State:
        """The state on a day: what is published becomes due by itself."""
        if self.state is State.PUBLISHED and self.review_due is not None and self.review_due <= day:
            return State.DUE
        return self.state

    @property
    def served(self) -> bool:
        """True when callers may be answered from it."""
        return self.state is State.PUBLISHED


def changed(entry: Entry, by: str, day: date, note: str = "") -> Entry:
    """New words: a draft again, whatever it was; a published wording stays in force elsewhere until this one is."""
    if entry.state is State.WITHDRAWN:
        raise NotAllowed("已撤下的条目不能再改，请另建一条")
    entry = replace(
        entry, author=_named(by), state=State.DRAFT, reviewer="", review_due=None, revision=entry.revision + 1
    )
    return _noted(entry, day, by, "changed", note)


def reviewed(entry: Entry, by: str, day: date, note: str = "") -> Entry:
    """A second person has read it against the law."""
    if entry.state is not State.DRAFT:
        raise NotAllowed("只有草稿可以审核")
    if _same(_named(by), entry.author):
        raise NotAllowed("撰写人不能审核自己的条目")
    return _noted(replace(entry, state=State.REVIEWED, reviewer=by), day, by, "reviewed", note)


def sent_back(entry: Entry, by: str, day: date, note: str) -> Entry:
    """Not good enough: a draft again, with the reason."""
    if entry.state is not State.REVIEWED:
        raise NotAllowed("只有已审核的条目可以退回")
    return _noted(replace(entry, state=State.DRAFT, reviewer=""), day, _named(by), "sent back", note)


def published(entry: Entry, by: str, day: date, review_due: date) -> Entry:
    """Callers may be answered from it until somebody withdraws it; it is read again by `review_due`."""
    if entry.state is not State.REVIEWED or not entry.reviewer or _same(entry.reviewer, entry.author):
        raise NotAllowed("须经撰写人以外的第二人审核才能发布")
    if review_due <= day:
        raise NotAllowed("下次审核日应当晚于今天")
    return _noted(replace(entry, state=State.PUBLISHED, review_due=review_due), day, _named(by), "published")


def renewed(entry: Entry, by: str, day: date, review_due: date) -> Entry:
    """Read again and still right; by somebody who did not write it."""
    if entry.state is not State.PUBLISHED:
        raise NotAllowed("只有已发布的条目可以续期")
    if _same(_named(by), entry.author):
        raise NotAllowed("撰写人不能审核自己的条目")
    if review_due <= day:
        raise NotAllowed("下次审核日应当晚于今天")
    return _noted(replace(entry, reviewer=by, review_due=review_due), day, by, "renewed")


def withdrawn(entry: Entry, by: str, day: date, note: str) -> Entry:
    """No longer served. One person may do this alone: taking a wrong answer away cannot wait."""
    if entry.state is State.WITHDRAWN:
        raise NotAllowed("条目已经撤下")
    if not note.strip():
        raise NotAllowed("撤下要写明理由")
    return _noted(replace(entry, state=State.WITHDRAWN), day, _named(by), "withdrawn", note)


def due(entries: Iterable[Entry], day: date) -> tuple[Entry, ...]:
    """What is to be read again on a day, the longest overdue first."""
    found = [entry for entry in entries if entry.on(day) is State.DUE]
    return tuple(sorted(found, key=lambda entry: (entry.review_due or day, entry.id)))


def _noted(entry: Entry, day: date, by: str, action: str, note: str = "") -> Entry:
    return replace(entry, steps=(*entry.steps, Step(day, by, action, note)))


def _named(by: str) -> str:
    if not by.strip():
        raise NotAllowed("要写明是谁")
    return by


def _same(one: str, other: str) -> bool:
    return one.strip().casefold() == other.strip().casefold()


@dataclass(frozen=True, slots=True)
class Usage:
    """How often cards answered, by id, and which published cards never did."""

    hits: Mapping[str, int] = field(default_factory=dict)
    asked: int = 0
    unanswered: int = 0

    def never_hit(self, cards: Iterable[str]) -> tuple[str, ...]:
        """Cards nobody was answered from."""
        return tuple(sorted(card for card in cards if not self.hits.get(card)))


@dataclass(frozen=True, slots=True)
class Asked:
    """One question as it was answered: by which cards, if any, and whether the answer was disliked."""

    id: str
    text: str  # de-identified
    cards: tuple[str, ...] = ()
    answered: bool = True
    disliked: bool = False


@dataclass(frozen=True, slots=True)
class Gap:
    """Questions of one kind that were not answered, or answered badly: what to write a card for."""

    text: str  # the one that stands for them
    questions: tuple[str, ...]  # ids


def usage(questions: Iterable[Asked]) -> Usage:
    """The counts over a period."""
    hits: dict[str, int] = {}
    asked = unanswered = 0
    for question in questions:
        asked += 1
        unanswered += not question.answered
        for card in question.cards:
            hits[card] = hits.get(card, 0) + 1
    return Usage(hits, asked, unanswered)


def gaps(questions: Iterable[Asked]) -> tuple[Gap, ...]:
    """What is missing, the most asked first: unanswered and disliked questions grouped by their words."""
    groups: list[tuple[set[str], list[Asked]]] = []
    for question in questions:
        if question.answered and not question.disliked:
            continue
        terms = set(bigrams(question.text))
        group = next(
            (g for g in groups if terms and len(terms & g[0]) >= SAME_GAP * min(len(terms), len(g[0]) or 1)), None
        )
        if group is None:
            groups.append((terms, [question]))
        else:
            group[1].append(question)
    found = [Gap(min((q.text for q in asked), key=len), tuple(q.id for q in asked)) for _, asked in groups]
    return tuple(sorted(found, key=lambda gap: -len(gap.questions)))

"""The values knowledge is made of: provisions, passages, queries and the evidence found for them."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

ALWAYS_FROM = date(1949, 10, 1)
ALWAYS_TO = date(9999, 12, 31)
NATIONAL = "CN"


class Kind(StrEnum):
    """What a passage is; the contract's words."""

    STATUTE = "statute"  # official text, from the installed package or imported
    DIGEST = "digest"  # our own words, until the official text is imported
    FAQ = "faq"  # an approved card
    SERVICE = "service"  # a service point of the union


class Audience(StrEnum):
    """Who may be shown a passage."""

    PUBLIC = "public"
    STAFF = "staff"


@dataclass(frozen=True, slots=True, order=True)
class ProvisionRef:
    """One provision: `law` is the short title (`law_key`), so it stays stable over versions and imports."""

    law: str
    article: int
    branch: int = 0  # 1 for 第二百七十六条之一
    paragraph: int | None = None
    item: int | None = None

    @property
    def whole(self) -> "ProvisionRef":
        """The article this provision stands in."""
        return ProvisionRef(self.law, self.article, self.branch)


@dataclass(frozen=True, slots=True)
class Source:
    """An instrument in one version: law, regulation, interpretation, policy, or a file of cards."""

    law: str  # law_key
    title: str  # official title
    kind: Kind
    level: int  # 1 national law … 9 notice; ties break upward
    region: str = NATIONAL
    issuer: str = ""
    number: str = ""  # document number
    effective_from: date = ALWAYS_FROM
    effective_to: date = ALWAYS_TO
    origin: str = ""  # package, corpus file or imported file
    url: str = ""
    confidence: str = "high"
    aliases: tuple[str, ...] = ()
    core: bool = False  # labour, union, social security, procedure: the hotline's own field


@dataclass(frozen=True, slots=True)
class Provision:
    """An article in one version, with what we wrote about it."""

    ref: ProvisionRef
    source: Source
    text: str  # official text, or the digest's rule
    heading: str = ""  # chapter and section
    title: str = ""  # our short name of the article
    rule: str = ""  # the rule in plain words; for a digest the same as text
    issues: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    effective_from: date = ALWAYS_FROM
    effective_to: date = ALWAYS_TO

    def in_force_on(self, day: date) -> bool:
        """True from the first to the last day in force, both included."""
        return self.effective_from <= day <= self.effective_to


@dataclass(frozen=True, slots=True)
class Turn:
    """A fact on which a card's answer turns, and the question that brings it out."""

    fact: str
    ask: str


@dataclass(frozen=True, slots=True)
class Card:
    """One situation callers ask about, answered and approved by people; `cites` decides, `also` carries the rest."""

    id: str
    topic: str
    question: str
    asks: tuple[str, ...]
    conclusion: str
    reasons: str
    short: str
    cites: tuple[ProvisionRef, ...]
    also: tuple[ProvisionRef, ...] = ()
    steps: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    deadline: str = ""
    where: str = ""
    avoid: str = ""
    turns_on: tuple[Turn, ...] = ()
    flips: str = ""
    calculator: str = ""
    risk: str = "medium"
    region: str = NATIONAL
    owner: str = ""
    reviewed: date = ALWAYS_FROM
    review_due: date = ALWAYS_TO
    effective_from: date = ALWAYS_FROM
    effective_to: date = ALWAYS_TO


@dataclass(frozen=True, slots=True)
class Passage:
    """What is indexed and found. `wordings` are other ways to say it: a hit on one counts for the passage."""

    id: str  # stable key: law + article + version, or the card's id
    kind: Kind
    title: str
    text: str
    refs: tuple[ProvisionRef, ...]
    wordings: tuple[str, ...] = ()
    region: str = NATIONAL
    level: int = 1
    core: bool = False
    audience: Audience = Audience.PUBLIC
    effective_from: date = ALWAYS_FROM
    effective_to: date = ALWAYS_TO

    def in_force_on(self, day: date) -> bool:
        """True from the first to the last day in force, both included."""
        return self.effective_from <= day <= self.effective_to


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for, and for whom: the filters are part of the query, never applied to its result."""

    text: str
    as_of: date  # the day the facts happened, not today
    region: str = NATIONAL
    limit: int = 8
    kinds: frozenset[Kind] = frozenset(Kind)
    audience: Audience = Audience.STAFF


@dataclass(frozen=True, slots=True)
class Evidence:
    """A passage found for a query. `score` is the ranker's, 0 to 1; `signals` says where it comes from."""

    passage: Passage
    score: float
    signals: dict[str, float] = field(default_factory=dict)

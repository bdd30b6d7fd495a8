"""What must hold of the corpus before anybody may be answered from it; `hotline kb check` fails on any finding."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from knowledge.cards import references
from knowledge.catalogue import Catalogue
from knowledge.citation import format_citation
from knowledge.conflicts import conflicts
from knowledge.figures import carried_by, unsupported
from knowledge.model import Card, Kind, Provision
from knowledge.text import bigrams, normalise

SHORT_LIMIT = 130  # characters that can be said on the telephone in half a minute
LEAST_ASKS = 6
SAME_QUESTION = 0.9  # share of bigrams above which two questions are one


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing wrong, and where."""

    where: str
    rule: str
    detail: str

    def __str__(self) -> str:
        return f"{self.where}: {self.rule}: {self.detail}"


def check(catalogue: Catalogue, day: date, calculators: Collection[str] = ()) -> list[Finding]:
    """Every finding on the cards and instruments as they stand on a day."""
    findings = [finding for card in catalogue.cards.values() for finding in _card(card, catalogue, day, calculators)]
    findings += _duplicates(catalogue)
    findings += [Finding(f"{one} + {two}", "conflict", why) for one, two, why in conflicts(catalogue.cards.values())]
    findings += _instruments(catalogue)
    return findings


def _card(card: Card, catalogue: Catalogue, day: date, calculators: Collection[str]) -> Iterator[Finding]:
    carriers: list[Provision] = []
    for ref in references(card):
        provision = catalogue.provision(ref, day)
        if provision is None:
            known = catalogue.versions(ref)
            detail = f"{format_citation(ref)} {'is not in force' if known else 'does not resolve'}"
            yield Finding(card.id, "citation", detail)
        else:
            carriers.append(provision)
    if not card.cites:
        yield Finding(card.id, "citation", "nothing decides the question")
    texts = [text for provision in carriers for text in carried_by(provision)]
    for name in ("conclusion", "reasons", "short", "deadline", "avoid", "flips"):
        if extra := unsupported(getattr(card, name), texts):
            yield Finding(card.id, "number", f"{name}: {', '.join(map(str, sorted(extra)))} in no cited text")
    if len(card.short) > SHORT_LIMIT:
        yield Finding(card.id, "length", f"short has {len(card.short)} characters")
    if len(card.asks) < LEAST_ASKS:
        yield Finding(card.id, "asks", f"only {len(card.asks)} ways of asking")
    if card.review_due < day:
        yield Finding(card.id, "review", f"was due on {card.review_due}")
    if card.calculator and calculators and card.calculator not in calculators:
        yield Finding(card.id, "calculator", f"{card.calculator} is no kind of calculation")


def _duplicates(catalogue: Catalogue) -> Iterator[Finding]:
    """The same way of asking under two cards, and questions that are nearly the same."""
    owners: dict[str, set[str]] = defaultdict(set)
    for card in catalogue.cards.values():
        for ask in {card.question, *card.asks}:
            owners[normalise(ask)].add(card.id)
    for ask, ids in owners.items():
        if len(ids) > 1:
            yield Finding(" + ".join(sorted(ids)), "duplicate", ask)
    cards = [(card.id, set(bigrams(card.question))) for card in catalogue.cards.values()]
    for place, (first, terms) in enumerate(cards):
        for second, others in cards[place + 1 :]:
            if terms and len(terms & others) > SAME_QUESTION * len(terms | others):
                yield Finding(f"{first} + {second}", "duplicate", "the questions are nearly the same")


def _instruments(catalogue: Catalogue) -> Iterator[Finding]:
    """Passage ids that are not unique, and digests of which nobody says how sure we are."""
    for source in catalogue.sources():
        if source.kind is Kind.DIGEST and source.confidence not in ("high", "medium", "low"):
            yield Finding(source.title, "confidence", source.confidence or "missing")
    ids = Counter(source.title for source in catalogue.sources() if source.kind is Kind.DIGEST)
    spans: dict[str, list[tuple[date, date]]] = defaultdict(list)
    for source in catalogue.sources():
        if ids[source.title] > 1 and source.kind is Kind.DIGEST:
            spans[source.title].append((source.effective_from, source.effective_to))
    for title, versions in spans.items():
        versions.sort()
        for (_, end), (begin, _) in pairwise(versions):
            if begin <= end:
                yield Finding(title, "versions", f"two digests are in force on {begin}")

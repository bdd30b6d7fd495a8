"""The catalogue: every provision and card in every version, what is in force on a day, and what a citation means."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from knowledge.cards import Service, read_cards, read_services
from knowledge.citation import law_key, parse_citation
from knowledge.instrument import Instrument, read_instrument
from knowledge.model import Card, Kind, Passage, Provision, ProvisionRef, Source
from knowledge.package import national_laws
from knowledge.passage import card_passage, provision_passage, service_passage
from knowledge.timeline import Version, in_order, standing, version_of

CORPUS = Path(__file__).parent / "corpus"


class Catalogue:
    """What is known, by law, article and day. Values in, values out: indexes are built from `passages`."""

    def __init__(self, provisions: Iterable[Provision], cards: Iterable[Card] = (), services: Iterable[Service] = ()):
        self.cards: dict[str, Card] = {card.id: card for card in cards}
        self.services: dict[str, Service] = {service.id: service for service in services}
        self._versions: dict[tuple[str, int, int], list[Provision]] = defaultdict(list)
        self._aliases: dict[str, str] = {}
        self._sources: dict[str, list[Source]] = defaultdict(list)
        passages: list[Passage] = []
        for provision in provisions:
            ref = provision.ref
            self._versions[ref.law, ref.article, ref.branch].append(provision)
            if provision.source not in self._sources[ref.law][-1:]:
                self._register(provision.source)
            passages.append(provision_passage(provision))
        passages += [card_passage(card) for card in self.cards.values()]
        passages += [service_passage(service) for service in self.services.values()]
        self.passages: dict[str, Passage] = {passage.id: passage for passage in passages}

    def _register(self, source: Source) -> None:
        if source not in self._sources[source.law]:
            self._sources[source.law].append(source)
        for alias in source.aliases:
            self._aliases.setdefault(law_key(alias), source.law)

    def resolve(self, ref: ProvisionRef) -> ProvisionRef:
        """The reference under the instrument's own short title, where it was cited by an alias."""
        return ref if ref.law in self._sources else replace(ref, law=self._aliases.get(ref.law, ref.law))

    def cited(self, citation: str) -> ProvisionRef:
        """The provision a written citation names.

        Raises:
            BadCitation: when no law and article can be read from the text.
        """
        return self.resolve(parse_citation(citation))

    def provision(self, ref: ProvisionRef, as_of: date) -> Provision | None:
        """The article in the version in force on a day; an official text before a digest."""
        ref = self.resolve(ref)
        in_force = [p for p in self._versions.get((ref.law, ref.article, ref.branch), ()) if p.in_force_on(as_of)]
        return min(in_force, key=lambda p: p.source.kind is not Kind.STATUTE, default=None)

    def versions(self, ref: ProvisionRef) -> tuple[Provision, ...]:
        """Every version of an article, oldest first."""
        ref = self.resolve(ref)
        found = self._versions.get((ref.law, ref.article, ref.branch), [])
        return tuple(sorted(found, key=lambda p: p.effective_from))

    def in_force(self, law: str, as_of: date) -> tuple[Provision, ...]:
        """The articles of an instrument on a day, in their order."""
        refs = sorted(ProvisionRef(*key) for key in self._versions if key[0] == law)
        return tuple(found for ref in refs if (found := self.provision(ref, as_of)) is not None)

    def sources(self, law: str | None = None) -> tuple[Source, ...]:
        """The instruments known, or the versions of one."""
        if law is not None:
            return tuple(self._sources.get(law_key(law), ()))
        return tuple(source for versions in self._sources.values() for source in versions)


def load_catalogue(corpus: Path = CORPUS, imported: Sequence[Instrument] = ()) -> Catalogue:
    """The catalogue of the installed package, the corpus and what users imported.

    Raises:
        BadKnowledgeFile: when a corpus file breaks its format.
    """
    files = sorted((corpus / "laws").glob("*.toml"))
    instruments = [read_instrument(path) for path in files]
    cards = [card for path in sorted((corpus / "cards").glob("*.toml")) for card in read_cards(path)]
    services = [service for path in sorted((corpus / "services").glob("*.toml")) for service in read_services(path)]
    return Catalogue(_merged(national_laws(), imported, instruments), cards, services)


def _merged(
    package: list[Provision], imported: Sequence[Instrument], instruments: Sequence[Instrument]
) -> list[Provision]:
    """Official texts carrying what we wrote about them, and the digests in the days nothing official replaces them."""
    digests = [instrument for instrument in instruments if not instrument.expansion]
    official = in_order(package, imported, digests)
    written: dict[tuple[str, int, int], list[Provision]] = defaultdict(list)
    for instrument in instruments:
        for article in instrument.articles:
            written[article.ref.law, article.ref.article, article.ref.branch].append(article)
    merged = [_explained(text, written.get((text.ref.law, text.ref.article, text.ref.branch), ())) for text in official]
    versions = _versions(official, {(text.source.law, text.source.effective_from) for text in imported})
    return merged + [
        piece
        for instrument in digests
        for digest in instrument.articles
        for piece in standing(digest, versions[digest.ref.law])
    ]


def _versions(official: Iterable[Provision], imported: Collection[tuple[str, date]]) -> dict[str, list[Version]]:
    """The versions known of each law; the package's texts are whole, an imported one may have gaps."""
    articles: dict[tuple[str, date], list[Provision]] = defaultdict(list)
    for text in official:
        articles[text.ref.law, text.effective_from].append(text)
    versions: dict[str, list[Version]] = defaultdict(list)
    for (law, begins), parts in articles.items():
        whole = Version(begins, parts[0].effective_to)
        versions[law].append(version_of(parts) if (law, begins) in imported else whole)
    return versions


def _covered(digest: Provision, spans: Sequence[tuple[date, date]]) -> bool:
    """True when an official text of the instrument is in force in the digest's days."""
    return any(digest.effective_from <= end and start <= digest.effective_to for start, end in spans)


def _explained(text: Provision, notes: Iterable[Provision]) -> Provision:
    """The official article with the title, rule, issue names and questions written for it in that version."""
    note = next((n for n in notes if _covered(text, [(n.effective_from, n.effective_to)])), None)
    if note is None:
        return text
    source = replace(
        text.source,
        aliases=text.source.aliases or note.source.aliases,
        core=True,
        number=text.source.number or note.source.number,
    )
    return replace(text, source=source, title=note.title, rule=note.rule, issues=note.issues, asks=note.asks)

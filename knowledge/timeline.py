"""Versions of one instrument in their order: a newer text ends the one before it, an official text takes a digest's place.

A text nobody ended is in force until the next version known begins. A digest gives way article by article: only in the days
of the official text, and only for articles that text carries, or would carry if it were whole. So an imported text with a
gap in its numbering takes nothing away that was known before.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from knowledge.instrument import Instrument
from knowledge.model import Provision, ProvisionRef
from knowledge.statute import closes

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Version:
    """The days of an official text, and the articles it lacks though it should have them."""

    begins: date
    ends: date
    lacks_article: frozenset[int] = frozenset()
    lacks_after: int | None = None  # cut off behind this article

    def replaces(self, article: int) -> bool:
        """True when the text speaks for this article, by carrying it or by being whole without it."""
        beyond = self.lacks_after is not None and article > self.lacks_after
        return article not in self.lacks_article and not beyond


def version_of(articles: Sequence[Provision]) -> Version:
    """The version an imported text is, with its gaps."""
    held = {a.ref.article for a in articles}
    last = max(articles, key=lambda a: (a.ref.article, a.ref.branch))
    cut = not closes(last.text)
    return Version(
        begins=last.effective_from,
        ends=last.effective_to,
        lacks_article=frozenset(n for n in range(1, last.ref.article) if n not in held),
        lacks_after=last.ref.article if cut and last.ref.article else None,
    )


def in_order(
    package: Iterable[Provision], imported: Iterable[Instrument], digests: Iterable[Instrument]
) -> list[Provision]:
    """The official articles, each ended by the version that follows; of two texts of one day the imported counts."""
    brought, digests = list(imported), list(digests)
    starts: dict[str, set[date]] = defaultdict(set)
    replaced = {(text.source.law, text.source.effective_from) for text in brought}
    if not replaced:
        return list(package)
    laws = {law for law, _ in replaced}
    kept: list[Provision] = []
    for article in package:
        if (article.ref.law, article.effective_from) not in replaced:
            kept.append(article)
        if article.ref.law in laws:
            starts[article.ref.law].add(article.effective_from)
    for instrument in [*brought, *digests]:
        starts[instrument.source.law].add(instrument.source.effective_from)
    changes = _changes(digests)
    kept += [_changed(a, changes.get(a.ref, ())) for text in brought for a in text.articles]
    return [_ended(article, starts[article.ref.law]) if article.ref.law in laws else article for article in kept]


def _changes(digests: Iterable[Instrument]) -> dict[ProvisionRef, list[Provision]]:
    """The digest articles whose days are not their instrument's."""
    found: dict[ProvisionRef, list[Provision]] = defaultdict(list)
    for instrument in digests:
        for article in instrument.articles:
            if changed_later(article) or article.effective_to < article.source.effective_to:
                found[article.ref].append(article)
    return found


def _changed(article: Provision, digests: Iterable[Provision]) -> Provision:
    """An imported article ends where a digest knows that it alone was changed or repealed."""
    for digest in digests:
        last = digest.effective_from - _DAY if changed_later(digest) else digest.effective_to
        if article.effective_from <= last < article.effective_to and (
            changed_later(digest) or digest.effective_from <= article.effective_from
        ):
            article = replace(article, effective_to=last)
    return article


def _ended(article: Provision, starts: Iterable[date]) -> Provision:
    following = min((start for start in starts if start > article.effective_from), default=None)
    if following is None or following > article.effective_to:
        return article
    last = following - _DAY
    return replace(article, effective_to=last, source=replace(article.source, effective_to=last))


def changed_later(digest: Provision) -> bool:
    """True when the digest of an article begins later than its instrument: the article changed alone."""
    return digest.effective_from > digest.source.effective_from


def standing(digest: Provision, versions: Iterable[Version]) -> Iterator[Provision]:
    """The digest in the days in which no official text speaks for its article; itself where none does.

    A digest article with a later first day than its instrument tells of a change the older text does not carry: it stands.
    """
    begins, ends = digest.effective_from, digest.effective_to
    for version in sorted(versions, key=lambda v: v.begins):
        if version.ends < begins or ends < version.begins or not version.replaces(digest.ref.article):
            continue
        if changed_later(digest) and version.begins < digest.effective_from:
            continue
        if begins < version.begins:
            yield _within(digest, begins, version.begins - _DAY)
        if version.ends >= ends:
            return
        begins = version.ends + _DAY
    yield _within(digest, begins, ends)


def _within(digest: Provision, begins: date, ends: date) -> Provision:
    if (begins, ends) == (digest.effective_from, digest.effective_to):
        return digest
    source = replace(digest.source, effective_from=begins, effective_to=ends)
    return replace(digest, source=source, effective_from=begins, effective_to=ends)

"""What is wrong with imported texts, and what a person should look at: the part of `hotline kb check` users' own files need."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from knowledge.catalogue import Catalogue
from knowledge.check import Finding
from knowledge.citation import article_number
from knowledge.figures import unsupported
from knowledge.importing.store import ImportedTexts, Stored
from knowledge.model import Kind, Provision


@dataclass(frozen=True, slots=True)
class Soundness:
    """Findings fail the check; notes do not."""

    findings: tuple[Finding, ...]
    notes: tuple[Finding, ...]


def soundness(texts: ImportedTexts, base: Catalogue) -> Soundness:
    """The state of the imported texts beside the corpus as it is without them."""
    kept, damaged = texts.survey()
    findings = [Finding(what.split(": ")[0], "damaged", what) for what in damaged]
    findings += [finding for text in kept for finding in _broken(text)]
    notes = [note for text in kept for note in _notes(text, base)]
    return Soundness(tuple(findings), tuple(notes))


def _broken(text: Stored) -> Iterator[Finding]:
    source = text.source
    if not text.held and source.effective_to < source.effective_from:
        yield Finding(source.title, "dates", f"{source.effective_from} 起施行，却止于 {source.effective_to}")
    if empty := [a for a in text.instrument.articles if not a.text.strip()]:
        yield Finding(source.title, "text", f"有{len(empty)}条没有文字，第一处是{article_number(empty[0].ref)}")


def _notes(text: Stored, base: Catalogue) -> Iterator[Finding]:
    source = text.source
    if text.held:
        yield Finding(source.title, "held", text.held)
        return
    if text.gaps:
        yield Finding(source.title, "gap", f"缺第{'、'.join(map(str, text.gaps))}条")
    if not text.closed:
        yield Finding(source.title, "end", "末条不像施行条款，正文可能不完整")
    yield from _against_digest(text.instrument.articles, base, source.effective_from)


def _against_digest(articles: Iterable[Provision], base: Catalogue, day: date) -> Iterator[Finding]:
    """Figures of a digest that the official text does not hold: one of the two is read wrongly, or from another source."""
    for article in articles:
        digest = base.provision(article.ref, day)
        if digest is None or digest.source.kind is not Kind.DIGEST:
            continue
        if extra := unsupported(digest.rule, [article.text]):
            figures = "、".join(map(str, sorted(extra)))
            yield Finding(
                f"{article.source.title}{article_number(article.ref)}", "digest", f"要点里的 {figures} 正文没有"
            )

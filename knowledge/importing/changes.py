"""What a new text changes: articles added, changed and removed; figures on which a digest and the text differ; who cites them.

Everything here is a value: the two catalogues, with and without the new text, and whatever cites articles (cards, cases of
the evals, past answers), each as an id with its references.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Any

from knowledge.cards import references
from knowledge.catalogue import Catalogue
from knowledge.citation import article_number, law_key
from knowledge.figures import carried_by, stated, unsupported
from knowledge.instrument import Instrument
from knowledge.model import Card, Kind, Provision, ProvisionRef, Source


class Change(StrEnum):
    """What happened to an article."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"
    OFFICIAL = "official"  # the official text stands where a digest stood


@dataclass(frozen=True, slots=True)
class ArticleChange:
    """One article before and after."""

    ref: ProvisionRef
    change: Change
    before: str = ""
    after: str = ""
    only_before: tuple[Decimal, ...] = ()  # figures the new text does not hold
    only_after: tuple[Decimal, ...] = ()  # figures the old one does not hold

    @property
    def worth_reading(self) -> bool:
        """True when somebody should look: an official text that holds every figure of its digest is no news."""
        return self.change is not Change.OFFICIAL or bool(self.only_before)


@dataclass(frozen=True, slots=True)
class Cited:
    """Something that cites articles: a card, a case of the evals, a past answer."""

    id: str
    refs: tuple[ProvisionRef, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """What one new version changes."""

    source: Source
    before: Source | None
    articles: tuple[ArticleChange, ...]
    cards: tuple[str, ...] = ()  # cite an article that changed
    figures_lost: tuple[str, ...] = ()  # cards with a number the new text does not carry
    cases: tuple[str, ...] = ()
    answers: tuple[str, ...] = field(default=())


def differences(
    old: Catalogue,
    new: Catalogue,
    texts: Iterable[Instrument],
    cases: Iterable[Cited] = (),
    answers: Iterable[Cited] = (),
) -> Iterator[Difference]:
    """For each new text, what it changes on its first day in force."""
    known_cases, known_answers = list(cases), list(answers)
    for text in texts:
        day = text.source.effective_from
        articles = tuple(_articles(old, new, text, day))
        touched = {change.ref.whole for change in articles if change.worth_reading}
        yield Difference(
            source=text.source,
            before=_before(old, text.source.law, day),
            articles=articles,
            cards=tuple(_citing(((c.id, references(c)) for c in old.cards.values()), old, touched)),
            figures_lost=tuple(_lost(old, new, text.source.law)),
            cases=tuple(_citing(((c.id, c.refs) for c in known_cases), old, touched)),
            answers=tuple(_citing(((c.id, c.refs) for c in known_answers), old, touched)),
        )


def _before(old: Catalogue, law: str, day: date) -> Source | None:
    """The version in force on a day, or else the one that ended last before it."""
    versions = [source for source in old.sources(law) if source.effective_from <= day]
    return max(versions, key=lambda source: source.effective_from, default=None)


def _articles(old: Catalogue, new: Catalogue, text: Instrument, day: date) -> Iterator[ArticleChange]:
    held = {article.ref for article in text.articles}
    before = _before(old, text.source.law, day)
    earlier: dict[ProvisionRef, Provision] = {}
    if before is not None:
        on = day if before.effective_to >= day else before.effective_to
        earlier = {p.ref: p for p in old.in_force(text.source.law, on)}
    for article in text.articles:
        previous = earlier.get(article.ref)
        if previous is None:
            yield ArticleChange(article.ref, Change.ADDED, after=article.text)
        elif change := _changed(previous, article):
            yield change
    for ref, previous in sorted(earlier.items()):
        if ref not in held and new.provision(ref, day) is None:
            yield ArticleChange(ref, Change.REMOVED, before=previous.text)


def _changed(before: Provision, after: Provision) -> ArticleChange | None:
    lost = tuple(sorted(unsupported(before.text, [after.text])))
    won = tuple(sorted(stated(after.text) - stated(before.text)))
    if before.source.kind is Kind.DIGEST:
        return ArticleChange(after.ref, Change.OFFICIAL, before.text, after.text, lost, won)
    if _bare(before.text) == _bare(after.text):
        return None
    return ArticleChange(after.ref, Change.CHANGED, before.text, after.text, lost, won)


def _bare(text: str) -> str:
    """The words alone: two texts of the same words differ in dress only."""
    return "".join(char for char in text if char.isalnum())


def _citing(
    things: Iterable[tuple[str, tuple[ProvisionRef, ...]]], catalogue: Catalogue, touched: set[ProvisionRef]
) -> Iterator[str]:
    for name, refs in things:
        if any(catalogue.resolve(ref).whole in touched for ref in refs):
            yield name


def _lost(old: Catalogue, new: Catalogue, law: str) -> Iterator[str]:
    """Cards that cite the instrument and state a number the texts they cite no longer hold."""
    for card in old.cards.values():
        refs = [old.resolve(ref) for ref in references(card)]
        if not any(ref.law == law for ref in refs):
            continue
        carriers = {
            name: [text for ref in refs if (p := c.provision(ref, card.reviewed)) for text in carried_by(p)]
            for name, c in (("old", old), ("new", new))
        }
        said = _said(card)
        if extra := unsupported(said, carriers["new"]) - unsupported(said, carriers["old"]):
            yield f"{card.id}: {', '.join(map(str, sorted(extra)))}"


def _said(card: Card) -> str:
    return "\n".join((card.conclusion, card.reasons, card.short, card.deadline, card.avoid, card.flips))


def cases_in(folder: Path) -> Iterator[Cited]:
    """The eval cases of a folder and the articles they expect, read as plain JSON: lines with `id` and `gold`."""
    for path in sorted(folder.rglob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            try:
                body = json.loads(line)
            except json.JSONDecodeError:
                continue
            if isinstance(body, dict) and (refs := tuple(_gold(body.get("gold")))):
                yield Cited(str(body.get("id", path.name)), refs)


def _gold(part: Any) -> Iterator[ProvisionRef]:
    """The references of a case's gold: alternatives of articles, however deep they lie."""
    if isinstance(part, list):
        for inner in part:
            yield from _gold(inner)
    elif isinstance(part, dict) and isinstance(part.get("law"), str) and isinstance(part.get("article"), int):
        yield ProvisionRef(law_key(part["law"]), part["article"], part.get("branch") or 0)


def as_json(found: Difference) -> dict[str, Any]:
    """The difference as JSON."""
    return {
        "law": found.source.title,
        "effective_from": found.source.effective_from.isoformat(),
        "before": _version(found.before),
        "articles": [
            {
                "article_no": article_number(a.ref),
                "article": a.ref.article,
                "change": a.change.value,
                "only_before": [str(figure) for figure in a.only_before],
                "only_after": [str(figure) for figure in a.only_after],
                "before": a.before,
                "after": a.after,
            }
            for a in found.articles
        ],
        "cards": list(found.cards),
        "figures_lost": list(found.figures_lost),
        "cases": list(found.cases),
        "answers": list(found.answers),
    }


def _version(source: Source | None) -> dict[str, str] | None:
    if source is None:
        return None
    return {"kind": source.kind.value, "effective_from": source.effective_from.isoformat()}


_WORDS = {Change.ADDED: "新增", Change.CHANGED: "修改", Change.REMOVED: "删去", Change.OFFICIAL: "正式文本取代要点"}


def as_lines(found: Difference) -> Iterator[str]:
    """The difference as a person reads it."""
    before = found.before
    against = (
        f"对照 {before.effective_from} 起的{'要点' if before.kind is Kind.DIGEST else '文本'}" if before else "此前没有"
    )
    yield f"《{found.source.title}》{found.source.effective_from} 起（{against}）"
    for change, word in _WORDS.items():
        hits = [article_number(a.ref) for a in found.articles if a.change is change]
        if hits:
            yield f"    {word} {len(hits)} 条：{'、'.join(hits[:12])}{'……' if len(hits) > 12 else ''}"
    for article in found.articles:
        if article.only_before and article.change is not Change.ADDED:
            gone = "、".join(map(str, article.only_before))
            yield f"    {article_number(article.ref)}：原有数字 {gone} 在新文本中没有"
    for label, names in (("要核对的卡片", found.cards), ("数字失去依据的卡片", found.figures_lost)):
        if names:
            yield f"    {label} {len(names)} 张：{'、'.join(names[:8])}{'……' if len(names) > 8 else ''}"
    for label, names in (("要核对的评测题", found.cases), ("引用过它的答复", found.answers)):
        if names:
            yield f"    {label} {len(names)} 件：{'、'.join(names[:8])}{'……' if len(names) > 8 else ''}"

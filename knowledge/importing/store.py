"""Imported statutes on disk: one JSON file a version and revision, written once, never changed.

`<home>/knowledge/imported/<law>-<hash>/<first day>.r<revision>.json`. A text imported again is recognised by its content
hash and nothing is written; a corrected text of the same version becomes the next revision, and the highest one counts.
"""

import hashlib
import json
import logging
import os
import re
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from knowledge.importing.placement import Placement
from knowledge.instrument import BadKnowledgeFile, Instrument
from knowledge.model import ALWAYS_TO, Kind, Provision, ProvisionRef, Source
from knowledge.statute import Statute

FORM = 1
log = logging.getLogger(__name__)
_NAME = re.compile(r"^(\d{4}-\d{2}-\d{2})\.r(\d+)\.json$")


@dataclass(frozen=True, slots=True)
class Stored:
    """One version of an imported text. `held` says why it is not served."""

    instrument: Instrument
    history: tuple[str, ...]
    preamble: tuple[str, ...]
    gaps: tuple[int, ...]
    closed: bool
    held: str
    imported: date
    original: str  # sha256 of the file it came from
    content: str  # sha256 of what is said here
    revision: int = 1

    @property
    def source(self) -> Source:
        """The version."""
        return self.instrument.source


def stored(statute: Statute, placement: Placement, original: bytes, today: date) -> Stored:
    """The statute as it will be kept. An annex is article 0, as citations name it."""
    source = placement.source
    articles = [_provision(source, a.number, a.branch, a.heading, a.text) for a in statute.articles]
    if statute.annex:
        articles.append(_provision(source, 0, 0, statute.annex[0], "\n".join(statute.annex)))
    if not statute.articles:
        articles.append(_provision(source, 0, 0, "", "\n".join(statute.preamble)))
    kept = Stored(
        instrument=Instrument(source, tuple(articles), expansion=False),
        history=tuple(event.text for event in statute.history),
        preamble=statute.preamble,
        gaps=statute.gaps,
        closed=statute.closed,
        held=placement.held,
        imported=today,
        original=hashlib.sha256(original).hexdigest(),
        content="",
    )
    return replace(kept, content=_content(_body(kept)))


def _provision(source: Source, article: int, branch: int, heading: str, text: str) -> Provision:
    ref = ProvisionRef(source.law, article, branch)
    return Provision(ref, source, text, heading, effective_from=source.effective_from, effective_to=source.effective_to)


class ImportedTexts:
    """The folder of imported texts."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, text: Stored) -> tuple[Stored, bool]:
        """Write a text down; gives back what is kept and whether anything was written."""
        folder = self._place(text.source.law)
        same_day = [
            held for held in self._versions(folder, []) if held.source.effective_from == text.source.effective_from
        ]
        if same_day and same_day[-1].content == text.content:
            return same_day[-1], False
        folder.mkdir(parents=True, exist_ok=True)
        day = text.source.effective_from.isoformat()
        taken = [int(match[2]) for path in folder.iterdir() if (match := _NAME.match(path.name)) and match[1] == day]
        text = replace(text, revision=max(taken, default=0) + 1)
        path = folder / f"{day}.r{text.revision}.json"
        body = {
            **_body(text),
            "imported": text.imported.isoformat(),
            "original": text.original,
            "content": text.content,
        }
        with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=folder, delete=False, suffix=".part") as part:
            json.dump(body, part, ensure_ascii=False, indent=1)
            part.flush()
            os.fsync(part.fileno())
        os.replace(part.name, path)
        return text, True

    def texts(self) -> tuple[Stored, ...]:
        """The counting revision of every version, held ones included; damaged files are left out."""
        return self.survey()[0]

    def survey(self) -> tuple[tuple[Stored, ...], tuple[str, ...]]:
        """The texts, and what is wrong with the files that were damaged or changed by hand since their import."""
        found: dict[tuple[str, date], Stored] = {}
        damaged: list[str] = []
        folders = sorted(path for path in self._folder.iterdir() if path.is_dir()) if self._folder.is_dir() else ()
        for folder in folders:
            for text in self._versions(folder, damaged):
                found[text.source.law, text.source.effective_from] = text
        return tuple(found.values()), tuple(damaged)

    def instruments(self) -> tuple[Instrument, ...]:
        """The texts that are served, for `load_catalogue`; a damaged one is not, and the log says so."""
        texts, damaged = self.survey()
        for what in damaged:
            log.error("imported text left out: %s", what)
        return tuple(text.instrument for text in texts if not text.held)

    def _place(self, law: str) -> Path:
        readable = re.sub(r"[^\u4e00-\u9fffA-Za-z0-9]", "", law)[:24]
        return self._folder / f"{readable}-{hashlib.sha256(law.encode()).hexdigest()[:8]}"

    def _versions(self, folder: Path, damaged: list[str]) -> Sequence[Stored]:
        """Every revision in a folder, by day and revision; what cannot be read is added to `damaged`."""
        if not folder.is_dir():
            return ()
        named = [(match, path) for path in folder.iterdir() if (match := _NAME.match(path.name))]
        named.sort(key=lambda pair: (pair[0][1], int(pair[0][2])))
        texts: list[Stored] = []
        for match, path in named:
            try:
                texts.append(_read(path, int(match[2])))
            except BadKnowledgeFile as error:
                damaged.append(f"{folder.name}/{error}")
        return texts


def imported_texts(home: Path) -> ImportedTexts:
    """The imported texts of an installation."""
    return ImportedTexts(home / "knowledge" / "imported")


def _body(text: Stored) -> dict[str, Any]:
    """What is said of a text, without the day it came in: what the content hash covers."""
    source = text.source
    return {
        "form": FORM,
        "title": source.title,
        "law": source.law,
        "level": source.level,
        "region": source.region,
        "issuer": source.issuer,
        "number": source.number,
        "effective_from": source.effective_from.isoformat(),
        "effective_to": source.effective_to.isoformat() if source.effective_to != ALWAYS_TO else None,
        "origin": source.origin,
        "url": source.url,
        "aliases": list(source.aliases),
        "core": source.core,
        "held": text.held,
        "gaps": list(text.gaps),
        "closed": text.closed,
        "history": list(text.history),
        "preamble": list(text.preamble),
        "articles": [list(_article(provision)) for provision in text.instrument.articles],
    }


def _article(provision: Provision) -> Iterator[Any]:
    yield from (provision.ref.article, provision.ref.branch, provision.heading, provision.text)


def _content(body: dict[str, Any]) -> str:
    named = {key: value for key, value in body.items() if key != "origin"}  # another file name is no other text
    return hashlib.sha256(json.dumps(named, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def _read(path: Path, revision: int) -> Stored:
    try:
        body = json.loads(path.read_text(encoding="utf-8"))
        source = Source(
            law=body["law"],
            title=body["title"],
            kind=Kind.STATUTE,
            level=body["level"],
            region=body["region"],
            issuer=body["issuer"],
            number=body["number"],
            effective_from=date.fromisoformat(body["effective_from"]),
            effective_to=date.fromisoformat(body["effective_to"]) if body["effective_to"] else ALWAYS_TO,
            origin=body["origin"],
            url=body["url"],
            aliases=tuple(body["aliases"]),
            core=body["core"],
        )
        articles = tuple(_provision(source, *entry) for entry in body["articles"])
        text = Stored(
            instrument=Instrument(source, articles, expansion=False),
            history=tuple(body["history"]),
            preamble=tuple(body["preamble"]),
            gaps=tuple(body["gaps"]),
            closed=body["closed"],
            held=body["held"],
            imported=date.fromisoformat(body["imported"]),
            original=body["original"],
            content=body["content"],
            revision=revision,
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BadKnowledgeFile(f"{path.name}: {error}") from error
    if _content(_body(text)) != text.content:
        raise BadKnowledgeFile(f"{path.name}: changed after its import")
    return text

"""Questions and answers of a sheet become drafts: a person makes a card of them, a second one reviews it.

An imported pair is never an answer by itself. Its citations are looked up and its numbers held against them now, so that
whoever makes the card sees what is missing.
"""

import hashlib
import json
import os
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from knowledge.catalogue import Catalogue
from knowledge.citation import BadCitation, format_citation
from knowledge.document import Pair
from knowledge.figures import carried_by, unsupported
from knowledge.importing.manifest import region_of
from knowledge.lifecycle import State
from knowledge.model import NATIONAL
from knowledge.text import normalise


@dataclass(frozen=True, slots=True)
class Draft:
    """One imported question and answer, and what has to be cleared up before it can become a card."""

    id: str
    question: str
    answer: str
    asks: tuple[str, ...]
    cites: tuple[str, ...]
    region: str
    remarks: tuple[str, ...]
    origin: str
    imported: date
    state: State = State.DRAFT


def drafts(pairs: Iterable[Pair], catalogue: Catalogue, origin: str, today: date) -> Iterator[Draft]:
    """A draft for each pair; the same question from the same file keeps its id."""
    known = {normalise(ask): card.id for card in catalogue.cards.values() for ask in (card.question, *card.asks)}
    for pair in pairs:
        region = region_of(pair.region) or (NATIONAL if not pair.region else "")
        remarks = tuple(_remarks(pair, catalogue, today, region, known))
        name = hashlib.sha256(normalise(pair.question).encode()).hexdigest()[:16]
        yield Draft(f"draft-{name}", pair.question, pair.answer, pair.asks, pair.cites, region, remarks, origin, today)


def _remarks(pair: Pair, catalogue: Catalogue, today: date, region: str, known: dict[str, str]) -> Iterator[str]:
    carriers: list[str] = []
    for text in pair.cites:
        try:
            ref = catalogue.cited(text)
        except BadCitation:
            yield f"依据读不出法律和条号：{text}"
            continue
        provision = catalogue.provision(ref, today)
        if provision is None:
            yield f"依据查不到或已不在施行：{format_citation(ref)}"
        else:
            carriers += carried_by(provision)
    if not pair.cites:
        yield "没有写依据"
    elif extra := unsupported(pair.answer, carriers):
        yield f"答案中的数字在依据里找不到：{'、'.join(map(str, sorted(extra)))}"
    if not region:
        yield f"地区认不出来：{pair.region}"
    if card := known.get(normalise(pair.question)):
        yield f"已有同样的问题：{card}"


class DraftFolder:
    """Drafts on disk, one JSON file each, until a store of cards takes them over."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, draft: Draft) -> bool:
        """Write a draft down; False when the same words were kept before."""
        path = self._folder / f"{draft.id}.json"
        held = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
        body = _body(draft)
        if all(held.get(key) == body[key] for key in ("question", "answer", "asks", "cites", "region")):
            return False
        self._folder.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=self._folder, delete=False, suffix=".part") as part:
            json.dump(body, part, ensure_ascii=False, indent=1)
        os.replace(part.name, path)
        return True

    def count(self) -> int:
        """How many drafts wait."""
        return len(list(self._folder.glob("draft-*.json"))) if self._folder.is_dir() else 0


def draft_folder(home: Path) -> DraftFolder:
    """The drafts of an installation."""
    return DraftFolder(home / "knowledge" / "drafts")


def _body(draft: Draft) -> dict[str, Any]:
    return {
        "id": draft.id,
        "state": draft.state.value,
        "question": draft.question,
        "answer": draft.answer,
        "asks": list(draft.asks),
        "cites": list(draft.cites),
        "region": draft.region,
        "remarks": list(draft.remarks),
        "origin": draft.origin,
        "imported": draft.imported.isoformat(),
    }

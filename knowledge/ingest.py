"""Catalogue -> indexes, kept equal by content hash: the hotline's own field first, the rest of the national laws behind it."""

from collections.abc import Iterable
from dataclasses import dataclass

from knowledge.dense import Progress, VectorIndex
from knowledge.model import Kind, Passage

FIRST_LEVEL = 2  # near laws (civil code, civil procedure …) go with the core


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What an ingest changed."""

    added: int
    dropped: int
    held: int


def by_need(passages: Iterable[Passage]) -> tuple[list[Passage], list[Passage]]:
    """What must be there before the first answer, and the tail that may follow in the background."""
    first = [p for p in passages if p.core or p.kind in (Kind.FAQ, Kind.SERVICE, Kind.DIGEST)]
    names = {p.id for p in first}
    tail = sorted((p for p in passages if p.id not in names), key=lambda p: p.level)
    first.sort(key=lambda p: (p.kind is not Kind.FAQ, p.level))
    return first, tail


def ingest(
    passages: Iterable[Passage], index: VectorIndex, core_only: bool = False, progress: Progress | None = None
) -> IngestReport:
    """Bring the vector index up to the catalogue. Repeated and interrupted runs go on where the last one stopped."""
    known = list(passages)
    first, tail = by_need(known)
    dropped = index.drop_stale(known)
    added = index.add(first, progress)
    if not core_only:
        added += index.add(tail, progress)
    return IngestReport(added, dropped, len(index))

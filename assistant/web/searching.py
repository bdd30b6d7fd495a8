"""Searching by hand: the very search that answers use, with its scores, on the agents' and editors' screens."""

from dataclasses import dataclass

from assistant.bootstrap import Services
from assistant.workorders.deadlines import local_day
from knowledge.model import Evidence, Kind, Query

MOST = 12


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found, with how it is cited and where it stands."""

    evidence: Evidence
    cite: str


def hits(services: Services, text: str, limit: int = MOST) -> list[Hit]:
    """What answers would rest on for this question today."""
    day = local_day(services.casework.clock.now())
    query = Query(text.strip()[:400], day, services.settings.region, limit)
    found = services.hotline.retriever.retrieve(query)
    return [Hit(one, _cite(one)) for one in found]


def _cite(evidence: Evidence) -> str:
    passage = evidence.passage
    if passage.kind not in (Kind.STATUTE, Kind.DIGEST) or not passage.refs:
        return ""
    ref = passage.refs[0]
    branch = f"之{ref.branch}" if ref.branch else ""
    return f"{ref.law}第{ref.article}条{branch}" if ref.article else ref.law

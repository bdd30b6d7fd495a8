"""Who may see what on which day, as arrays: in force, region, kind and audience, asked before anything is scored."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt

from knowledge.model import NATIONAL, Audience, Kind, Passage, Query

_KINDS = {kind: number for number, kind in enumerate(Kind)}


def day_number(day: date) -> int:
    """20261122 for 2026-11-22: a scalar that a vector store can compare."""
    return day.year * 10_000 + day.month * 100 + day.day


def regions_of(region: str) -> tuple[str, ...]:
    """The regions whose rules reach a place: the nation, its province, its city and itself."""
    if region == NATIONAL:
        return (NATIONAL,)
    return tuple(dict.fromkeys((NATIONAL, f"{region[:2]}0000", f"{region[:4]}00", region)))


class Scope:
    """The filter columns of a list of passages."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self._begins = np.array([day_number(p.effective_from) for p in passages], dtype=np.int64)
        self._ends = np.array([day_number(p.effective_to) for p in passages], dtype=np.int64)
        self._kinds = np.array([_KINDS[p.kind] for p in passages], dtype=np.int8)
        self._staff = np.array([p.audience is Audience.STAFF for p in passages], dtype=bool)
        self._regions = np.array([p.region for p in passages], dtype=np.str_)

    def allows(self, query: Query) -> npt.NDArray[np.bool_]:
        """True for each passage the query may return, shape (passages,)."""
        day = day_number(query.as_of)
        allowed = (self._begins <= day) & (day <= self._ends)
        allowed &= np.isin(self._regions, regions_of(query.region))
        if query.kinds != frozenset(Kind):
            allowed &= np.isin(self._kinds, [_KINDS[kind] for kind in query.kinds])
        if query.audience is Audience.PUBLIC:
            allowed &= ~self._staff
        return allowed


def metadata(passage: Passage) -> dict[str, Any]:
    """The same columns as scalars for a vector store."""
    return {
        "passage": passage.id,
        "kind": passage.kind.value,
        "region": passage.region,
        "audience": passage.audience.value,
        "from": day_number(passage.effective_from),
        "to": day_number(passage.effective_to),
    }


def where(query: Query) -> dict[str, Any]:
    """The filter of a query in the vector store's language."""
    day = day_number(query.as_of)
    conditions: list[dict[str, Any]] = [
        {"from": {"$lte": day}},
        {"to": {"$gte": day}},
        {"region": {"$in": list(regions_of(query.region))}},
    ]
    if query.kinds != frozenset(Kind):
        conditions.append({"kind": {"$in": sorted(kind.value for kind in query.kinds)}})
    if query.audience is Audience.PUBLIC:
        conditions.append({"audience": Audience.PUBLIC.value})
    return {"$and": conditions}

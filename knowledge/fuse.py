"""Reciprocal rank fusion: one list out of several, by places and not by scores that do not compare."""

from collections.abc import Mapping, Sequence

K = 60  # Cormack, Clarke, Büttcher 2009: the constant that keeps a single first place from deciding alone


def fuse(rankings: Mapping[str, Sequence[str]], weights: Mapping[str, float] | None = None) -> list[tuple[str, float]]:
    """Ids with their fused score, best first; an id missing from a ranking gets nothing from it."""
    total: dict[str, float] = {}
    for name, ranking in rankings.items():
        weight = (weights or {}).get(name, 1.0)
        for place, key in enumerate(ranking, start=1):
            total[key] = total.get(key, 0.0) + weight / (K + place)
    return sorted(total.items(), key=lambda pair: -pair[1])

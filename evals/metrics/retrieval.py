"""How well the deciding articles are found: recall, reciprocal rank and nDCG over articles, computed by ir-measures.

A gold group is one thing to find: the first of its members found counts as it, wherever several articles would do.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence

import ir_measures
from ir_measures import RR, Qrel, R, ScoredDoc, nDCG

from evals.case import matches
from evals.metrics.interval import Measure, ratio, share
from evals.row import Row

DEPTH = 20
_MEASURES = {f"recall@{depth}": R @ depth for depth in (1, 5, 10, 20)} | {"MRR@10": RR @ 10, "nDCG@10": nDCG @ 10}
NAMES = tuple(_MEASURES)


def searched(rows: Sequence[Row], covered_only: bool = False) -> list[Row]:
    """The rows that were searched for and have something to find."""
    return [row for row in rows if row.ranked is not None and _wanted(row, covered_only)]


def scores(rows: Sequence[Row], covered_only: bool = False) -> list[dict[str, float]]:
    """The measures of each searched row, in order; with `covered_only` what the pool lacks is not asked for."""
    found: list[dict[str, float]] = [{} for _ in rows]
    qrels = [Qrel(str(n), f"g{g}", 1) for n, row in enumerate(rows) for g in _wanted(row, covered_only)]
    run = [
        ScoredDoc(str(n), name, -float(place))
        for n, row in enumerate(rows)
        for place, name in enumerate(_documents(row, covered_only))
    ]
    for metric in ir_measures.iter_calc(_MEASURES.values(), qrels, run):
        name = next(name for name, measure in _MEASURES.items() if measure == metric.measure)
        found[int(metric.query_id)][name] = float(metric.value)
    return found


def _wanted(row: Row, covered_only: bool) -> list[int]:
    covered = row.covered or (True,) * len(row.gold)
    return [g for g in range(len(row.gold)) if covered[g] or not covered_only]


def _documents(row: Row, covered_only: bool) -> Iterator[str]:
    """The ranking as groups: the first article of each group becomes the group, every other article stays itself."""
    open_groups = _wanted(row, covered_only)
    for place, article in enumerate(row.ranked or ()):
        hit = [g for g in open_groups if any(matches(gold, article) for gold in row.gold[g])]
        open_groups = [g for g in open_groups if g not in hit]
        yield from (f"g{g}" for g in hit)
        if not hit:
            yield f"{place}:{article}"


def retrieval_measures(rows: Sequence[Row], covered_only: bool = False) -> list[Measure]:
    """Every headline of a search over rows."""
    asked = searched(rows, covered_only)
    each = scores(asked, covered_only)
    measures = [share(name, [score[name] for score in each]) for name in NAMES]
    covered = [sum(row.covered or (True,) * len(row.gold)) for row in asked]
    measures.append(share("recall@10 macro by article", _by_article(asked)))
    measures.append(ratio("gold covered by the pool", covered, [len(row.gold) for row in asked]))
    cards = [row.card_hit for row in asked if row.card_hit is not None]
    measures.append(share("first card rests on gold", [bool(hit) for hit in cards]))
    return measures


def _by_article(rows: Sequence[Row], depth: int = 10) -> list[float]:
    """Recall of each gold article by itself: an article that many ask for counts as one."""
    hits: dict[str, list[bool]] = defaultdict(list)
    for row in rows:
        first = (row.ranked or ())[:depth]
        for group in row.gold:
            hits[group[0]].append(any(matches(gold, article) for gold in group for article in first))
    return [sum(found) / len(found) for found in hits.values()]

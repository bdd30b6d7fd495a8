"""Learns the weights of the reranker and of the confidence on the dev questions, and writes them as the data they are.

Both are logistic regressions over named signals: a person can read what was learned, and why a case scored as it did.
"""

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from assistant.answering.understand import understand
from evals.case import Case, key_of, matches, resolved
from evals.row import Row
from knowledge.catalogue import Catalogue
from knowledge.model import Evidence, Kind, Query
from knowledge.ports import Retriever
from knowledge.rerank import WEIGHTS

CANDIDATES = 200  # as many as the retriever has
Example = tuple[dict[str, float], bool]


def rerank_examples(
    cases: Sequence[Case], retriever: Retriever, catalogue: Catalogue
) -> tuple[list[Example], list[Example]]:
    """Signals and truth of every candidate of every dev question: cards, and provisions."""
    cards: list[Example] = []
    provisions: list[Example] = []
    for case in (resolved(case, catalogue) for case in cases):
        if not case.gold:
            continue
        wanted = [gold.key for group in case.gold for gold in group]
        text = understand(case.inquiry).searches[0]
        for evidence in retriever.retrieve(Query(text, case.facts_on, case.region, CANDIDATES)):
            if evidence.passage.refs:
                side = cards if evidence.passage.kind is Kind.FAQ else provisions
                side.append((dict(evidence.signals), _rests_on(evidence, wanted, catalogue)))
    return cards, provisions


def _rests_on(evidence: Evidence, wanted: Sequence[str], catalogue: Catalogue) -> bool:
    found = [key_of(catalogue.resolve(ref)) for ref in evidence.passage.refs]
    return any(matches(gold, article) for gold in wanted for article in found)


def learned(examples: Sequence[Example], names: Sequence[str]) -> dict[str, float]:
    """Weights and bias of a logistic regression on these signals.

    Raises:
        ValueError: when the examples are all true or all false.
    """
    table = np.asarray([[signals.get(name, 0.0) for name in names] for signals, _ in examples], dtype=np.float64)
    truth = np.asarray([held for _, held in examples])
    if truth.all() or not truth.any():
        raise ValueError("examples of both kinds are needed")
    model = LogisticRegression(max_iter=1000).fit(table, truth)
    weights = dict(zip(names, (float(weight) for weight in model.coef_[0]), strict=True))
    return {"bias": float(model.intercept_[0]), **weights}


def rerank_text(cards: Sequence[Example], provisions: Sequence[Example], path: Path = WEIGHTS) -> str:
    """`rerank.toml` as learned: a weight for each signal the file names."""
    names = {
        side: [n for n in held if n != "bias"] for side, held in tomllib.loads(path.read_text(encoding="utf-8")).items()
    }
    counts = f"{len(cards)} cards, {len(provisions)} provisions"
    head = f"# Learned by `python -m evals fit-rerank` on the candidates of the dev questions: {counts}."
    return "\n".join(
        [
            head,
            "[card]",
            *_lines(learned(cards, names["card"])),
            "",
            "[provision]",
            *_lines(learned(provisions, names["provision"])),
            "",
        ]
    )


def decision_examples(rows: Sequence[Row]) -> list[Example]:
    """Signals and soundness of every dev case on which the confidence decided."""
    return [(dict(row.signals), row.draft_sound) for row in rows if row.draft_sound is not None and row.signals]


def threshold(costs: Mapping[str, float]) -> float:
    """The confidence from which answering costs less than asking a person.

    Answering costs (1 - p) wrong answers, escalating p needless escalations: answer where p is at least this share.
    """
    wrong, needless = costs["wrong_answer"], costs["needless_escalation"]
    return wrong / (wrong + needless)


def policy_text(examples: Sequence[Example], path: Path) -> str:
    """The policy file with the confidence as learned, and the threshold its costs ask for; the rest of it stays."""
    text = path.read_text(encoding="utf-8")
    costs = tomllib.loads(text)["costs"]
    start, end = text.index("[confidence]"), text.index("[costs]")
    body = [
        f"[confidence]  # learned by `python -m evals fit-decision` on {len(examples)} dev cases",
        f"answer_from = {threshold(costs):.3f}",
        *_lines(learned(examples, list(dict.fromkeys(name for signals, _ in examples for name in signals)))),
        "",
        "",
    ]
    return text[:start] + "\n".join(body) + text[end:]


def _lines(weights: Mapping[str, float]) -> list[str]:
    return [f"{name} = {weight:.3f}" for name, weight in weights.items()]

"""What kind of matter a question is, where no sign in `situations/` names it; signs are asked first and decide alone.

Two multinomial logistic regressions, averaged: one on the characters of the last turn (tf-idf of runs of one to three), one
on the embedder's plain vector of the question. `python -m evals.fit_kinds` trains them on examples written for it
(`examples/*.toml`) and on the dev questions. They may send a question to a person, never make one an answer.
"""

import math
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from assistant.answering.signs import situations
from assistant.answering.triage import Triage
from assistant.domain.answer import Action, Reason
from knowledge.text import normalise, repair

FILE = Path(__file__).with_name("kinds.npz")
RUNS = (1, 2, 3)  # characters of a term
# Likely enough: the share at which one and a half of a hundred dev questions of another kind would be taken for this one.
SURE = {Action.CRISIS: 0.40, Action.OUT_OF_SCOPE: 0.38, Action.ESCALATE: 0.52, Action.DISPATCH: 0.50}
UNCLEAR = 0.50  # from which a question counts as lacking what its answer turns on

Vector = npt.NDArray[np.float32]
Odds = dict[Action, float]


@dataclass(frozen=True)
class KindModel:
    """Weights on the vector, shape (actions, dimensions), and on the terms, shape (actions, terms)."""

    actions: tuple[Action, ...]
    embedder: str
    weights: Vector
    biases: Vector
    terms: dict[str, int]
    rarity: Vector  # inverse document frequency, shape (terms,)
    term_weights: Vector
    term_biases: Vector

    def probabilities(self, text: str, vector: Vector) -> Odds:
        """How likely each action is; they add up to one."""
        by_vector = _softmax(self.weights @ vector + self.biases)
        mean = (by_vector + self._by_terms(text)) / 2
        return dict(zip(self.actions, (float(p) for p in mean), strict=True))

    def _by_terms(self, text: str) -> Vector:
        counted = [(self.terms[term], n) for term, n in Counter(terms_of(text)).items() if term in self.terms]
        if not counted:
            return _softmax(self.term_biases)
        places = np.array([place for place, _ in counted])
        values = np.array([1.0 + math.log(n) for _, n in counted], dtype=np.float32) * self.rarity[places]
        values /= np.linalg.norm(values)
        return _softmax(self.term_weights[:, places] @ values + self.term_biases)


def terms_of(text: str) -> list[str]:
    """Every run of one to three characters of the text in its one written form."""
    plain = repair(normalise(text))
    return [plain[i : i + size] for size in RUNS for i in range(len(plain) - size + 1)]


def _softmax(scores: Vector) -> Vector:
    odds = np.exp(scores - scores.max())
    share: Vector = odds / odds.sum()
    return share


def load_kinds(file: Path = FILE) -> KindModel:
    """The trained model."""
    with np.load(file) as saved:
        words = str(saved["terms"]).split("\n")
        return KindModel(
            tuple(Action(str(name)) for name in saved["actions"]),
            str(saved["embedder"]),
            saved["weights"],
            saved["biases"],
            {word: place for place, word in enumerate(words)},
            saved["rarity"].astype(np.float32),
            saved["term_weights"].astype(np.float32),
            saved["term_biases"],
        )


def sensed(odds: Odds) -> Triage | None:
    """The likeliest kind as a triage, when it is likely enough and not a matter of mere answering or asking."""
    action = max(odds, key=lambda name: odds[name], default=Action.ANSWER)
    if action not in SURE or odds[action] < SURE[action]:
        return None
    says = next(s.says for s in situations("sensed") if s.id == action.value)
    return Triage(action, Reason(says["reason"]), f"sensed_{action.value}", "", says)


def unclear(odds: Odds) -> bool:
    """True when the wording is that of a question that lacks what its answer turns on."""
    return odds.get(Action.CLARIFY, 0.0) >= UNCLEAR

"""What kind of matter a question is, by its vector, where no sign in `situations/` names it; signs decide alone.

A multinomial logistic regression on the embedder's plain vector, trained by `python -m evals.fit_kinds` on examples
written for it (`examples/*.toml`) and on the dev questions. It may send a question to a person, never make one an answer.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from assistant.answering.signs import situations
from assistant.answering.triage import Triage
from assistant.domain.answer import Action, Reason

FILE = Path(__file__).with_name("kinds.npz")
SURE = {Action.CRISIS: 0.6, Action.OUT_OF_SCOPE: 0.7, Action.ESCALATE: 0.65, Action.DISPATCH: 0.65}

Vector = npt.NDArray[np.float32]


@dataclass(frozen=True)
class KindModel:
    """Weights, shape (actions, dimensions), and biases, shape (actions,)."""

    actions: tuple[Action, ...]
    weights: Vector
    biases: Vector
    embedder: str

    def probabilities(self, vector: Vector) -> dict[Action, float]:
        """How likely each action is; they add up to one."""
        scores = self.weights @ vector + self.biases
        odds = np.exp(scores - scores.max())
        return dict(zip(self.actions, (float(p) for p in odds / odds.sum()), strict=True))


def load_kinds(file: Path = FILE) -> KindModel:
    """The trained model."""
    with np.load(file) as saved:
        actions = tuple(Action(str(name)) for name in saved["actions"])
        return KindModel(actions, saved["weights"], saved["biases"], str(saved["embedder"]))


def sensed(probabilities: dict[Action, float]) -> Triage | None:
    """The likeliest kind as a triage, when it is likely enough and not a matter of mere answering or asking."""
    if not probabilities:
        return None
    action = max(probabilities, key=lambda name: probabilities[name])
    if action not in SURE or probabilities[action] < SURE[action]:
        return None
    says = next(s.says for s in situations("sensed") if s.id == action.value)
    return Triage(action, Reason(says["reason"]), f"sensed_{action.value}", "", says)

"""The decision's thresholds and the office's promises, as data."""

import math
import tomllib
from dataclasses import dataclass
from pathlib import Path

from assistant.answering.replies import ServicePromises

FILE = Path(__file__).with_name("policy.toml")


@dataclass(frozen=True, slots=True)
class Policy:
    """From which confidence the program answers by itself, and what it promises when a person takes over."""

    answer_from: float
    weights: dict[str, float]
    promises: ServicePromises

    def confidence(self, signals: dict[str, float]) -> float:
        """One calibrated number, 0 to 1, the same in a hit test and in a live call."""
        total = self.weights["bias"] + sum(self.weights.get(name, 0.0) * value for name, value in signals.items())
        return 1.0 / (1.0 + math.exp(-total))


def load_policy(path: Path = FILE) -> Policy:
    """The policy of a file."""
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    weights = dict(table["confidence"])
    return Policy(float(weights.pop("answer_from")), weights, ServicePromises(**table["service"]))

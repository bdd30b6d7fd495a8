"""What a model's draft is held to and how long it may take: the thresholds of policy.toml as values."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("policy.toml")


@dataclass(frozen=True, slots=True)
class Grounding:
    """From when a sentence counts as carried by the text it cites."""

    coverage: float
    anchor: float
    likeness: float
    kept: float


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a model is waited for, how often it is asked, and when it is left alone."""

    first_token_s: float
    total_s: float
    attempts: int
    redrafts: int
    breaker_failures: int
    breaker_window_s: float
    breaker_rest_s: float


def load_grounding(path: Path = FILE) -> Grounding:
    """The thresholds of verification."""
    return Grounding(**_table(path, "verification"))


def load_patience(path: Path = FILE) -> Patience:
    """The time limits of drafting."""
    return Patience(**_table(path, "drafting"))


def _table(path: Path, name: str) -> dict[str, Any]:
    table: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))[name]
    return table

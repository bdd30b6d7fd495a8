"""The scorecard as data: blocks, items, weights, what is fatal, what applies; in versions."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

RUBRIC = Path(__file__).parent / "rubric.toml"


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the scorecard; `when` names what must hold for it to apply."""

    id: str
    title: str
    weight: float
    codes: frozenset[str]
    fatal: frozenset[str]
    when: str


@dataclass(frozen=True, slots=True)
class Block:
    """A part of the scorecard."""

    id: str
    title: str
    weight: float
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Rubric:
    """The whole scorecard in one version."""

    version: str
    blocks: tuple[Block, ...]
    severity: dict[str, float]
    fatal_cap: int

    @property
    def items(self) -> tuple[Item, ...]:
        """Every line."""
        return tuple(item for block in self.blocks for item in block.items)


@cache
def load_rubric(path: Path = RUBRIC) -> Rubric:
    """The scorecard of a file."""
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    blocks = tuple(Block(b["id"], b["title"], b["weight"], tuple(map(_item, b["items"]))) for b in table["block"])
    return Rubric(table["version"], blocks, table["severity"], table["fatal_cap"])


def _item(entry: dict[str, Any]) -> Item:
    return Item(
        id=entry["id"],
        title=entry["title"],
        weight=entry["weight"],
        codes=frozenset(entry["codes"]),
        fatal=frozenset(entry.get("fatal", ())),
        when=entry.get("when", ""),
    )

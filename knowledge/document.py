"""A document as readers hand it over: blocks in reading order, and question-and-answer pairs of a sheet."""

import re
import unicodedata
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

_INVISIBLE = re.compile("[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
                        "\ufff0-\uffff\ud800-\udfff\U000e0000-\U000e007f]")  # fmt: skip
_BLANKS = re.compile(r"[ \t\u00a0\u2000-\u200a\u202f\u3000]+")


class BlockKind(StrEnum):
    """What a block is in the layout, before anybody reads its words."""

    TITLE = "title"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    TABLE = "table"  # rows as lines of | cells |
    NOTE = "note"  # an editor's remark: never part of the text


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, heading or table."""

    kind: BlockKind
    text: str


@dataclass(frozen=True, slots=True)
class Pair:
    """One row of a sheet of questions and answers."""

    row: int
    question: str
    answer: str
    asks: tuple[str, ...] = ()
    cites: tuple[str, ...] = ()
    region: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """What a reader found in a file. `remarks` are things a person should look at, in Chinese."""

    blocks: tuple[Block, ...] = ()
    pairs: tuple[Pair, ...] = ()
    remarks: tuple[str, ...] = field(default=())

    @property
    def characters(self) -> int:
        """Characters of text without blanks."""
        return sum(len("".join(block.text.split())) for block in self.blocks) + sum(
            len(pair.question) + len(pair.answer) for pair in self.pairs
        )


def clean(text: str) -> str:
    """The text without characters nobody sees, in composed form, with single blanks; lines stay lines."""
    plain = _INVISIBLE.sub("", unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")))
    return "\n".join(_BLANKS.sub(" ", line).strip() for line in plain.split("\n")).strip()


def invisible(text: str) -> int:
    """How many characters nobody sees the text holds: a byte-order mark at the start is not counted."""
    return len(_INVISIBLE.findall(text.removeprefix("\ufeff")))


def table(rows: list[list[str]]) -> str:
    """A table as lines of text that a person can still read as one."""
    cells = [[" ".join(clean(cell).split()).replace("|", "｜") for cell in row] for row in rows]
    return "\n".join(f"| {' | '.join(row)} |" for row in cells if any(row))


def to_json(document: Document) -> dict[str, Any]:
    """The document as plain JSON, the form in which the child process hands it over."""
    return {
        "blocks": [[block.kind.value, block.text] for block in document.blocks],
        "pairs": [[p.row, p.question, p.answer, list(p.asks), list(p.cites), p.region] for p in document.pairs],
        "remarks": list(document.remarks),
    }


def from_json(body: dict[str, Any]) -> Document:
    """The document a child process handed over."""
    return Document(
        tuple(Block(BlockKind(kind), text) for kind, text in body["blocks"]),
        tuple(Pair(row, q, a, tuple(asks), tuple(cites), region) for row, q, a, asks, cites, region in body["pairs"]),
        tuple(body["remarks"]),
    )

"""Ways to spoil a file: bytes changed, cut out, repeated, brought in; inside a packed file its parts are spoilt too."""

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.importing.guard import FileKind
from tests.knowledge.importing import made

SEEDS = {
    FileKind.DOCX: made.docx(),
    FileKind.PDF: made.pdf(),
    FileKind.HTML: made.html(),
    FileKind.XLSX: made.xlsx(),
    FileKind.CSV: made.csv(),
    FileKind.MARKDOWN: made.markdown(),
}
PACKED = (FileKind.DOCX, FileKind.XLSX)
GENTLE = ("piece", "move")  # mostly still well formed afterwards: what comes behind the parser is reached
WAYS = ("flip", "cut", "repeat", "bring", "swap", "end", *GENTLE)
BROUGHT = (
    b"\x00", b"\xff" * 8, b"<", b">", b"&#x0;", b"<!DOCTYPE a [<!ENTITY b 'c'>]>", b"]]>", b"</w:p>", b"<w:tbl>", b"99999999999",
    b"-1", b"/Kids [2 0 R]", b"/Length 2147483647", b"/Filter /FlateDecode", b"/Prev 0", b"startxref\n0", b"obj", b"\"", b",\r\n",
    "第一条 ".encode(), "第九千九百九十九条".encode(), b"<table>", b"<td colspan=99999999>", b"PK\x03\x04", b"\xed\xa0\x80",
    b"xref",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Spoil:
    """One change: what, where (a share of the length), how many bytes, and of what."""

    way: str
    place: float
    length: int
    number: int


def spoilt(kind: FileKind, spoils: Sequence[Spoil], inside: bool) -> bytes:
    """The seed of a kind after the changes; `inside` spoils a part of a packed file instead of its shell."""
    data = SEEDS[kind]
    if not (inside and kind in PACKED):
        return _applied(data, spoils)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        names = [name for name in old.namelist() if name.endswith((".xml", ".rels"))]
        chosen = names[spoils[0].number % len(names)] if spoils else ""
        main = "word/document.xml" if kind is FileKind.DOCX else "xl/worksheets/sheet1.xml"
        for name in old.namelist():
            body = old.read(name)
            new.writestr(name, _applied(body, spoils) if name in (chosen, main) else body)
    return out.getvalue()


def _applied(data: bytes, spoils: Sequence[Spoil]) -> bytes:
    for spoil in spoils:
        at = int(spoil.place * len(data))
        part = data[at : at + spoil.length]
        brought = BROUGHT[spoil.number % len(BROUGHT)]
        if spoil.way == "flip":
            data = data[:at] + bytes(byte ^ (1 << spoil.number % 8) for byte in part) + data[at + len(part) :]
        elif spoil.way == "cut":
            data = data[:at] + data[at + len(part) :]
        elif spoil.way == "repeat":
            data = data[:at] + part * min(1 + spoil.number, 400) + data[at + len(part) :]
        elif spoil.way == "bring":
            data = data[:at] + brought + data[at:]
        elif spoil.way in ("piece", "move"):
            data = _pieces(data, spoil)
        elif spoil.way == "swap":
            data = data[at:] + data[:at]
        else:
            data = data[: max(at, 8)]
    return data


def _pieces(data: bytes, spoil: Spoil) -> bytes:
    """A whole element or line left out, repeated or moved: what comes out is still well formed more often than not."""
    mark = b"<" if data.lstrip()[:1] == b"<" else b"\n"
    pieces = data.split(mark)
    at = int(spoil.place * (len(pieces) - 1))
    taken = pieces[at : at + 1 + spoil.length % 3]
    rest = pieces[:at] + pieces[at + len(taken) :]
    if spoil.way == "move":
        to = spoil.number % (len(rest) + 1)
        return mark.join(rest[:to] + taken + rest[to:])
    return mark.join(pieces[:at] + taken * (spoil.number % 40) + pieces[at + len(taken) :])

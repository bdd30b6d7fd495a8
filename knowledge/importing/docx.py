"""Reads .docx with python-docx: paragraphs and tables in their order; what Word hides is left out and said."""

import io
from collections.abc import Iterator
from typing import Any

from knowledge.document import Block, BlockKind, Document, clean, invisible, table
from knowledge.importing.refusal import Reason, Refused
from knowledge.importing.zip_guard import opened, read

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TRACKED = (f"{_W}ins", f"{_W}del", f"{_W}moveFrom", f"{_W}moveTo")


def read_docx(data: bytes) -> Document:
    """The blocks of a Word file.

    Raises:
        Refused: when its parts declare entities, which no word processor writes.
    """
    with opened(data) as archive:
        for entry in archive.infolist():
            if entry.filename.endswith((".xml", ".rels")) and b"<!DOCTYPE" in read(archive, entry)[:4096].upper():
                raise Refused(Reason.UNREADABLE, "文件中有不正常的 XML 声明，不接受")
    import docx  # the child process alone pays for lxml

    document = docx.Document(io.BytesIO(data))
    body = document.element.body
    blocks = tuple(_blocks(document))
    remarks = tuple(_remarks(body, "".join(block.text for block in blocks)))
    return Document(tuple(Block(b.kind, clean(b.text)) for b in blocks if clean(b.text)), remarks=remarks)


def _blocks(document: Any) -> Iterator[Block]:  # python-docx has no types
    for part in document.iter_inner_content():
        if hasattr(part, "rows"):
            yield Block(BlockKind.TABLE, table([[cell.text for cell in row.cells] for row in part.rows]))
            continue
        text = "".join(_shown(part))
        style = (part.style.name or "").lower() if part.style is not None else ""
        if style == "title":
            yield Block(BlockKind.TITLE, text)
        elif style.startswith("heading") or style.startswith("标题"):
            yield Block(BlockKind.HEADING, text)
        else:
            for line in text.split("\n"):
                yield Block(BlockKind.PARAGRAPH, line)


def _shown(paragraph: Any) -> Iterator[str]:
    """The text of the runs that are not hidden, hyperlinks included."""
    for part in paragraph.iter_inner_content():
        for run in getattr(part, "runs", [part]):
            if not run.font.hidden:
                yield run.text


def _remarks(body: Any, text: str) -> Iterator[str]:
    tracked = sum(1 for _ in body.iter(*_TRACKED))
    hidden = sum(1 for _ in body.iter(f"{_W}vanish"))
    numbered = sum(1 for _ in body.iter(f"{_W}numPr"))
    drawings = sum(1 for _ in body.iter(f"{_W}drawing", f"{_W}pict"))
    if tracked:
        yield f"文件有{tracked}处修订痕迹，没有读入：请先接受或拒绝修订，再导入"
    if hidden:
        yield f"有{hidden}处隐藏文字，没有读入"
    if numbered:
        yield f"有{numbered}段用了自动编号，编号不在文字里：请核对条号和项号"
    if drawings:
        yield f"有{drawings}处图片或图形，其中的文字没有读入"
    if count := invisible(text):
        yield f"去掉了{count}个看不见的字符"

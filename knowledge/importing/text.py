"""Reads Markdown and plain text: one block a line; tables stay together, remarks of editors are set apart."""

import re
from collections.abc import Iterator

from knowledge.document import Block, BlockKind, Document, clean, invisible
from knowledge.importing.refusal import Reason, Refused

_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,300}>")
_IMAGE = re.compile(r"!\[[^\]]{0,300}\]\([^)]{0,2000}\)")
_LINK = re.compile(r"\[([^\]]{1,300})\]\([^)]{0,2000}\)")
_REMARK = re.compile(r"^[（(【\[]?\s*编者[注按]")
_RULE = re.compile(r"^\|?[\s:|-]+\|?$")
ENCODINGS = ("utf-8-sig", "gb18030")


def decoded(data: bytes) -> str:
    """The text in the encoding its bytes show.

    Raises:
        Refused: when it is in none that Chinese files come in.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings: tuple[str, ...] = ("utf-16",)
    else:
        encodings = ENCODINGS
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refused(Reason.UNREADABLE, "文字编码认不出来，请另存为 UTF-8")


def read_text(data: bytes, markdown: bool) -> Document:
    """The blocks of a text file."""
    text = decoded(data)
    remarks = [f"去掉了{count}个看不见的字符"] if (count := invisible(text)) else []
    if markdown:
        if hidden := [part for part in _COMMENT.findall(text) if len(part) > 40]:
            remarks.append(f"有{len(hidden)}处注释没有读入")
        text = _LINK.sub(r"\1", _IMAGE.sub("", _COMMENT.sub("", text)))
        text = _TAG.sub("", text)
    blocks = tuple(_blocks(clean(text).split("\n"), markdown))
    return Document(blocks, remarks=tuple(remarks))


def _blocks(lines: list[str], markdown: bool) -> Iterator[Block]:
    rows: list[str] = []
    for line in [*lines, ""]:
        if markdown and line.startswith("|"):
            if not _RULE.match(line):
                rows.append(line)
            continue
        if rows:
            yield Block(BlockKind.TABLE, "\n".join(rows))
            rows = []
        if line:
            yield _block(line, markdown)


def _block(line: str, markdown: bool) -> Block:
    if _REMARK.match(line.lstrip("> ")) or (markdown and line.startswith(">")):
        return Block(BlockKind.NOTE, line.lstrip("> "))
    if markdown and line.startswith("#"):
        kind = BlockKind.TITLE if re.match(r"^#(?!#)", line) else BlockKind.HEADING
        return Block(kind, line.lstrip("# ").replace("**", ""))
    return Block(BlockKind.PARAGRAPH, line.replace("**", "") if markdown else line)

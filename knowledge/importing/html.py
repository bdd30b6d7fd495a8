"""Reads saved web pages with selectolax: visible text only; scripts, comments and hidden parts stay out, nothing is fetched."""

import re
from collections.abc import Iterator
from typing import Any

from knowledge.document import Block, BlockKind, Document, clean, invisible, table
from knowledge.importing.text import decoded

_DROPPED = (
    "script, style, noscript, template, iframe, object, embed, svg, math, nav, footer, form, button, select, head"
)
_HIDDEN = (
    "[hidden], [aria-hidden=true], [style*='display:none'], [style*='display: none'], [style*='visibility:hidden']"
)
_BLOCKS = {"p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6", "td", "th", "tr", "section", "article", "main", "body",
           "ul", "ol", "dl", "dt", "dd", "blockquote", "pre", "center", "html", "header", "figure", "br", "hr"}  # fmt: skip
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([a-zA-Z0-9_-]{2,20})", re.IGNORECASE)
MOST_NODES = 400_000


def read_html(data: bytes) -> Document:
    """The blocks of a page."""
    from selectolax.lexbor import LexborHTMLParser  # the child process alone pays for it

    text = _decoded(data)
    tree = LexborHTMLParser(text)
    hidden = [node for node in tree.css(_HIDDEN) if (node.text() or "").strip()]
    remarks = [f"有{len(hidden)}处隐藏内容，没有读入"] if hidden else []
    for node in [*hidden, *tree.css(_DROPPED)]:
        node.decompose()
    if count := invisible(text):
        remarks.append(f"去掉了{count}个看不见的字符")
    found = list(_walk(tree.body)) if tree.body is not None else []
    blocks = (Block(kind, clean(part)) for kind, whole in found for part in _parts(kind, whole))
    return Document(tuple(block for block in blocks if block.text), remarks=tuple(remarks))


def _decoded(data: bytes) -> str:
    """The page in the encoding it names, where that is one of the Chinese ones; else as any text."""
    named = _CHARSET.search(data[:4096])
    if named and named[1].lower() in (b"gbk", b"gb2312", b"gb18030"):
        return data.decode("gb18030", errors="replace")
    return decoded(data)


def _parts(kind: BlockKind, text: str) -> list[str]:
    return [text] if kind is BlockKind.TABLE else text.split("\n")


def _walk(body: Any) -> Iterator[tuple[BlockKind, str]]:
    """Kind and text of each block: text between two block tags is one. Depth is held on a list, not on the stack."""
    held: list[str] = []
    kind = BlockKind.PARAGRAPH
    pending: list[tuple[Any, bool]] = [(body, False)]
    for _ in range(MOST_NODES):
        if not pending:
            break
        node, leaving = pending.pop()
        tag = node.tag
        if leaving or tag in _BLOCKS or tag == "table":
            if text := "".join(held).strip():
                yield kind, text
            held = []
            kind = BlockKind.PARAGRAPH if leaving else _kind(tag)
        if leaving:
            continue
        if tag == "-text":
            held.append(re.sub(r"\s+", " ", node.text() or ""))
        elif tag == "table" and node.css_first("table table") is None:
            rows = [[cell.text() or "" for cell in row.css("td, th")] for row in node.css("tr")]
            if max((len(row) for row in rows), default=0) > 1:
                yield BlockKind.TABLE, table(rows)
            else:
                yield from ((BlockKind.PARAGRAPH, cell) for row in rows for cell in row)
        else:
            if tag in _BLOCKS:
                pending.append((node, True))
            children = list(node.iter(include_text=True))
            pending += [(child, False) for child in reversed(children)]
    if text := "".join(held).strip():
        yield kind, text


def _kind(tag: str) -> BlockKind:
    if tag == "h1":
        return BlockKind.TITLE
    return BlockKind.HEADING if re.fullmatch(r"h[2-6]", tag) else BlockKind.PARAGRAPH

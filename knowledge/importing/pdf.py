"""Reads .pdf with pypdf: the text layer, page numbers and running heads removed, broken lines joined again."""

import io
import logging
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from knowledge.document import Block, BlockKind, Document, clean, invisible
from knowledge.importing.refusal import Reason, Refused

MOST_PAGES = 500
MOST_CHARACTERS = 3_000_000
_PAGE_NUMBER = re.compile(r"^[-—–\s]*(?:第\s?)?\d{1,4}(?:\s?页)?(?:\s?[/／]\s?\d{1,4}|\s?共\s?\d{1,4}\s?页)?[-—–\s]*$")
_OPENS = re.compile(
    r"^(?:第\s?[0-9〇零一二两三四五六七八九十百千]{1,9}\s?(?:编|分编|章|节|条)|[（(][一二三四五六七八九十]{1,3}[）)]"
    r"|[一二三四五六七八九十]{1,3}、|附\s?[件录表：:]|[（(]?\d{4}年\d{1,2}月)"
)
_ENDS = ("。", "；", "：", "！", "？", "”", "）", ";", ":")
_WHOLE_LINE = 18  # characters: a shorter line is a heading or the end of a paragraph


def read_pdf(data: bytes) -> Document:
    """The blocks of a PDF's text layer.

    Raises:
        Refused: when it is encrypted, has too many pages, or carries no text.
    """
    import pypdf  # the child process alone pays for it

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it has a word on every byte of a broken file
    reader = pypdf.PdfReader(io.BytesIO(data), strict=False)
    if reader.is_encrypted:
        raise Refused(Reason.ENCRYPTED, "PDF 有密码，请去掉密码后再导入")
    if len(reader.pages) > MOST_PAGES:
        raise Refused(Reason.TOO_LARGE, f"PDF 超过{MOST_PAGES}页")
    pages: list[list[str]] = []
    total = 0
    for page in reader.pages:
        text = page.extract_text() or ""
        total += len(text)
        if total > MOST_CHARACTERS:
            raise Refused(Reason.TOO_LARGE, "PDF 文字过多")
        pages.append([line for line in clean(text).split("\n") if line])
    if not any(pages):
        raise Refused(Reason.NO_TEXT, "PDF 没有文字层（像是扫描件），请用文字版")
    empty = sum(not page for page in pages)
    remarks = [f"有{empty}页没有文字（可能是扫描页）"] if empty else []
    if count := sum(invisible(line) for page in pages for line in page):
        remarks.append(f"去掉了{count}个看不见的字符")
    remarks.append("PDF 的分段按行尾标点推断，表格按行读入：请抽查")
    lines = _without_margins(pages)
    return Document(tuple(Block(BlockKind.PARAGRAPH, text) for text in _joined(lines)), remarks=tuple(remarks))


def _without_margins(pages: Sequence[Sequence[str]]) -> list[str]:
    """The lines without page numbers, and without the first and last lines that most pages share."""
    edges = Counter(line for page in pages for line in {*page[:1], *page[-1:]})
    running = {line for line, count in edges.items() if count >= 3 and count * 2 > len(pages)}
    return [line for page in pages for line in page if line not in running and not _PAGE_NUMBER.match(line)]


def _joined(lines: Sequence[str]) -> Iterator[str]:
    """Paragraphs of lines: a line goes on where the one before was full and did not end a sentence."""
    held = ""
    last = ""
    for line in lines:
        goes_on = held and not _OPENS.match(line) and len(last) >= _WHOLE_LINE and not last.endswith(_ENDS)
        if goes_on:
            glue = " " if last[-1:].isascii() and line[:1].isascii() and last[-1:].isalnum() else ""
            held += glue + line
        else:
            if held:
                yield held
            held = line
        last = line
    if held:
        yield held

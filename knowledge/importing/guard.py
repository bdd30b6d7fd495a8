"""The first look at a file, before any parser sees it: how large it is, what it is, whether that is what it says it is."""

import re
from enum import StrEnum
from pathlib import PurePosixPath

import puremagic

from knowledge.importing.refusal import Reason, Refused
from knowledge.importing.zip_guard import opened, shown

MEGABYTE = 2**20


class FileKind(StrEnum):
    """The kinds of files that are read."""

    DOCX = "docx"
    PDF = "pdf"
    HTML = "html"
    MARKDOWN = "md"
    TEXT = "txt"
    XLSX = "xlsx"
    CSV = "csv"
    ZIP = "zip"


SIZE_LIMITS = {
    FileKind.DOCX: 20 * MEGABYTE,
    FileKind.PDF: 40 * MEGABYTE,
    FileKind.HTML: 10 * MEGABYTE,
    FileKind.MARKDOWN: 10 * MEGABYTE,
    FileKind.TEXT: 10 * MEGABYTE,
    FileKind.XLSX: 20 * MEGABYTE,
    FileKind.CSV: 10 * MEGABYTE,
    FileKind.ZIP: 100 * MEGABYTE,
}
SUFFIXES = {kind.value: kind for kind in FileKind} | {"htm": FileKind.HTML, "markdown": FileKind.MARKDOWN}
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|meta|title|div|p|table|h1)\b", re.IGNORECASE)
_FOREIGN = re.compile(
    rb"^\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.{0,400}?-->\s*)?<(?:svg|!DOCTYPE svg)|^\s*\{\\rtf", re.IGNORECASE
)
_BINARY = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
HEAD = 4_096


def kind_of(name: str, data: bytes) -> FileKind:
    """What the file is, by its content and its name together.

    Raises:
        Refused: when it is empty, too large, of a kind that is not read, or not what its name says.
    """
    suffix = PurePosixPath(name.lower()).suffix.removeprefix(".")
    if suffix in ("doc", "xls", "wps", "et") or data.startswith(_OLD_OFFICE):
        raise Refused(Reason.UNKNOWN_KIND, "旧版或加密的 Office 文件读不了，请另存为 .docx 或 .xlsx（不加密码）")
    kind = SUFFIXES.get(suffix)
    if kind is None:
        raise Refused(Reason.UNKNOWN_KIND, f"不支持这种文件：{shown(name)}")
    if not data.strip():
        raise Refused(Reason.EMPTY, "文件是空的")
    if len(data) > SIZE_LIMITS[kind]:
        raise Refused(Reason.TOO_LARGE, f"文件超过{SIZE_LIMITS[kind] // MEGABYTE}MB")
    if kind in (FileKind.DOCX, FileKind.XLSX, FileKind.ZIP):
        _packed(kind, data)
    elif kind is FileKind.PDF:
        if not data.startswith(b"%PDF-"):
            raise Refused(Reason.MISLABELLED, "扩展名是 .pdf，内容不是")
    else:
        _written(kind, data)
    return kind


def _packed(kind: FileKind, data: bytes) -> None:
    if not data.startswith(b"PK\x03\x04"):
        raise Refused(Reason.MISLABELLED, f"扩展名是 .{kind}，内容不是")
    with opened(data) as archive:
        names = set(archive.namelist())
    found = _office(names)
    if found is not kind:
        raise Refused(Reason.MISLABELLED, f"扩展名是 .{kind}，内容是 .{found}")
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise Refused(Reason.MACROS, "文件带有宏，请另存为不带宏的格式")


def _office(names: set[str]) -> FileKind:
    if "[Content_Types].xml" not in names:
        return FileKind.ZIP
    if "word/document.xml" in names:
        return FileKind.DOCX
    return FileKind.XLSX if "xl/workbook.xml" in names else FileKind.ZIP


def _written(kind: FileKind, data: bytes) -> None:
    """Text must be text: no picture, archive or program under a text's name."""
    head = data[:HEAD]
    wide = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    if (not wide and _BINARY.search(head)) or _FOREIGN.search(head) or head.startswith((b"%PDF-", b"PK\x03\x04")):
        raise Refused(Reason.MISLABELLED, f"扩展名是 .{kind}，内容不是文字（像是 {_likely(head)}）")
    if kind is FileKind.HTML and not wide and not _HTML.search(data[: 16 * HEAD]):
        raise Refused(Reason.MISLABELLED, "扩展名是 .html，内容不是网页")


def _likely(head: bytes) -> str:
    """What the content looks like, for the sentence only."""
    try:
        return puremagic.from_string(head) or "未知格式"
    except (puremagic.PureError, ValueError):
        return "未知格式"

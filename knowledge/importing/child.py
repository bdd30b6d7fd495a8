"""Parsing in a child process with limits on memory, processor time, file size and the clock; the result comes back as JSON.

A parser may loop, allocate without end or crash: then the child dies and the file is refused, nothing else is touched. The
child gets the bytes on its standard input and no name, path, environment or network address to work with.
"""

import json
import resource
import subprocess
import sys
import tempfile
from typing import Any

from knowledge.document import Document, from_json, to_json
from knowledge.importing.guard import FileKind
from knowledge.importing.refusal import Reason, Refused

MEMORY = 512 * 2**20
PROCESSOR_SECONDS = 8
SECONDS = 9.0
OUTPUT = 64 * 2**20


def parsed(kind: FileKind, data: bytes, seconds: float = SECONDS) -> Document:
    """What the file holds, read in a child process.

    Raises:
        Refused: when the reader refuses it, or the child hits a limit or dies.
    """
    command = [sys.executable, "-I", "-m", "knowledge.importing.child", kind.value]
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as back:
        given.write(data)
        given.seek(0)
        try:
            done = subprocess.run(
                command, stdin=given, stdout=back, stderr=subprocess.DEVNULL, timeout=seconds, env={"LC_ALL": "C.UTF-8"}
            )
        except subprocess.TimeoutExpired as error:
            raise Refused(Reason.OUT_OF_LIMITS, f"文件{seconds:.0f}秒内没有读完，不接受") from error
        back.seek(0)
        answer = back.read(OUTPUT)
    if done.returncode:
        raise Refused(Reason.OUT_OF_LIMITS, "读文件的进程超出内存或时间限制而中止，不接受")
    return _document(answer)


def _document(answer: bytes) -> Document:
    try:
        body = json.loads(answer)
        if "refused" in body:
            raise Refused(Reason(body["refused"]), body["message"])
        return from_json(body)
    except (json.JSONDecodeError, KeyError, TypeError) as error:
        raise Refused(Reason.OUT_OF_LIMITS, "读文件的进程没有交回结果，不接受") from error


def read(kind: FileKind, data: bytes) -> Document:
    """What the file holds, read in this process: only the child and tests call it.

    Raises:
        Refused: when the file cannot be used; whatever a parser raises otherwise is for the caller.
    """
    if kind is FileKind.DOCX:
        from knowledge.importing.docx import read_docx

        return read_docx(data)
    if kind is FileKind.PDF:
        from knowledge.importing.pdf import read_pdf

        return read_pdf(data)
    if kind is FileKind.HTML:
        from knowledge.importing.html import read_html

        return read_html(data)
    if kind in (FileKind.XLSX, FileKind.CSV):
        from knowledge.importing.sheet import read_sheet

        return read_sheet(data, kind is FileKind.XLSX)
    from knowledge.importing.text import read_text

    return read_text(data, kind is FileKind.MARKDOWN)


def verdict(kind: FileKind, data: bytes) -> dict[str, Any]:
    """The document as JSON, or why it is refused. A parser may fail in any way: here, and only here, all are one."""
    try:
        return to_json(read(kind, data))
    except Refused as error:
        return {"refused": error.reason.value, "message": str(error)}
    except (MemoryError, RecursionError):
        return {"refused": Reason.OUT_OF_LIMITS.value, "message": "文件结构过大或过深，不接受"}
    except Exception as error:  # the parsers name no common class; the kind of error is kept for the record
        return {"refused": Reason.UNREADABLE.value, "message": f"文件损坏，读不了（{type(error).__name__}）"}


def confine() -> None:
    """Lower the limits of this process for good."""
    for limit, value in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, PROCESSOR_SECONDS),
        (resource.RLIMIT_FSIZE, OUTPUT),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 64),
    ):
        resource.setrlimit(limit, (value, value))


def main() -> None:
    """Read standard input under limits, write the verdict to standard output."""
    confine()
    kind = FileKind(sys.argv[1])
    body = json.dumps(verdict(kind, sys.stdin.buffer.read()), ensure_ascii=True)
    sys.stdout.write(body)


if __name__ == "__main__":
    main()

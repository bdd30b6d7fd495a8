"""Bombs, false names, ways out of the archive, and parsers that do not come back."""

import io
import struct
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from knowledge.document import Document
from knowledge.importing import child, zip_guard
from knowledge.importing.archive import candidates
from knowledge.importing.guard import FileKind, kind_of
from knowledge.importing.refusal import Reason, Refused
from tests.knowledge.importing import made


def refusal(name: str, data: bytes) -> Reason:
    with pytest.raises(Refused) as caught:
        kind_of(name, data)
    return caught.value.reason


def with_entry(name: str, body: bytes = b"x", **fields: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        info = zipfile.ZipInfo(name)
        for key, value in fields.items():
            setattr(info, key, value)
        archive.writestr(info, body)
    return out.getvalue()


def test_bomb_is_refused_before_it_is_unpacked() -> None:
    bomb = made.zipped({"word/document.xml": bytes(60 * 2**20), "[Content_Types].xml": b"<x/>"})
    assert len(bomb) < 100_000
    assert refusal("a.docx", bomb) is Reason.ARCHIVE_BOMB


def test_many_small_entries_that_swell_together_are_a_bomb() -> None:
    assert refusal("a.zip", made.zipped({f"{n}.txt": bytes(60_000) for n in range(500)})) is Reason.ARCHIVE_BOMB


def test_too_many_entries_are_refused() -> None:
    entries = {f"{n}.txt": b"x" for n in range(zip_guard.MOST_ENTRIES + 1)}
    assert refusal("a.zip", made.zipped(entries)) is Reason.ARCHIVE_BOMB


def test_entries_that_lie_over_each_other_are_refused() -> None:
    data = bytearray(made.zipped({"a.txt": b"a" * 3000, "b.txt": b"b" * 3000}))
    first = data.find(b"PK\x01\x02")
    second = data.find(b"PK\x01\x02", first + 4)
    data[second + 42 : second + 46] = data[first + 42 : first + 46]
    assert refusal("a.zip", bytes(data)) is Reason.ARCHIVE_BOMB


def test_entry_count_that_lies_is_refused() -> None:
    data = bytearray(made.zipped({"a.txt": b"a"}))
    data[-22 + 8 : -22 + 12] = struct.pack("<2H", 1, 65_000)
    assert refusal("a.zip", bytes(data)) in (Reason.ARCHIVE_BOMB, Reason.ARCHIVE_BROKEN)


@pytest.mark.parametrize(
    "name",
    [
        "../evil.md",
        "a/../../evil.md",
        "/etc/cron.d/x.md",
        "C:evil.md",
        "a\\..\\b.md",
        "a\u202egpj.md",
        "行" * 100 + ".md",
        "x\u200b.md",
    ],
)
def test_name_that_leads_out_or_deceives_is_refused(name: str) -> None:
    assert refusal("a.zip", with_entry(name)) is Reason.ARCHIVE_NAME


def test_link_in_an_archive_is_refused() -> None:
    assert refusal("a.zip", with_entry("a.md", b"/etc/passwd", external_attr=0o120777 << 16)) is Reason.ARCHIVE_NAME


def test_same_name_twice_is_refused() -> None:
    assert refusal("a.zip", made.zipped({"a.md": b"1", "A.md": b"2"})) is Reason.ARCHIVE_NAME


def test_encrypted_entry_is_refused() -> None:
    data = bytearray(with_entry("a.md"))
    data[6] |= 1
    data[data.find(b"PK\x01\x02") + 8] |= 1
    assert refusal("a.zip", bytes(data)) is Reason.ENCRYPTED


@pytest.mark.parametrize("around", [(b"%PDF-1.4\n", b""), (b"", b"<script>alert(1)</script>")])
def test_polyglot_is_refused(around: tuple[bytes, bytes]) -> None:
    data = around[0] + made.docx() + around[1]
    assert refusal("a.docx", data) in (Reason.MISLABELLED, Reason.ARCHIVE_BROKEN)


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.docx", b"", Reason.EMPTY),
        ("a.md", b" \n ", Reason.EMPTY),
        ("a.exe", b"MZ\x90", Reason.UNKNOWN_KIND),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Reason.UNKNOWN_KIND),
        ("a.pdf", b"<html></html>", Reason.MISLABELLED),
        ("a.docx", b"%PDF-1.4", Reason.MISLABELLED),
        ("a.txt", b"\x89PNG\r\n\x1a\n\x00\x00", Reason.MISLABELLED),
        ("a.html", b"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>", Reason.MISLABELLED),
        ("a.html", "只是文字".encode(), Reason.MISLABELLED),
        ("a.xlsx", made.docx(), Reason.MISLABELLED),
        ("a.csv", b"\x7fELF\x02\x01\x01\x00", Reason.MISLABELLED),
    ],
)
def test_file_that_is_not_what_it_says_is_refused(name: str, data: bytes, reason: Reason) -> None:
    assert refusal(name, data) is reason


def test_macros_are_refused() -> None:
    names = {"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>", "word/vbaProject.bin": b"x"}
    assert refusal("a.docx", made.zipped(names)) is Reason.MACROS


def test_entity_declarations_are_refused() -> None:
    bomb = b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'bbbb'>]><a>&b;</a>"
    data = made.zipped({"[Content_Types].xml": b"<x/>", "word/document.xml": bomb})
    with pytest.raises(Refused):
        child.parsed(kind_of("a.docx", data), data)


def test_child_cannot_take_more_memory_than_its_limit() -> None:
    greedy = "from knowledge.importing.child import confine, MEMORY; confine(); bytearray(MEMORY)"
    done = subprocess.run([sys.executable, "-c", greedy], stderr=subprocess.PIPE, check=False)
    assert done.returncode
    assert b"MemoryError" in done.stderr


def test_page_nested_without_end_gets_a_verdict_in_time() -> None:
    page = b"<!doctype html><html><body>" + b"<div>" * 300_000 + "第一条 一。".encode()
    started = time.monotonic()
    verdict = parsed_or_refused(FileKind.HTML, page)
    assert verdict is None or isinstance(verdict, Document)
    assert time.monotonic() - started < 10


def parsed_or_refused(kind: FileKind, data: bytes) -> Document | None:
    try:
        return child.parsed(kind, data)
    except Refused:
        return None


def test_parser_that_does_not_come_back_is_ended() -> None:
    with pytest.raises(Refused) as caught:
        child.parsed(FileKind.DOCX, made.docx(), seconds=0.01)
    assert caught.value.reason is Reason.OUT_OF_LIMITS


def test_archive_in_an_archive_is_named_and_left_out(tmp_path: Path) -> None:
    path = tmp_path / "outer.zip"
    path.write_bytes(
        made.zipped({"法规/办法.md": made.markdown(), "inner.zip": made.zipped({"a.md": b"x"}), ".DS_Store": b"x"})
    )
    found = {c.name: c.refused for c in candidates(path)}
    assert found["outer.zip › 法规/办法.md"] is None
    assert found["outer.zip › inner.zip"] is not None
    assert len(found) == 2


def test_link_in_a_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text("秘密")
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "办法.md").write_bytes(made.markdown())
    (folder / "link.md").symlink_to(tmp_path / "secret.md")
    assert [c.name for c in candidates(folder)] == ["办法.md"]

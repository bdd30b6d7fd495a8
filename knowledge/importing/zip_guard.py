"""The central directory of a zip, checked before anything is unpacked: an office file is a zip too.

A bomb is small until somebody reads it, and a time limit does not help: so the sums declared in the directory are checked
first, and reading stops at what was declared (zipfile reads no byte more). Forms no honest program writes are refused:
zip64, entries that overlap, bytes before or behind the archive, names that lead out of it, links.
"""

import io
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Sequence
from itertools import pairwise

from knowledge.importing.refusal import Reason, Refused

MOST_ENTRIES = 2_000
LARGEST_ENTRY = 50 * 2**20
LARGEST_TOTAL = 200 * 2**20
HIGHEST_RATIO = 100
SMALL_ENTRY = 64 * 2**10  # so little text may be packed as tightly as it likes
LONGEST_NAME = 255
DIRECTORY_LIMIT = MOST_ENTRIES * 1_024
_END = b"PK\x05\x06"
_END_SIZE = 22
_BAD_NAME = re.compile(
    "[\u0000-\u001f\u007f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\\\\]|^[A-Za-z]:|^/|(?:^|/)\\.\\.(?:/|$)"
)


def opened(data: bytes) -> zipfile.ZipFile:
    """The archive, after its directory passed every check.

    Raises:
        Refused: when it is broken, a bomb, encrypted, or names a way out of itself.
    """
    _end_record(data)
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, struct.error, NotImplementedError, OSError, RuntimeError) as error:
        raise Refused(Reason.ARCHIVE_BROKEN, "压缩包损坏，打不开") from error
    entries = archive.infolist()
    _sums(entries, len(data))
    for entry in entries:
        _entry(entry)
    _places(entries)
    return archive


def read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """One entry, never more than its directory declares.

    Raises:
        Refused: when the entry cannot be unpacked.
    """
    try:
        with archive.open(entry) as stream:
            body = stream.read(LARGEST_ENTRY + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, struct.error, OSError, RuntimeError) as error:
        raise Refused(Reason.ARCHIVE_BROKEN, f"压缩包中的文件损坏：{shown(entry.filename)}") from error
    if len(body) > LARGEST_ENTRY:
        raise Refused(Reason.ARCHIVE_BOMB, "压缩包中的文件解开后过大")
    return body


def shown(name: str) -> str:
    """A name as it may be printed: without control characters, and short."""
    plain = "".join(char if char.isprintable() else "�" for char in name)
    return plain if len(plain) <= 80 else f"{plain[:60]}…{plain[-15:]}"


def _end_record(data: bytes) -> None:
    """The end record before zipfile reads what it points at: its sums decide how much memory that takes."""
    place = data.rfind(_END, max(0, len(data) - _END_SIZE - 0xFFFF))
    if not data.startswith(b"PK\x03\x04") or place < 0 or len(data) < place + _END_SIZE:
        raise Refused(Reason.ARCHIVE_BROKEN, "压缩包损坏或不完整")
    disks, disk, here, entries, size, offset, comment = struct.unpack("<4x4H2LH", data[place : place + _END_SIZE])
    if data[max(0, place - 20) : place].startswith(b"PK\x06\x07") or 0xFFFF in (here, entries) or offset == 0xFFFFFFFF:
        raise Refused(Reason.ARCHIVE_BOMB, "不接受 zip64 格式的压缩包")
    if entries > MOST_ENTRIES or size > DIRECTORY_LIMIT:
        raise Refused(Reason.ARCHIVE_BOMB, f"压缩包中的文件超过{MOST_ENTRIES}个")
    if disks or disk or here != entries or offset + size != place or place + _END_SIZE + comment != len(data):
        raise Refused(Reason.ARCHIVE_BROKEN, "压缩包前后有多余的内容或分卷，不接受")


def _sums(entries: Sequence[zipfile.ZipInfo], packed: int) -> None:
    if len(entries) > MOST_ENTRIES:
        raise Refused(Reason.ARCHIVE_BOMB, f"压缩包中的文件超过{MOST_ENTRIES}个")
    total = sum(entry.file_size for entry in entries)
    if total > LARGEST_TOTAL or total > max(packed, 1) * HIGHEST_RATIO:
        raise Refused(Reason.ARCHIVE_BOMB, "压缩包解开后过大，疑似压缩炸弹")


def _entry(entry: zipfile.ZipInfo) -> None:
    name = entry.orig_filename
    if entry.flag_bits & 0x1 or entry.flag_bits & 0x40:
        raise Refused(Reason.ENCRYPTED, "压缩包有密码，请去掉密码后再导入")
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise Refused(Reason.ARCHIVE_BROKEN, "压缩包用了不支持的压缩方法")
    if entry.file_size > LARGEST_ENTRY:
        raise Refused(Reason.ARCHIVE_BOMB, "压缩包中的文件解开后过大")
    if entry.file_size > SMALL_ENTRY and entry.file_size > max(entry.compress_size, 1) * HIGHEST_RATIO:
        raise Refused(Reason.ARCHIVE_BOMB, "压缩包中的文件压缩比过高，疑似压缩炸弹")
    if not name or len(name.encode("utf-8", "replace")) > LONGEST_NAME or _BAD_NAME.search(name):
        raise Refused(Reason.ARCHIVE_NAME, f"压缩包中的文件名不安全：{shown(name)}")
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise Refused(Reason.ARCHIVE_NAME, f"压缩包中有链接文件：{shown(name)}")


def _places(entries: Sequence[zipfile.ZipInfo]) -> None:
    """No name twice, no entry inside another."""
    names = [entry.filename.casefold() for entry in entries]
    if len(set(names)) < len(names):
        raise Refused(Reason.ARCHIVE_NAME, "压缩包中有重名文件")
    ordered = sorted(entries, key=lambda entry: entry.header_offset)
    for first, second in pairwise(ordered):
        if first.header_offset + 30 + first.compress_size > second.header_offset:
            raise Refused(Reason.ARCHIVE_BOMB, "压缩包中的文件相互重叠，疑似压缩炸弹")

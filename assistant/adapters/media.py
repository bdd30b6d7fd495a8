"""Recordings of unknown origin → samples at 16 kHz, decoded by PyAV in a process of its own.

What a file is, is read from its first bytes, never left to FFmpeg to guess: a playlist that calls itself a recording is not
one. The file is opened for reading only and handed over as an open descriptor. Whatever it holds, the answer is samples or one
sentence, within a minute.
"""

import json
import stat
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from io import FileIO
from pathlib import Path

import numpy as np

from assistant.adapters import media_child
from assistant.errors import AssistantError, BadInput, Unavailable
from assistant.speech.pcm import RATE, Samples

WITHIN_S = 55
LARGEST = 1 << 30  # bytes of a recording
LONGEST_S = 4 * 3600
_HEAD = 64
_SENTENCES = {
    "unreadable": "录音文件已损坏或不是录音，无法解码",
    "no_audio": "文件里没有声音",
    "one_channel": "录音只有一个声道，不能按左右声道区分说话人",
    "too_long": "录音太长：最多{hours}小时",
    "memory": "录音文件不正常，解码需要的内存过多",
}
_RAW = {  # G.711 without any header is known by the name alone
    ".alaw": "alaw",
    ".al": "alaw",
    ".ulaw": "mulaw",
    ".ul": "mulaw",
    ".mulaw": "mulaw",
    ".pcmu": "mulaw",
    ".pcma": "alaw",
}


@dataclass(frozen=True, slots=True)
class Sound:
    """A decoded recording: one array a channel, on disk until read; `broken` stretches could not be read."""

    channels: tuple[Samples, ...]
    broken: int

    @property
    def duration_s(self) -> float:
        """Its length in seconds."""
        return len(self.channels[0]) / RATE


def decode_recording(path: Path, stereo: bool = False, longest_s: int = LONGEST_S) -> Sound:
    """The samples of a recording; two channels when `stereo`.

    Raises:
        BadInput: in one sentence, whatever is wrong with the file.
    """
    try:
        with path.open("rb", buffering=0) as source:  # the child shares the descriptor's place in the file
            _check(source)
            head = source.read(_HEAD)
            source.seek(0)
            container, raw = known_format(head, path.suffix)
            return _decoded(source, container, raw, 2 if stereo else 1, longest_s)
    except OSError as error:
        raise BadInput(f"读不了文件 {path.name}") from error


def _check(source: FileIO) -> None:
    status = Path(f"/proc/self/fd/{source.fileno()}").stat() if sys.platform == "linux" else None
    if status is not None and not stat.S_ISREG(status.st_mode):
        raise BadInput("不是普通文件")
    size = source.seek(0, 2)
    source.seek(0)
    if size == 0:
        raise BadInput("文件是空的")
    if size > LARGEST:
        raise BadInput(f"文件太大：最多{LARGEST >> 20}MB")


def known_format(head: bytes, suffix: str) -> tuple[str, dict[str, str]]:
    """FFmpeg's name of the format, and what it must be told about a file without a header.

    Raises:
        BadInput: when the first bytes are of none of the formats taken.
    """
    if head[:4] in (b"RIFF", b"RF64") and head[8:12] == b"WAVE":
        return "wav", {}
    if head[4:8] == b"ftyp":
        return "mov", {"enable_drefs": "0"}
    starts = {
        b"fLaC": "flac",
        b"OggS": "ogg",
        b"ID3": "mp3",
        b"\x1a\x45\xdf\xa3": "matroska",
        b"#!AMR": "amr",
        b".snd": "au",
    }
    for start, name in starts.items():
        if head.startswith(start):
            return name, {}
    if (raw := _RAW.get(suffix.lower())) is not None:
        return raw, {"sample_rate": "8000"}
    if len(head) > 1 and head[0] == 0xFF and head[1] & 0xE0 == 0xE0:
        return ("aac" if head[1] & 0xF6 == 0xF0 else "mp3"), {}
    raise BadInput("不是能识别的录音格式（支持 wav、flac、mp3、m4a、ogg、webm、amr、G.711）")


def _decoded(source: FileIO, container: str, raw: dict[str, str], channels: int, longest_s: int) -> Sound:
    spool = tempfile.TemporaryFile()  # noqa: SIM115  mapped by the samples, gone with them
    command = [sys.executable, "-I", media_child.__file__, container, str(channels), str(longest_s), json.dumps(raw)]
    try:
        child = subprocess.run(
            command, stdin=source, stdout=spool, stderr=subprocess.PIPE, timeout=WITHIN_S, env={}, cwd="/", check=False
        )
    except subprocess.TimeoutExpired as error:
        raise BadInput("录音在规定时间内解不完，可能已损坏") from error
    report = _report(child.stderr)
    if report.error:
        raise _refused(report.error, longest_s)
    size = spool.seek(0, 2) // (2 * channels) * channels
    if not size:
        return Sound(tuple(np.zeros(0, np.int16) for _ in range(channels)), report.broken)
    samples = np.memmap(spool, np.int16, "r", shape=(size // channels, channels))
    return Sound(tuple(samples[:, at] for at in range(channels)), report.broken)


@dataclass(frozen=True, slots=True)
class _Report:
    error: str = ""
    broken: int = 0


def _report(stderr: bytes) -> _Report:
    """The child's last line; a child killed at a bound has none."""
    for line in reversed(stderr.decode("utf-8", "replace").splitlines()):
        if line.startswith("{"):
            said = json.loads(line)
            return _Report(said.get("error", ""), said.get("broken", 0))
        if "ModuleNotFoundError" in line:
            raise Unavailable("没有安装解码录音的程序包 av")
    return _Report("unreadable")


def _refused(reason: str, longest_s: int) -> AssistantError:
    hours = longest_s / 3600
    return BadInput(_SENTENCES.get(reason, _SENTENCES["unreadable"]).format(hours=f"{hours:g}"))

"""The process that decodes a recording of unknown origin: run by media.py by its path, with nothing of this project in it.

Standard input is the recording, standard output the file the samples go to, standard error one line of JSON with the outcome.
FFmpeg is told the one format to expect and may open nothing else; memory, time and output are bounded before it is loaded,
and where the kernel allows, the process has no network.
"""

import contextlib
import ctypes
import json
import os
import resource
import sys
from typing import Any

RATE = 16_000
MEMORY = 2 << 30
CPU_S = 50
BROKEN_PACKETS = 200  # after which a recording counts as ended
_NEW_USER, _NEW_NET = 0x10000000, 0x40000000


def main(container: str, channels: int, longest_s: int, raw: dict[str, str]) -> None:
    """Decode standard input to 16-bit samples at 16 kHz on standard output."""
    confine(longest_s * RATE * 2 * channels + (1 << 20))
    try:
        report = decode(container, channels, longest_s * RATE, raw)
    except MemoryError:
        report = {"error": "memory"}
    sys.stderr.write(json.dumps(report) + "\n")


def confine(output_bytes: int) -> None:
    """Bounds on memory, processor time, output and open files; no core files, no network where possible."""
    bounds = {
        resource.RLIMIT_AS: MEMORY,
        resource.RLIMIT_CPU: CPU_S,
        resource.RLIMIT_FSIZE: output_bytes,
        resource.RLIMIT_NOFILE: 64,
        resource.RLIMIT_CORE: 0,
    }
    for kind, bound in bounds.items():
        resource.setrlimit(kind, (bound, bound))
    with contextlib.suppress(OSError, AttributeError):  # not Linux, or not allowed here: FFmpeg opens nothing anyway
        libc = ctypes.CDLL(None)
        if libc.unshare(_NEW_NET) != 0:
            libc.unshare(_NEW_USER | _NEW_NET)


def decode(container: str, channels: int, most: int, raw: dict[str, str]) -> dict[str, Any]:
    """Write samples until the end, the first unreadable stretch too long, or the limit."""
    import av

    source = open(0, "rb", closefd=False)  # noqa: SIM115  the process ends with it
    options = {**raw, "protocol_whitelist": "pipe", "format_whitelist": container}
    try:
        opened = av.open(source, mode="r", format=container, options=options, metadata_errors="ignore")
        audio: Any = next((s for s in opened.streams if s.type == "audio"), None)
    except (av.error.FFmpegError, ValueError, OSError) as error:
        return {"error": "unreadable", "detail": type(error).__name__}
    if audio is None:
        return {"error": "no_audio"}
    there = audio.codec_context.channels
    if channels == 2 and there < 2:
        return {"error": "one_channel"}
    if channels == 1 and there == 0:
        return {"error": "unreadable", "detail": "no channels"}
    return pump(av, opened, audio, channels, most)


def pump(av: Any, opened: Any, stream: Any, channels: int, most: int) -> dict[str, Any]:
    """Every frame through the resampler to standard output."""
    resampler = av.AudioResampler(format="s16", layout="stereo" if channels == 2 else "mono", rate=RATE)
    written = broken = 0
    packets = opened.demux(stream)
    while broken < BROKEN_PACKETS:
        try:
            frames = [out for frame in next(packets).decode() for out in resampler.resample(frame)]
        except StopIteration:
            frames = resampler.resample(None) if written else []
            written += write(frames, channels)
            break
        except (av.error.FFmpegError, ValueError):
            broken += 1
            continue
        written += write(frames, channels)
        if written > most:
            return {"error": "too_long"}
    if not written and broken:
        return {"error": "unreadable", "detail": "no frame decodes"}
    return {"samples": written, "broken": broken}


def write(frames: list[Any], channels: int) -> int:
    """Samples a channel written."""
    count = 0
    for frame in frames:
        os.write(1, bytes(frame.planes[0])[: frame.samples * 2 * channels])
        count += frame.samples
    return count


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), json.loads(sys.argv[4]))

"""Recordings of every kind are decoded; hostile ones end in one sentence, soon, and stay as they are."""

import contextlib
import hashlib
import os
import random
import struct
import time
import wave
from pathlib import Path

import numpy as np
import pytest

from assistant.adapters.media import decode_recording, known_format
from assistant.errors import BadInput
from tests.speech.given import tone

SAMPLES = Path(__file__).parents[2] / "samples"
LENGTHS = {
    "arrears.flac": 5.45,
    "injury-recognition.ogg": 4.62,
    "no-contract.mp3": 5.1,
    "insurance.m4a": 4.61,
    "arbitration-limit.telephone.wav": 3.67,
    "join-union.alaw": 4.29,
}


@pytest.mark.parametrize(("name", "seconds"), LENGTHS.items())
def test_every_format_is_decoded(name: str, seconds: float) -> None:
    sound = decode_recording(SAMPLES / name)
    assert sound.duration_s == pytest.approx(seconds, abs=0.15)
    assert np.abs(sound.channels[0]).max() > 5_000


def test_a_speaker_a_channel() -> None:
    left, right = decode_recording(SAMPLES / "call.agent-left.ogg", stereo=True).channels
    half = len(left) // 2
    assert np.abs(left[:half]).max() > 5_000 > np.abs(left[half + 16_000 :]).max()
    assert np.abs(right[half + 16_000 :]).max() > 5_000 > np.abs(right[: half - 16_000]).max()
    with pytest.raises(BadInput, match="一个声道"):
        decode_recording(SAMPLES / "arrears.flac", stereo=True)


def wav(path: Path, seconds: float, rate: int = 8_000, channels: int = 1) -> Path:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(np.repeat(tone(seconds, rate), channels).tobytes())
    return path


def test_eight_channels_are_mixed_to_one(tmp_path: Path) -> None:
    assert decode_recording(wav(tmp_path / "many.wav", 1, channels=8)).duration_s == pytest.approx(1, abs=0.01)


def test_no_samples_is_silence_and_no_bytes_is_said(tmp_path: Path) -> None:
    assert decode_recording(wav(tmp_path / "none.wav", 0)).duration_s == 0
    (tmp_path / "empty.mp3").touch()
    with pytest.raises(BadInput, match="空"):
        decode_recording(tmp_path / "empty.mp3")


def test_a_header_that_lies_about_its_length_changes_nothing(tmp_path: Path) -> None:
    path = wav(tmp_path / "lie.wav", 1)
    body = bytearray(path.read_bytes())
    body[4:8] = body[40:44] = struct.pack("<I", 0xFFFF_FFF0)
    path.write_bytes(body)
    assert decode_recording(path).duration_s == pytest.approx(1, abs=0.01)


def test_a_recording_too_long_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="太长"):
        decode_recording(wav(tmp_path / "long.wav", 3), longest_s=2)


PLAYLISTS = [
    b"#EXTM3U\n#EXTINF:9,\nfile:///etc/passwd\n",
    b"ffconcat version 1.0\nfile http://127.0.0.1:9/a\n",
    b"[playlist]",
]


@pytest.mark.parametrize("body", PLAYLISTS)
@pytest.mark.parametrize("start", [b"", b"ID3\x03\x00\x00\x00\x00\x00\x00"])
def test_a_playlist_is_no_recording(tmp_path: Path, body: bytes, start: bytes) -> None:
    path = tmp_path / "song.mp3"
    path.write_bytes(start + body)
    with pytest.raises(BadInput):
        decode_recording(path)


def test_a_folder_and_a_device_are_no_recordings(tmp_path: Path) -> None:
    for path in (tmp_path, Path(os.devnull), tmp_path / "absent.wav"):
        with pytest.raises(BadInput):
            decode_recording(path)


@pytest.mark.parametrize("seed", range(18))
def test_damaged_recordings_end_soon_in_samples_or_a_sentence(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    source = SAMPLES / list(LENGTHS)[seed % len(LENGTHS)]
    body = bytearray(source.read_bytes())
    if seed % 3 == 0:
        body = body[: chance.randrange(1, len(body))]
    elif seed % 3 == 1:
        for _ in range(200):
            body[chance.randrange(len(body))] = chance.randrange(256)
    else:
        body = body[:16] + chance.randbytes(20_000)
    path = tmp_path / source.name
    path.write_bytes(body)
    before, started = hashlib.sha256(body).hexdigest(), time.monotonic()
    with contextlib.suppress(BadInput):
        assert decode_recording(path).duration_s < 60
    assert time.monotonic() - started < 60
    assert hashlib.sha256(path.read_bytes()).hexdigest() == before


def test_formats_are_known_by_their_first_bytes_and_never_guessed() -> None:
    assert known_format(b"RIFF\x00\x00\x00\x00WAVEfmt ", ".mp3")[0] == "wav"
    assert known_format(b"\x1a\x45\xdf\xa3", ".webm")[0] == "matroska"
    assert known_format(b"\x00" * 40, ".ulaw")[0] == "mulaw"
    with pytest.raises(BadInput):
        known_format(b"<html>", ".wav")

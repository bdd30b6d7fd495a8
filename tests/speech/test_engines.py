"""Both engines with real weights, made from the installed packages; silence stays silent."""

import hashlib
import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from assistant.adapters.whisper_weights import SHA256
from assistant.domain.speech import Audio, Speaker
from assistant.hearing import Hearing, build_hearing, prepare
from assistant.settings import Settings
from assistant.speech.pcm import RATE
from assistant.speech.recording import Channel, clips, spoken
from benchmarks.noises import KINDS

pytestmark = pytest.mark.models
ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "samples"


@pytest.fixture(scope="module")
def hearing() -> Hearing:
    return build_hearing(Settings())


def test_the_joined_weights_are_the_ones_their_hash_names() -> None:
    folder = prepare(Settings(), "faster-whisper")
    assert hashlib.sha256((folder / "model.bin").read_bytes()).hexdigest() == SHA256


@pytest.mark.parametrize("engine", ["faster-whisper", "whisper"])
def test_the_main_question_is_understood(engine: str) -> None:
    parts = build_hearing(Settings(), engine)
    utterances = parts.recording("arrears", parts.decode(SAMPLES / "arrears.flac"), (Speaker.UNKNOWN,))
    text = spoken(utterances)
    assert "三个月没发工资" in text
    assert "怎么办？" in text
    assert utterances[0].heard.numbers[0].value == "3"


def test_a_call_keeps_its_speakers_apart(hearing: Hearing) -> None:
    sound = hearing.decode(SAMPLES / "call.agent-left.ogg", stereo=True)
    said = hearing.recording("call", sound, (Speaker.AGENT, Speaker.CALLER))
    assert [u.speaker for u in said] == [Speaker.AGENT, Speaker.CALLER]
    assert "骑手" in said[1].heard.text
    assert "工会" in said[0].heard.text


@pytest.mark.parametrize("kind", ["silence", "room", "ringing", "music", "strings"])
def test_nothing_is_invented_where_nobody_speaks(hearing: Hearing, kind: str) -> None:
    wave = KINDS[kind](np.random.default_rng(7), 4 * RATE)
    samples = (np.clip(wave, -1, 1) * 32_767).astype(np.int16)
    cuts = clips(kind, [Channel(Speaker.UNKNOWN, samples)], hearing.activity)
    assert [hearing.listener.hear(cut.audio).text for cut in cuts] == [""] * len(cuts)
    if kind in ("silence", "room"):  # even with the sound forced upon the engine
        assert hearing.listener.hear(Audio(samples.tobytes(), RATE)).text == ""


def test_the_command_gives_the_contracts_line_and_a_bad_file_fails_alone(tmp_path: Path) -> None:
    bad = tmp_path / "bad.wav"
    bad.write_bytes(b"not a recording")
    command = [sys.executable, "-m", "assistant", "transcribe", "--json", str(bad), str(SAMPLES / "join-union.alaw")]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False, timeout=120)
    failed, heard = (json.loads(line) for line in done.stdout.splitlines())
    assert done.returncode == 3
    assert failed["error"]["code"] == "bad_input"
    assert {"file", "duration_s", "text", "segments", "seconds"} <= heard.keys()
    assert {"start", "end", "speaker", "text", "confidence"} <= heard["segments"][0].keys()
    assert "工会" in heard["text"]

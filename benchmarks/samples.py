"""Write the few samples kept in the repository from the synthetic utterances: python benchmarks/samples.py FOLDER_OF_WAVS."""

import sys
import tomllib
import wave
from pathlib import Path
from typing import Any

import av
import numpy as np

from assistant.speech.pcm import RATE, Encoding, Samples, encode, resample

SAMPLES = Path(__file__).parent.parent / "samples"
TELEPHONE = 8_000
PAUSE = np.zeros(RATE // 2, np.int16)
CALL = (("agent", "agent-hello"), ("caller", "join-union"))  # the left channel is the agent's
CODECS = {".flac": ("flac", 0), ".ogg": ("libopus", 24_000), ".mp3": ("libmp3lame", 32_000), ".m4a": ("aac", 32_000)}


def main(spoken: Path) -> None:
    """Each utterance that names a file, and one call with a speaker a channel."""
    for utterance in tomllib.loads((SAMPLES / "texts.toml").read_text(encoding="utf-8"))["utterance"]:
        if (name := utterance.get("file")) and not name.endswith(".alaw"):
            write(SAMPLES / name, read(spoken / f"{utterance['id']}.wav")[None, :])
    voices = {who: read(spoken / f"{name}.wav") for who, name in CALL}
    agent, caller = voices["agent"], voices["caller"]
    left = np.concatenate([agent, PAUSE, np.zeros_like(caller)])
    right = np.concatenate([np.zeros_like(agent), PAUSE, caller])
    write(SAMPLES / "call.agent-left.ogg", np.stack([left, right]))
    telephone = resample(caller, RATE, TELEPHONE)
    (SAMPLES / "join-union.alaw").write_bytes(encode(telephone, Encoding.ALAW))


def read(path: Path) -> Samples:
    """The samples of a 16 kHz mono wav."""
    with wave.open(str(path)) as file:
        return np.frombuffer(file.readframes(file.getnframes()), "<i2").astype(np.int16)


def write(path: Path, channels: Samples) -> None:
    """A file in the format its name says; a telephone wav is 8 kHz µ-law."""
    if path.suffix == ".wav":
        mulaw(path, encode(resample(channels[0], RATE, TELEPHONE), Encoding.ULAW))
        return
    codec, bits = CODECS[path.suffix]
    layout = "stereo" if len(channels) == 2 else "mono"
    with av.open(str(path), "w") as out:
        stream: Any = out.add_stream(codec, rate=RATE, layout=layout)
        if bits:
            stream.bit_rate = bits * len(channels)
        frame = av.AudioFrame.from_ndarray(channels.T.reshape(1, -1).copy(), format="s16", layout=layout)
        frame.sample_rate = RATE
        for packet in [*stream.encode(frame), *stream.encode(None)]:
            out.mux(packet)


def mulaw(path: Path, payload: bytes) -> None:
    """A wav header for 8 kHz µ-law, which the standard library does not write."""
    form = b"".join(
        n.to_bytes(size, "little") for n, size in ((7, 2), (1, 2), (TELEPHONE, 4), (TELEPHONE, 4), (1, 2), (8, 2))
    )
    body = b"WAVEfmt " + len(form).to_bytes(4, "little") + form + b"data" + len(payload).to_bytes(4, "little") + payload
    path.write_bytes(b"RIFF" + len(body).to_bytes(4, "little") + body)


if __name__ == "__main__":
    main(Path(sys.argv[1]))

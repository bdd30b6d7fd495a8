"""One utterance from sound to the record: recognise, refuse what nobody said, simplify, punctuate, correct, read numbers.

The engine's own text is kept; every step after it can be retraced. Refused sound leaves its reason and no text.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from assistant.domain.speech import Audio, Clip, Heard, Recognition, Refusal, Unsure, Utterance, Word
from assistant.ports import Transcriber
from assistant.speech.lexicon import Lexicon
from assistant.speech.numerals import numbers_in
from assistant.speech.pcm import Encoding, decode, loudness_dbfs
from assistant.speech.phantom import echoes, is_loop, load_phantoms, without_loops
from assistant.speech.punctuate import joined, punctuated


@dataclass(frozen=True, slots=True)
class Gate:
    """Below which a recognition is not believed."""

    no_speech: float = 0.5  # together with a mean below `doubtful`; speech has .05 and -.3, noise .6 and -.8
    doubtful: float = -0.7
    least: float = -1.4  # mean log-probability of the tokens, whatever else
    sure: float = -0.5  # from which short courtesies are believed
    quietest_dbfs: float = -55.0
    unsure_word: float = 0.35
    most_per_s: float = 12.0  # characters; nobody speaks faster


@dataclass(frozen=True)
class Listener:
    """Turns clips into utterances with one engine."""

    transcriber: Transcriber
    simplify: Callable[[str], str]
    lexicon: Lexicon
    gate: Gate = Gate()

    def utterance(self, clip: Clip) -> Utterance:
        """A clip of a call, recognised; it keeps its id."""
        return Utterance(clip.id, clip.call, clip.speaker, clip.started_ms, clip.ended_ms, self.hear(clip.audio))

    def hear(self, audio: Audio) -> Heard:
        """What was said, or why nothing stands in the record."""
        if loudness_dbfs(decode(audio.samples, Encoding.PCM16)) < self.gate.quietest_dbfs:
            return Heard("", "", 0.0, refused=Refusal.SILENT)
        return read(self.transcriber.transcribe(audio), audio.duration_s, self.simplify, self.lexicon, self.gate)


def read(
    said: Recognition, duration_s: float, simplify: Callable[[str], str], lexicon: Lexicon, gate: Gate | None = None
) -> Heard:
    """The engine's text as it may stand in the record."""
    gate = gate or Gate()
    confidence = round(min(1.0, math.exp(min(0.0, said.logprob))), 3)
    plain = simplify(said.text).strip()
    if (refused := _refusal(said, plain, duration_s, lexicon, gate)) is not None:
        return Heard(said.text, "", confidence, refused=refused)
    words = [replace(word, text=simplify(word.text)) for word in said.words]
    text = joined(words) if "".join(word.text for word in words).strip() == plain else plain
    text = punctuated(without_loops(text))
    corrected, changes = lexicon.correct(text)
    return Heard(
        said.text, corrected, confidence, changes, numbers_in(corrected), _unsure(corrected, words, gate.unsure_word)
    )


def _refusal(said: Recognition, plain: str, duration_s: float, lexicon: Lexicon, gate: Gate) -> Refusal | None:
    sure = said.logprob >= gate.sure and said.no_speech < gate.no_speech
    if not plain or (said.no_speech > gate.no_speech and said.logprob < gate.doubtful):
        return Refusal.NOT_SPEECH
    if load_phantoms().match(plain, sure) or echoes(plain, lexicon.prompt_terms):
        return Refusal.PHANTOM
    if is_loop(plain):
        return Refusal.LOOP
    too_fast = len(without_loops(plain)) > gate.most_per_s * max(duration_s, 0.5)
    return Refusal.UNLIKELY if said.logprob < gate.least or too_fast else None


def _unsure(text: str, words: Sequence[Word], least: float) -> tuple[Unsure, ...]:
    """Stretches of words the engine doubted, found again in the text in their order."""
    found: list[Unsure] = []
    place = 0
    for word in words:
        bare = word.text.strip(" ，。！？,.!?")
        at = text.find(bare, place) if bare else -1
        if at < 0 or at - place > 8:  # corrected away
            continue
        place = at + len(bare)
        if word.confidence >= least:
            continue
        last = found[-1] if found else None
        if last and last.start + len(last.text) == at:
            found[-1] = Unsure(last.start, last.text + bare, min(last.confidence, round(word.confidence, 2)))
        else:
            found.append(Unsure(at, bare, round(word.confidence, 2)))
    return tuple(found)

"""Utterances begin and end where somebody speaks, and nothing else is handed to an engine."""

import numpy as np

from assistant.speech.pcm import RATE, Samples
from assistant.speech.segment import Cut, Cutting, Segmenter
from tests.speech.given import LoudActivity, quiet, tone


def cuts_of(*parts: Samples, rule: Cutting | None = None) -> list[Cut]:
    segmenter = Segmenter(LoudActivity(), rule)
    return segmenter.push(np.concatenate(parts)) + segmenter.flush()


def test_two_sentences_with_a_pause_are_two_utterances() -> None:
    first, second = cuts_of(quiet(1), tone(2), quiet(1.5), tone(1), quiet(1))
    assert abs(first.start / RATE - 0.75) < 0.05, "the quarter of a second before is kept"
    assert 2.2 < len(first.samples) / RATE < 2.7
    assert abs(second.start / RATE - 4.25) < 0.05


def test_a_breath_does_not_end_an_utterance() -> None:
    assert len(cuts_of(tone(1), quiet(0.3), tone(1), quiet(1))) == 1


def test_silence_a_click_and_a_whisper_are_no_speech() -> None:
    assert cuts_of(quiet(5)) == []
    assert cuts_of(quiet(1), tone(0.08), quiet(1)) == []

    class Eager(LoudActivity):
        def probability(self, samples: Samples) -> float:
            return 0.9 if len(samples) else 0.0

    segmenter = Segmenter(Eager())
    assert segmenter.push(tone(2, loudness=20)) + segmenter.flush() == [], "too quiet for anybody to speak"


def test_a_long_speech_is_cut_where_it_is_least_voiced_and_nothing_is_lost() -> None:
    cuts = cuts_of(tone(15), quiet(0.2), tone(10), quiet(1))
    assert len(cuts) == 2
    assert cuts[1].start == cuts[0].start + len(cuts[0].samples)
    assert abs(cuts[1].start / RATE - 15.1) < 0.2


def test_cuts_do_not_depend_on_how_the_stream_arrives() -> None:
    sound = np.concatenate([quiet(0.5), tone(1), quiet(1), tone(0.7), quiet(0.4)])
    whole = cuts_of(sound)
    segmenter = Segmenter(LoudActivity())
    pieces = [
        cut for at in range(0, len(sound), 320) for cut in segmenter.push(sound[at : at + 320])
    ] + segmenter.flush()
    assert [(c.start, len(c.samples)) for c in pieces] == [(c.start, len(c.samples)) for c in whole]


def test_what_is_settled_is_never_after_unfinished_speech() -> None:
    segmenter = Segmenter(LoudActivity())
    segmenter.push(np.concatenate([quiet(1), tone(1)]))
    assert segmenter.settled <= 1 * RATE
    segmenter.push(quiet(1))
    assert segmenter.settled > 2 * RATE

"""A leg gives every utterance once and in order, whatever the line does to its frames."""

import random

import numpy as np
import pytest

from assistant.domain.speech import Clip, Speaker
from assistant.speech.pcm import Encoding, encode
from assistant.speech.segment import Segmenter
from assistant.speech.session import Leg, Line
from tests.speech.given import LoudActivity, quiet, tone

RATE = 8_000
FRAME = RATE // 50


def frames(encoding: Encoding = Encoding.ULAW) -> list[bytes]:
    parts = [quiet(0.4, RATE)]
    for seconds in (1.0, 0.6, 1.4):
        parts += [tone(seconds, RATE), quiet(1.0, RATE)]
    sound = np.concatenate(parts)
    return [encode(sound[at : at + FRAME], encoding) for at in range(0, len(sound), FRAME)]


def leg(first: int = 0, encoding: Encoding = Encoding.ULAW) -> Leg:
    return Leg(Line("call-1", Speaker.CALLER, encoding, RATE), Segmenter(LoudActivity()), first)


def straight() -> list[Clip]:
    line = leg()
    return [c for n, payload in enumerate(frames()) for c in line.receive(n, payload)] + line.finish()


@pytest.mark.parametrize("encoding", list(Encoding))
def test_every_encoding_gives_the_same_utterances(encoding: Encoding) -> None:
    line = leg(encoding=encoding)
    clips = [c for n, payload in enumerate(frames(encoding)) for c in line.receive(n, payload)] + line.finish()
    assert [c.started_ms for c in clips] == [c.started_ms for c in straight()]
    assert len({c.id for c in clips}) == 3


@pytest.mark.parametrize("seed", range(8))
def test_duplicates_and_reorders_change_nothing(seed: int) -> None:
    chance = random.Random(seed)
    sent = list(enumerate(frames()))
    sent = sorted(sent, key=lambda numbered: numbered[0] + chance.uniform(0, 12))
    sent = [one for numbered in sent for one in [numbered] * chance.choice((1, 1, 1, 2))]
    line = leg()
    clips = [c for n, payload in sent for c in line.receive(n, payload)] + line.finish()
    assert [(c.id, c.audio) for c in clips] == [(c.id, c.audio) for c in straight()]
    assert line.tally.duplicate > 0
    assert line.tally.lost == 0


def test_lost_frames_are_silence_and_counted() -> None:
    line = leg()
    clips = [c for n, payload in enumerate(frames()) if n % 40 != 39 for c in line.receive(n, payload)]
    clips += line.finish()
    assert [c.started_ms for c in clips] == [c.started_ms for c in straight()]
    assert line.tally.lost > 3


@pytest.mark.parametrize("seed", range(20))
def test_a_restart_at_any_moment_loses_and_repeats_nothing(seed: int) -> None:
    """The sender keeps what is not settled; the store keeps one record an id."""
    sent, chance = frames(), random.Random(seed)
    stored: dict[str, Clip] = {}
    line, at, stops = leg(), 0, sorted(chance.sample(range(len(sent)), 3))
    while at < len(sent):
        if stops and at == stops[0]:  # killed: memory is gone, the sender goes back to the settled frame
            stops.pop(0)
            settled = line.settled
            line, at = leg(settled), settled
            continue
        stored.update({c.id: c for c in line.receive(at, sent[at])})
        at += 1
    stored.update({c.id: c for c in line.finish()})
    kept = sorted(stored.values(), key=lambda c: c.started_ms)
    assert len(kept) == 3
    for got, wanted in zip(kept, straight(), strict=True):
        assert abs(got.started_ms - wanted.started_ms) < 60
        assert abs(got.ended_ms - wanted.ended_ms) < 60


def test_the_same_sound_has_the_same_id_and_another_call_another() -> None:
    assert [c.id for c in straight()] == [c.id for c in straight()]
    other = Leg(Line("call-2", Speaker.CALLER, Encoding.ULAW, RATE), Segmenter(LoudActivity()))
    clips = [c for n, payload in enumerate(frames()) for c in other.receive(n, payload)]
    assert not {c.id for c in clips} & {c.id for c in straight()}

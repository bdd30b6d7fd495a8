"""Telephone sound keeps its values, and a stream does not depend on how it is cut."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.speech.pcm import Encoding, Resampler, decode, encode, frame_bytes, loudness_dbfs, resample
from tests.speech.given import tone

KNOWN = [  # from the tables of ITU-T G.711
    (Encoding.ULAW, 0x00, -32124),
    (Encoding.ULAW, 0x80, 32124),
    (Encoding.ULAW, 0xFF, 0),
    (Encoding.ALAW, 0xD5, 8),
    (Encoding.ALAW, 0x55, -8),
    (Encoding.ALAW, 0xAA, 32256),
    (Encoding.ALAW, 0x2A, -32256),
]


@pytest.mark.parametrize(("encoding", "code", "level"), KNOWN)
def test_g711_codes_have_the_levels_of_the_standard(encoding: Encoding, code: int, level: int) -> None:
    assert decode(bytes([code]), encoding)[0] == level


@pytest.mark.parametrize("encoding", [Encoding.ALAW, Encoding.ULAW])
def test_every_code_comes_back_as_its_level(encoding: Encoding) -> None:
    levels = decode(bytes(range(256)), encoding)
    assert (decode(encode(levels, encoding), encoding) == levels).all()


@pytest.mark.parametrize("source", [8_000, 12_000, 24_000, 44_100, 48_000])
def test_a_resampled_tone_is_the_same_tone(source: int) -> None:
    got = resample(tone(0.5, source), source).astype(float)
    wanted = tone(0.5).astype(float)
    assert len(got) == len(wanted)
    assert np.abs(got[200:-200] - wanted[200:-200]).max() < 40


@settings(max_examples=25, deadline=None)
@given(cuts=st.lists(st.integers(0, 4_000), max_size=6))
def test_pieces_resample_like_the_whole(cuts: list[int]) -> None:
    whole = tone(0.5, 8_000)
    stream = Resampler(8_000)
    pieces = np.split(whole, sorted(cuts))
    assert (np.concatenate([*map(stream.push, pieces), stream.flush()]) == resample(whole, 8_000)).all()


def test_frames_are_twenty_milliseconds() -> None:
    assert frame_bytes(Encoding.PCM16, 16_000) == 640
    assert frame_bytes(Encoding.ALAW, 8_000) == 160


def test_loudness_is_measured_against_full_scale() -> None:
    assert loudness_dbfs(np.zeros(100, np.int16)) == -120
    assert -9.5 < loudness_dbfs(tone(1, loudness=16_384)) < -8.5

"""Sound that a browser sends -> text; the sound lies in a temporary file only while it is read, and is not kept."""

import tempfile
from pathlib import Path
from typing import Any

from fastapi import Request, UploadFile

from assistant.domain.speech import Speaker, Utterance
from assistant.errors import BadInput
from assistant.speech.recording import spoken

LARGEST = 25_000_000  # bytes: half an hour of telephone quality
SIDES = (Speaker.AGENT, Speaker.CALLER)  # left and right of a stereo recording


def words_of(request: Request, sound: UploadFile) -> str:
    """The words of a short recording of one speaker."""
    return spoken(_utterances(request, sound, (Speaker.CALLER,)))


def talk_of(request: Request, sound: UploadFile, stereo: bool) -> list[tuple[str, str, str]]:
    """Id, speaker and words of each utterance of a recording; one channel alone is taken for the caller's."""
    found = _utterances(request, sound, SIDES if stereo else (Speaker.CALLER,))
    return [(one.id, one.speaker.value, one.heard.text) for one in found]


def _utterances(request: Request, sound: UploadFile, sides: tuple[Speaker, ...]) -> tuple[Utterance, ...]:
    if sound.size is None or sound.size > LARGEST:
        raise BadInput("录音太大，请截成半小时以内的一段")
    hearing = _hearing(request)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sound"
        path.write_bytes(sound.file.read())
        decoded = hearing.decode(path, stereo=len(sides) > 1)
    found: tuple[Utterance, ...] = hearing.recording("upload", decoded, sides)
    return found


def _hearing(request: Request) -> Any:  # the speech parts load heavy libraries: their type is not imported here
    """The speech parts, made once a program."""
    state = request.app.state
    if not hasattr(state, "hearing"):
        state.hearing = state.services.hearing()
    return state.hearing

"""Sound that a browser sends -> text, by the transcriber of the services where one is set up."""

from typing import Any

from assistant.bootstrap import Services
from assistant.errors import Unavailable

LARGEST = 25_000_000  # bytes: half an hour of telephone quality
NO_EARS = "本机没有装语音识别，请先打字"


def too_large(size: int | None) -> bool:
    """True when it is more than anybody says at once."""
    return size is None or size > LARGEST


def heard(services: Services, sound: bytes) -> str:
    """The words of a short recording of one speaker.

    Raises:
        Unavailable: when there is no transcriber, or it could not read the sound.
    """
    listener: Any = getattr(services, "listener", None)
    if listener is None:
        raise Unavailable(NO_EARS)
    return str(listener.text_of(sound))

"""Asterisk's AudioSocket over TCP: a call comes in as three-byte headers and sound, utterances go out through a callback.

A message is a type byte, a length in two bytes (big-endian) and the payload; sound is 16-bit PCM at the rate its type names.
The protocol carries no frame numbers, the connection keeps the order; frames are numbered here as they come, so that everything
after this file is the same as for any other line. Nothing is recognised here: a slow engine never slows the telephone.
"""

import logging
import socketserver
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from typing import Protocol
from uuid import UUID

from assistant.domain.speech import Clip, Speaker
from assistant.speech.pcm import Encoding, frame_bytes
from assistant.speech.segment import Segmenter
from assistant.speech.session import Leg, Line

log = logging.getLogger(__name__)

HEADER = 3
RATES = {
    0x10: 8_000,
    0x11: 12_000,
    0x12: 16_000,
    0x13: 24_000,
    0x14: 32_000,
    0x15: 44_100,
    0x16: 48_000,
    0x17: 96_000,
    0x18: 192_000,
}
SILENT_S = 30  # after which a line that says nothing at all is given up


class Kind(IntEnum):
    """Types of message that are not sound."""

    HANGUP = 0x00
    ID = 0x01
    DIGIT = 0x03
    ERROR = 0xFF


@dataclass(frozen=True, slots=True)
class Message:
    """One message of the protocol."""

    kind: int
    payload: bytes


class Receiver(Protocol):
    """What is told about a call while it goes on."""

    def started(self, call: str) -> None: ...

    def clip(self, clip: Clip) -> None: ...

    def ended(self, call: str) -> None: ...


class Parser:
    """Cuts a byte stream into messages, however it arrives."""

    def __init__(self) -> None:
        self._held = b""

    def push(self, piece: bytes) -> Iterator[Message]:
        """The messages complete by now."""
        self._held += piece
        while len(self._held) >= HEADER:
            end = HEADER + int.from_bytes(self._held[1:HEADER], "big")
            if len(self._held) < end:
                return
            message = Message(self._held[0], self._held[HEADER:end])
            self._held = self._held[end:]
            yield message


class Call:
    """One AudioSocket connection: its messages in, its clips out."""

    def __init__(self, receiver: Receiver, segmenter: Callable[[], Segmenter], speaker: Speaker) -> None:
        self._receiver, self._segmenter, self._speaker = receiver, segmenter, speaker
        self._leg: Leg | None = None
        self._name = ""
        self._rest = b""
        self._frame = 0

    def take(self, message: Message) -> bool:
        """Whether the call goes on after this message."""
        if message.kind == Kind.ID and len(message.payload) == 16:
            self._name = str(UUID(bytes=message.payload))
            self._receiver.started(self._name)
        elif message.kind in RATES and self._name:
            self._sound(message.payload, RATES[message.kind])
        elif message.kind in (Kind.HANGUP, Kind.ERROR):
            return False
        return True

    def _sound(self, payload: bytes, rate: int) -> None:
        """Whole frames go to the leg; sound before the call has said its id is nobody's and dropped."""
        if self._leg is None:
            line = Line(self._name, self._speaker, Encoding.PCM16, rate)
            self._leg = Leg(line, self._segmenter())
        self._rest += payload
        size = frame_bytes(Encoding.PCM16, rate)
        while len(self._rest) >= size:
            piece, self._rest = self._rest[:size], self._rest[size:]
            self._hand_on(self._leg.receive(self._frame, piece))
            self._frame += 1

    def close(self) -> None:
        """The end, wished for or not: what was still open is an utterance too."""
        if self._leg is not None:
            self._hand_on(self._leg.finish())
        if self._name:
            self._receiver.ended(self._name)

    def _hand_on(self, clips: list[Clip]) -> None:
        for clip in clips:
            self._receiver.clip(clip)


class AudioSocketServer(socketserver.ThreadingTCPServer):
    """Listens for Asterisk; a thread a call, so many calls at most."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(
        self,
        address: tuple[str, int],
        receiver: Receiver,
        segmenter: Callable[[], Segmenter],
        speaker: Speaker = Speaker.CALLER,
        most_calls: int = 64,
    ) -> None:
        self.receiver, self.segmenter, self.speaker, self.most_calls = receiver, segmenter, speaker, most_calls
        self.calls = 0
        super().__init__(address, _Connection)

    def verify_request(self, request: object, client_address: object) -> bool:  # noqa: ARG002  the parent names them
        """Refuse what is more than the machine is meant to carry; Asterisk then goes on without us."""
        return self.calls < self.most_calls


class _Connection(socketserver.BaseRequestHandler):
    server: AudioSocketServer

    def handle(self) -> None:
        self.server.calls += 1
        call, parser = Call(self.server.receiver, self.server.segmenter, self.server.speaker), Parser()
        self.request.settimeout(SILENT_S)
        try:
            while piece := self.request.recv(65_536):
                if not all(call.take(message) for message in parser.push(piece)):
                    break
        except OSError as error:  # a line that breaks is a call that ended
            log.info("audiosocket line lost: %s", type(error).__name__)
        finally:
            self.server.calls -= 1
            call.close()

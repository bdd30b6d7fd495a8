"""Calls over AudioSocket and recognition in workers: nothing is lost to a broken line or a dead process."""

import os
import signal
import socket
import threading
import time
import uuid
from dataclasses import dataclass, field

import numpy as np
import pytest

from assistant.adapters.audiosocket import AudioSocketServer, Message, Parser
from assistant.adapters.speech_workers import RecognitionPool
from assistant.domain.speech import Audio, Clip, Recognition
from assistant.errors import Unavailable
from assistant.speech.segment import Segmenter
from tests.speech.given import LoudActivity, quiet, tone


@dataclass
class Book:
    """Writes down what it is told."""

    started_calls: list[str] = field(default_factory=list)
    clips: list[Clip] = field(default_factory=list)
    ended_calls: list[str] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)

    def started(self, call: str) -> None:
        self.started_calls.append(call)

    def clip(self, clip: Clip) -> None:
        self.clips.append(clip)

    def ended(self, call: str) -> None:
        self.ended_calls.append(call)
        self.over.set()


def message(kind: int, payload: bytes = b"") -> bytes:
    return bytes([kind]) + len(payload).to_bytes(2, "big") + payload


def test_messages_are_cut_out_however_they_arrive() -> None:
    stream = message(0x01, b"i" * 16) + message(0x10, b"ab" * 160) + message(0x00)
    parser = Parser()
    found = [m for at in range(len(stream)) for m in parser.push(stream[at : at + 1])]
    assert found == [Message(0x01, b"i" * 16), Message(0x10, b"ab" * 160), Message(0x00, b"")]


@pytest.mark.parametrize("hang_up", [True, False])
@pytest.mark.enable_socket
def test_a_call_over_audiosocket_becomes_its_utterances(hang_up: bool) -> None:
    book, name = Book(), uuid.uuid4()
    sound = np.concatenate([quiet(0.3, 8_000), tone(1, 8_000), quiet(1, 8_000), tone(0.5, 8_000)])
    server = AudioSocketServer(("127.0.0.1", 0), book, lambda: Segmenter(LoudActivity()))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        with socket.create_connection(server.server_address[:2]) as line:
            line.sendall(message(0x01, name.bytes))
            for at in range(0, len(sound), 200):  # pieces that are no whole frames
                line.sendall(message(0x10, sound[at : at + 200].astype("<i2").tobytes()))
            if hang_up:
                line.sendall(message(0x00))
        assert book.over.wait(10)
    finally:
        server.shutdown()
        server.server_close()
    assert book.started_calls == book.ended_calls == [str(name)]
    assert [clip.call for clip in book.clips] == [str(name)] * 2
    assert book.clips[0].audio.rate == 16_000


class Echo:
    """An engine that answers with the length it was given, dies at one second and hangs at two."""

    name = "echo"

    def transcribe(self, audio: Audio) -> Recognition:
        if audio.duration_s == 1:
            os.kill(os.getpid(), signal.SIGKILL)
        if audio.duration_s == 2:
            time.sleep(60)
        if audio.duration_s == 3:
            raise RuntimeError("bad")
        return Recognition(f"{audio.duration_s:g}", 0.0, 0.0)


def broken() -> Echo:
    raise OSError("no model")


def lasting(seconds: float) -> Audio:
    return Audio(bytes(round(seconds * 16_000) * 2), 16_000)


def test_workers_answer_and_a_dead_or_hanging_one_is_replaced() -> None:
    pool = RecognitionPool(Echo, workers=1, limit_s=1.5)
    good, dying, hanging, wrong, last = (pool.submit(str(n), lasting(s)) for n, s in enumerate((0.5, 1, 2, 3, 4)))
    assert good.result(30).text == "0.5"
    assert pool.waiting >= 1, "the queue says how long it is"
    for job in (dying, hanging, wrong):
        with pytest.raises(Unavailable):
            job.result(60)
    assert last.result(30).text == "4"
    assert pool.restarts == 4, "each bad one is tried twice"
    pool.close()


def test_an_engine_that_cannot_start_is_said_in_a_sentence() -> None:
    pool = RecognitionPool(broken, workers=1)  # type: ignore[arg-type]
    with pytest.raises(Unavailable, match="启动不了"):
        pool.submit("x", lasting(1)).result(30)
    pool.close()

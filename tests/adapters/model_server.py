"""A loopback server that plays recorded exchanges of an OpenAI-compatible endpoint, and every way such a server fails."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

RECORDED = Path(__file__).with_name("recorded")


def events(text: str, pieces: int = 6) -> bytes:
    """An answer as a stream of server-sent events, with its usage."""
    step = max(1, len(text) // pieces)
    parts = [text[i : i + step] for i in range(0, len(text), step)]
    chunks: list[dict[str, Any]] = [
        {"choices": [{"index": 0, "delta": {"role": "assistant", "content": part}, "finish_reason": None}]}
        for part in parts
    ]
    chunks.append({"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]})
    usage = {"prompt_tokens": 1000, "completion_tokens": 100, "total_tokens": 1100}
    chunks.append({"choices": [], "usage": usage})
    shared = {"id": "c1", "object": "chat.completion.chunk", "created": 1, "model": "local"}
    lines = [f"data: {json.dumps({**shared, **chunk}, ensure_ascii=False)}\n\n" for chunk in chunks]
    return "".join([*lines, "data: [DONE]\n\n"]).encode()


def recorded(name: str) -> bytes:
    """A stream as a real server sent it."""
    return (RECORDED / name).read_bytes()


Behaviour = Callable[[BaseHTTPRequestHandler], None]


def streams(body: bytes) -> Behaviour:
    """Answers at once."""

    def play(handler: BaseHTTPRequestHandler) -> None:
        _head(handler)
        handler.wfile.write(body)

    return play


def drips(body: bytes, every_s: float = 0.05) -> Behaviour:
    """Sends one byte at a time."""

    def play(handler: BaseHTTPRequestHandler) -> None:
        _head(handler)
        for place in range(len(body)):
            handler.wfile.write(body[place : place + 1])
            handler.wfile.flush()
            time.sleep(every_s)

    return play


def hangs(seconds: float = 3.0) -> Behaviour:
    """Takes the question and says nothing."""
    return lambda _handler: time.sleep(seconds)


def stops_midway(body: bytes, seconds: float = 3.0) -> Behaviour:
    """Sends half and falls silent."""

    def play(handler: BaseHTTPRequestHandler) -> None:
        _head(handler)
        handler.wfile.write(body[: len(body) // 2])
        handler.wfile.flush()
        time.sleep(seconds)

    return play


def fails(status: int = 500) -> Behaviour:
    """Answers with an error."""

    def play(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        handler.send_header("Content-Type", "application/json")
        handler.end_headers()
        handler.wfile.write(b'{"error": {"message": "broken", "type": "server_error"}}')

    return play


def redirects(to: str) -> Behaviour:
    """Sends the question elsewhere."""

    def play(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(307)
        handler.send_header("Location", to)
        handler.end_headers()

    return play


@dataclass
class ModelServer:
    """The server: what it does next, and what it was asked."""

    does: Behaviour
    then: list[Behaviour] = field(default_factory=list)
    asked: list[dict[str, Any]] = field(default_factory=list)
    url: str = ""

    def play(self, handler: BaseHTTPRequestHandler) -> None:
        """One exchange."""
        body = handler.rfile.read(int(handler.headers.get("Content-Length", 0)))
        self.asked.append({"authorization": handler.headers.get("Authorization"), **json.loads(body)})
        now, self.does = self.does, self.then.pop(0) if self.then else self.does
        now(handler)


@contextmanager
def serving(does: Behaviour, *then: Behaviour) -> Iterator[ModelServer]:
    """A server on a free port of this machine, stopped at the end."""
    server = ModelServer(does, list(then))

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            try:
                server.play(self)
            except OSError:
                self.close_connection = True  # the client gave up, as it should

        def log_message(self, *_: Any) -> None:
            return

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    http.daemon_threads = True
    http.block_on_close = False
    threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    server.url = f"http://127.0.0.1:{http.server_address[1]}/v1"
    try:
        yield server
    finally:
        http.shutdown()
        http.server_close()


def _head(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", "text/event-stream")
    handler.end_headers()

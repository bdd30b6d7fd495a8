"""Recognition in processes of its own: a page never waits for an engine, and an engine that hangs is replaced.

A job goes to a worker as (id, audio) and comes back as (id, recognition or error). A worker that dies or takes too long is
ended and started again; its job is tried once more, then fails in one sentence. When more comes in than can be recognised,
the queue grows, and `waiting` says how long it is.
"""

import contextlib
import multiprocessing
import os
import queue
import resource
import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from typing import Any

from assistant.domain.speech import Audio, Recognition
from assistant.errors import Unavailable
from assistant.ports import Transcriber

MEMORY = 8 << 30  # address space, of which an engine reserves far more than it uses
TRIES = 2


@dataclass(frozen=True, slots=True)
class Job:
    """One utterance to recognise."""

    id: str
    audio: Audio
    done: "Future[Recognition]" = field(default_factory=Future)
    tried: int = 0


class RecognitionPool:
    """So many workers, each with an engine made by `make`, a function of no arguments that can be sent to a process."""

    def __init__(
        self, make: Callable[[], Transcriber], workers: int = 1, limit_s: float = 60.0, start_s: float = 120.0
    ) -> None:
        self.name = f"pool of {workers}"
        self._make, self._limit_s, self._start_s = make, limit_s, start_s
        self._jobs: queue.Queue[Job | None] = queue.Queue()
        self._threads = [threading.Thread(target=self._serve, daemon=True) for _ in range(workers)]
        self.restarts = 0
        for thread in self._threads:
            thread.start()

    @property
    def waiting(self) -> int:
        """Utterances no worker has taken yet."""
        return self._jobs.qsize()

    def submit(self, id: str, audio: Audio) -> "Future[Recognition]":
        """Queue an utterance; the future fails with Unavailable when no worker could recognise it."""
        job = Job(id, audio)
        self._jobs.put(job)
        return job.done

    def transcribe(self, audio: Audio) -> Recognition:
        """The pool as a Transcriber that waits."""
        return self.submit("", audio).result()

    def close(self) -> None:
        """End the workers after what they are at."""
        for _ in self._threads:
            self._jobs.put(None)
        for thread in self._threads:
            thread.join(self._limit_s)

    def _serve(self) -> None:
        """One worker's supervisor: keeps a process alive and feeds it."""
        worker: _Worker | None = None
        while (job := self._jobs.get()) is not None:
            try:
                worker = worker or _Worker(self._make, self._start_s)
                job.done.set_result(worker.recognise(job, self._limit_s))
            except (EOFError, OSError, TimeoutError):
                self.restarts += 1
                if worker is not None:
                    worker.end()
                worker = None
                self._again(job)
            except Unavailable as error:
                job.done.set_exception(error)
        if worker is not None:
            worker.end()

    def _again(self, job: Job) -> None:
        if job.tried + 1 < TRIES:
            self._jobs.put(Job(job.id, job.audio, job.done, job.tried + 1))
        else:
            job.done.set_exception(Unavailable("这一段语音暂时识别不了，录音已保留，可稍后重试或人工听取"))


class _Worker:
    """A process with an engine in it, and the pipe to it."""

    def __init__(self, make: Callable[[], Transcriber], start_s: float) -> None:
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=work, args=(theirs, make), daemon=True)
        self._process.start()
        theirs.close()
        if not self._pipe.poll(start_s):
            self.end()
            raise TimeoutError
        if isinstance(ready := self._pipe.recv(), str) and ready:
            self.end()
            raise Unavailable(ready)

    def recognise(self, job: Job, limit_s: float) -> Recognition:
        """The worker's answer, or what went wrong with it."""
        self._pipe.send((job.id, job.audio))
        if not self._pipe.poll(limit_s):
            raise TimeoutError
        _, answer = self._pipe.recv()
        if isinstance(answer, str):
            raise Unavailable(answer)
        result: Recognition = answer
        return result

    def end(self) -> None:
        self._pipe.close()
        self._process.kill()
        self._process.join(5)


def work(pipe: Connection, make: Callable[[], Transcriber]) -> None:
    """The worker's own loop: an engine, then a job at a time until the pipe closes."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    with contextlib.suppress(OSError):
        os.nice(5)
    try:
        engine = make()
    except Exception as error:  # said to the supervisor, which says it to a person
        pipe.send(f"语音识别启动不了：{error}")
        return
    pipe.send("")
    while True:
        try:
            name, audio = pipe.recv()
        except EOFError:
            return
        pipe.send((name, _answer(engine, audio)))


def _answer(engine: Transcriber, audio: Any) -> Recognition | str:
    try:
        return engine.transcribe(audio)
    except (RuntimeError, ValueError, MemoryError) as error:
        return f"这一段语音识别失败：{type(error).__name__}"

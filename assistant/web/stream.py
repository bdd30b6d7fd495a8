"""Server-sent events from what stands in the store: a screen that lost its line goes on from the last place it had.

Nothing is kept in memory: every event carries the place in the call it tells of, the browser gives it back when it
reconnects, and what was said meanwhile is read again.
"""

import asyncio
from collections.abc import AsyncIterator, Callable

from fastapi import Request
from sse_starlette import EventSourceResponse, ServerSentEvent
from starlette.concurrency import run_in_threadpool

PING_S = 20
Look = Callable[[str], tuple[str, list[tuple[str, str]]]]  # the place had -> the place now, and events with their HTML


def stream(request: Request, start: str, look: Look, every_s: float) -> EventSourceResponse:
    """Events as long as the browser listens; `look` is asked again and again, in a thread."""

    async def events() -> AsyncIterator[ServerSentEvent]:
        place = request.headers.get("last-event-id") or start
        while not await request.is_disconnected():
            place, news = await run_in_threadpool(look, place)
            for name, html in news:
                yield ServerSentEvent(data=html, event=name, id=place, retry=2000)
            await asyncio.sleep(every_s)

    return EventSourceResponse(events(), ping=PING_S, headers={"X-Accel-Buffering": "no"})


def place_of(text: str, parts: int) -> list[str]:
    """The parts of a place; anything unreadable is the beginning."""
    found = text.split("~")
    return found if len(found) == parts else ["0"] + [""] * (parts - 1)

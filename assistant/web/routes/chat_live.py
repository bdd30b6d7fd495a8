"""What goes on around a chat: people's words as they come, voice input, complaint and farewell forms, progress by code."""

from typing import Annotated

from fastapi import APIRouter, Form, Request, UploadFile
from fastapi.responses import HTMLResponse, JSONResponse
from sse_starlette import EventSourceResponse

from assistant.accounts.permissions import Action
from assistant.domain.people import ANYONE, Actor
from assistant.web.deps import Counters, Parts, guard
from assistant.web.ears import words_of
from assistant.web.render import markup, page
from assistant.web.routes.chat import Mine
from assistant.web.stream import place_of, stream
from assistant.workorders.cases import follow_up

router = APIRouter(include_in_schema=False)
EVERY_S = 1.5


@router.get("/chat/stream")
def live(
    request: Request, work: Parts, chat: Mine, after: int = 0, _actor: Actor = guard(Action.ASK)
) -> EventSourceResponse:
    """What people say in this chat, and who answers, as it changes."""

    def look(place: str) -> tuple[str, list[tuple[str, str]]]:
        position, shown = place_of(place, 2)
        call, said, _ = work.live.news(ANYONE, chat.call.id, chat.token, int(position or 0))
        agent = ""
        if call.agent:
            with work.store.read() as tx:
                agent = tx.accounts.get(call.agent).actor.name
        line = work.live.place(call.id) if call.person_wanted_at else 0
        who = f"{call.agent}.{line}.{bool(call.person_wanted_at)}.{bool(call.ended_at)}"
        news = [
            ("said", markup(request, "chat/person_said.html", text=one.text, agent=agent))
            for one in said
            if one.speaker == "agent"
        ]
        if who != shown:
            now = {"call": call, "handed_over": call.person_wanted_at is not None}
            news.append(("who", markup(request, "chat/who.html", chat=now, agent=agent, place=line)))
        last = said[-1].position if said else int(position or 0)
        return f"{last}~{who}", news

    return stream(request, f"{after}~", look, EVERY_S)


@router.get("/chat/leave")
def leave(request: Request, _chat: Mine, _actor: Actor = guard(Action.ASK)) -> HTMLResponse:
    """How satisfied, and the end."""
    return page(request, "chat/leave.html")


@router.get("/chat/complain/{answer_id}")
def complain(answer_id: str, request: Request, _chat: Mine, _actor: Actor = guard(Action.ASK)) -> HTMLResponse:
    """The complaint form."""
    return page(request, "chat/complain.html", answer_id=answer_id)


@router.post("/chat/voice")
def voice(request: Request, limits: Counters, sound: UploadFile, _actor: Actor = guard(Action.ASK)) -> JSONResponse:
    """What was spoken, as text for the caller to look over before it is sent; the sound is not kept."""
    limits.count("ask", limits.address(request))
    return JSONResponse({"text": words_of(request, sound)})


@router.get("/progress")
def progress(request: Request, _actor: Actor = guard(Action.FOLLOW_UP)) -> HTMLResponse:
    """Where a caller asks how the case stands."""
    return page(request, "chat/progress.html")


@router.post("/progress")
def found(
    request: Request,
    work: Parts,
    limits: Counters,
    code: Annotated[str, Form(max_length=12)],
    phone: Annotated[str, Form(max_length=20)],
    _actor: Actor = guard(Action.FOLLOW_UP),
) -> HTMLResponse:
    """How it stands, for whoever knows the code and the number."""
    limits.count("follow_up", limits.address(request))
    limits.count("follow_up_code", code.strip().upper())
    case, orders, referrals = follow_up(work.store, code, phone)
    return page(request, "chat/standing.html", case=case, orders=orders, referrals=referrals)

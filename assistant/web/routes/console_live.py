"""The console's stream, the recorded call line by line, and a recording that is uploaded."""

from typing import Annotated

from fastapi import APIRouter, BackgroundTasks, Form, Request, Response, UploadFile
from fastapi.responses import HTMLResponse
from sse_starlette import EventSourceResponse

from assistant.accounts.permissions import Action
from assistant.domain.people import Actor
from assistant.web.asking import is_question
from assistant.web.deps import All, guard
from assistant.web.ears import talk_of
from assistant.web.recorded import recorded_call, said_id
from assistant.web.render import markup, page
from assistant.web.stream import place_of, stream
from assistant.web.suggesting import known_so_far, suggest_later

router = APIRouter(include_in_schema=False)
EVERY_S = 0.8


@router.get("/console/{call_id}/stream")
def live(
    call_id: str, request: Request, services: All, at: str = "0~", actor: Actor = guard(Action.CASE_EDIT)
) -> EventSourceResponse:
    """What is said, and suggestions, as they come."""
    work = services.casework

    def look(place: str) -> tuple[str, list[tuple[str, str]]]:
        position, shown = place_of(place, 2)
        _, said, answers = work.live.news(actor, call_id, "", int(position or 0))
        news = []
        if said:
            news.append(("said", markup(request, "console/turns.html", said=said, call_id=call_id)))
        fresh = [one for one in answers if one.id > shown]
        if fresh:
            with work.store.read() as tx:
                asked = {one.id: one.text for one in tx.cases.said_in(call_id)}
            for one in fresh:
                news.append(
                    (
                        "suggestion",
                        markup(request, "console/suggestion.html", answered=one, call_id=call_id, asked=asked),
                    )
                )
            if any(one.action == "crisis" for one in fresh):
                news.append(("alarm", markup(request, "console/alarm.html", crisis=True)))
        last = said[-1].position if said else int(position or 0)
        return f"{last}~{fresh[-1].id if fresh else shown}", news

    return stream(request, at, look, EVERY_S)


@router.get("/console/{call_id}/known")
def known(call_id: str, request: Request, services: All, actor: Actor = guard(Action.CASE_EDIT)) -> HTMLResponse:
    """What the talk told so far: facts with their words, the last day."""
    _, case, said, _ = services.casework.live.opened(actor, call_id)
    return page(request, "console/known.html", known=known_so_far(services, case, said))


@router.post("/console/{call_id}/play")
def play(
    call_id: str, request: Request, services: All, later: BackgroundTasks, actor: Actor = guard(Action.CASE_EDIT)
) -> HTMLResponse:
    """The next line of the recorded call is said; gives back when the one after it comes. A reload goes on from here."""
    work = services.casework
    lines = recorded_call().lines
    call, _, said, _ = work.live.opened(actor, call_id)
    number = sum(one.id.startswith("recorded-line") for one in said)
    if number >= len(lines) or call.ended_at is not None:
        return page(request, "console/played.html", call_id=call_id, next_line=None, number=number, total=len(lines))
    line = lines[number]
    work.intake.say(actor, call_id, "", line.speaker, line.text, said_id(number))
    if line.speaker == "caller" and is_question(line.text):
        later.add_task(suggest_later, services, actor, call_id, said_id(number))
    following = lines[number + 1] if number + 1 < len(lines) else None
    answer = page(
        request, "console/played.html", call_id=call_id, next_line=following, number=number + 1, total=len(lines)
    )
    answer.background = later
    return answer


@router.post("/console/{call_id}/recording", status_code=204)
def recording(
    call_id: str,
    request: Request,
    services: All,
    later: BackgroundTasks,
    sound: UploadFile,
    stereo: Annotated[bool, Form()] = False,
    actor: Actor = guard(Action.CASE_EDIT),
) -> Response:
    """A recording becomes the talk of this call; every question in it gets its suggestion."""
    for heard_id, speaker, text in talk_of(request, sound, stereo):
        services.casework.intake.say(actor, call_id, "", speaker, text, heard_id)
        if speaker == "caller" and is_question(text):
            later.add_task(suggest_later, services, actor, call_id, heard_id)
    return Response(status_code=204, background=later)

"""职工端: a worker writes, the program answers or hands over to a person; no login, the browser holds the call's key."""

from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Request, Response
from fastapi.responses import HTMLResponse

from assistant.accounts.permissions import Action
from assistant.casework import Casework
from assistant.domain.case import Answered, Call, Caller, Case, NoticeGiven, Utterance
from assistant.domain.people import ANYONE, Actor
from assistant.errors import NotFound
from assistant.ids import new_id
from assistant.web.asking import answered_at
from assistant.web.deps import All, Counters, Parts, casework, guard
from assistant.web.render import LARGE, markup, page
from assistant.workorders.console import Verdict
from assistant.workorders.live import rules, wants_person
from assistant.workorders.persons import retention

router = APIRouter(include_in_schema=False)
CHAT = "hotline_chat"  # cookie: the call and its key
LONGEST = 2000  # characters of one message
YEAR_S = 365 * 86_400
Said = Annotated[str, Form(min_length=1, max_length=LONGEST)]
SaidId = Annotated[str, Form(pattern=r"^[0-9A-Za-z-]{10,64}$")]


@dataclass(frozen=True)
class Chat:
    """The chat this browser holds the key to."""

    call: Call
    case: Case
    said: list[Utterance]
    answers: list[Answered]
    token: str

    @property
    def handed_over(self) -> bool:
        """True when the program is silent."""
        return self.call.person_wanted_at is not None

    def answer_of(self, said_id: str) -> Answered | None:
        """What was answered to one message."""
        return next((one for one in self.answers if one.reply.get("id") == said_id), None)


def chat_of(request: Request, work: Parts) -> Chat | None:
    """The chat of the cookie, while it exists."""
    call_id, _, token = request.cookies.get(CHAT, "").partition(".")
    if not call_id or not token:
        return None
    try:
        call, case, said, answers = work.live.chat(call_id, token, ANYONE)
    except NotFound:
        return None
    return Chat(call, case, list(said), answers, token)


MyChat = Annotated[Chat | None, Depends(chat_of)]


def mine(chat: MyChat) -> Chat:
    """The chat, or the sentence that there is none."""
    if chat is None:
        raise NotFound("没有找到这次对话，请刷新页面重新开始")
    return chat


Mine = Annotated[Chat, Depends(mine)]


@router.get("/")
def home(request: Request, work: Parts, chat: MyChat, _actor: Actor = guard(Action.ASK)) -> HTMLResponse:
    """The chat as it stands, or the welcome."""
    place = work.live.place(chat.call.id) if chat and chat.handed_over else 0
    return page(
        request, "chat/page.html", chat=chat, said_id=new_id(), notice=retention()["notice"], **_who(work, chat, place)
    )


@router.post("/chat/say")
def say(
    request: Request,
    services: All,
    limits: Counters,
    chat: MyChat,
    text: Said,
    said_id: SaidId,
    _actor: Actor = guard(Action.ASK),
) -> HTMLResponse:
    """A message is kept at once; its answer is fetched by the bubble that waits for it."""
    limits.count("ask", limits.address(request))
    work = services.casework
    begun = chat if chat and chat.call.ended_at is None else _begin(request, work, limits)
    work.intake.say(ANYONE, begun.call.id, begun.token, "caller", text.strip(), said_id)
    silent = begun.handed_over
    if not silent and (why := wants_person(text, ())):
        work.live.ask_person(ANYONE, begun.call.id, begun.token, why)
        silent = True
    answer = _changed(request, work, begun, "chat/said.html", text=text.strip(), asked=said_id, silent=silent)
    if begun is not chat:
        _remember(answer, begun, services.settings.secure_cookies)
    return answer


@router.post("/chat/answer/{said_id}")
def answer(
    said_id: str, request: Request, services: All, chat: Mine, _actor: Actor = guard(Action.ASK)
) -> HTMLResponse:
    """The answer to a message: worked out once, shown again when asked again."""
    work = services.casework
    known = chat.answer_of(said_id)
    if known is None and not chat.handed_over:
        handling, reply = answered_at(services, chat.case, chat.said, said_id, "chat")
        kept = work.intake.keep(ANYONE, chat.call.id, chat.token, said_id, handling, reply)
        known = kept.answered
        reasons = [one.reason for one in chat.answers] + [known.reason]
        why = "emergency" if known.action == "crisis" else wants_person("", reasons)
        if why:
            work.live.ask_person(ANYONE, chat.call.id, chat.token, why)
    return _changed(request, work, chat, "chat/answered.html", answered=known)


@router.post("/chat/person")
def person(
    request: Request, services: All, limits: Counters, chat: MyChat, _actor: Actor = guard(Action.ASK)
) -> HTMLResponse:
    """One tap: to a person. Everything said goes along."""
    work = services.casework
    begun = chat if chat and chat.call.ended_at is None else _begin(request, work, limits)
    work.live.ask_person(ANYONE, begun.call.id, begun.token, "asked")
    answer = _changed(request, work, begun, "chat/handed.html")
    if begun is not chat:
        _remember(answer, begun, services.settings.secure_cookies)
    return answer


@router.post("/chat/contact")
def contact(
    request: Request,
    work: Parts,
    chat: Mine,
    phone: Annotated[str, Form(max_length=20)],
    name: Annotated[str, Form(max_length=40)] = "",
    _actor: Actor = guard(Action.ASK),
) -> HTMLResponse:
    """Where to reach the caller; with it the case code works."""
    work.live.leave_contact(ANYONE, chat.call.id, chat.token, name, phone)
    return page(request, "chat/contact_kept.html", code=chat.case.code)


@router.post("/chat/judge/{answer_id}")
def judge(
    answer_id: str,
    request: Request,
    work: Parts,
    chat: Mine,
    verdict: Annotated[str, Form(pattern="^(helpful|unhelpful|complaint)$")],
    text: Annotated[str, Form(max_length=LONGEST)] = "",
    _actor: Actor = guard(Action.ASK),
) -> HTMLResponse:
    """Helpful, not helpful, or a complaint that people look into."""
    work.console.judge(ANYONE, chat.call.id, chat.token, answer_id, Verdict(verdict, "", text))
    return page(request, "chat/judged.html", verdict=verdict)


@router.post("/chat/end")
def end(
    request: Request,
    work: Parts,
    chat: Mine,
    grade: Annotated[int, Form(ge=0, le=5)] = 0,
    _actor: Actor = guard(Action.ASK),
) -> HTMLResponse:
    """The talk is over; how satisfied the caller was."""
    if grade:
        work.live.grade(ANYONE, chat.call.id, chat.token, grade)
    work.intake.end_call(ANYONE, chat.call.id, chat.token)
    answer = page(request, "chat/ended.html", code=chat.case.code, graded=bool(grade))
    answer.delete_cookie(CHAT)
    return answer


@router.post("/chat/large")
def large(request: Request, services: All, _actor: Actor = guard(Action.ASK)) -> Response:
    """Elderly mode on and off."""
    answer = HTMLResponse("", headers={"HX-Refresh": "true"})
    wanted = "0" if request.cookies.get(LARGE) == "1" else "1"
    answer.set_cookie(LARGE, wanted, max_age=YEAR_S, samesite="lax", secure=services.settings.secure_cookies)
    return answer


def _begin(request: Request, work: Casework, limits: Counters) -> Chat:
    limits.count("call", limits.address(request))
    opened = work.intake.open_call(ANYONE, "chat", Caller())
    version = retention()["notice"]["version"]
    work.intake.give_notice(
        ANYONE, opened.call.id, opened.token, NoticeGiven(version, work.clock.now(), "shown", False)
    )
    return Chat(opened.call, opened.case, [], [], opened.token)


def _remember(answer: Response, chat: Chat, secure: bool) -> None:
    key = f"{chat.call.id}.{chat.token}"
    answer.set_cookie(CHAT, key, max_age=7 * 86_400, httponly=True, samesite="strict", secure=secure)


def _who(work: Casework, chat: Chat | None, place: int) -> dict[str, Any]:
    """Who answers now, for the head of the page."""
    agent = ""
    if chat and chat.call.agent:
        with work.store.read() as tx:
            agent = tx.accounts.get(chat.call.agent).actor.name
    return {"agent": agent, "place": place, "because": rules()["because"]}


def _changed(request: Request, work: Casework, chat: Chat, template: str, **context: Any) -> HTMLResponse:
    """A piece of the talk, and the head as it is now."""
    call, case, _, _ = work.live.chat(chat.call.id, chat.token, ANYONE)
    now = Chat(call, case, chat.said, chat.answers, chat.token)
    place = work.live.place(call.id) if now.handed_over else 0
    given = {"chat": now, "said_id": new_id(), **_who(work, now, place), **context}
    return HTMLResponse(markup(request, template, **given) + markup(request, "chat/who.html", oob=True, **given))


__all__ = ["CHAT", "Chat", "Mine", "MyChat", "casework", "router"]

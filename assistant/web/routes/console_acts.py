"""What an agent does on a call: speak, search, judge a suggestion, open an order, ask a lawyer."""

import re
from decimal import Decimal
from typing import Annotated

from fastapi import APIRouter, BackgroundTasks, Form, Request, Response
from fastapi.responses import HTMLResponse

from assistant.accounts.permissions import Action
from assistant.calculators.facts import BadFact, Param
from assistant.calculators.reading import read
from assistant.domain.people import Actor
from assistant.domain.referral import FactSaid, Packet
from assistant.domain.workorder import Difficulty, Matter
from assistant.errors import BadInput
from assistant.ids import new_id
from assistant.web.asking import is_question
from assistant.web.deps import All, Parts, guard
from assistant.web.masked import masked_case
from assistant.web.render import page
from assistant.web.searching import hits
from assistant.web.suggesting import known_so_far, suggest, suggest_later
from assistant.workorders.console import Verdict
from assistant.workorders.desk import Opening
from assistant.workorders.lawyers import Referring
from assistant.workorders.unions import unions
from knowledge.citation import number

router = APIRouter(include_in_schema=False)
LONGEST = 4000
Text = Annotated[str, Form(max_length=LONGEST)]
COUNT = re.compile(r"[0-9]+|[零〇一二两三四五六七八九十百千]+")
AMOUNT = Param("amount", "涉及金额", "money", "")
REVIEWED = "（AI 生成，经坐席审核）"


@router.post("/console/{call_id}/say", status_code=204)
def say(
    call_id: str,
    services: All,
    later: BackgroundTasks,
    text: Annotated[str, Form(min_length=1, max_length=LONGEST)],
    speaker: Annotated[str, Form(pattern="^(caller|agent)$")] = "agent",
    actor: Actor = guard(Action.CASE_EDIT),
) -> Response:
    """Something said is kept; the screen gets it over its stream, and a question gets its suggestion."""
    said_id = new_id()
    services.casework.intake.say(actor, call_id, "", speaker, text.strip(), said_id)
    if speaker == "caller" and is_question(text):
        later.add_task(suggest_later, services, actor, call_id, said_id)
    return Response(status_code=204, background=later)


@router.post("/console/{call_id}/suggest/{said_id}", status_code=204)
def ask_again(call_id: str, said_id: str, services: All, actor: Actor = guard(Action.CASE_EDIT)) -> Response:
    """A suggestion for this very utterance."""
    if suggest(services, actor, call_id, said_id) is None:
        raise BadInput("这句话的建议已经在列表里了")
    return Response(status_code=204)


@router.get("/console/{call_id}/search")
def search(
    call_id: str, request: Request, services: All, q: str = "", _actor: Actor = guard(Action.CASE_EDIT)
) -> HTMLResponse:
    """A search by hand: the same search the suggestions use."""
    return page(request, "console/hits.html", hits=hits(services, q) if q.strip() else [], q=q, call_id=call_id)


@router.post("/console/{call_id}/answers/{answer_id}")
def judge(
    call_id: str,
    answer_id: str,
    request: Request,
    work: Parts,
    verdict: Annotated[str, Form(pattern="^(adopted|edited|rejected)$")],
    reason: Annotated[str, Form(max_length=40)] = "",
    text: Text = "",
    actor: Actor = guard(Action.CASE_EDIT),
) -> HTMLResponse:
    """Adopted, edited or rejected with a reason; what is adopted is said in the call."""
    judged = work.console.judge(actor, call_id, "", answer_id, Verdict(verdict, reason, text.strip()))
    call, _, said, _ = work.live.opened(actor, call_id)
    if verdict != "rejected" and call.ended_at is None:
        brief = judged.reply["answer"] if call.channel == "chat" else judged.reply.get("answer_short")
        words = text.strip() if verdict == "edited" and text.strip() else str(brief or judged.reply["answer"])
        work.intake.say(actor, call_id, "", "agent", words + REVIEWED, f"adopted-{answer_id}")
    asked = {one.id: one.text for one in said}
    return page(request, "console/suggestion.html", answered=judged, call_id=call_id, asked=asked)


@router.get("/console/{call_id}/order")
def order_form(call_id: str, request: Request, services: All, actor: Actor = guard(Action.CASE_EDIT)) -> HTMLResponse:
    """The order as far as the talk fills it, each field linked to what was said."""
    _, case, said, _ = services.casework.live.opened(actor, call_id)
    known = known_so_far(services, case, said)
    names = [(org.code, org.name) for org in unions().values()]
    return page(request, "console/order_form.html", known=known, case=masked_case(case), call_id=call_id, unions=names)


@router.post("/console/{call_id}/order")
def open_order(
    call_id: str,
    request: Request,
    work: Parts,
    summary: Annotated[str, Form(min_length=1, max_length=500)],
    category: Annotated[str, Form(max_length=40)],
    region: Annotated[str, Form(max_length=6)] = "",
    employer: Text = "",
    site: Text = "",
    headcount: Annotated[str, Form(max_length=12)] = "",
    amount: Annotated[str, Form(max_length=20)] = "",
    period: Text = "",
    course: Text = "",
    wish: Text = "",
    confidential: Annotated[bool, Form()] = False,
    actor: Actor = guard(Action.ORDER_OPEN),
) -> HTMLResponse:
    """The order as the agent confirmed it, and the union it would go to."""
    _, case, _, _ = work.live.opened(actor, call_id)
    matter = Matter(
        summary=summary,
        employer=employer,
        site=site,
        headcount=_count(headcount),
        amount_fen=_fen(amount),
        period=period,
        course=course,
        wish=wish,
    )
    place = region or case.region
    order = work.desk.open(
        actor, Opening(case.id, category, matter, place, case.topic, Difficulty.ORDINARY, "normal", confidential)
    )
    return page(request, "console/order_opened.html", order=order, way=work.desk.suggest(order))


@router.get("/console/{call_id}/refer")
def refer_form(call_id: str, request: Request, services: All, actor: Actor = guard(Action.CASE_EDIT)) -> HTMLResponse:
    """The packet a lawyer would get."""
    _, case, said, answers = services.casework.live.opened(actor, call_id)
    known = known_so_far(services, case, said)
    question = next((one.text for one in reversed(said) if one.speaker == "caller" and is_question(one.text)), "")
    return page(request, "console/refer_form.html", known=known, call_id=call_id, question=question, answers=answers)


@router.post("/console/{call_id}/refer")
def refer(
    call_id: str,
    request: Request,
    services: All,
    summary: Annotated[str, Form(min_length=1, max_length=1000)],
    question: Annotated[str, Form(min_length=1, max_length=1000)],
    priority: Annotated[str, Form(pattern="^(urgent|high|normal)$")] = "normal",
    actor: Actor = guard(Action.REFERRAL_OPEN),
) -> HTMLResponse:
    """The question goes to the lawyers with what the caller said and what was found."""
    work = services.casework
    call, case, said, answers = work.live.opened(actor, call_id)
    known = known_so_far(services, case, said)
    facts = tuple(FactSaid(name, one.value, one.position, one.said_in) for name, one in known.facts) if known else ()
    cited = dict.fromkeys(
        f"《{c['law'].removeprefix('中华人民共和国')}》{c['article_no']}"
        for one in answers
        for c in one.reply.get("citations", ())
    )
    packet = Packet(summary, facts, tuple(cited)[:6], question, known.limitation if known else "")
    employer = case.employer or (known.draft.employer if known else "")
    made = work.lawyers.open(
        actor,
        Referring(case.id, call.id, case.topic or "其他", case.region, employer, "asked_for_lawyer", priority, packet),
    )
    return page(request, "console/referred.html", referral=made)


def _count(text: str) -> int | None:
    """How many people 12, 十二个人 or 三十多人 is."""
    if not text.strip():
        return None
    found = COUNT.search(text)
    if found is None:
        raise BadInput("涉及人数请写成数字，例如 12")
    return number(found[0])


def _fen(text: str) -> int | None:
    """A sum as people write or say it, in fen."""
    if not text.strip():
        return None
    try:
        return int(Decimal(str(read(AMOUNT, text))) * 100)
    except BadFact as error:
        raise BadInput("涉及金额请写成数字，例如 22500 或者 2.25万") from error

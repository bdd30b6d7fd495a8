"""One page a kind of calculation, made from what its calculator asks for."""

from collections import defaultdict

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from assistant.accounts.permissions import Action
from assistant.calculators.calculator import BadFact, Calculator, MissingFacts, calculate, registry
from assistant.calculators.rates import known_rates
from assistant.domain.people import Actor
from assistant.errors import BadInput, NotFound
from assistant.web.deps import All, Counters, guard
from assistant.web.render import page
from assistant.workorders.deadlines import local_day

router = APIRouter(include_in_schema=False)
PARTS = 40  # fields a form may have
INPUTS = {"date": "date", "month": "month"}
HINTS = {
    "money": "元",
    "percent": "%",
    "years": "例如 4年3个月",
    "days": "天",
    "hours": "小时",
    "dates": "例如 2026-10-01、2026-10-02",
}


@router.get("/calculators")
def listed(request: Request, _actor: Actor = guard(Action.ASK)) -> HTMLResponse:
    """Every calculation by topic."""
    topics: dict[str, list[Calculator]] = defaultdict(list)
    for calculator in registry().values():
        topics[calculator.topic].append(calculator)
    return page(request, "desk/calculators.html", topics=topics)


@router.get("/calculators/{kind}")
def form(kind: str, request: Request, _actor: Actor = guard(Action.ASK)) -> HTMLResponse:
    """What has to be known for it."""
    return page(request, "desk/calculator.html", calculator=_known(kind), inputs=INPUTS, hints=HINTS)


@router.post("/calculators/{kind}")
async def work_out(
    kind: str, request: Request, services: All, limits: Counters, _actor: Actor = guard(Action.ASK)
) -> HTMLResponse:
    """The figure with its working, or what is missing."""
    limits.count("ask", limits.address(request))
    calculator = _known(kind)
    sent = await request.form(max_fields=PARTS, max_files=0)
    said = {name: str(value).strip() for name, value in sent.items() if str(value).strip()}
    day = local_day(services.casework.clock.now())
    try:
        working = calculate(kind, said, day, services.settings.region, known_rates())
    except MissingFacts as missing:
        return page(request, "desk/missing.html", missing=missing)
    except BadFact as error:
        raise BadInput(str(error)) from error
    return page(request, "desk/working.html", working=working, calculator=calculator)


def _known(kind: str) -> Calculator:
    calculator = registry().get(kind)
    if calculator is None:
        raise NotFound("没有这种测算")
    return calculator

"""An article beside an answer: its words, what they mean, the version and since when."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse
from markupsafe import Markup, escape

from assistant.accounts.permissions import Action
from assistant.domain.people import Actor
from assistant.errors import NotFound
from assistant.web.deps import All, guard
from assistant.web.render import page
from assistant.workorders.deadlines import local_day
from knowledge.citation import BadCitation, format_citation

router = APIRouter(include_in_schema=False)


@router.get("/law/article")
def article(
    request: Request,
    services: All,
    cite: Annotated[str, Query(max_length=120)],
    quote: Annotated[str, Query(max_length=2000)] = "",
    on: date | None = None,
    _actor: Actor = guard(Action.ASK),
) -> HTMLResponse:
    """The article in the version in force on the day, the quoted words marked."""
    day = on or local_day(services.casework.clock.now())
    try:
        ref = services.catalogue.cited(cite)
    except BadCitation as error:
        raise NotFound("没有找到这一条规定") from error
    versions = services.catalogue.versions(ref)
    provision = services.catalogue.provision(ref, day) or (versions[-1] if versions else None)
    if provision is None:
        raise NotFound("法规库里没有这一条规定")
    return page(
        request,
        "part/article.html",
        provision=provision,
        cited=format_citation(ref),
        text=marked(provision.text, quote),
        versions=versions,
        day=day,
    )


def marked(text: str, quote: str) -> Markup:
    """The text with the quoted words marked; both are escaped."""
    before, found, after = text.partition(quote.strip()) if quote.strip() else (text, "", "")
    return (
        escape(before) + Markup('<mark class="quote">{}</mark>').format(found) + escape(after)
        if found
        else escape(text)
    )

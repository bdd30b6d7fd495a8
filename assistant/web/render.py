"""Templates into pages: one Jinja environment, the filters it has, and what every page is given."""

import hashlib
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from assistant.accounts.permissions import allowed
from assistant.calculators.calculator import registry
from assistant.domain.people import ANYONE, ROLE_NAMES, Actor
from assistant.domain.referral import REFERRAL_NAMES
from assistant.domain.workorder import STAGE_NAMES, VERB_NAMES
from assistant.web import names
from assistant.workorders.unions import unions

HERE = Path(__file__).parent
STATIC = HERE / "static"
ZONE = ZoneInfo("Asia/Shanghai")
LARGE = "hotline_large"  # cookie of the elderly mode


def when(moment: datetime | str | None) -> str:
    """2026-11-22 09:30 in China."""
    if not moment:
        return ""
    exact = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
    return exact.astimezone(ZONE).strftime("%Y-%m-%d %H:%M")


def clock(moment: datetime) -> str:
    """09:30:05 in China."""
    return moment.astimezone(ZONE).strftime("%H:%M:%S")


def since(moment: datetime, now: datetime) -> str:
    """How long ago, as people say it."""
    minutes = max(0, int((now - moment).total_seconds() // 60))
    if minutes < 1:
        return "刚刚"
    if minutes < 60:
        return f"{minutes}分钟"
    return f"{minutes // 60}小时{minutes % 60}分" if minutes < 24 * 60 else f"{minutes // 1440}天"


def yuan(fen: int | None) -> str:
    """12,345.60元."""
    return "" if fen is None else f"{Decimal(fen) / 100:,.2f}元"


def union_name(code: str | None) -> str:
    """合肥市总工会, or the code where it is none."""
    org = unions().get(code or "")
    return org.name if org else (code or "未定")


def confidence_words(value: float) -> str:
    """Confidence in words: nobody answers a caller with 0.83."""
    return next(words for least, words in names.CONFIDENCE if value >= least)


def in_force(start: date, end: date) -> str:
    """The days an article is in force, in words."""
    until = "现行有效" if end.year == date.max.year else f"至{end:%Y年%m月%d日}失效"
    return f"{start:%Y年%m月%d日}起施行 · {until}"


@cache
def environment() -> Environment:
    """The one environment; everything is escaped."""
    env = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    filters = (when, clock, since, yuan, union_name, confidence_words, in_force)
    env.filters.update({one.__name__: one for one in filters})
    tables = {name: value for name, value in vars(names).items() if name.isupper()}
    env.globals.update(tables)
    facts = {param.name: param.label for calculator in registry().values() for param in calculator.params}
    env.globals.update(
        FACTS=facts,
        STAGE_NAMES=STAGE_NAMES,
        VERB_NAMES=VERB_NAMES,
        REFERRAL_NAMES=REFERRAL_NAMES,
        ROLE_NAMES=ROLE_NAMES,
    )
    return env


@cache
def assets_version() -> str:
    """Changes with the style sheets and scripts, so that browsers fetch them anew."""
    digest = hashlib.sha256()
    for path in sorted(STATIC.iterdir()):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:10]


def actor_of(request: Request) -> Actor:
    """Who asks, as the guard found out."""
    found: Actor = getattr(request.state, "actor", ANYONE)
    return found


def markup(request: Request, template: str, **context: Any) -> str:
    """A template as text."""
    actor = actor_of(request)
    given = {
        "actor": actor,
        "csrf": getattr(request.state, "csrf", ""),
        "nav": [place for place in names.NAV if allowed(actor, place.action)],
        "path": request.url.path,
        "large": request.cookies.get(LARGE) == "1",
        "sample": getattr(request.app.state, "sample", False),
        "version": assets_version(),
        "now": datetime.now(UTC),
    }
    return environment().get_template(template).render(given | context)


def page(request: Request, template: str, status: int = 200, **context: Any) -> HTMLResponse:
    """A template as a response."""
    return HTMLResponse(markup(request, template, **context), status)

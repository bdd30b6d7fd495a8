"""The pages on the same app: their routers, style sheets and scripts, and errors as a person reads them."""

from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, RedirectResponse
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException
from starlette.types import Scope

from assistant.errors import AssistantError, ErrorCode
from assistant.web.deps import COOKIE
from assistant.web.errors import STATUS
from assistant.web.render import STATIC, page
from assistant.web.routes import (
    accounts,
    alerts,
    calculators,
    chat,
    chat_live,
    console,
    console_acts,
    console_live,
    knowledge,
    law,
    lawyers,
    login,
    orders,
    supervise,
)

PAGES = (
    login,
    chat,
    chat_live,
    law,
    calculators,
    console,
    console_acts,
    console_live,
    orders,
    lawyers,
    alerts,
    supervise,
    knowledge,
    accounts,
)
SAMPLE_MARK = "sample.txt"  # lies in the home folder when the store was filled by `hotline demo`
PACKAGE = "js_lib_htmx"  # carries htmx as plain files; nothing of it is imported
KEEP_S = 86_400

Handler = Callable[[Request, Exception], Response]


class KeptFiles(StaticFiles):
    """Static files that a browser may keep; their address changes with their content."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """The file."""
        response = await super().get_response(path, scope)
        response.headers["Cache-Control"] = f"public, max-age={KEEP_S}"
        return response


def include_pages(app: FastAPI, home: Path) -> None:
    """Add the pages."""
    app.state.sample = (home / SAMPLE_MARK).exists()
    for part in PAGES:
        app.include_router(part.router)
    app.mount("/static", KeptFiles(directory=STATIC), name="static")
    app.mount("/vendor", KeptFiles(directory=_htmx()), name="vendor")
    for kind in (AssistantError, RequestValidationError, HTTPException, Exception):
        as_json = app.exception_handlers[kind]
        app.exception_handlers[kind] = _readable(as_json)  # type: ignore[arg-type]  # the handlers are all plain functions


def _htmx() -> Path:
    found = find_spec(PACKAGE)
    if found is None or not found.submodule_search_locations:
        raise RuntimeError("the package django-js-lib-htmx is not installed")
    return Path(found.submodule_search_locations[0]) / "static" / "htmx"


def _readable(as_json: Handler) -> Handler:
    """The same error as a page, or as a line in the corner where a part of a page was asked for."""

    def told(request: Request, error: Exception) -> Response:
        answer = as_json(request, error)
        if request.url.path.startswith("/api/") or not _is_browser(request):
            return answer
        if isinstance(error, AssistantError) and error.code is ErrorCode.UNAUTHENTICATED:
            return _to_login(request)
        sentence = str(error) if isinstance(error, AssistantError) else _SENTENCES.get(answer.status_code, _OOPS)
        if request.headers.get("hx-request"):
            return page(request, "part/error.html", answer.status_code, sentence=sentence)
        return page(request, "error.html", answer.status_code, sentence=sentence)

    return told


_OOPS = "系统出了点问题，已经记录。您刚才写的内容还在，请稍后再试；急事请拨打12351。"
_SENTENCES = {404: "没有这个页面", 422: "有一项没有填写或者不合要求，请检查后再提交", 405: "没有这个页面"}


def _is_browser(request: Request) -> bool:
    return bool(request.headers.get("hx-request")) or "text/html" in request.headers.get("accept", "")


def _to_login(request: Request) -> Response:
    """To the login page; a worker's page is simply asked for again without the old session."""
    public = request.url.path == "/" or request.url.path.startswith(("/chat", "/progress", "/law/", "/calculators"))
    target = request.url.path if public and request.method == "GET" else "/" if public else "/login"
    if public and COOKIE not in request.cookies:
        return page(request, "error.html", STATUS[ErrorCode.UNAUTHENTICATED], sentence="请先登录")
    if request.headers.get("hx-request"):
        answer: Response = HTMLResponse("", 200, {"HX-Redirect": target})
    else:
        answer = RedirectResponse(target, 303)
    answer.delete_cookie(COOKIE)
    return answer

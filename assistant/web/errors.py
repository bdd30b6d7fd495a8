"""Errors over HTTP: one shape for all, {"error": {"code", "message"}}; the only place that knows status numbers."""

import logging
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from assistant.errors import AssistantError, ErrorCode

log = logging.getLogger(__name__)

STATUS = {
    ErrorCode.BAD_INPUT: 422,
    ErrorCode.MISSING_FACTS: 422,
    ErrorCode.NOT_FOUND: 404,
    ErrorCode.CONFLICT: 409,
    ErrorCode.FORBIDDEN: 403,
    ErrorCode.UNAUTHENTICATED: 401,
    ErrorCode.RATE_LIMITED: 429,
    ErrorCode.KEY_REUSED: 422,
    ErrorCode.UNAVAILABLE: 503,
    ErrorCode.UNSAFE_SETTINGS: 500,
    ErrorCode.INTERNAL: 500,
}
RETRY_AFTER_S = {429: "60", 503: "5"}
_OF_STATUS = {
    400: ErrorCode.BAD_INPUT,
    401: ErrorCode.UNAUTHENTICATED,
    403: ErrorCode.FORBIDDEN,
    404: ErrorCode.NOT_FOUND,
}
_SENTENCES = {404: "没有这个地址", 405: "这个地址不支持这种请求"}


def body_of(code: ErrorCode, message: str) -> dict[str, Any]:
    """The one shape."""
    return {"error": {"code": code.value, "message": message}}


def answer_of(code: ErrorCode, message: str, status: int | None = None) -> JSONResponse:
    """An error as a response."""
    number = status or STATUS[code]
    headers = {"Retry-After": RETRY_AFTER_S[number]} if number in RETRY_AFTER_S else None
    return JSONResponse(body_of(code, message), number, headers)


def handle_errors(app: FastAPI) -> None:
    """Every error leaves in the one shape; an unforeseen one says nothing about the inside."""

    @app.exception_handler(AssistantError)
    def told(_request: Request, error: AssistantError) -> JSONResponse:
        return answer_of(error.code, str(error))

    @app.exception_handler(RequestValidationError)
    def malformed(_request: Request, error: RequestValidationError) -> JSONResponse:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"][1:]) or "请求"
        return answer_of(ErrorCode.BAD_INPUT, f"{field} 缺少或不合要求")

    @app.exception_handler(HTTPException)
    def http(_request: Request, error: HTTPException) -> JSONResponse:
        code = _OF_STATUS.get(error.status_code, ErrorCode.BAD_INPUT)
        return answer_of(code, _SENTENCES.get(error.status_code, "请求无法处理"), error.status_code)

    @app.exception_handler(Exception)
    def unforeseen(_request: Request, error: Exception) -> JSONResponse:
        log.error("unforeseen error kind=%s", type(error).__name__, exc_info=error)
        return answer_of(ErrorCode.INTERNAL, "系统出了点问题，已记录；紧急情况请拨打12351转人工")

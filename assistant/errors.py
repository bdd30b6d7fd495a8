"""Errors are one sentence with a code; a subclass exists only where somebody catches it."""

from enum import StrEnum


class ErrorCode(StrEnum):
    """The codes the contract's error objects carry."""

    BAD_INPUT = "bad_input"
    MISSING_FACTS = "missing_facts"
    NOT_FOUND = "not_found"
    CONFLICT = "conflict"
    FORBIDDEN = "forbidden"
    UNAUTHENTICATED = "unauthenticated"
    RATE_LIMITED = "rate_limited"
    KEY_REUSED = "key_reused"
    UNAVAILABLE = "unavailable"
    UNSAFE_SETTINGS = "unsafe_settings"
    INTERNAL = "internal"


class AssistantError(Exception):
    """Something went wrong in a way that can be told in one sentence."""

    code = ErrorCode.INTERNAL


class BadInput(AssistantError):
    """What came in cannot be used."""

    code = ErrorCode.BAD_INPUT


class NotFound(AssistantError):
    """There is no such record for whoever asks; another's record answers the same."""

    code = ErrorCode.NOT_FOUND


class Conflict(AssistantError):
    """The record is not in a state, or not any more in the version, that the step needs."""

    code = ErrorCode.CONFLICT


class Forbidden(AssistantError):
    """The role does not include this action."""

    code = ErrorCode.FORBIDDEN


class Unauthenticated(AssistantError):
    """Nobody is logged in, or the login did not succeed."""

    code = ErrorCode.UNAUTHENTICATED


class RateLimited(AssistantError):
    """Too many requests in the window."""

    code = ErrorCode.RATE_LIMITED


class KeyReused(AssistantError):
    """The Idempotency-Key was used before with another request."""

    code = ErrorCode.KEY_REUSED


class Unavailable(AssistantError):
    """A part is down; the sentence says what works meanwhile."""

    code = ErrorCode.UNAVAILABLE


class UnsafeSettings(AssistantError):
    """The settings would make the program unsafe; it does not start."""

    code = ErrorCode.UNSAFE_SETTINGS


class DraftingFailed(AssistantError):
    """No draft can be made of the evidence; the question goes to a person."""

    code = ErrorCode.UNAVAILABLE


class ModelFailed(DraftingFailed):
    """A language model gave nothing that can be used; `why` is down, slow, refused, rubbish or unsupported."""

    def __init__(self, why: str, detail: str = "") -> None:
        super().__init__(f"{why}: {detail}" if detail else why)
        self.why = why

"""Errors are one sentence with a code; a subclass exists only where somebody catches it."""

from enum import StrEnum


class ErrorCode(StrEnum):
    """The codes the contract's error objects carry."""

    BAD_INPUT = "bad_input"
    MISSING_FACTS = "missing_facts"
    NOT_FOUND = "not_found"
    CONFLICT = "conflict"
    FORBIDDEN = "forbidden"
    UNAVAILABLE = "unavailable"
    UNSAFE_SETTINGS = "unsafe_settings"
    INTERNAL = "internal"


class AssistantError(Exception):
    """Something went wrong in a way that can be told in one sentence."""

    code = ErrorCode.INTERNAL


class BadInput(AssistantError):
    """What came in cannot be used."""

    code = ErrorCode.BAD_INPUT


class Unavailable(AssistantError):
    """A part is down; the sentence says what works meanwhile."""

    code = ErrorCode.UNAVAILABLE


class UnsafeSettings(AssistantError):
    """The settings would make the program unsafe; it does not start."""

    code = ErrorCode.UNSAFE_SETTINGS


class DraftingFailed(AssistantError):
    """No draft can be made of the evidence; the question goes to a person."""

    code = ErrorCode.UNAVAILABLE

"""A caller's matter: the calls about it, what was said and answered, and whether it is settled."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any


class Employment(StrEnum):
    """The caller's kind of employment."""

    EMPLOYEE = "employee"
    DISPATCHED = "dispatched"
    PLATFORM = "platform"
    MIGRANT = "migrant"
    DOMESTIC = "domestic"
    RETIRED = "retired"
    UNKNOWN = "unknown"


class CaseState(StrEnum):
    """Whether a matter is still somebody's duty."""

    OPEN = "open"  # a call about it is going on or nothing came of it yet
    FOLLOWED = "followed"  # a lawyer or a union has it
    SETTLED = "settled"  # answered at once, or its orders and questions are closed
    ERASED = "erased"  # the person asked to be forgotten


@dataclass(frozen=True, slots=True)
class Caller:
    """Who called, as far as they said; an anonymous caller leaves all of it empty."""

    name: str = ""
    phone: str = ""
    sex: str = ""
    employment: Employment = Employment.UNKNOWN
    minor: bool = False  # said to be under 14


@dataclass(frozen=True, slots=True)
class Case:
    """One matter of one caller."""

    id: str
    code: str  # what the caller follows it up with, together with the telephone number
    opened_at: datetime
    caller: Caller
    topic: str = ""
    category: str = ""
    region: str = ""
    employer: str = ""
    confidential: bool = False
    distressed: bool = False
    repeat_of: str | None = None
    state: CaseState = CaseState.OPEN
    settled_with: str = ""  # what was said when it was settled at once
    held: bool = False  # legal hold: retention passes over it
    version: int = 1


@dataclass(frozen=True, slots=True)
class NoticeGiven:
    """The recording and privacy notice as it was given: no audio is kept without one."""

    version: str
    at: datetime
    how: str  # spoken, shown
    recording: bool  # the caller let the call be recorded


@dataclass(frozen=True, slots=True)
class Call:
    """One contact about a case: a telephone call or a chat."""

    id: str
    case_id: str
    channel: str  # phone, chat
    started_at: datetime
    agent: str = ""  # account of the agent; empty in self-service
    token_hash: str = ""  # what the caller of a self-service chat holds the key to
    notice: NoticeGiven | None = None
    ended_at: datetime | None = None
    person_wanted_at: datetime | None = None  # since when a chat waits for a person: the program is silent from then on
    person_wanted_why: str = ""  # asked, misses, anger, emergency
    grade: int | None = None  # 1 to 5, given by the caller at the end


@dataclass(frozen=True, slots=True)
class Utterance:
    """One thing said in a call."""

    id: str  # made by whoever heard it, so that a repeated delivery is known
    call_id: str
    speaker: str  # caller, agent, assistant
    text: str
    at: datetime
    position: int = 0


@dataclass(frozen=True, slots=True)
class Answered:
    """One question of a call and what was decided: the contract's reply, as stored."""

    id: str
    call_id: str
    case_id: str
    at: datetime
    action: str
    reason: str
    topic: str
    reply: Mapping[str, Any] = field(default_factory=dict)

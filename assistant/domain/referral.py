"""A question handed to a lawyer: its packet, who has it, what was asked back, and the answer with its citations."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum

from assistant.domain.deadline import Deadline
from assistant.errors import BadInput, Conflict


class ReferralStage(StrEnum):
    """Where a question for a lawyer stands."""

    WAITING = "waiting"
    TAKEN = "taken"
    ASKED_BACK = "asked_back"
    ANSWERED = "answered"
    WITHDRAWN = "withdrawn"


REFERRAL_NAMES = {
    ReferralStage.WAITING: "待认领",
    ReferralStage.TAKEN: "办理中",
    ReferralStage.ASKED_BACK: "待来电人补充",
    ReferralStage.ANSWERED: "已答复",
    ReferralStage.WITHDRAWN: "已撤回",
}


@dataclass(frozen=True, slots=True)
class FactSaid:
    """A fact with the words and the turn it came from, so that it can be played back."""

    name: str
    value: str
    turn: int
    said: str


@dataclass(frozen=True, slots=True)
class Packet:
    """What a lawyer gets with the question."""

    summary: str
    facts: tuple[FactSaid, ...]
    provisions: tuple[str, ...]
    open_question: str
    limitation: str = ""  # the day a claim may lapse, as far as it could be reckoned


@dataclass(frozen=True, slots=True)
class CitedRule:
    """A provision a lawyer's answer rests on, with the words that were found in it."""

    citation: str  # 劳动合同法第四十七条第二款
    quote: str  # must stand in the provision, character for character


@dataclass(frozen=True, slots=True)
class LawyerAnswer:
    """What the lawyer says, and whether it passed the same check as a draft."""

    text: str
    citations: tuple[CitedRule, ...]
    at: datetime
    failures: tuple[str, ...] = ()  # what the check found; an answer with failures is not sent
    lawyer: str = ""


@dataclass(frozen=True, slots=True)
class Referral:
    """One question with a lawyer."""

    id: str
    case_id: str
    call_id: str
    topic: str
    region: str
    employer: str
    reason: str
    priority: str  # urgent, high, normal
    packet: Packet
    opened_at: datetime
    opened_by: str
    stage: ReferralStage = ReferralStage.WAITING
    lawyer: str | None = None
    due: Deadline | None = None
    take_by: Deadline | None = None
    widened: int = 0  # how often nobody took it and more lawyers were asked
    asked_back: str = ""
    told_back: str = ""
    answer: LawyerAnswer | None = None
    version: int = 1


@dataclass(frozen=True, slots=True)
class FaqCandidate:
    """An approved answer on its way to become a card; a knowledge editor decides."""

    id: str
    referral_id: str
    question: str
    answer: str
    citations: tuple[CitedRule, ...]
    proposed_at: datetime
    proposed_by: str
    state: str = "proposed"  # proposed, adopted, rejected
    decided_by: str = ""


@dataclass(frozen=True, slots=True)
class Alert:
    """The same employer or site named by many callers, or a rate far above its past."""

    id: str
    kind: str  # employer, topic
    subject: str
    region: str
    count: int
    window_days: int
    opened_at: datetime
    cases: tuple[str, ...] = ()
    owner: str = ""
    due: date | None = None
    outcome: str = ""
    closed_at: datetime | None = None
    version: int = 1


@dataclass(frozen=True, slots=True)
class AidCheck:
    """What the legal-aid pre-check found; it prepares an application and decides nothing."""

    in_scope: bool
    hardship_exempt: bool
    help_first: bool  # limitation ends so soon that help may come before the papers
    place: str
    papers: tuple[str, ...]
    clocks: tuple[str, ...]
    basis: tuple[str, ...]
    application: str
    notes: tuple[str, ...] = field(default=())


def taken(referral: Referral, lawyer: str) -> Referral:
    """The referral in the hands of a lawyer."""
    _in(referral, ReferralStage.WAITING)
    return replace(referral, stage=ReferralStage.TAKEN, lawyer=lawyer, version=referral.version + 1)


def put_back(referral: Referral, take_by: Deadline | None) -> Referral:
    """The referral waiting again, open to more lawyers than before."""
    _in(referral, ReferralStage.WAITING, ReferralStage.TAKEN)
    return replace(
        referral,
        stage=ReferralStage.WAITING,
        lawyer=None,
        widened=referral.widened + 1,
        take_by=take_by,
        version=referral.version + 1,
    )


def asked(referral: Referral, question: str) -> Referral:
    """The referral waiting for something only the caller knows."""
    _in(referral, ReferralStage.TAKEN)
    if not question.strip():
        raise BadInput("请写明要来电人补充什么")
    return replace(referral, stage=ReferralStage.ASKED_BACK, asked_back=question, version=referral.version + 1)


def told(referral: Referral, text: str) -> Referral:
    """The referral with what the caller added."""
    _in(referral, ReferralStage.ASKED_BACK)
    if not text.strip():
        raise BadInput("补充的内容不能是空的")
    return replace(referral, stage=ReferralStage.TAKEN, told_back=text, version=referral.version + 1)


def answered(referral: Referral, answer: LawyerAnswer) -> Referral:
    """The referral with its answer; one that failed the check is refused."""
    _in(referral, ReferralStage.TAKEN)
    if answer.failures:
        raise Conflict("答复没有通过核对：" + "；".join(answer.failures))
    return replace(referral, stage=ReferralStage.ANSWERED, answer=answer, version=referral.version + 1)


def _in(referral: Referral, *stages: ReferralStage) -> None:
    if referral.stage not in stages:
        raise Conflict(f"转办{REFERRAL_NAMES[referral.stage]}，不能这样操作")

"""A work order's life: 反映—受理—交办—督办—反馈. the order, its stages and the steps taken with it.

Which step leads where stands in `moves.py`. 督办 is a step, not a stage: it may come several times and changes only the
pressure.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from assistant.domain.deadline import Deadline


class Stage(StrEnum):
    """Where an order stands."""

    REPORTED = "reported"
    ACCEPTED = "accepted"
    ASSIGNED = "assigned"
    IN_HAND = "in_hand"
    RETURN_ASKED = "return_asked"
    REPLIED = "replied"
    REVIEWED = "reviewed"
    CALLED_BACK = "called_back"
    CLOSED = "closed"
    REFUSED = "refused"
    MERGED = "merged"


STAGE_NAMES = {
    Stage.REPORTED: "已反映",
    Stage.ACCEPTED: "已受理",
    Stage.ASSIGNED: "已交办",
    Stage.IN_HAND: "办理中",
    Stage.RETURN_ASKED: "退单待审",
    Stage.REPLIED: "已反馈",
    Stage.REVIEWED: "待回访",
    Stage.CALLED_BACK: "待质检",
    Stage.CLOSED: "已办结",
    Stage.REFUSED: "不予受理",
    Stage.MERGED: "已并单",
}
ENDED = frozenset({Stage.CLOSED, Stage.REFUSED, Stage.MERGED})


class Verb(StrEnum):
    """What can be done with an order."""

    ASK_FACTS = "ask_facts"
    AMEND = "amend"
    ACCEPT = "accept"
    REFUSE = "refuse"
    DISPATCH = "dispatch"
    SIGN = "sign"
    ASK_EXTENSION = "ask_extension"
    GRANT_EXTENSION = "grant_extension"
    DENY_EXTENSION = "deny_extension"
    ASK_RETURN = "ask_return"
    GRANT_RETURN = "grant_return"
    DENY_RETURN = "deny_return"
    RE_ROUTE = "re_route"
    CO_HANDLE = "co_handle"
    MERGE = "merge"
    SUPERVISE = "supervise"
    NOTE = "note"
    RECKON = "reckon"
    REPLY = "reply"
    SEND_BACK = "send_back"
    APPROVE = "approve"
    CALL_BACK = "call_back"
    CLOSE = "close"
    REOPEN = "reopen"


VERB_NAMES = {
    Verb.ASK_FACTS: "补充询问",
    Verb.AMEND: "补正",
    Verb.ACCEPT: "受理",
    Verb.REFUSE: "不予受理",
    Verb.DISPATCH: "交办",
    Verb.SIGN: "签收",
    Verb.ASK_EXTENSION: "申请延期",
    Verb.GRANT_EXTENSION: "同意延期",
    Verb.DENY_EXTENSION: "不同意延期",
    Verb.ASK_RETURN: "申请退单",
    Verb.GRANT_RETURN: "同意退单",
    Verb.DENY_RETURN: "不同意退单",
    Verb.RE_ROUTE: "改派",
    Verb.CO_HANDLE: "会办",
    Verb.MERGE: "并单",
    Verb.SUPERVISE: "督办",
    Verb.NOTE: "备注",
    Verb.RECKON: "重算时限",
    Verb.REPLY: "反馈",
    Verb.SEND_BACK: "审核退回",
    Verb.APPROVE: "审核通过",
    Verb.CALL_BACK: "回访",
    Verb.CLOSE: "办结",
    Verb.REOPEN: "重办",
}


class Difficulty(StrEnum):
    """The national frame's three classes, each with limits of its own."""

    ORDINARY = "ordinary"
    DIFFICULT = "difficult"
    COMPLEX = "complex"


@dataclass(frozen=True, slots=True)
class CallBack:
    """One try to reach the caller after the reply."""

    reached: bool
    solved: bool | None = None
    result_grade: int | None = None  # 1 to 5: satisfied with the result
    manner_grade: int | None = None  # 1 to 5: satisfied with how it was done

    @property
    def satisfied(self) -> bool:
        """True when neither the result nor the manner was graded below the middle and the matter was called solved."""
        grades = [grade for grade in (self.result_grade, self.manner_grade) if grade is not None]
        return self.solved is not False and all(grade >= 3 for grade in grades)


@dataclass(frozen=True, slots=True)
class Matter:
    """The five elements and the figures, as far as they were said."""

    summary: str
    employer: str = ""
    credit_code: str = ""
    site: str = ""
    headcount: int | None = None
    amount_fen: int | None = None
    period: str = ""
    course: str = ""
    wish: str = ""
    evidence: tuple[str, ...] = ()
    limitation: date | None = None
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Amendment:
    """What a person corrects of what was taken down: the program suggests, a person confirms, and the step says who."""

    matter: Matter
    category: str
    region: str
    difficulty: Difficulty
    priority: str = "normal"  # urgent, high, normal
    confidential: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """One thing done with an order; the fields beside the verb are those the verb needs."""

    at: datetime
    actor: str
    verb: Verb
    text: str = ""
    org: str | None = None  # the union it goes to
    channel: str = ""  # the right place, when refused
    basis: tuple[str, ...] = ()  # provisions a reply rests on
    other: str | None = None  # the order it is merged into
    level: str = ""  # yellow, red, leader
    due: Deadline | None = None  # of the whole handling
    stage_due: Deadline | None = None  # of the next duty
    extension_days: int = 0
    recovered_fen: int = 0
    call_back: CallBack | None = None
    amended: Amendment | None = None


@dataclass(frozen=True, slots=True)
class WorkOrder:
    """An order as it stands after its steps."""

    id: str
    number: str
    case_id: str
    category: str
    region: str
    matter: Matter
    opened_at: datetime
    opened_by: str
    topic: str = ""
    difficulty: Difficulty = Difficulty.ORDINARY
    priority: str = "normal"  # urgent, high, normal
    confidential: bool = False
    stage: Stage = Stage.REPORTED
    org: str | None = None
    co_orgs: tuple[str, ...] = ()
    owner: str | None = None
    due: Deadline | None = None
    stage_due: Deadline | None = None
    extension_asked: int = 0
    extensions: int = 0
    supervised: str = ""
    tries: int = 0
    redone: int = 0
    last_call_back: CallBack | None = None
    reply: str = ""
    basis: tuple[str, ...] = ()
    recovered_fen: int = 0
    merged_into: str | None = None
    closed_at: datetime | None = None
    version: int = 1
    steps: tuple[Step, ...] = field(default=())

    @property
    def ended(self) -> bool:
        """True when nobody has anything left to do."""
        return self.stage in ENDED

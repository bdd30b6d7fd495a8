"""A question as it was put, and as it is understood."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

PROVINCE = "340000"


class Role(StrEnum):
    """Who speaks in a conversation."""

    CALLER = "caller"
    AGENT = "agent"


class Channel(StrEnum):
    """By which way a question came."""

    PHONE = "phone"
    CHAT = "chat"


class Topic(StrEnum):
    """The thirteen topics of the contract."""

    ARREARS = "欠薪"
    CONTRACT = "劳动合同"
    TERMINATION = "经济补偿与解除"
    HOURS = "工时加班休假"
    INSURANCE = "社会保险"
    INJURY = "工伤职业病"
    WOMEN = "女职工未成年工"
    PLATFORM = "新就业形态"
    UNION = "工会组建与入会"
    AID = "工会帮扶与法律援助"
    PROCEDURE = "劳动争议程序"
    DISPATCH = "劳务派遣外包"
    OTHER = "其他"


class Intent(StrEnum):
    """What the caller wants to know or have done."""

    HOW_MUCH = "how_much"
    UNTIL_WHEN = "until_when"
    IS_IT_LEGAL = "is_it_legal"
    WHAT_TO_DO = "what_to_do"
    PLEASE_ACT = "please_act"


@dataclass(frozen=True, slots=True)
class Turn:
    """One thing said."""

    role: Role
    text: str


@dataclass(frozen=True, slots=True)
class Inquiry:
    """What comes in: the turns so far, the last caller turn being the question."""

    id: str
    turns: tuple[Turn, ...]
    as_of: date
    region: str = PROVINCE
    channel: Channel = Channel.PHONE

    @property
    def last(self) -> str:
        """The question: what the caller said last."""
        return next((turn.text for turn in reversed(self.turns) if turn.role is Role.CALLER), "")

    @property
    def caller_text(self) -> str:
        """Everything the caller said, oldest first."""
        return "\n".join(turn.text for turn in self.turns if turn.role is Role.CALLER)

    @property
    def agent_text(self) -> str:
        """Everything the agent said before: a rule told there need not be told again."""
        return "\n".join(turn.text for turn in self.turns if turn.role is Role.AGENT)


@dataclass(frozen=True, slots=True)
class Fact:
    """Something the caller said that an answer may turn on."""

    name: str  # the calculators' parameter names: monthly_wage, hired_on …
    value: str  # normalised: 6500, 2024-03-01, true
    turn: int  # index of the turn it was said in: every fact can be played back
    said: str  # the words it was read from


@dataclass(frozen=True, slots=True)
class Question:
    """The inquiry as understood."""

    inquiry: Inquiry
    searches: tuple[str, ...]  # standalone wordings to search for, the most faithful first
    topic: Topic = Topic.OTHER
    intents: frozenset[Intent] = frozenset()
    region: str = PROVINCE
    facts: tuple[Fact, ...] = ()
    asker: str = "employee"

    @property
    def text(self) -> str:
        """The question itself."""
        return self.inquiry.last

    def fact(self, name: str) -> str | None:
        """The value last said of a fact."""
        return next((fact.value for fact in reversed(self.facts) if fact.name == name), None)

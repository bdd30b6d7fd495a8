"""A draft, what became of it in verification, and the one decision: six actions with reason codes."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from knowledge.model import ProvisionRef


class Action(StrEnum):
    """What happens next; the contract's words."""

    ANSWER = "answer"
    CLARIFY = "clarify"
    ESCALATE = "escalate_lawyer"
    DISPATCH = "dispatch_workorder"
    OUT_OF_SCOPE = "out_of_scope"
    CRISIS = "crisis"


class Reason(StrEnum):
    """Why this action."""

    SUPPORTED = "supported"
    BOTH_BRANCHES = "both_branches"
    FACT_MISSING = "fact_missing"
    UNCLEAR = "unclear"
    EMERGENCY = "emergency"
    CASE_UNDER_WAY = "case_under_way"
    GRAVE_HARM = "grave_harm"
    CRIMINAL = "criminal"
    CONTESTED = "contested"
    RETALIATION = "retaliation"
    PRESSED_WAIVER = "pressed_waiver"
    ASKED_FOR_LAWYER = "asked_for_lawyer"
    PLEADINGS = "pleadings"
    MANY_PARTIES = "many_parties"
    NOTHING_FOUND = "nothing_found"
    THIN_EVIDENCE = "thin_evidence"
    UNSUPPORTED = "unsupported"
    DRAFTING_FAILED = "drafting_failed"
    CONFLICTING_LAW = "conflicting_law"
    ACT_REQUESTED = "act_requested"
    NOT_OUR_FIELD = "not_our_field"
    MISUSE = "misuse"
    BAD_INPUT = "bad_input"


@dataclass(frozen=True, slots=True)
class Citation:
    """A provision with words that occur in it, character for character."""

    ref: ProvisionRef
    passage_id: str
    law: str  # official title
    article_no: str
    quote: str
    kind: str
    in_force: bool


@dataclass(frozen=True, slots=True)
class Figure:
    """An amount or a date worked out, with the lines an agent reads aloud."""

    kind: str
    headline: str
    value: Decimal | str | int
    unit: str
    working: tuple[str, ...]
    basis: tuple[ProvisionRef, ...]
    caveats: tuple[str, ...] = ()
    record: Mapping[str, object] | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """One stretch of an answer and what carries it."""

    section: str  # conclusion, reasons, steps, evidence, deadline, where, avoid, figure
    text: str
    citations: tuple[Citation, ...]
    carried_by: tuple[str, ...] = ()  # further texts its numbers may come from: figures, what the caller said


@dataclass(frozen=True, slots=True)
class Usage:
    """What a model's draft took."""

    input_tokens: int
    output_tokens: int
    seconds: float
    cost: Decimal = Decimal(0)  # yuan, by the prices of the settings


@dataclass(frozen=True, slots=True)
class Draft:
    """What might be said."""

    claims: tuple[Claim, ...]
    short: str
    drafter: str  # model name or "extractive"
    card: str | None = None
    prompt: str = ""  # prompt file and version hash; empty when no model wrote it
    usage: Usage | None = None
    instead_of: str = ""  # why a model that should have drafted did not: down, slow, resting …

    @property
    def by_model(self) -> bool:
        """True when a language model wrote the sentences."""
        return bool(self.prompt)


@dataclass(frozen=True, slots=True)
class Verification:
    """What was checked: the share of claims carried, and each failure in words."""

    support: float
    failures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Escalation:
    """The packet a lawyer gets."""

    summary: str
    facts: tuple[str, ...]
    provisions: tuple[str, ...]
    open_question: str
    priority: str  # urgent, high, normal
    limitation: str = ""


@dataclass(frozen=True, slots=True)
class OrderDraft:
    """A work order filled from what was said; what was not said stays empty and is listed."""

    category: str
    region: str
    employer: str
    headcount: str
    amount: str
    period: str
    summary: str
    missing: tuple[str, ...]
    confidential: bool = False


@dataclass(frozen=True, slots=True)
class Decision:
    """The one outcome: what is said, why, and who acts."""

    action: Action
    reason: Reason
    answer: str
    confidence: float
    questions: tuple[str, ...] = ()
    escalation: Escalation | None = None
    order: OrderDraft | None = None

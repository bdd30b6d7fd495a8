"""The contract's JSON: inquiries read from it, handlings written to it. Fields may be added, none renamed."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from assistant.answering.compose import deciding, once
from assistant.domain.answer import Action, Citation, Draft
from assistant.domain.handling import Handling
from assistant.domain.question import Channel, Inquiry, Role, Turn
from assistant.errors import BadInput
from knowledge.model import Evidence, Kind

LONGEST = 20_000  # characters of one inquiry; a telephone call of an hour has fewer


def inquiry_from(body: Any, as_of: date, region: str) -> Inquiry:
    """An inquiry from a line of a batch.

    Raises:
        BadInput: in one sentence, when a field is missing or has no use.
    """
    if not isinstance(body, Mapping):
        raise BadInput("每行应当是一个JSON对象")
    turns = body.get("turns")
    if not isinstance(turns, list) or not turns:
        raise BadInput("turns 应当是非空的数组")
    said = tuple(_turn(turn) for turn in turns)
    if not any(turn.role is Role.CALLER and turn.text.strip() for turn in said):
        raise BadInput("turns 里没有来电人说的话")
    if sum(len(turn.text) for turn in said) > LONGEST:
        raise BadInput(f"内容太长：最多{LONGEST}字")
    return Inquiry(
        id=str(body.get("id", "")),
        turns=said,
        as_of=_day(body["as_of"]) if body.get("as_of") else as_of,
        region=str(body.get("region") or region),
        channel=Channel.CHAT if body.get("channel") == "chat" else Channel.PHONE,
    )


def _turn(turn: Any) -> Turn:
    if not isinstance(turn, Mapping) or not isinstance(turn.get("text"), str) or turn.get("role") not in set(Role):
        raise BadInput("turns 的每一项应当有 role（caller 或 agent）和 text")
    return Turn(Role(turn["role"]), turn["text"])


def _day(text: Any) -> date:
    try:
        return date.fromisoformat(str(text))
    except ValueError as error:
        raise BadInput(f"日期应当写成 2026-11-22 的形式：{text}") from error


def reply(handling: Handling) -> dict[str, Any]:
    """One answer in the contract's form."""
    decision, draft = handling.decision, handling.draft
    speaks = decision.action is Action.ANSWER
    return {
        "id": handling.question.inquiry.id,
        "action": decision.action.value,
        "reason": decision.reason.value,
        "answer": decision.answer,
        "answer_short": draft.short if speaks and draft else decision.answer,
        "citations": [citation(c) for c in _cited(handling)],
        "questions": list(decision.questions),
        "calculation": _calculation(handling),
        "topic": _topic(handling),
        "confidence": round(decision.confidence, 3),
        "evidence": [_evidence(e) for e in handling.evidence],
        "work_order": asdict(decision.order) if decision.order else None,
        "escalation": asdict(decision.escalation) if decision.escalation else None,
        "drafter": draft.drafter if draft else "none",
        "card": draft.card if draft else None,
        "drafting": _drafting(draft),
        "claims": [_claim(c) for c in draft.claims] if speaks and draft else [],
        "ai_generated": True,
        "timings_ms": dict(handling.timings_ms),
    }


def _cited(handling: Handling) -> tuple[Citation, ...]:
    """The citations of what is said: an answer's deciding ones, and those of what is certain already otherwise."""
    draft: Draft | None = handling.draft
    if draft is None or handling.decision.action in (Action.CRISIS, Action.OUT_OF_SCOPE):
        return ()
    return once(deciding(draft))


def citation(c: Citation) -> dict[str, Any]:
    """A citation in the contract's form; the article number 0 of an instrument cited as a whole is null."""
    return {
        "law": c.law,
        "article": c.ref.article or None,
        "paragraph": c.ref.paragraph,
        "article_no": c.article_no,
        "quote": c.quote,
        "kind": c.kind,
        "in_force": c.in_force,
        "passage_id": c.passage_id,
    }


def _claim(claim: Any) -> dict[str, Any]:
    return {"section": claim.section, "text": claim.text, "citations": [citation(c) for c in claim.citations]}


def _calculation(handling: Handling) -> dict[str, Any] | None:
    if not handling.figures:
        return None
    figure = handling.figures[0]
    plain = {"kind": figure.kind, "headline": figure.headline, "value": str(figure.value), "unit": figure.unit}
    return {**plain, "steps": list(figure.working), "caveats": list(figure.caveats), **dict(figure.record or {})}


def _drafting(draft: Draft | None) -> dict[str, Any] | None:
    """By what the answer was written, with the label that goes with it; `instead_of` says why a model's draft is missing."""
    if draft is None:
        return None
    label = "AI 生成" if draft.by_model else "系统检索编成，未经大模型生成"
    usage = asdict(draft.usage) if draft.usage else None
    if usage:
        usage["cost"] = str(usage["cost"])
    return {"label": label, "prompt": draft.prompt, "instead_of": draft.instead_of, "usage": usage}


def _topic(handling: Handling) -> str:
    return handling.question.topic.value


def _evidence(e: Evidence) -> dict[str, Any]:
    ref = e.passage.refs[0] if e.passage.refs and e.passage.kind is not Kind.FAQ else None
    return {
        "id": e.passage.id,
        "kind": e.passage.kind.value,
        "law": ref.law if ref else "",
        "article": (ref.article or None) if ref else None,
        "title": e.passage.title,
        "score": round(e.score, 4),
    }

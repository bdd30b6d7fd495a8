"""The contract's JSON of an inspection: transcripts read from it, results written to it. Fields may be added, none renamed."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from assistant.errors import BadInput
from assistant.inspection.call import Call
from assistant.inspection.emotion import emotion_over_time, emotion_peak
from assistant.inspection.inspector import DETECTORS, Detector, findings_in
from assistant.inspection.key_facts import Fact, KeyFacts, key_facts
from assistant.inspection.rubric import load_rubric
from assistant.inspection.scoring import score
from assistant.inspection.summary import summary
from assistant.inspection.timing import talk_share
from assistant.inspection.topic import topic_of
from assistant.inspection.transcript import Finding, Role, Transcript, Utterance, utterance

MOST_UTTERANCES, LONGEST_TEXT = 20_000, 5_000
_FACTS = ("employer", "location", "amount_yuan", "persons", "start", "claim")


def inspected(body: Any, today: date, detectors: Iterable[Detector] = DETECTORS) -> dict[str, Any]:
    """The result for one transcript.

    Raises:
        BadInput: in one sentence, when the transcript cannot be used.
    """
    return result_of(Call(transcript_from(body, today)), detectors)


def transcript_from(body: Any, today: date) -> Transcript:
    """A transcript from a line of a batch; a call without a date is taken for today's.

    Raises:
        BadInput: when a field is missing or has no use.
    """
    if not isinstance(body, Mapping):
        raise BadInput("每行应当是一个JSON对象")
    turns = body.get("utterances")
    if not isinstance(turns, list) or not turns:
        raise BadInput("utterances 应当是非空的数组")
    if len(turns) > MOST_UTTERANCES:
        raise BadInput(f"一通电话最多{MOST_UTTERANCES}句")
    said = [_utterance(place, turn) for place, turn in enumerate(turns)]
    if not any(u.text.strip() for u in said):
        raise BadInput("utterances 里没有文字")
    ordered = tuple(sorted(said, key=lambda u: u.start))
    return Transcript(str(body.get("id", "")), _day(body, today), ordered, str(body.get("channel", "phone")))


def _utterance(place: int, turn: Any) -> Utterance:
    if not isinstance(turn, Mapping) or not isinstance(turn.get("text"), str) or turn.get("role") not in set(Role):
        raise BadInput("utterances 的每一项应当有 role（agent 或 caller）和 text")
    try:
        index = int(turn.get("i", place))
        start = float(turn.get("start", place))
        end = float(turn.get("end", start))
    except (TypeError, ValueError) as error:
        raise BadInput(f"第{place}句的 i、start、end 应当是数字") from error
    if not (0 <= start < 1e6 and end < 1e6):
        raise BadInput(f"第{place}句的时间没有用")
    return utterance(index, Role(turn["role"]), start, max(start, end), turn["text"][:LONGEST_TEXT])


def _day(body: Mapping[str, Any], today: date) -> date:
    text = body.get("call_date")
    try:
        return date.fromisoformat(str(text)[:10]) if text else today
    except ValueError as error:
        raise BadInput(f"call_date 应当写成 2026-11-22 的形式：{text}") from error


def result_of(call: Call, detectors: Iterable[Detector] = DETECTORS) -> dict[str, Any]:
    """Everything the inspection of a call gives."""
    findings, facts = findings_in(call, detectors), key_facts(call)
    marks = score(call, findings.certain, load_rubric())
    return {
        "id": call.transcript.id,
        "score": marks.total,
        "violations": [_finding(f) for f in findings.certain],
        "to_be_heard": [_finding(f) for f in findings.to_be_heard],
        "summary": summary(call, facts),
        "key_facts": {name: _value(facts, name) for name in _FACTS},
        "key_facts_utterances": {name: _place(facts, name) for name in _FACTS},
        "topic": topic_of(call),
        "emotion_peak": emotion_peak(call).value,
        "emotion": [{"utterance": m.utterance, "feeling": m.feeling.value} for m in emotion_over_time(call)],
        "must_escalate": call.duties.must_escalate,
        "must_dispatch": call.duties.must_dispatch,
        "escalate_reasons": sorted(call.duties.reasons),
        "pii": [
            {"type": s.type, "text": s.text, "utterance": _index(call, s.utterance), "start": s.start, "end": s.end}
            for s in call.spans
        ],
        "talk_share": talk_share(call.transcript),
        "rubric": {
            "version": marks.version,
            "items": [asdict(line) for line in marks.items],
            "fatal": sorted({f.code for f in marks.fatal}),
            "fatal_confirmed": False,
        },
        "ai_generated": True,
    }


def _finding(finding: Finding) -> dict[str, Any]:
    body: dict[str, Any] = {
        "code": finding.code,
        "severity": finding.severity.value,
        "evidence": list(finding.evidence),
        "explain": finding.explain if finding.certain else f"待听：{finding.explain}",
    }
    return body | ({"correct": finding.correct} if finding.correct else {})


def _index(call: Call, place: int) -> int:
    return call.transcript.utterances[place].index


def _fact(facts: KeyFacts, name: str) -> Fact | None:
    fact: Fact | None = getattr(facts, name)
    return fact


def _value(facts: KeyFacts, name: str) -> str | int | None:
    fact = _fact(facts, name)
    return fact.value if fact else None


def _place(facts: KeyFacts, name: str) -> int | None:
    fact = _fact(facts, name)
    return fact.utterance if fact else None

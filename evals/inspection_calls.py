"""Renders the hand-written calls of datasets/inspection/cores-*.txt into the gold set: three styles, faults of form put in.

A core is written as lines: `F` facts, `S` summary, `O`/`Z` a proper opening/closing, `A`/`C` a turn,
`N` codes that count neither way.
`@code:severity` marks a violation at its turn, `~code` a near-miss, `+26` a silence before the turn, `-1.2` an overlap,
`{type:text}` something to mask. Every name, employer and number is invented.
"""

import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "datasets" / "inspection"
OPENINGS = ("您好，12351职工服务热线，工号{no}，请问有什么可以帮您？", "您好，职工服务热线，{no}号为您服务，请讲。")
CLOSINGS = (
    "还有其他需要吗？感谢您的来电，请稍后对我的服务做个评价，再见。",
    "不客气，请您给本次服务打个分，祝您顺利，再见。",
)
HEARD = {"工伤": "公伤", "仲裁": "总裁", "工会": "公会", "社保": "设保", "合同": "合筒", "辞退": "词退", "加班": "家班"}
DIGITS = str.maketrans("0123456789", "零幺二三四五六七八九")
_MARK = re.compile(r"\s+(?:@(\w+)(?::(\w+))?|~(\w+)|([+-]\d+(?:\.\d+)?))(?=\s|$)")
_ENTITY = re.compile(r"\{(\w+):([^}]+)\}")


@dataclass
class Call:
    """One call while it is put together."""

    name: str
    style: str
    head: list[str]
    clock: float = 0.8
    utterances: list[dict[str, Any]] = field(default_factory=list)
    violations: dict[str, dict[str, Any]] = field(default_factory=dict)
    near: list[dict[str, Any]] = field(default_factory=list)
    pii: list[dict[str, Any]] = field(default_factory=list)
    neutral: list[str] = field(default_factory=list)
    facts: dict[str, Any] = field(default_factory=dict)
    summary: str = ""

    def violation(self, code: str, severity: str, turn: int) -> None:
        """Note a violation at a turn; the first mention sets its severity."""
        known = self.violations.setdefault(code, {"code": code, "evidence": [], "severity": severity, "note": ""})
        known["evidence"].append(turn)


def main() -> None:
    """Write dev.jsonl and test.jsonl."""
    rows: dict[str, list[dict[str, Any]]] = {"dev": [], "test": []}
    for number, core in enumerate(_cores()):
        split = core[0].split("|")[1].strip()
        for version in (0, 1):
            rows[split].append(_render(core, number, version))
    for split, calls in rows.items():
        text = "".join(json.dumps(call, ensure_ascii=False) + "\n" for call in calls)
        (FOLDER / f"{split}.jsonl").write_text(text, encoding="utf-8")


def _cores() -> Iterator[list[str]]:
    for path in sorted(FOLDER.glob("cores-*.txt")):
        for block in path.read_text(encoding="utf-8").split("== ")[1:]:
            yield [line for line in block.splitlines() if line.strip()]


def _render(core: list[str], number: int, version: int) -> dict[str, Any]:
    draw = random.Random(number * 2 + version)
    style = "clean" if version == 0 else ("asr_noise", "stereo_nopunct")[number % 2]
    head = [part.strip() for part in core[0].split("|")]
    call = Call(f"{head[0]}{'ab'[version]}", style, head)
    fault = (None, "no_greeting", "no_agent_id", "no_satisfaction_invite", None)[number % 5] if version else None
    if not any(line == "O" for line in core):
        _say(call, "A", _opening(draw, fault, call), draw)
    for line in core[1:]:
        _line(call, line, fault, draw)
    return _row(call)


def _line(call: Call, line: str, fault: str | None, draw: random.Random) -> None:
    kind, _, rest = line.partition(" ")
    if kind == "F":
        call.facts = _facts(rest)
    elif kind == "S":
        call.summary = rest
    elif kind == "N":
        call.neutral = rest.split()
    elif kind == "O":
        _say(call, "A", _opening(draw, fault, call), draw)
    elif kind == "Z":
        closing = draw.choice(CLOSINGS)
        if fault == "no_satisfaction_invite":
            closing = "感谢您的来电，再见。"
            call.violation(fault, "minor", len(call.utterances))
        _say(call, "A", closing, draw)
        _say(call, "C", "再见。", draw)
    elif kind in ("A", "C"):
        _say(call, kind, rest, draw)


def _opening(draw: random.Random, fault: str | None, call: Call) -> str:
    text = draw.choice(OPENINGS).format(no=draw.randint(1000, 9999))
    if fault == "no_greeting":
        call.violation(fault, "minor", 0)
        text = text.removeprefix("您好，")
    if fault == "no_agent_id":
        call.violation(fault, "minor", 0)
        text = "您好，12351职工服务热线，请问有什么可以帮您？"
    return text


def _say(call: Call, speaker: str, written: str, draw: random.Random) -> None:
    index, gap = len(call.utterances), draw.uniform(0.4, 1.2)
    for code, severity, near, timing in _MARK.findall(written):
        if code:
            call.violation(code, severity or "major", index)
        elif near:
            call.near.append({"code": near, "utterances": [index], "why": ""})
        elif timing:
            gap = float(timing)
    text, entities = _styled(_MARK.sub("", written), call.style, speaker, draw)
    call.pii += [{**entity, "utterance": index} for entity in entities]
    start = round(max(call.clock + gap, call.utterances[-1]["start"] if call.utterances else 0.0), 1)
    end = round(start + (30.0 if text.startswith("[") else 0.6 + 0.19 * len(text)), 1)
    call.clock = max(end, call.clock)
    role = "agent" if speaker == "A" else "caller"
    call.utterances.append({"i": index, "role": role, "start": start, "end": end, "text": text})


def _styled(written: str, style: str, speaker: str, draw: random.Random) -> tuple[str, list[dict[str, Any]]]:
    """The turn as its style transcribes it, with what must be masked."""
    pieces, entities, at = [], [], 0
    for match in _ENTITY.finditer(written):
        pieces.append(_noised(written[at : match.start()], style, speaker, draw))
        kind, text = match.groups()
        if style == "asr_noise" and kind in ("phone", "id_card", "bank_card"):
            text = text.replace("-", "").translate(DIGITS)
        pieces.append(text)
        if kind != "surname":
            entities.append({"type": kind, "text": text})
        at = match.end()
    pieces.append(_noised(written[at:], style, speaker, draw))
    return "".join(pieces), entities


def _noised(text: str, style: str, speaker: str, draw: random.Random) -> str:
    if text.startswith("["):
        return text
    if style == "stereo_nopunct":
        return re.sub(r"[，。？！、“”：]", "", text)
    if style == "asr_noise":
        text = text.replace("？", "。").replace("！", "。")
        if speaker == "C":
            for word, heard in HEARD.items():
                text = text.replace(word, heard) if draw.random() < 0.4 else text
            text = text.replace("，", "，呃，", 1) if draw.random() < 0.4 else text
        text = re.sub(r"\d{4,}", lambda found: found.group().translate(DIGITS), text)
    return text


def _facts(text: str) -> dict[str, Any]:
    facts: dict[str, Any] = {}
    for part in text.split(";"):
        key, _, value = part.strip().partition("=")
        plain = None if value == "null" else value
        facts[{"amount": "amount_yuan"}.get(key, key)] = int(value) if plain and key in ("amount", "persons") else plain
    return facts


def _row(call: Call) -> dict[str, Any]:
    _, _, day, topic, emotion, escalate, dispatch = call.head
    return {
        "id": call.name,
        "channel": "phone",
        "style": call.style,
        "call_date": day,
        "topic": topic,
        "duration_s": round(call.clock + 1, 1),
        "utterances": call.utterances,
        "labels": {
            "violations": list(call.violations.values()),
            "caller_emotion_peak": emotion,
            "must_escalate": escalate == "esc=1",
            "must_dispatch": dispatch == "dis=1",
            "near_misses": call.near,
            "neutral_codes": call.neutral,
        },
        "pii": call.pii,
        "reference": {"summary": call.summary, "key_facts": call.facts, "topic": topic},
    }


if __name__ == "__main__":
    main()

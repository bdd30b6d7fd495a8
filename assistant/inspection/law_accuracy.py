"""Business accuracy: what the agent stated as law, against the rule in force on the day of the call.

Two ways: rules with the forms in which they are misstated (statements/*.toml), and a cited article whose figure is another.
A rule is checked only from its `since`; before that day the old rule was right. What the caller says is never checked.
"""

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from assistant.inspection.call import Call
from assistant.inspection.transcript import Finding, Severity, Transcript, Utterance
from knowledge.citation import format_citation
from knowledge.model import ProvisionRef

STATEMENTS = Path(__file__).parent / "statements"
_CONTEXT_TURNS = 14
_REPLY_TURNS = 2
_TAKEN_BACK = re.compile(
    r"^.{0,10}(?:是不对|不对的?|是错|错的|不合法|违法|站不住|没有(?:依据|道理|根据)|无效|不算数|不作数|不成立|不能(?:这|那)(?:么|样)|没这(?:个)?道理|不符合(?:规定|法律)|(?:这|那)(?:个)?(?:说法|是不|不))"
)
_REPORTED = re.compile(
    r"(?:他们?|公司|老板|厂里?|单位|店里?|人事|对方|有人|网上|别人|合同|通知)(?:上|里)?(?:要是|如果)?(?:说|写|讲|称|认为|觉得|主张)(?:的)?(?:是)?.{0,3}$|(?:不是|并非|不存在|没有说|不能说|别信|谁说|哪有|不要听|防止|避免|不得|不能|不可以|不应(?:当|该)?|禁止|无权|没有权|违法)(?:说)?(?:就)?$"
)
_ASKING = re.compile(r"^.{0,6}(?:吗|呢|是吧|对吧|没有$)")


@dataclass(frozen=True, slots=True)
class Rule:
    """One checkable rule: what is wrong to say, what is right, and where it stands."""

    id: str
    about: tuple[re.Pattern[str], ...]
    not_about: re.Pattern[str] | None
    wrong: tuple[re.Pattern[str], ...]
    asked: tuple[re.Pattern[str], ...]
    reply: tuple[re.Pattern[str], ...]
    unless: tuple[re.Pattern[str], ...]
    table: re.Pattern[str] | None
    values: dict[str, str]
    right: str
    ref: ProvisionRef
    seen: str
    severity: Severity
    outdated: bool
    since: date | None

    def applies(self, day: date, context: str) -> bool:
        """True when the rule is in force and the call is about its matter."""
        if self.since is not None and day < self.since:
            return False
        if self.not_about is not None and self.not_about.search(context):
            return False
        return all(pattern.search(context) for pattern in self.about)

    def broken_in(self, turn: Utterance, question: str) -> str | None:
        """The words of a turn that misstate the rule, or None."""
        if any(pattern.search(turn.plain) for pattern in self.unless):
            return None
        for pattern in self.wrong:
            for found in pattern.finditer(turn.plain):
                if not _is_reported(turn.plain, found):
                    return found.group()
        if any(p.search(question) for p in self.asked):
            for pattern in self.reply:
                if reply := pattern.search(turn.plain):
                    return reply.group()
        return self._other_value(turn.plain)

    def _other_value(self, text: str) -> str | None:
        if self.table is None:
            return None
        for found in self.table.finditer(text):
            if self.values.get(found["key"]) not in (None, found["value"]):
                return found.group()
        return None


@dataclass(frozen=True, slots=True)
class Heard:
    """A turn of the agent with the question it answers and what the talk is about."""

    turn: Utterance
    question: str
    context: str


def law_accuracy(call: Call) -> Iterator[Finding]:
    """Every rule the agent misstated, once each, with its turns and the right rule."""
    heard = [_heard(call.transcript, turn) for turn in call.transcript.agent]
    for rule in rules():
        broken = [
            h.turn for h in heard if rule.broken_in(h.turn, h.question) and rule.applies(call.transcript.day, h.context)
        ]
        if broken:
            yield _finding(rule, broken)


def _heard(call: Transcript, turn: Utterance) -> Heard:
    before = call.before(turn, _CONTEXT_TURNS)
    question = "。".join(u.plain for u in before[:_REPLY_TURNS] if not u.by_agent)
    return Heard(turn, question, "。".join(u.plain for u in (*before, turn)))


def _is_reported(text: str, found: re.Match[str]) -> bool:
    """True when the words are somebody else's, are taken back at once, or are a question."""
    after, before = text[found.end() :], text[: found.start()]
    return bool(_TAKEN_BACK.search(after) or _REPORTED.search(before) or _ASKING.search(after))


def _finding(rule: Rule, turns: Sequence[Utterance]) -> Finding:
    code = "outdated_law" if rule.outdated else "wrong_law_answer"
    basis = format_citation(rule.ref)
    explain = f"“{turns[0].text[:40]}”与{basis}不符"
    return Finding(code, rule.severity, tuple(u.index for u in turns), explain, f"{rule.right}（{basis}）")


@cache
def rules() -> tuple[Rule, ...]:
    """All checkable rules."""
    files = sorted(STATEMENTS.glob("*.toml"))
    return tuple(_rule(entry) for path in files for entry in tomllib.loads(path.read_text(encoding="utf-8"))["rule"])


def _rule(entry: dict[str, Any]) -> Rule:
    def patterns(key: str) -> tuple[re.Pattern[str], ...]:
        return tuple(re.compile(item) for item in entry.get(key, ()))

    about = ["|".join(entry[key]) for key in ("about", "about_also") if key in entry]
    return Rule(
        id=entry["id"],
        about=tuple(re.compile(item) for item in about),
        not_about=re.compile("|".join(entry["not_about"])) if "not_about" in entry else None,
        wrong=patterns("wrong"),
        asked=patterns("asked"),
        reply=patterns("reply"),
        unless=patterns("unless"),
        table=re.compile(entry["table"]) if "table" in entry else None,
        values={str(key): str(value) for key, value in entry.get("values", {}).items()},
        right=entry["right"],
        ref=ProvisionRef(entry["law"], entry["article"]),
        seen=entry.get("seen", ""),
        severity=Severity(entry.get("severity", "major")),
        outdated=entry.get("outdated", False),
        since=entry.get("since"),
    )

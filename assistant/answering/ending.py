"""How a contract ended decides what is due: N, N+1, 2N, nothing; and what to ask while that is open."""

import re
from dataclasses import dataclass

from assistant.domain.question import Question

WHY_DISMISSED = "单位是用什么理由解除的，有没有给书面通知？"
WHO_PROPOSED = "协商解除是单位先提出来的，还是您自己先提出来的？"
WHO_REFUSED = "合同到期，是单位不续签（或者降低了条件），还是您自己不愿意续？"
WHY_LEFT = "请问是谁提出离职的，因为什么？"

_N = re.compile(r"(?<![a-z0-9])n(?![a-z0-9]|\s*\+)")
_OVER = re.compile(r"补偿|离职|辞|开除|解除|终止|走人|n\s*\+\s*1|2n")
_DUE = {
    "forced": "因单位违法被迫解除",
    "laid_off": "经济性裁员",
    "closed": "单位破产关闭或解散",
    "no_fault": "医疗期满、不胜任或客观情况变化",
}
_UNLAWFUL_CARDS = frozenset({"unlawful_termination", "illegal_termination"})


@dataclass(frozen=True, slots=True)
class Ending:
    """The figure that fits how it ended; `ask` is the question that decides it while it is open."""

    kind: str | None
    reason: str | None = None
    ask: str | None = None


def ending_of(question: Question, text: str, card: str) -> Ending:
    """The kind of figure for an ended contract, from what was said and, failing that, from the best card."""
    leaving, reason = question.fact("leaving"), question.fact("reason")
    if leaving == "resigned":
        return Ending(None)
    if question.fact("unlawful") == "true":
        return Ending("unlawful_termination")
    if "n+1" in text.replace(" ", "") or "代通知金" in text or _without_notice(question, leaving):
        return Ending("n_plus_one")
    if leaving in _DUE:
        return Ending("severance", _DUE[leaving])
    if leaving == "expired":
        return Ending("severance", reason, None if _says_who(reason) else WHO_REFUSED)
    if leaving == "mutual":
        return Ending("severance", reason, None if _says_who(reason) else WHO_PROPOSED)
    if leaving == "dismissed":
        known = question.fact("blamed") == "true"  # the employer's reason was told; whether it holds is told as a rule
        return (
            Ending("unlawful_termination")
            if card in _UNLAWFUL_CARDS
            else Ending(None, ask=None if known else WHY_DISMISSED)
        )
    if "经济补偿" in text or reason or _N.search(text):
        return Ending("severance", reason)
    return Ending(None, ask=WHY_LEFT if _OVER.search(text) else None)


def _without_notice(question: Question, leaving: str | None) -> bool:
    """A dismissal without fault and without thirty days' written notice (劳动合同法 §40)."""
    return leaving == "no_fault" and question.fact("notice_given") != "true"


def _says_who(reason: str | None) -> bool:
    return reason is not None and reason.startswith(("单位", "劳动者", "到期"))

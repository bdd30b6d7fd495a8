"""The same caller with the same matter: found by telephone number and by what it is about, so that it is joined."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from assistant.domain.case import Case, CaseState


def repeat_of(case: Case, earlier: Sequence[Case], now: datetime, days: int) -> Case | None:
    """The caller's earlier case about the same matter; the newest one, followed to the first of its chain."""
    since = now - timedelta(days=days)
    for other in sorted(earlier, key=lambda c: c.opened_at, reverse=True):
        if other.id != case.id and other.opened_at >= since and same_matter(case, other):
            return other
    return None


def same_matter(one: Case, other: Case) -> bool:
    """True when both name the same employer, or neither contradicts and the topic is the same."""
    if CaseState.ERASED in (one.state, other.state):
        return False
    if one.employer and other.employer:
        return _plain(one.employer) == _plain(other.employer)
    return bool(one.topic) and one.topic == other.topic


def _plain(employer: str) -> str:
    """An employer's name without what people add or leave out."""
    name = employer.strip()
    for part in ("有限责任公司", "股份有限公司", "有限公司", "公司", "集团", "（", "）", "(", ")", " "):
        name = name.replace(part, "")
    return name

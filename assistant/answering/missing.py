"""Facts that nobody said and on which the answer turns."""

import re
from collections.abc import Sequence

from assistant.answering.signs import plain
from assistant.domain.question import Question
from knowledge.model import Card

MOST = 3  # questions asked at a time
VAGUE = 46  # characters said in all, below which hardly anything but the wish was told

_OWN_RESULT = re.compile(
    r"我(?:们)?(?:这(?:个|种|样)?|能|可以|该|要|还|是不是|算|到底|的)|俺|给我|让我|我(?:工伤|小孩|孩子|老婆|公司|单位|被|不服|想|现在)|能不能|多少|几天|划算|还能|能要回来|要不要赔|够不够"
)


def questions_for(card: Card, question: Question, doubtful: bool = False) -> tuple[str, ...]:
    """What to ask back before a card's answer is this caller's answer; empty when enough was said."""
    open_turns = [turn for turn in card.turns_on if not _told(turn.fact, question)]
    if not open_turns or not (doubtful or vague(question)):
        return ()
    return tuple(turn.ask for turn in open_turns[:MOST])


def vague(question: Question) -> bool:
    """True when the caller wants his own result and told hardly anything it turns on."""
    told = plain(question.inquiry.caller_text)
    own = _OWN_RESULT.search(plain(question.text)) is not None
    return own and len(told) < VAGUE and not _answered_before(question)


def _answered_before(question: Question) -> bool:
    """True when an agent's question was already answered with substance."""
    turns = question.inquiry.turns
    return len(turns) > 2 and len(plain(turns[-1].text)) > VAGUE // 2


def _told(fact: str, question: Question) -> bool:
    """True when something said speaks of the fact; its characters are looked for two by two."""
    text = plain(question.inquiry.caller_text)
    if any(known.name == fact for known in question.facts):
        return True
    pairs = [fact[i : i + 2] for i in range(len(fact) - 1)]
    return sum(pair in text for pair in pairs) >= max(1, len(pairs) // 2)


def first_questions(asked: Sequence[str]) -> tuple[str, ...]:
    """At most three questions, each once."""
    return tuple(dict.fromkeys(asked))[:MOST]

"""Given talk: a conversation from plain lines, an agent's line marked with 坐席：."""

from datetime import date

from assistant.answering.facts import read_facts
from assistant.answering.figures import CaseReckoner
from assistant.answering.understand import understand
from assistant.calculators.rates import known_rates
from assistant.domain.question import Inquiry, Question, Role, Turn

TODAY = date(2026, 11, 22)
AGENT = "坐席："
RECKONER = CaseReckoner(known_rates(), {})


def inquiry(*lines: str, on: date = TODAY, region: str = "340000") -> Inquiry:
    """A conversation asked about on a day."""
    turns = tuple(
        Turn(Role.AGENT if line.startswith(AGENT) else Role.CALLER, line.removeprefix(AGENT)) for line in lines
    )
    return Inquiry("t", turns, on, region)


def question(*lines: str, on: date = TODAY) -> Question:
    """The conversation as understood, its facts read."""
    asked = inquiry(*lines, on=on)
    return understand(asked, read_facts(asked))


def facts(*lines: str, on: date = TODAY) -> dict[str, str]:
    """The facts of a conversation by name, the last said of each."""
    return {fact.name: fact.value for fact in read_facts(inquiry(*lines, on=on))}

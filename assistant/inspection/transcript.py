"""A call as it was transcribed: who said what, when; and what an inspection finds in it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property

from assistant.inspection.wording import plain


class Role(StrEnum):
    """The two sides of a call."""

    AGENT = "agent"
    CALLER = "caller"


class Severity(StrEnum):
    """How much a finding weighs; the codes' own words."""

    CRITICAL = "critical"
    MAJOR = "major"
    MINOR = "minor"


@dataclass(frozen=True, slots=True)
class Utterance:
    """One turn; `plain` is its wording for matching: no punctuation, numbers in figures, misheard terms put right."""

    index: int
    role: Role
    start: float
    end: float
    text: str
    plain: str

    @property
    def by_agent(self) -> bool:
        """True for the agent's turns."""
        return self.role is Role.AGENT

    @property
    def is_event(self) -> bool:
        """True for music and tones: nothing is said."""
        return self.text.strip().startswith("[") and self.text.strip().endswith("]") and "听不清" not in self.text


def utterance(index: int, role: Role, start: float, end: float, text: str) -> Utterance:
    """A turn with its wording worked out."""
    return Utterance(index, role, start, end, text, plain(text))


@dataclass(frozen=True)
class Transcript:
    """One call; `day` says which law was in force."""

    id: str
    day: date
    utterances: tuple[Utterance, ...]
    channel: str = "phone"

    def spoken(self, role: Role | None = None) -> Iterator[Utterance]:
        """Turns in which something is said, of one side or both."""
        return (u for u in self.utterances if not u.is_event and (role is None or u.role is role))

    @cached_property
    def _places(self) -> dict[int, int]:
        return {id(turn): place for place, turn in enumerate(self.utterances)}

    @cached_property
    def agent(self) -> list[Utterance]:
        """The agent's turns."""
        return list(self.spoken(Role.AGENT))

    @cached_property
    def caller(self) -> list[Utterance]:
        """The caller's turns."""
        return list(self.spoken(Role.CALLER))

    def before(self, turn: Utterance, count: int) -> list[Utterance]:
        """Up to `count` utterances that begin before a turn, nearest first."""
        place = self._places[id(turn)]
        return list(reversed(self.utterances[max(0, place - count) : place]))

    def after(self, turn: Utterance, count: int) -> list[Utterance]:
        """Up to `count` utterances that follow a turn."""
        place = self._places[id(turn)]
        return list(self.utterances[place + 1 : place + 1 + count])


@dataclass(frozen=True, slots=True)
class Finding:
    """One deviation: where it shows and why; `certain` is False where a person must listen before it counts."""

    code: str
    severity: Severity
    evidence: tuple[int, ...]
    explain: str
    correct: str | None = None
    certain: bool = True


@dataclass(frozen=True, slots=True)
class Findings:
    """What the detectors found, those that count and those to be heard."""

    certain: tuple[Finding, ...] = field(default=())
    to_be_heard: tuple[Finding, ...] = field(default=())

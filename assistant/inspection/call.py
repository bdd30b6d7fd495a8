"""One call with everything that is read once and used by all detectors."""

from dataclasses import dataclass
from functools import cached_property

from assistant.accounts.privacy import Span, personal_spans
from assistant.inspection.crisis_signs import Danger, danger_of
from assistant.inspection.duties import Duties, duties_of
from assistant.inspection.phrases import phrases
from assistant.inspection.reading import Kind, Order, kind_of_call, order_of_call
from assistant.inspection.transcript import Transcript, Utterance


@dataclass(frozen=True)
class Call:
    """A transcript and what is read from it as a whole."""

    transcript: Transcript

    @cached_property
    def kind(self) -> Kind:
        """What sort of call it is."""
        return kind_of_call(self.transcript)

    @cached_property
    def order(self) -> Order:
        """Its work order."""
        return order_of_call(self.transcript, self.kind)

    @cached_property
    def danger(self) -> Danger:
        """Signs of suicide, self-harm or harm to others."""
        return danger_of(self.transcript)

    @cached_property
    def duties(self) -> Duties:
        """Whether it must be escalated or dispatched, and why."""
        return duties_of(self.transcript, self.kind, self.order, self.danger)

    @cached_property
    def spans(self) -> tuple[Span, ...]:
        """What must be masked."""
        return personal_spans([u.text for u in self.transcript.utterances])

    @cached_property
    def caller_hung_up(self) -> bool:
        """True when the caller ended the call before the agent could close it."""
        words = phrases("courtesy")
        spoken = list(self.transcript.spoken())
        if not spoken:
            return False
        if all(words.has("gone", u.plain) for u in spoken[-1:]) and spoken[-1].by_agent:
            return True
        closed = any(words.has("closing", u.plain) for u in spoken[-3:] if u.by_agent)
        return not spoken[-1].by_agent and not closed and not self._agent_ended(spoken)

    def _agent_ended(self, spoken: list[Utterance]) -> bool:
        agent = [u for u in spoken[-3:] if u.by_agent]
        return bool(agent) and phrases("courtesy").has("agent_ends", agent[-1].plain)

    @cached_property
    def in_emergency(self) -> bool:
        """True when a life is in danger: form gives way."""
        return self.danger.is_real or bool({"danger", "hurt"} & set(self.duties.reasons))

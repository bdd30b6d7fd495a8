"""Signs of suicide, self-harm or harm to others in the caller's words; figures of speech that the agent checked are none."""

from dataclasses import dataclass

from assistant.inspection.phrases import phrases
from assistant.inspection.transcript import Transcript


@dataclass(frozen=True, slots=True)
class Danger:
    """The turns that show it, and whether it stands after the agent asked."""

    signs: tuple[int, ...]
    withdrawn: bool

    @property
    def is_real(self) -> bool:
        """True when there is a sign and nobody cleared it up."""
        return bool(self.signs) and not self.withdrawn


def danger_of(call: Transcript) -> Danger:
    """What the caller said, and whether he took it back when asked."""
    words = phrases("crisis")
    signs = [u for u in call.caller if words.has("self", _literal(u.plain)) or words.has("others", _literal(u.plain))]
    if not signs:
        return Danger((), False)
    first = signs[0].index
    asked = any(words.has("risk_question", u.plain) for u in call.agent if u.index > first)
    last_sign = max(u.index for u in signs)
    denials = [u for u in call.caller if u.index > first and words.has("denied", u.plain) and "不是气话" not in u.plain]
    withdrawn = asked and any(u.index >= last_sign for u in denials)
    return Danger(tuple(u.index for u in signs), withdrawn)


def _literal(text: str) -> str:
    """The words without figures of speech: 累死 is no sign, 活不下去 beside it is."""
    found = phrases("crisis").find("figure", text)
    while found:
        text = text[: found.start()] + text[found.end() :]
        found = phrases("crisis").find("figure", text)
    return text

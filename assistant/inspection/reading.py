"""What a call is about as a whole, read once for all detectors: its kind, its work order, its dangers."""

from dataclasses import dataclass

from assistant.inspection.phrases import phrases
from assistant.inspection.transcript import Transcript, Utterance

_OPENING_TURNS = 3
_NAMES = phrases


@dataclass(frozen=True, slots=True)
class Kind:
    """What sort of call it is; several may hold."""

    progress: bool
    complaint: bool
    third_party: bool
    respondent: bool
    wrong_number: bool
    foreign: bool
    abusive: bool

    @property
    def is_about_a_matter(self) -> bool:
        """True for calls in which a caller brings a matter of his own."""
        return not (self.progress or self.complaint or self.third_party or self.respondent or self.is_none_of_ours)

    @property
    def is_none_of_ours(self) -> bool:
        """True for wrong numbers, matters of other offices and abuse."""
        return self.wrong_number or self.foreign or self.abusive


@dataclass(frozen=True, slots=True)
class Order:
    """The work order of a call: the turns that speak of it, and whether one was made."""

    turns: tuple[int, ...]
    made: bool
    declined: bool


def kind_of_call(call: Transcript) -> Kind:
    """The kind, from what the caller says."""
    words = phrases("kinds")
    opening = "。".join(u.plain for u in call.caller[:_OPENING_TURNS])
    said = "。".join(u.plain for u in call.caller)
    answered = "。".join(u.plain for u in call.agent)
    foreign = words.has("foreign", opening) and not words.has("labour", said)
    complaint = words.has("complaint", said) or words.has("supervisor", said)
    respondent = words.has("respondent", opening)
    return Kind(
        progress=words.has("progress", opening) and not respondent,
        complaint=complaint,
        third_party=words.has("third_party", opening) and _asks_about_record(opening),
        respondent=respondent,
        wrong_number=words.has("wrong_number", said) and not foreign and not words.has("labour", opening),
        foreign=foreign,
        abusive=words.count("abuse", said) >= 2 and words.has("warning", answered),
    )


def _asks_about_record(opening: str) -> bool:
    return any(word in opening for word in ("打过", "来过", "打了", "工单", "查", "投诉", "登记", "反映", "进度"))


def order_of_call(call: Transcript, kind: Kind) -> Order:
    """Whether a work order was made: said outright, or spoken of and then a name, a number or a time taken."""
    words = phrases("procedure")
    spoken = [u for u in call.agent if words.has("order", u.plain) and not words.has("order_not", u.plain)]
    strong = [u for u in spoken if words.has("order_strong", u.plain) and not words.has("order_if", u.plain)]
    firm = strong or [u for u in spoken if not words.has("order_if", u.plain) or _accepted(call, u)]
    declined = any(words.has("declined", u.plain) for u in call.caller)
    taken = any(words.has("contact", u.plain) or words.has("limit", u.plain) for u in call.agent)
    old = (kind.progress or kind.third_party) and not kind.complaint
    only_lawyer = asks_for_help(call) is None and _goes_to_lawyer(call, firm)
    made = bool(firm) and (bool(strong) or taken) and not (declined or old or only_lawyer)
    return Order(tuple(u.index for u in firm or spoken), made, declined)


def _goes_to_lawyer(call: Transcript, turns: list[Utterance]) -> bool:
    """True when what is noted is a lawyer's call back and nothing else: advice, no work order."""
    lawyer = [u.index for u in call.agent if "律师" in u.plain and phrases("procedure").has("limit", u.plain)]
    return bool(lawyer) and all(u.index >= lawyer[0] for u in turns) and not any("派单" in u.plain for u in turns)


def _accepted(call: Transcript, offer: Utterance) -> bool:
    """True when the caller takes up an offer."""
    return any(
        not u.by_agent
        and u.plain.startswith(("好", "行", "可以", "要", "那就", "登记", "对", "嗯", "麻烦", "谢谢", "想", "愿意"))
        for u in call.after(offer, 2)
    )


def asks_for_help(call: Transcript) -> Utterance | None:
    """The caller's turn in which he asks that somebody act for him."""
    words = phrases("kinds")
    for turn in call.caller:
        found = words.find("help", turn.plain)
        if found and not words.has("just_asking", turn.plain[max(0, found.start() - 2) : found.end() + 4]):
            return turn
    return None

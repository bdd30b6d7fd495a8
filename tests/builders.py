"""Short test data: a law, a card, a question, an evidence."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from assistant.domain.question import Channel, Inquiry, Role, Turn
from knowledge.catalogue import Catalogue
from knowledge.citation import parse_citation
from knowledge.model import Card, Evidence, Kind, Provision, Source
from knowledge.passage import card_passage, provision_passage

TODAY = date(2026, 11, 22)
SINCE = date(2020, 1, 1)


def an_article(citation: str = "试验法第1条", text: str = "用人单位应当每月支付工资。", **more: Any) -> Provision:
    """An article of an invented law, in force since 2020."""
    ref = parse_citation(citation)
    source = Source(ref.law, ref.law, more.pop("kind", Kind.STATUTE), 1, effective_from=SINCE, core=True)
    return Provision(ref, source, text, effective_from=more.pop("since", SINCE), **more)


def a_card(card_id: str = "wages.monthly", cites: Sequence[str] = ("试验法第1条",), **more: Any) -> Card:
    """An approved card resting on the invented law."""
    values: dict[str, Any] = {
        "topic": "欠薪",
        "question": "工资多久发一次？",
        "asks": ("老板半年才发一次钱行吗", "工资一年一结合法吗"),
        "conclusion": "工资应当每月支付。",
        "reasons": "按月支付是法律的要求。",
        "short": "工资应当每月支付。",
        "steps": ("先书面要求补发",),
    }
    return Card(id=card_id, cites=tuple(parse_citation(c) for c in cites), **{**values, **more})


def a_catalogue(*provisions: Provision, cards: Sequence[Card] = ()) -> Catalogue:
    """A catalogue of just these."""
    return Catalogue(provisions or (an_article(),), cards)


def an_inquiry(*texts: str, channel: Channel = Channel.PHONE, as_of: date = TODAY) -> Inquiry:
    """A conversation: caller and agent in turn, the caller first; with one text it is the question."""
    roles = (Role.CALLER, Role.AGENT)
    return Inquiry("t", tuple(Turn(roles[i % 2], text) for i, text in enumerate(texts)), as_of, channel=channel)


def found(item: Provision | Card, score: float = 0.9) -> Evidence:
    """A provision or a card as search would hand it over."""
    return Evidence(card_passage(item) if isinstance(item, Card) else provision_passage(item), score)

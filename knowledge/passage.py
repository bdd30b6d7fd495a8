"""Provisions, cards and services -> passages: the article is the unit, what we wrote about it are its wordings."""

import hashlib

from knowledge.cards import Service
from knowledge.citation import article_number
from knowledge.model import ALWAYS_FROM, Card, Kind, Passage, Provision

CHUNK = 220  # characters embedded at once: beyond that an article's later items fade from the vector
OVERLAP = 40


def passage_id(provision: Provision) -> str:
    """The stable key: law, article and the day the version began."""
    ref = provision.ref
    branch = f".{ref.branch}" if ref.branch else ""
    return f"{ref.law}#{ref.article}{branch}@{provision.effective_from.isoformat()}"


def provision_passage(provision: Provision) -> Passage:
    """The article as it is found; its title, issue names, plain rule and callers' questions are its wordings."""
    name = f"{provision.ref.law}{article_number(provision.ref)}"
    summary = "，".join(part for part in (provision.title, *provision.issues) if part)
    plain = (provision.rule,) if provision.rule and provision.rule != provision.text else ()
    return Passage(
        id=passage_id(provision),
        kind=provision.source.kind,
        title=f"{name} {provision.title}".strip(),
        text=provision.text,
        refs=(provision.ref,),
        wordings=tuple(part for part in (summary, *plain, *provision.asks) if part),
        region=provision.source.region,
        level=provision.source.level,
        core=provision.source.core,
        effective_from=provision.effective_from,
        effective_to=provision.effective_to,
    )


def card_passage(card: Card) -> Passage:
    """The card as it is found: by its question and by the ways callers ask it."""
    return Passage(
        id=card.id,
        kind=Kind.FAQ,
        title=card.question,
        text=f"{card.conclusion}{card.reasons}",
        refs=card.cites,
        wordings=(card.question, *card.asks),
        region=card.region,
        level=1,
        core=True,
        effective_from=card.effective_from,
        effective_to=card.effective_to,
    )


def service_passage(service: Service) -> Passage:
    """A service point as it is found."""
    return Passage(
        id=service.id,
        kind=Kind.SERVICE,
        title=service.name,
        text=service.text,
        refs=(),
        region=service.region,
        level=6,
        core=True,
        effective_from=ALWAYS_FROM,
    )


def pieces(passage: Passage) -> tuple[str, ...]:
    """The texts embedded for a passage: its body in overlapping chunks under its title, then each wording."""
    step = CHUNK - OVERLAP
    starts = range(0, max(1, len(passage.text) - OVERLAP), step)
    body = [f"{passage.title}：{passage.text[start : start + CHUNK]}" for start in starts]
    return (*body, *passage.wordings)


def fingerprint(text: str) -> str:
    """The content hash under which a text's vector is kept, so that nothing is embedded twice."""
    return hashlib.sha256(text.encode()).hexdigest()[:24]

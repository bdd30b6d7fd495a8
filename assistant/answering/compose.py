"""A draft and a decision in the words that are said: full for reading, short for the telephone."""

from collections.abc import Sequence

from assistant.domain.answer import Citation, Claim, Draft

_LABELS = {
    "steps": "怎么办：",
    "evidence": "留好证据：",
    "deadline": "期限：",
    "where": "去哪里：",
    "avoid": "提醒：",
    "flips": "注意：",
    "also": "另外：",
    "figure": "计算：",
}


def full_text(draft: Draft) -> str:
    """The answer as it is read: a paragraph a section, the grounds named behind the reasons."""
    lines = [paragraph(claim) for claim in draft.claims]
    grounds = "；".join(f"《{c.law}》{c.article_no}" for c in deciding(draft))
    return "\n".join([*lines, f"依据：{grounds}。"] if grounds else lines)


def paragraph(claim: Claim) -> str:
    """One claim as it is read."""
    if claim.section == "steps":
        steps = claim.text.split("\n")
        text = "；".join(f"{place}. {step.rstrip('。；')}" for place, step in enumerate(steps, start=1)) + "。"
    else:
        text = claim.text
    if claim.section == "rule":
        ground = claim.citations[0]
        text = f"《{ground.law}》{ground.article_no}：{text}"
    return _LABELS.get(claim.section, "") + text


def deciding(draft: Draft) -> tuple[Citation, ...]:
    """The citations that carry the answer itself, each article once."""
    sections = {"conclusion", "rule", "figure"}
    return once([c for claim in draft.claims if claim.section in sections for c in claim.citations])


def once(citations: Sequence[Citation]) -> tuple[Citation, ...]:
    """Each article once, in the order of first mention."""
    kept: dict[tuple[str, int, int], Citation] = {}
    for citation in citations:
        kept.setdefault((citation.ref.law, citation.ref.article, citation.ref.branch), citation)
    return tuple(kept.values())

"""A case and what came of it -> its row. Pure: a handling and a catalogue in, checked values out."""

import json
from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Any

from assistant.adapters.forms import reply
from assistant.answering.compose import deciding, full_text
from assistant.answering.decide import Findings, signals
from assistant.domain.answer import Action, Draft, Reason
from assistant.domain.handling import Handling
from evals.case import Case, key_of, matches
from evals.metrics.answer import check_citations, groups_cited, unsupported_sentences
from evals.metrics.retrieval import DEPTH
from evals.metrics.wording import claims, says_any, says_figure
from evals.row import Row
from knowledge.catalogue import Catalogue
from knowledge.model import Evidence, Kind

# reasons by which the confidence decided, and not the words of the question
BY_CONFIDENCE = frozenset(
    {Reason.SUPPORTED, Reason.THIN_EVIDENCE, Reason.NOTHING_FOUND, Reason.DRAFTING_FAILED, Reason.UNSUPPORTED}
)


def with_search(row: Row, case: Case, evidence: Sequence[Evidence], catalogue: Catalogue, took_ms: float) -> Row:
    """The row with the articles found, best first: a passage stands for those it rests on, each counted once."""
    ranked = list(dict.fromkeys(key_of(catalogue.resolve(ref)) for e in evidence for ref in e.passage.refs))
    card = next((e.passage for e in evidence if e.passage.kind is Kind.FAQ), None)
    wanted = [gold.key for group in case.gold for gold in group]
    hit = card is not None and any(matches(g, key_of(catalogue.resolve(ref))) for ref in card.refs for g in wanted)
    return replace(row, ranked=tuple(ranked[:DEPTH]), card_hit=hit, search_ms=round(took_ms, 1))


def with_reply(row: Row, case: Case, handling: Handling, catalogue: Catalogue) -> Row:
    """The row with the reply in the contract's form, graded."""
    said = reply(handling)
    cited = check_citations(case, said["citations"], catalogue)
    text = spoken(said)
    must = [nugget for nugget in case.nuggets if nugget.must]
    told = [says_any(text, nugget.any_of) for nugget in must]
    sentences, bare = 0, list[str]()
    if handling.draft is not None and handling.decision.action is Action.ANSWER:
        sentences, bare = unsupported_sentences(handling.draft, _carriers(handling), catalogue, case)
    return replace(
        row,
        action=said["action"],
        reason=said["reason"],
        confidence=handling.decision.confidence,
        answer=said["answer"],
        card=said["card"],
        cited=cited,
        groups_cited=groups_cited(case, cited),
        said=tuple(told),
        unsaid=tuple(nugget.desc for nugget, ok in zip(must, told, strict=True) if not ok),
        forbidden=tuple(claim for claim in case.forbidden if claims(said["answer"], claim)),
        figure=says_figure(text, case.figure.value) if case.figure else None,
        sentences=sentences,
        unsupported=tuple(bare),
        draft_sound=_draft_sound(case, handling, text, catalogue),
        signals=signals(Findings(handling.evidence, handling.draft, handling.verification)),
        timings_ms=dict(handling.timings_ms),
    )


def spoken(said: dict[str, Any]) -> str:
    """Everything of a reply in which a nugget or a figure may be said."""
    calculation = json.dumps(said["calculation"] or "", ensure_ascii=False)
    return "\n".join([said["answer"], calculation, *said["questions"]])


def _carriers(handling: Handling) -> list[str]:
    """What numbers may come from besides the cited texts: the caller and the calculations."""
    working = [line for figure in handling.figures for line in (figure.headline, *figure.working)]
    return [handling.question.inquiry.caller_text, *working]


def _draft_sound(case: Case, handling: Handling, text: str, catalogue: Catalogue) -> bool | None:
    """Would saying the draft be right? None where the words of the question decided and no draft was weighed.

    Sound is a draft for a case that may be answered, that makes no forbidden claim, cites a gold article where there is
    one, and says the figure where one is asked for.
    """
    if handling.decision.reason not in BY_CONFIDENCE:
        return None
    draft = handling.draft
    if draft is None or not case.answerable:
        return False
    said = full_text(draft)
    if any(claims(said, claim) for claim in case.forbidden):
        return False
    if case.figure is not None and not says_figure(f"{said}\n{text}", case.figure.value):
        return False
    return not case.gold or any(groups_cited(case, check_citations(case, _deciding(draft), catalogue)))


def _deciding(draft: Draft) -> list[dict[str, Any]]:
    return [{**asdict(citation), "article": citation.ref.article} for citation in deciding(draft)]

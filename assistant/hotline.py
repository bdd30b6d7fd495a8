"""A day in the life of a question: heard, understood, looked up, drafted, verified, decided.

`answer` is the whole path from an inquiry to a decision. It touches no database, so the evals call just what callers get.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answering import triage as matter
from assistant.answering.decide import Findings, at_once, decide
from assistant.answering.limitation import limitation_of
from assistant.answering.missing import first_questions, questions_for
from assistant.answering.packet import escalation_packet, order_draft
from assistant.answering.policy import Policy
from assistant.answering.triage import Triage
from assistant.answering.understand import understand
from assistant.answering.verify import verify
from assistant.domain.answer import Action, Draft, Figure
from assistant.domain.handling import Handling
from assistant.domain.question import Inquiry, Question
from assistant.errors import DraftingFailed
from assistant.ports import Drafter, FactReader, Law, Reckoner
from knowledge.model import Audience, Evidence, Query
from knowledge.ports import Retriever

EVIDENCE = 12  # passages kept for a question


@dataclass(frozen=True)
class Hotline:
    """The parts a question passes through, chosen in `bootstrap`."""

    read_facts: FactReader
    retriever: Retriever
    reckoner: Reckoner
    drafter: Drafter
    law: Law
    policy: Policy
    audience: Audience = Audience.STAFF

    def answer(self, inquiry: Inquiry) -> Handling:
        """Decide what to say. An emergency or a matter that is not ours is decided before any law is looked up."""
        started = time.perf_counter()
        question = understand(inquiry, self.read_facts(inquiry))
        understood = time.perf_counter()
        if first := matter.alarm(inquiry) or matter.outside(inquiry):
            return Handling(question, at_once(first), timings_ms=_timings(started, understood))
        evidence = self.retrieve(question)
        retrieved = time.perf_counter()
        figures = self.reckoner.work_out(question, evidence)
        draft = self._draft(question, evidence, figures)
        drafted = time.perf_counter()
        verification = verify(draft, self.law, inquiry.as_of, figures, inquiry.caller_text) if draft else None
        triage = matter.for_lawyer(inquiry) or matter.for_action(inquiry)
        asked = () if figures else self._ask(question, evidence, draft, triage)
        findings = Findings(evidence, draft, verification, triage, asked)
        packet = escalation_packet(question, triage, evidence, limitation_of(question))
        decision = decide(findings, self.policy, packet, order_draft(question, triage))
        timings = _timings(started, understood, retrieved, drafted)
        return Handling(question, decision, tuple(evidence), tuple(figures), draft, verification, timings)

    def retrieve(self, question: Question, limit: int = EVIDENCE) -> tuple[Evidence, ...]:
        """The best evidence over all wordings of the question, each passage with its best score."""
        best: dict[str, Evidence] = {}
        for text in question.searches:
            query = Query(text, question.inquiry.as_of, question.region, limit, audience=self.audience)
            for evidence in self.retriever.retrieve(query):
                known = best.get(evidence.passage.id)
                if known is None or known.score < evidence.score:
                    best[evidence.passage.id] = evidence
        return tuple(sorted(best.values(), key=lambda e: -e.score)[:limit])

    def _draft(self, question: Question, evidence: Sequence[Evidence], figures: Sequence[Figure]) -> Draft | None:
        try:
            return self.drafter.draft(question, evidence, figures)
        except DraftingFailed:
            return None

    def _ask(
        self, question: Question, evidence: Sequence[Evidence], draft: Draft | None, triage: Triage | None
    ) -> tuple[str, ...]:
        """What to ask back: what a wanted figure lacks, then what the card's answer turns on."""
        if triage is not None and triage.action in (Action.ESCALATE, Action.DISPATCH):
            return ()
        asked = list(self.reckoner.missing(question, evidence))
        if draft is not None and draft.card is not None:
            asked += questions_for(self.law.cards[draft.card], question)
        return first_questions(asked)


def _timings(*moments: float) -> dict[str, float]:
    """Milliseconds of each stage and in all; the contract's names."""
    names = ("understand", "retrieve", "draft", "verify")
    ends = [*moments, time.perf_counter()]
    if len(moments) == 2:  # decided before anything was looked up
        return {"understand": _ms(moments[0], moments[1]), "total": _ms(ends[0], ends[-1])}
    stages = {name: _ms(ends[i], ends[i + 1]) for i, name in enumerate(names)}
    return {**stages, "total": _ms(ends[0], ends[-1])}


def _ms(start: float, end: float) -> float:
    return round((end - start) * 1000, 1)

"""A day in the life of a question: heard, understood, looked up, drafted, verified, decided.

`answer` is the whole path from an inquiry to a decision. It touches no database, so the evals call just what callers get.
"""

import time
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, field, replace

from assistant.answering import triage as matter
from assistant.answering.compose import paragraph
from assistant.answering.decide import Findings, at_once, decide, signals
from assistant.answering.grounding import ground_of
from assistant.answering.kinds import Odds, sensed, unclear
from assistant.answering.limitation import limitation_of
from assistant.answering.limits import Grounding, load_grounding
from assistant.answering.missing import first_questions, questions_for
from assistant.answering.packet import escalation_packet, order_draft
from assistant.answering.policy import Policy
from assistant.answering.triage import Triage
from assistant.answering.understand import understand
from assistant.answering.verify import verify
from assistant.domain.answer import Action, Claim, Draft, Figure, Verification
from assistant.domain.handling import Handling
from assistant.domain.question import Inquiry, Question
from assistant.errors import DraftingFailed
from assistant.ports import AskWriter, Drafter, FactReader, Law, Reckoner, Rewriter, StepwiseDrafter
from knowledge.model import Audience, Evidence, Query
from knowledge.ports import Retriever

AT_ONCE = frozenset({Action.CRISIS, Action.OUT_OF_SCOPE})  # decided before anything is looked up
Sense = Callable[[Question], Odds]
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
    rewrite: Rewriter | None = None
    word_questions: AskWriter | None = None
    grounding: Grounding = field(default_factory=load_grounding)
    sense: Sense | None = None  # what kind of matter a wording is, where no sign names it

    def answer(self, inquiry: Inquiry) -> Handling:
        """Decide what to say. An emergency or a matter that is not ours is decided before any law is looked up."""
        return _last(self._steps(inquiry, aloud=False))

    def stream(self, inquiry: Inquiry) -> Generator[str, None, Handling]:
        """As `answer`, with each verified paragraph of a model's draft as it comes; the handling at the end is what counts.

        Nothing is said ahead where a person takes over, something must be asked, or the evidence is thin. A console shows
        the pieces and puts the decision's answer in their place: they may be withdrawn, they are never unverified.
        """
        steps = self._steps(inquiry, aloud=True)
        while True:
            try:
                claim = next(steps)
            except StopIteration as end:
                handling: Handling = end.value
                return handling
            yield paragraph(claim)

    def _steps(self, inquiry: Inquiry, aloud: bool) -> Generator[Claim, None, Handling]:
        started = time.perf_counter()
        question = understand(inquiry, self.read_facts(inquiry))
        understood = time.perf_counter()
        triage = self._triage(question)
        if triage is not None and triage.action in AT_ONCE:
            return Handling(question, at_once(triage), timings_ms=_timings(started, understood))
        if self.rewrite is not None:
            question = replace(question, searches=(*question.searches, *self.rewrite(question)))
        evidence = self.retrieve(question)
        retrieved = time.perf_counter()
        figures = self.reckoner.work_out(question, evidence)
        aloud = aloud and triage is None and self._may_speak(question, evidence, figures)
        draft = yield from self._draft(question, evidence, figures, aloud)
        drafted = time.perf_counter()
        verification = self._verify(draft, question, evidence, figures) if draft else None
        asked = () if figures else self._ask(question, evidence, draft, triage)
        findings = Findings(evidence, draft, verification, triage, asked)
        packet = escalation_packet(question, triage, evidence, limitation_of(question))
        decision = decide(findings, self.policy, packet, order_draft(question, triage))
        timings = _timings(started, understood, retrieved, drafted)
        return Handling(question, decision, tuple(evidence), tuple(figures), draft, verification, timings)

    def _triage(self, question: Question) -> Triage | None:
        """What the words call for: a sign decides alone, else the kind of the whole wording."""
        inquiry = question.inquiry
        if shown := matter.alarm(inquiry) or matter.outside(inquiry):
            return shown
        if shown := matter.for_lawyer(inquiry) or matter.for_action(inquiry):
            return shown
        return sensed(self.sense(question)) if self.sense else None

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

    def _draft(
        self, question: Question, evidence: Sequence[Evidence], figures: Sequence[Figure], aloud: bool
    ) -> Generator[Claim, None, Draft | None]:
        """The draft, or None; its verified claims on the way where they may be said ahead."""
        try:
            if aloud and isinstance(self.drafter, StepwiseDrafter):
                return (yield from self.drafter.steps(question, evidence, figures))
            return self.drafter.draft(question, evidence, figures)
        except DraftingFailed:
            return None

    def _verify(
        self, draft: Draft, question: Question, evidence: Sequence[Evidence], figures: tuple[Figure, ...]
    ) -> Verification:
        """Verification of the draft; a model's is also held against what was found."""
        day, said = question.inquiry.as_of, question.inquiry.caller_text
        ground = ground_of(evidence, self.law, day, figures, said, self.grounding) if draft.by_model else None
        return verify(draft, self.law, day, figures, said, ground)

    def _may_speak(self, question: Question, evidence: Sequence[Evidence], figures: Sequence[Figure]) -> bool:
        """True when an answer that is carried in full would be given: nothing to ask, and evidence enough."""
        leading = next((self.law.cards[e.passage.id] for e in evidence if e.passage.id in self.law.cards), None)
        open_facts = not figures and (
            self.reckoner.missing(question, evidence) or (leading and questions_for(leading, question))
        )
        carried = Findings(evidence, verification=Verification(support=1.0))
        return bool(evidence) and not open_facts and self.policy.confidence(signals(carried)) >= self.policy.answer_from

    def _ask(
        self, question: Question, evidence: Sequence[Evidence], draft: Draft | None, triage: Triage | None
    ) -> tuple[str, ...]:
        """What to ask back: what a wanted figure lacks, then what the card's answer turns on."""
        if triage is not None and triage.action in (Action.ESCALATE, Action.DISPATCH):
            return ()
        asked = list(self.reckoner.missing(question, evidence))
        if not asked and draft is not None and draft.card is not None:
            doubtful = self.sense is not None and unclear(self.sense(question))
            asked += questions_for(self.law.cards[draft.card], question, doubtful)
        questions = first_questions(asked)
        return self.word_questions(question, questions) if self.word_questions and questions else questions


def _last(steps: Generator[Claim, None, Handling]) -> Handling:
    """What stands at the end of the steps."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            handling: Handling = end.value
            return handling


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

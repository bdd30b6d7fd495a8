"""The drafter that needs no model: composes an answer from an approved card, or from the articles themselves.

Approved text stays word for word; what is ours here is only the order: conclusion first, then why with the article and its
quote, what to do, what to keep, until when, where to go, what not to sign.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from assistant.answering.quoting import cite
from assistant.domain.answer import Citation, Claim, Draft, Figure
from assistant.domain.question import Question
from assistant.errors import DraftingFailed
from assistant.ports import Law
from knowledge.cards import references
from knowledge.model import Card, Evidence, Kind, ProvisionRef

ARTICLES = 2  # provisions composed into one answer when no card settles the question
DECIDING = 2  # articles named behind a conclusion: those that decide it, not all that touch it
NEAR = 4  # cards among which one that fits the figure is looked for
FITTING = 0.6  # how near to the best card it must be
SECOND_CARD = 0.7  # a second card this near to the first is told in a sentence
CLOSE = 0.55  # an article this near to the best one is told as well


@dataclass(frozen=True)
class ExtractiveDrafter:
    """Quotes and composes; the answer is as good as the cards and the search that finds them."""

    law: Law
    card_lead: float = 0.92  # a card is preferred unless an article is found this much better
    name: str = "extractive"

    def draft(self, question: Question, evidence: Sequence[Evidence], figures: Sequence[Figure]) -> Draft:
        """The answer's claims with their citations.

        Raises:
            DraftingFailed: when nothing found is in force and able to carry an answer.
        """
        day = question.inquiry.as_of
        cards = self._cards(evidence, figures)
        articles = [e for e in evidence if e.passage.kind in (Kind.STATUTE, Kind.DIGEST)]
        if cards and (not articles or cards[0].score >= self.card_lead * articles[0].score):
            draft = self._from_card(self.law.cards[cards[0].passage.id], day, figures)
            if draft is not None:
                return self._with_second(draft, cards, day)
        draft = self._from_articles(articles, day, figures)
        if draft is None:
            raise DraftingFailed("nothing found that is in force and carries an answer")
        return draft

    def _cards(self, evidence: Sequence[Evidence], figures: Sequence[Figure]) -> list[Evidence]:
        """The cards found, best first; one that speaks of the very figure worked out goes before its near equals."""
        cards = [e for e in evidence if e.passage.kind is Kind.FAQ and e.passage.id in self.law.cards]
        kinds = {figure.kind for figure in figures}
        fitting = [e for e in cards[:NEAR] if self.law.cards[e.passage.id].calculator in kinds]
        if fitting and fitting[0].score >= FITTING * cards[0].score:
            cards.remove(fitting[0])
            cards.insert(0, fitting[0])
        return cards

    def _from_card(self, card: Card, day: date, figures: Sequence[Figure]) -> Draft | None:
        deciding = self._citations(card.cites[:DECIDING], card.conclusion, day)
        if not deciding:
            return None
        wide = deciding + self._citations(card.cites[DECIDING:] + card.also, card.reasons, day)
        claims = [
            *(_figure_claim(figure, self._citations(figure.basis, figure.headline, day)) for figure in figures),
            Claim("conclusion", card.conclusion, deciding),
            Claim("reasons", card.reasons, wide),
            Claim("steps", "\n".join(card.steps), wide),
            Claim("evidence", "、".join(card.evidence), wide),
            Claim("deadline", card.deadline, wide),
            Claim("where", card.where, wide),
            Claim("avoid", card.avoid, wide),
            Claim("flips", card.flips, wide),
        ]
        return Draft(tuple(c for c in claims if c.text), card.short, self.name, card=card.id)

    def _with_second(self, draft: Draft, cards: Sequence[Evidence], day: date) -> Draft:
        """The draft with the short answer of a second card that is nearly as near and speaks of another article."""
        if len(cards) < 2 or cards[1].score < SECOND_CARD * cards[0].score:
            return draft
        first, second = (self.law.cards[e.passage.id] for e in cards[:2])
        if set(_articles(second.cites)) <= set(_articles(references(first))):
            return draft
        citations = self._citations(second.cites[:1], second.conclusion, day)
        if not citations:
            return draft
        carriers = tuple(
            text for ref in references(second) if (p := self.law.provision(ref, day)) for text in (p.text, p.rule)
        )
        claim = Claim("also", second.conclusion, citations, carriers)
        return Draft((*draft.claims, claim), draft.short, draft.drafter, draft.card)

    def _from_articles(self, articles: Sequence[Evidence], day: date, figures: Sequence[Figure]) -> Draft | None:
        """The plain rules of the best articles, with their quotes."""
        claims: list[Claim] = []
        for evidence in articles[:ARTICLES]:
            if claims and evidence.score < CLOSE * articles[0].score:
                break
            ref = evidence.passage.refs[0]
            provision = self.law.provision(ref, day)
            if provision is None:
                continue
            rule = provision.rule or provision.text
            citations = self._citations((ref,), rule, day)
            if citations:
                claims.append(Claim("rule", rule, citations))
        if not claims:
            return None
        claims += [_figure_claim(f, self._citations(f.basis, f.headline, day)) for f in figures]
        return Draft(tuple(claims), claims[0].text[:120], self.name)

    def _citations(self, refs: Sequence[ProvisionRef], claim: str, day: date) -> tuple[Citation, ...]:
        found = (cite(self.law.resolve(ref), claim, self.law, day) for ref in refs)
        return tuple(citation for citation in found if citation is not None)


def _articles(refs: Sequence[ProvisionRef]) -> list[tuple[str, int]]:
    return [(ref.law, ref.article) for ref in refs]


def _figure_claim(figure: Figure, citations: tuple[Citation, ...]) -> Claim:
    return Claim("figure", "\n".join((figure.headline, *figure.working)), citations, figure.working)

"""Is each claim carried? Citation in force, quote found, numbers from the cited text or a calculation. No model, no mercy."""

from datetime import date

from assistant.answering.grounding import Ground, ungrounded
from assistant.answering.quoting import carries
from assistant.domain.answer import Claim, Draft, Figure, Verification
from assistant.ports import Law
from knowledge.figures import carried_by, unsupported

MUST_CITE = frozenset({"conclusion", "reasons", "rule"})  # sections that state law


def verify(
    draft: Draft,
    law: Law,
    as_of: date,
    figures: tuple[Figure, ...] = (),
    said: str = "",
    ground: Ground | None = None,
) -> Verification:
    """The share of claims that are carried, and each failure in words; `said` is what the caller himself stated.

    With a `ground` the claims are a model's: each is also held against what was found for the question.
    """
    failures: list[str] = []
    carried = 0
    for claim in draft.claims:
        faults = faults_of(claim, draft, law, as_of, figures, said)
        faults += ungrounded(claim, ground) if ground else []
        failures += faults
        carried += not faults
    return Verification(support=carried / len(draft.claims) if draft.claims else 0.0, failures=tuple(failures))


def faults_of(
    claim: Claim, draft: Draft, law: Law, as_of: date, figures: tuple[Figure, ...] = (), said: str = ""
) -> list[str]:
    """What is wrong with one claim; empty when it is carried."""
    faults = []
    if claim.section in MUST_CITE and not claim.citations:
        faults.append(f"{claim.section}: no citation in force")
    for citation in claim.citations:
        provision = law.provision(citation.ref, as_of)
        if provision is None:
            faults.append(f"{claim.section}: {citation.law}{citation.article_no} is not in force on {as_of}")
        elif not carries(provision, citation.quote):
            faults.append(f"{claim.section}: quote not found in {citation.law}{citation.article_no}")
    texts = [said, *claim.carried_by, *(line for figure in figures for line in figure.working)]
    for citation in (c for other in draft.claims for c in other.citations):
        if provision := law.provision(citation.ref, as_of):
            texts += carried_by(provision)
    if extra := unsupported(claim.text, texts):
        faults.append(f"{claim.section}: numbers without a source: {', '.join(str(n) for n in sorted(extra))}")
    return faults

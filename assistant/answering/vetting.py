"""What of a model's draft may be said: failed claims are dropped, unless what is left could read as its opposite.

A rule without its exception, or reasons without their conclusion, say something else than the law. So only a claim that
merely adds (a step, a proof, a place to go) is dropped; when a deciding or a limiting one fails, nothing is kept.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from assistant.answering.wording import limits_another
from assistant.domain.answer import Claim, Draft

ADDING = frozenset({"reasons", "steps", "evidence", "where"})
Faults = Callable[[Claim], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Vetted:
    """A draft of carried claims only, or none; and every failure in words."""

    draft: Draft | None
    failures: tuple[str, ...] = ()


def vet(draft: Draft, faults_of: Faults, kept: float) -> Vetted:
    """The draft without its failed claims; none where dropping them might change what it says."""
    failures: list[str] = []
    carried: list[Claim] = []
    dropped: list[Claim] = []
    for claim in draft.claims:
        faults = faults_of(claim)
        failures += faults
        (dropped if faults else carried).append(claim)
    unsafe = [claim for claim in dropped if claim.section not in ADDING or limits_another(claim.text)]
    concluded = bool(carried) and carried[0].section == "conclusion"
    if unsafe or not concluded or len(carried) < kept * len(draft.claims):
        return Vetted(None, tuple(failures))
    return Vetted(replace(draft, claims=joined(carried)), tuple(failures))


def joined(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """Claims of one section as one, in the order of first mention: steps a line each, other sentences one after another."""
    merged: list[Claim] = []
    for claim in claims:
        place = next((i for i, m in enumerate(merged) if m.section == claim.section != "figure"), None)
        if place is None:
            merged.append(claim)
            continue
        before = merged[place]
        between = "\n" if claim.section == "steps" else ""
        citations = tuple(dict.fromkeys((*before.citations, *claim.citations)))
        carriers = (*before.carried_by, *claim.carried_by)
        merged[place] = Claim(claim.section, f"{before.text}{between}{claim.text}", citations, carriers)
    return tuple(merged)

"""All detectors over one call, and what they found with the codes' combinations kept."""

from collections.abc import Callable, Iterable, Iterator

from assistant.inspection.call import Call
from assistant.inspection.conduct import conduct
from assistant.inspection.contested_law import contested_law
from assistant.inspection.courtesy import courtesy
from assistant.inspection.crisis_conduct import crisis_conduct
from assistant.inspection.escalation_duty import escalation_duty
from assistant.inspection.law_accuracy import law_accuracy
from assistant.inspection.privacy import privacy
from assistant.inspection.procedure import procedure
from assistant.inspection.promises import promises
from assistant.inspection.timing import timing
from assistant.inspection.transcript import Finding, Findings

Detector = Callable[[Call], Iterator[Finding]]
DETECTORS: tuple[Detector, ...] = (
    courtesy,
    timing,
    conduct,
    procedure,
    promises,
    privacy,
    law_accuracy,
    escalation_duty,
    crisis_conduct,
)
LAW_CODES = {"wrong_law_answer", "outdated_law"}
ABSORBED = {  # qa-codes: how codes combine
    "crisis_mishandled": {
        "failed_to_escalate",
        "failed_to_dispatch",
        "no_next_step",
        "prohibited_phrase",
        "refused_improperly",
    },
}


def findings_in(call: Call, detectors: Iterable[Detector] = DETECTORS) -> Findings:
    """What was found, in the order of the talk; what another finding covers is left out."""
    found = [finding for detector in detectors for finding in detector(call)]
    if not any(finding.code in LAW_CODES for finding in found):
        found += contested_law(call)
    codes = {finding.code for finding in found if finding.certain}
    covered = set().union(*(ABSORBED.get(code, set()) for code in codes))
    kept = [finding for finding in found if finding.code not in covered]
    kept.sort(key=lambda finding: (finding.evidence[:1], finding.code))
    return Findings(
        certain=tuple(f for f in kept if f.certain),
        to_be_heard=tuple(f for f in kept if not f.certain),
    )

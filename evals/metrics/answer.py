"""How good an answer is: what it cites, what it says and does not say, and whether each sentence is carried."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from assistant.answering.verify import MUST_CITE
from assistant.domain.answer import Claim, Draft
from evals.case import Case, key_of, matches
from evals.metrics.interval import Measure, ratio, share
from evals.row import Cited, Row
from knowledge.catalogue import Catalogue
from knowledge.citation import law_key, number
from knowledge.figures import unsupported
from knowledge.model import ProvisionRef

_BRANCH = re.compile(r"条之([一二三四五六七八九十]+)")
_SENTENCE = re.compile(r"[^。！？；;\n]+[。！？；;]?")


def check_citations(case: Case, citations: Sequence[Mapping[str, Any]], catalogue: Catalogue) -> tuple[Cited, ...]:
    """Each citation of a reply (the contract's form) against the catalogue on the day of the facts."""
    wanted = [gold.key for group in case.gold for gold in group]
    return tuple(_checked(case, citation, wanted, catalogue) for citation in citations)


def _checked(case: Case, citation: Mapping[str, Any], wanted: Sequence[str], catalogue: Catalogue) -> Cited:
    branch = _BRANCH.search(citation.get("article_no") or "")
    named = ProvisionRef(law_key(citation["law"]), citation.get("article") or 0, number(branch[1]) if branch else 0)
    ref = catalogue.resolve(named)
    provision, versions = catalogue.provision(ref, case.facts_on), catalogue.versions(ref)
    quote = citation.get("quote") or ""
    texts = [provision.text] if provision else [version.text for version in versions]
    key = key_of(ref)
    return Cited(
        article=key,
        gold=any(matches(gold, key) for gold in wanted),
        exists=bool(versions),
        in_force=provision is not None,
        quote_found=bool(quote) and any(quote in text for text in texts),
    )


def groups_cited(case: Case, cited: Sequence[Cited]) -> tuple[bool, ...]:
    """For each gold group, whether one of its members is cited."""
    return tuple(any(matches(gold.key, c.article) for gold in group for c in cited) for group in case.gold)


def unsupported_sentences(
    draft: Draft, carriers: Sequence[str], catalogue: Catalogue, case: Case
) -> tuple[int, list[str]]:
    """How many sentences an answer has, and those that nothing carries.

    A sentence is carried when its claim cites a provision in force where law is stated, and when each of its numbers
    and dates stands in a cited text, in a calculation or in what the caller said (`carriers`).
    """
    texts = [
        *carriers,
        *(text for claim in draft.claims for text in (*claim.carried_by, *_texts(claim, catalogue, case))),
    ]
    sentences = [(claim, s.strip()) for claim in draft.claims for s in _SENTENCE.findall(claim.text) if s.strip()]
    bare = [s for claim, s in sentences if _uncited(claim, catalogue, case) or unsupported(s, texts)]
    return len(sentences), bare


def _texts(claim: Claim, catalogue: Catalogue, case: Case) -> list[str]:
    found = (catalogue.provision(citation.ref, case.facts_on) for citation in claim.citations)
    return [text for provision in found if provision for text in (provision.text, provision.rule)]


def _uncited(claim: Claim, catalogue: Catalogue, case: Case) -> bool:
    return claim.section in MUST_CITE and not _texts(claim, catalogue, case)


def answer_measures(rows: Sequence[Row]) -> list[Measure]:
    """Every headline of the answers. Recall counts on cases that expect an answer, the rest on what was answered."""
    due = [row for row in rows if row.expected == "answer"]
    spoken = [row for row in rows if row.action == "answer"]
    cited = [c for row in spoken for c in row.cited]
    figures = [row for row in rows if row.figure is not None and row.expected == "answer"]
    return [
        ratio("citation precision", [sum(c.gold for c in r.cited) for r in due], [len(r.cited) for r in due]),
        ratio("citation recall", [sum(r.groups_cited) for r in due], [len(r.gold) for r in due]),
        share("cited articles exist", [c.exists for c in cited]),
        share("cited articles in force on the fact date", [c.in_force for c in cited]),
        share("quotes found", [c.quote_found for c in cited]),
        ratio("nugget recall", [sum(r.said) for r in due], [len(r.said) for r in due]),
        share("fully right answers", [r.full for r in due]),
        Measure("forbidden claims", float(sum(len(r.forbidden) for r in rows)), n=len(rows)),
        share("figures said", [bool(r.figure) for r in figures]),
        ratio("unsupported sentences", [len(r.unsupported) for r in spoken], [r.sentences for r in spoken]),
    ]

"""One loop over cases, calling just what callers get: `Hotline.answer` for the reply, `Hotline.retrieve` for the search."""

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Protocol

from assistant.answering.understand import understand
from assistant.domain.handling import Handling
from assistant.domain.question import Inquiry, Question
from assistant.ports import FactReader
from evals.case import Case, key_of, resolved
from evals.grade import with_reply, with_search
from evals.row import Row, blank
from knowledge.catalogue import Catalogue
from knowledge.model import Evidence, Kind

log = logging.getLogger(__name__)
DEEP = 60  # passages looked at, so that twenty articles are among them


class Answering(Protocol):
    """What the loop needs of the hotline."""

    @property
    def read_facts(self) -> FactReader: ...

    def answer(self, inquiry: Inquiry) -> Handling: ...

    def retrieve(self, question: Question, limit: int) -> tuple[Evidence, ...]: ...


@dataclass(frozen=True)
class Subject:
    """What is evaluated: a hotline, and the catalogue against which its citations are checked."""

    hotline: Answering
    catalogue: Catalogue

    @cached_property
    def pool(self) -> frozenset[str]:
        """Every article the catalogue holds in any version, and every instrument as a whole."""
        held = [p for p in self.catalogue.passages.values() if p.kind in (Kind.STATUTE, Kind.DIGEST)]
        articles = {key_of(ref) for passage in held for ref in passage.refs}
        return frozenset(articles | {f"{article.split('#')[0]}#" for article in articles})


def run_cases(
    cases: Sequence[Case],
    subject: Subject,
    search: bool = True,
    ask: bool = True,
    seen: Callable[[int, int], None] | None = None,
) -> list[Row]:
    """A row a case, in order. A case that fails is a row with its error, counted as wrong; the others go on."""
    rows = []
    for done, case in enumerate(cases, start=1):
        rows.append(_row(resolved(case, subject.catalogue), subject, search, ask))
        if seen is not None:
            seen(done, len(cases))
    return rows


def _row(case: Case, subject: Subject, search: bool, ask: bool) -> Row:
    row = blank(case)
    row = replace(row, covered=tuple(any(gold in subject.pool for gold in group) for group in row.gold))
    try:
        if search and case.gold:
            evidence, took_ms = find(case, subject.hotline)
            row = with_search(row, case, evidence, subject.catalogue, took_ms)
        if ask and case.expected_action is not None:
            row = with_reply(row, case, subject.hotline.answer(case.inquiry), subject.catalogue)
    except Exception as error:  # whatever a part throws costs this case, not the run
        log.exception("case failed", extra={"case": case.id})
        row = replace(row, error=f"{type(error).__name__}: {error}")
    return row


def find(case: Case, hotline: Answering) -> tuple[tuple[Evidence, ...], float]:
    """What the hotline's own search finds for a case, deeper than it needs, and the milliseconds it took."""
    question = understand(case.inquiry, hotline.read_facts(case.inquiry))
    started = time.perf_counter()
    evidence = hotline.retrieve(question, DEEP)
    return evidence, (time.perf_counter() - started) * 1000

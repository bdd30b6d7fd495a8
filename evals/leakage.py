"""Are the gold questions told to the program beforehand? Compares them with every asking in the corpus, and dev with test.

A question that stands among a card's askings, or all but stands there, measures memory: it is reported, and above a bound
the check fails.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from sklearn.feature_extraction.text import CountVectorizer

from assistant.domain.question import Role
from evals.case import Case
from evals.table import Table
from knowledge.catalogue import Catalogue
from knowledge.text import bigrams, normalise

NEAR = 0.6  # bigram Jaccard from which two askings are the same question in all but a word
TELLING = 10  # characters from which a turn says more than 怎么办
ALLOWED_NEAR = 0.02  # share of the questions; exact repetitions are not allowed at all


@dataclass(frozen=True, slots=True)
class Leak:
    """A gold question and the known text it repeats."""

    case: str
    question: str
    where: str
    known: str
    likeness: float

    @property
    def exact(self) -> bool:
        """True when nothing but spaces and width differs."""
        return normalise(self.question).replace(" ", "") == normalise(self.known).replace(" ", "")


@dataclass(frozen=True, slots=True)
class Leakage:
    """What a check found."""

    questions: int
    compared: int
    leaks: tuple[Leak, ...]

    @property
    def fails(self) -> bool:
        """True when the set may not be used as it is."""
        exact = any(leak.exact for leak in self.leaks)
        return exact or len({leak.case for leak in self.leaks}) > ALLOWED_NEAR * self.questions

    def table(self, title: str) -> Table:
        """The leaks, the likest first."""
        rows = tuple((k.case, k.likeness, k.question[:40], k.where, k.known[:40]) for k in self.leaks)
        note = f"{self.questions} questions against {self.compared} known texts, bound {ALLOWED_NEAR:.0%} at {NEAR}"
        return Table(title, ("case", "likeness", "question", "where", "known"), rows, note)


def known_askings(catalogue: Catalogue) -> list[tuple[str, str]]:
    """Every asking the program was given: a card's question and asks, an article's asks. (where, text)"""
    askings = [(f"card {c.id}", text) for c in catalogue.cards.values() for text in (c.question, *c.asks)]
    seen: set[str] = set()
    for passage in catalogue.passages.values():
        for ref in passage.refs:
            for provision in catalogue.versions(ref):
                where = f"{ref.law}#{ref.article}"
                askings += [(where, ask) for ask in provision.asks if ask not in seen]
                seen.update(provision.asks)
    return askings


def leaks_into_corpus(cases: Sequence[Case], catalogue: Catalogue) -> Leakage:
    """Gold questions against the corpus. Of several turns each caller turn counts."""
    return _compared(_questions(cases), known_askings(catalogue))


def leaks_between_splits(cases: Sequence[Case]) -> Leakage:
    """Test questions against dev questions."""
    sides = {split: _questions([case for case in cases if case.split == split]) for split in ("dev", "test")}
    return _compared(sides["test"], sides["dev"])


def _questions(cases: Sequence[Case]) -> list[tuple[str, str]]:
    return [(case.id, text) for case in cases for text in _told(case)]


def _told(case: Case) -> list[str]:
    """Every caller turn long enough to tell something; the question itself where none is."""
    told = [said.text for said in case.turns if said.role is Role.CALLER and len(said.text) >= TELLING]
    return told or [case.text]


def _compared(questions: Sequence[tuple[str, str]], known: Sequence[tuple[str, str]]) -> Leakage:
    if not questions or not known:
        return Leakage(len(questions), len(known), ())
    vectorizer = CountVectorizer(analyzer=bigrams, binary=True, dtype=np.int32)
    theirs = vectorizer.fit_transform([text for _, text in known])
    sizes = np.asarray(theirs.sum(axis=1)).ravel()
    ours = vectorizer.transform([text for _, text in questions])
    leaks = []
    for place, (name, text) in enumerate(questions):
        shared = np.asarray((ours[place] @ theirs.T).todense()).ravel()
        likeness = shared / np.maximum(sizes + len(set(bigrams(text))) - shared, 1)
        best = int(likeness.argmax())
        if likeness[best] >= NEAR:
            leaks.append(Leak(name, text, *known[best], float(likeness[best])))
    return Leakage(len(questions), len(known), tuple(sorted(leaks, key=lambda leak: -leak.likeness)))

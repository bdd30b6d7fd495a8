"""The corpus as a whole: what `hotline kb check` would say, and how much there is."""

from collections import Counter
from datetime import date

from assistant.calculators.calculator import registry
from assistant.domain.question import Topic
from knowledge.catalogue import Catalogue
from knowledge.check import check

TODAY = date(2026, 11, 22)


def test_corpus_has_no_finding(corpus: Catalogue) -> None:
    assert [str(finding) for finding in check(corpus, TODAY, set(registry()))] == []


def test_every_topic_has_cards(corpus: Catalogue) -> None:
    counted = Counter(card.topic for card in corpus.cards.values())
    assert set(counted) == {topic.value for topic in Topic}
    assert sum(counted.values()) >= 500
    assert min(counted.values()) >= 15


def test_overdue_review_is_found(corpus: Catalogue) -> None:
    findings = check(corpus, date(2031, 1, 1))
    assert any(finding.rule == "review" for finding in findings)


def test_official_text_is_never_in_the_corpus(corpus: Catalogue) -> None:
    """Sixty random articles of the package share no run of 40 characters with what we wrote about them."""
    written = [p for p in corpus.passages.values() if p.kind == "statute" and len(p.wordings) > 1][::20]
    for passage in written:
        text = "".join(passage.text.split())
        for wording in passage.wordings:
            plain = "".join(wording.split())
            assert not any(plain[i : i + 40] in text for i in range(0, max(1, len(plain) - 39)) if len(plain) >= 40), (
                passage.id
            )

"""Every rule is seen in its article, caught when misstated, and silent when stated right."""

from datetime import date
from pathlib import Path

import pytest

from assistant.inspection.cited_figures import CitedFigures
from assistant.inspection.law_accuracy import law_accuracy, rules
from knowledge.catalogue import Catalogue, load_catalogue
from tests.inspection.calls import call

PROBES = [line.split("|") for line in (Path(__file__).parent / "statement_probes.txt").read_text("utf-8").splitlines()]


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


@pytest.mark.parametrize(("rule", "asked", "wrong", "right"), PROBES, ids=[probe[0] for probe in PROBES])
def test_rule_catches_the_wrong_and_lets_the_right_pass(rule: str, asked: str, wrong: str, right: str) -> None:
    assert list(law_accuracy(call(f"C {asked}", f"A {wrong}"))), rule
    assert not list(law_accuracy(call(f"C {asked}", f"A {right}"))), rule


def test_there_are_enough_rules_and_each_has_a_probe() -> None:
    assert len(rules()) >= 80
    assert {rule.id for rule in rules()} - {probe[0] for probe in PROBES} <= {
        "over-age-workers", "marriage-leave", "minimum-wage-scope", "commission-withheld",
    }  # fmt: skip


def test_every_rule_was_seen_in_its_article(catalogue: Catalogue) -> None:
    for rule in rules():
        article = catalogue.provision(rule.ref, date(2026, 11, 22))
        assert article is not None, rule.id
        text = article.text + article.rule
        assert not rule.seen or any(words in text for words in rule.seen.split("|")), rule.id


def test_the_old_rule_was_right_before_the_new_one() -> None:
    lines = ("C 五月二号上班算法定假吗", "A 全年法定节假日就十一天，没有五月二号。")
    assert list(law_accuracy(call(*lines, day=date(2026, 5, 1))))
    assert not list(law_accuracy(call(*lines, day=date(2024, 5, 1))))


def test_what_the_caller_says_is_not_checked() -> None:
    assert not list(law_accuracy(call("C 仲裁要先交三百块受理费吧？", "A 劳动仲裁不收费。")))


def test_a_figure_the_cited_article_does_not_have(catalogue: Catalogue) -> None:
    check = CitedFigures(lambda: catalogue)
    wrong = call("C 辞职要提前多久", "A 《劳动合同法》第三十七条规定要提前六十日通知。")
    right = call("C 辞职要提前多久", "A 《劳动合同法》第三十七条规定要提前三十日通知。")
    assert list(check(wrong))
    assert not list(check(right))

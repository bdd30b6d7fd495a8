"""The traps of time: what was in force on a day, and what only looks as if it were."""

from datetime import date

import pytest

from knowledge.catalogue import Catalogue

TODAY = date(2026, 11, 22)


def in_force(corpus: Catalogue, citation: str, day: date = TODAY) -> bool:
    return corpus.provision(corpus.cited(citation), day) is not None


def test_law_marked_in_force_but_taking_effect_later_is_not_served(corpus: Catalogue) -> None:
    assert not in_force(corpus, "医疗保障法第1条")
    assert in_force(corpus, "医疗保障法第1条", date(2027, 1, 1))


def test_criminal_law_marked_amended_is_served(corpus: Catalogue) -> None:
    found = corpus.provision(corpus.cited("刑法第276条之一"), TODAY)
    assert found is not None
    assert "劳动报酬" in found.text


def test_old_and_new_maritime_code_take_turns(corpus: Catalogue) -> None:
    ref = corpus.cited("海商法第22条")
    old, new = corpus.provision(ref, date(2026, 4, 30)), corpus.provision(ref, date(2026, 5, 1))
    assert old is not None
    assert new is not None
    assert old.text != new.text


@pytest.mark.parametrize(("day", "days"), [(date(2024, 6, 1), "11"), (date(2025, 1, 1), "13")])
def test_statutory_holidays_follow_the_year(corpus: Catalogue, day: date, days: str) -> None:
    from assistant.calculators.calculator import calculate
    from assistant.calculators.rates import known_rates

    working = calculate("holidays", {"year": str(day.year)}, day, "340000", known_rates())
    assert days in "".join(working.steps) + str(working.result)


def test_waived_social_insurance_is_read_by_the_second_interpretation(corpus: Catalogue) -> None:
    citation = "最高人民法院关于审理劳动争议案件适用法律问题的解释（二）第19条"
    assert in_force(corpus, citation)
    assert not in_force(corpus, citation, date(2025, 8, 31))


def test_monthly_working_days_notice_of_2025_replaces_that_of_2008(corpus: Catalogue) -> None:
    notices = [s for s in corpus.sources() if "月平均工作时间和工资折算" in s.title]
    now = [s for s in notices if s.effective_from <= TODAY <= s.effective_to]
    then = [s for s in notices if s.effective_from <= date(2024, 6, 1) <= s.effective_to]
    assert len(now) == 1
    assert len(then) == 1
    assert now[0].number != then[0].number


def test_gradual_retirement_begins_in_2025(corpus: Catalogue) -> None:
    citation = "国务院关于渐进式延迟法定退休年龄的办法第1条"
    assert in_force(corpus, citation)
    assert not in_force(corpus, citation, date(2024, 12, 31))


def test_over_age_workers_rules_begin_in_july_2026(corpus: Catalogue) -> None:
    law = next(s for s in corpus.sources() if s.title.startswith("超龄劳动者基本权益保障"))
    assert law.effective_from == date(2026, 7, 1)


def test_housing_fund_regulation_changes_in_september_2026(corpus: Catalogue) -> None:
    versions = sorted(corpus.sources("住房公积金管理条例"), key=lambda s: s.effective_from)
    assert versions[-1].effective_from == date(2026, 9, 20)
    assert versions[-2].effective_to == date(2026, 9, 19)


def test_union_law_is_the_amended_one(corpus: Catalogue) -> None:
    assert in_force(corpus, "工会法第11条")
    assert not in_force(corpus, "工会法第11条", date(2021, 12, 31))


def test_no_article_has_two_texts_of_one_kind_on_a_day(corpus: Catalogue) -> None:
    seen: dict[tuple[str, str], str] = {}
    for passage in corpus.passages.values():
        if passage.refs and passage.kind in ("statute", "digest") and passage.in_force_on(TODAY):
            key = (str(passage.refs[0]), passage.kind.value)
            assert key not in seen, f"{passage.id} and {seen[key]}"
            seen[key] = passage.id

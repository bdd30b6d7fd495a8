"""Routing, limits, repeats, the legal-aid pre-check: rules without a store."""

import os
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain.case import Caller, Case, CaseState
from assistant.domain.people import Level
from assistant.errors import BadInput
from assistant.workorders.deadlines import deadline, load_limits, local_day, re_reckoned, share_elapsed
from assistant.workorders.legal_aid import AidFacts, check_aid, rules
from assistant.workorders.repeats import repeat_of
from assistant.workorders.routing import route
from assistant.workorders.unions import above, unions

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "org"),
    [
        ("包河区的一个工地", "340111"),
        ("我在芜湖上班", "340200"),
        ("合肥高新区的电子厂", "340176"),
        ("蚌埠，高新区那边", "340371"),
        ("铜陵郊区", "340711"),
        ("合肥市包河区", "340111"),
        ("巢湖的厂", "340181"),
    ],
)
def test_place_words_name_the_union(text: str, org: str) -> None:
    assert route("340000", text).org == org


@pytest.mark.parametrize("text", ["高新区的厂", "经开区", "合肥和安庆都有工地", "包河区和蜀山区各一个"])
def test_what_fits_several_places_is_asked(text: str) -> None:
    found = route("340000", text)
    assert found.org is None
    assert len(found.candidates) > 1
    assert found.ask.endswith("是哪一处？")


def test_the_callers_own_place_counts_when_no_place_is_named_and_settles_a_zone() -> None:
    assert route("340200", "工地欠薪").org == "340200"
    assert route("340300", "经开区的厂").org == "340372"
    assert route("340000", "工地欠薪").org is None
    assert "哪个市" in route("340000", "工地欠薪").ask


def test_every_union_of_the_tree_has_one_above_up_to_the_province() -> None:
    cities = [union for union in unions().values() if union.level is Level.CITY]
    assert len(cities) == 16
    for union in unions().values():
        upper = above(union.code)
        assert (upper is None) is (union.level is Level.PROVINCE)
        assert upper is None or upper in unions()


@given(st.dates(date(2005, 1, 1), date(2026, 10, 1)), st.integers(1, 15))
def test_a_limit_ends_on_the_last_of_its_working_days(start: date, count: int) -> None:
    due = deadline(start, count)
    between = [start + timedelta(days=n) for n in range(1, (due.day - start).days + 1)]
    assert sum(chinese_calendar.is_workday(day) for day in between) == count
    assert chinese_calendar.is_workday(due.day)
    assert not due.provisional
    assert share_elapsed(due, due.day) == pytest.approx(1.0)
    assert share_elapsed(due, start) == 0.0


def test_a_limit_into_a_year_without_an_arrangement_is_provisional_and_reckoned_again() -> None:
    due = deadline(date(2026, 12, 28), 10)
    assert due.provisional
    assert re_reckoned(due) is None  # today's calendar says the same
    assert re_reckoned(replace(due, day=date(2027, 1, 20))) == due


@pytest.mark.parametrize("zone", ["UTC", "Asia/Shanghai", "America/New_York"])
def test_a_limit_is_the_same_whatever_the_machines_zone(zone: str) -> None:
    program = (
        "from datetime import datetime, UTC\n"
        "from assistant.workorders.deadlines import deadline, local_day\n"
        "print(deadline(local_day(datetime(2026, 2, 13, 16, 30, tzinfo=UTC)), 3).day)"
    )
    told = subprocess.run(
        [sys.executable, "-c", program], env={**os.environ, "TZ": zone}, capture_output=True, text=True, check=True
    )
    assert told.stdout.strip() == "2026-02-26"  # the 14th in China: a make-up working day before the long holiday


def test_the_day_is_chinas() -> None:
    assert local_day(datetime(2026, 11, 21, 16, 0, tzinfo=UTC)) == date(2026, 11, 22)


def test_limits_of_a_category_and_class() -> None:
    limits = load_limits()
    for difficulty, days in limits.handling.items():
        assert limits.handling_days("没有这一类", difficulty) == days
    assert limits.handling_days("集体欠薪", next(iter(limits.handling))) == 3


def a_case(number: int, **more: object) -> Case:
    """A case of one caller."""
    fields = {"topic": "欠薪", "employer": "样例建筑有限公司", **more}
    return Case(str(number), f"code{number}", NOW - timedelta(days=number), Caller(phone="1"), **fields)  # type: ignore[arg-type]


def test_the_same_matter_is_found_and_another_is_not() -> None:
    new = a_case(0)
    assert repeat_of(new, [a_case(3, employer="样例建筑公司")], NOW, 60) == a_case(3, employer="样例建筑公司")
    assert repeat_of(new, [a_case(3, employer="别家厂")], NOW, 60) is None
    assert repeat_of(new, [a_case(61)], NOW, 60) is None
    assert repeat_of(a_case(0, employer=""), [a_case(3)], NOW, 60) is not None
    assert repeat_of(a_case(0, employer="", topic="工伤职业病"), [a_case(3)], NOW, 60) is None
    assert repeat_of(new, [a_case(3, state=CaseState.ERASED)], NOW, 60) is None


TODAY = date(2026, 11, 22)


def test_a_migrant_workers_wages_need_no_hardship_test() -> None:
    found = check_aid(AidFacts("wages", migrant=True, name="王某", claim="补发工资"), TODAY)
    assert (found.in_scope, found.hardship_exempt, found.help_first) == (True, True, False)
    assert "法律援助法第42条" in found.basis
    assert "王某" in found.application
    assert any("免查" in paper for paper in found.papers)
    assert not check_aid(AidFacts("insurance", migrant=True), TODAY).hardship_exempt


def test_help_comes_first_when_the_limitation_is_near() -> None:
    for days, first in ((6, True), (7, False), (0, True), (-1, False)):
        found = check_aid(AidFacts("relation", limitation=TODAY + timedelta(days=days)), TODAY)
        assert found.help_first is first, days
        assert ("法律援助法第44条" in found.basis) is first
    assert any("律师先看" in note for note in found.notes)


def test_what_is_not_in_scope_is_said_and_nothing_invented() -> None:
    found = check_aid(AidFacts("other"), TODAY)
    assert not found.in_scope
    assert "＿＿＿＿" in found.application
    with pytest.raises(BadInput):
        check_aid(AidFacts("weather"), TODAY)
    assert all(rule["article"] for rule in (*rules()["scope"].values(), *rules()["exempt"].values(), *rules()["clock"]))

"""Last days: limitation with interruption and suspension, process clocks, rolling over days off, how near is near."""

from datetime import date

import pytest

from assistant.calculators.calculator import BadFact, MissingFacts
from assistant.calculators.deadlines import Deadline, Nearness, limitation_guard

from .given import worked

LIMITATION = [
    ("27-I known", {"known_on": "2026-03-10"}, "2027-03-10"),
    (
        "27-IV wages after leaving",
        {"matter": "拖欠劳动报酬", "known_on": "2023-01-01", "ended_on": "2026-04-15"},
        "2027-04-15",
    ),
    ("27-I left", {"ended_on": "2025-12-31"}, "2026-12-31"),
    ("27-II once", {"ended_on": "2025-06-30", "interrupted_on": "2026-04-12"}, "2027-04-12"),
    ("27-II twice", {"ended_on": "2024-06-28", "interrupted_on": "2025-03-01、2026-01-15"}, "2027-01-15"),
    ("27-II too late", {"ended_on": "2025-01-10", "interrupted_on": "2026-04-12"}, "2026-01-12"),
    ("27-II on the last day", {"ended_on": "2025-01-10", "interrupted_on": "2026-01-10"}, "2027-01-11"),
    ("27-II on the rolled last day", {"ended_on": "2025-01-10", "interrupted_on": "2026-01-12"}, "2027-01-12"),
    (
        "27-III suspended",
        {"known_on": "2026-01-05", "suspended_from": "2026-03-01", "suspended_to": "2026-03-31"},
        "2027-02-04",
    ),
    (
        "27-II and III",
        {
            "known_on": "2026-01-05",
            "suspended_from": "2026-03-01",
            "suspended_to": "2026-03-31",
            "interrupted_on": "2026-05-06",
        },
        "2027-05-06",
    ),
    ("民法典202 leap day", {"known_on": "2024-02-29"}, "2025-02-28"),
    ("民法典203 Saturday", {"known_on": "2025-10-17"}, "2026-10-19"),
    ("民法典203 National Day", {"known_on": "2025-10-01"}, "2026-10-08"),
    ("民法典203 Spring Festival", {"known_on": "2025-02-17"}, "2026-02-24"),
    ("民法典203 make-up Saturday is a working day", {"known_on": "2025-02-28"}, "2026-02-28"),
]


@pytest.mark.parametrize(("facts", "last"), [row[1:] for row in LIMITATION], ids=[row[0] for row in LIMITATION])
def test_arbitration_limitation(facts: dict[str, str], last: str) -> None:
    assert worked("arbitration_limitation", **facts)["last_day"] == date.fromisoformat(last)


def test_wages_are_not_barred_while_employed() -> None:
    result = worked("arbitration_limitation", matter="拖欠劳动报酬", employed="是")
    assert "不受一年时效限制" in str(result.headline.value)


def test_limitation_asks_whether_the_caller_still_works_there() -> None:
    with pytest.raises(MissingFacts) as missing:
        worked("arbitration_limitation", matter="拖欠劳动报酬")
    assert {param.name for param in missing.value.params} == {"employed", "ended_on"}


def test_suspension_the_wrong_way_round_is_refused() -> None:
    with pytest.raises(BadFact):
        worked("arbitration_limitation", known_on="2026-01-05", suspended_from="2026-03-31", suspended_to="2026-03-01")


CLOCKS = [
    ("调解仲裁法29 five working days", "仲裁委决定是否受理", "2026-09-29", "2026-10-12"),
    ("调解仲裁法43", "仲裁裁决", "2026-07-01", "2026-08-17"),
    ("调解仲裁法50", "不服仲裁裁决起诉", "2026-11-09", "2026-11-24"),
    ("调解仲裁法48 into the holidays", "劳动者不服终局裁决起诉", "2026-09-18", "2026-10-08"),
    ("调解仲裁法49", "单位申请撤销终局裁决", "2026-10-28", "2026-11-27"),
    ("民诉法171", "不服一审判决上诉", "2026-03-02", "2026-03-17"),
    ("民诉法171-II", "不服一审裁定上诉", "2026-03-02", "2026-03-12"),
    ("民诉法216 end of month", "申请再审", "2025-08-31", "2026-02-28"),
    ("民诉法250", "申请强制执行", "2025-03-05", "2027-03-05"),
    ("监察条例17", "劳动保障监察调查", "2026-09-01", "2026-11-30"),
    ("法援法43", "法律援助审查", "2026-03-02", "2026-03-09"),
    ("工伤26", "不服鉴定申请再次鉴定", "2026-06-04", "2026-06-22"),
    ("工伤20", "工伤认定决定", "2026-03-02", "2026-05-06"),
    ("复议法20", "不服工伤认定申请行政复议", "2026-03-10", "2026-05-09"),
    ("劳动合同法50", "离职后转移档案社保", "2026-11-02", "2026-11-17"),
    ("劳动合同法10", "订立书面劳动合同", "2026-01-31", "2026-02-28"),
]


@pytest.mark.parametrize(("step", "start", "last"), [row[1:] for row in CLOCKS], ids=[row[0] for row in CLOCKS])
def test_process_clocks(step: str, start: str, last: str) -> None:
    assert worked("process_clock", step=step, started_on=start)["last_day"] == date.fromisoformat(last)


def test_an_award_may_take_fifteen_days_more() -> None:
    result = worked("process_clock", step="仲裁裁决", started_on="2026-07-01")
    assert result["extended_last_day"] == date(2026, 8, 31)


@pytest.mark.parametrize(
    ("step", "start", "earliest"),
    [
        ("辞职提前通知", "2026-11-01", "2026-12-01"),
        ("试用期辞职提前通知", "2026-11-01", "2026-11-04"),
        ("申请复查鉴定", "2026-01-15", "2027-01-15"),
    ],
)
def test_what_becomes_possible_only_later(step: str, start: str, earliest: str) -> None:
    assert worked("process_clock", step=step, started_on=start)["earliest"] == date.fromisoformat(earliest)


def test_inspection_looks_back_two_years() -> None:  # 监察条例 §20
    assert worked("inspection_limitation", ended_on="2025-03-05")["last_day"] == date(2027, 3, 5)
    assert "没有开始" in str(worked("inspection_limitation", continuing="是").headline.value)


def test_a_wage_note_can_be_sued_on_for_three_years() -> None:  # 解释（一）§15, 民法典 §188
    assert worked("debt_note_limitation", due_on="2025-05-06")["last_day"] == date(2028, 5, 8)


GUARD = [
    ("2026-11-21", Nearness.EXPIRED), ("2026-11-22", Nearness.URGENT), ("2026-11-28", Nearness.URGENT),
    ("2026-11-29", Nearness.FLAGGED), ("2026-12-21", Nearness.FLAGGED), ("2026-12-22", Nearness.NORMAL),
]  # fmt: skip


@pytest.mark.parametrize(("last", "near"), GUARD)
def test_guard(last: str, near: Nearness) -> None:
    assert limitation_guard(date.fromisoformat(last), date(2026, 11, 22)) == near


def test_a_year_without_arrangement_is_provisional() -> None:
    deadline = Deadline.after_days(date(2029, 9, 20), 15)
    assert deadline.provisional
    assert any("尚未公布" in line for line in worked("arbitration_limitation", known_on="2026-03-10").caveats)


def test_the_day_before_a_rolled_end_is_recommended() -> None:
    result = worked("arbitration_limitation", known_on="2025-10-17")
    assert any("2026年10月17日" in line for line in result.caveats)

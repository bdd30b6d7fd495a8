"""The limitation guard: the last day that can still be missed, how near it is, and the priority it gives."""

from datetime import date

import pytest

from assistant.answering.limitation import clocks, limitation_of, limitations
from assistant.answering.packet import escalation_packet, most_pressing
from assistant.calculators.calculator import registry
from assistant.calculators.deadlines import Nearness
from tests.answering.talk import question


@pytest.mark.parametrize(
    ("said", "day", "claim"),
    [
        ("11月10日收到仲裁裁决书，我不服", date(2026, 11, 25), "起诉"),
        ("11月20日收到终局裁决，我不服", date(2026, 12, 7), "终局"),
        ("一审判决书11月16日收到，我想上诉", date(2026, 12, 1), "上诉"),
        ("我今年3月18日在车间受伤，单位不报工伤", date(2027, 3, 18), "工伤认定"),
        ("我2026年3月10日离职，公司拖欠工资", date(2027, 3, 10), "工资"),
        ("我2026年3月10日被辞退，没给补偿", date(2027, 3, 10), "仲裁"),
        ("我2025年5月30日被辞退没给补偿，今年3月12日老板答应给补偿", date(2027, 3, 12), "仲裁"),
    ],
)
def test_a_matter_with_a_known_start_has_its_last_day(said: str, day: date, claim: str) -> None:
    limit = limitation_of(question(said))
    assert limit is not None
    assert (limit.last_day, claim in limit.claim) == (day, True)
    assert limit.basis


@pytest.mark.parametrize(
    ("today", "near", "priority"),
    [
        (date(2026, 10, 1), Nearness.NORMAL, "normal"),
        (date(2027, 2, 12), Nearness.FLAGGED, "high"),
        (date(2027, 3, 5), Nearness.URGENT, "urgent"),
        (date(2027, 3, 10), Nearness.URGENT, "urgent"),
        (date(2027, 3, 11), Nearness.EXPIRED, "high"),
    ],
)
def test_the_nearer_the_last_day_the_higher_the_priority(today: date, near: Nearness, priority: str) -> None:
    limit = limitation_of(question("我2026年3月10日被辞退，没给补偿", on=today))
    assert limit is not None
    assert (limit.nearness, limit.priority) == (near, priority)


def test_of_several_clocks_the_nearest_open_one_counts() -> None:
    asked = question("我2024年12月20日离职，公司拖欠工资，没签合同")
    assert len(limitations(asked)) > 1
    limit = limitation_of(asked)
    assert limit is not None
    assert limit.claim.endswith("监察投诉")  # the year to arbitrate is over, the two years to complain are not


def test_a_rough_start_is_taken_at_its_earliest_and_said_so() -> None:
    limit = limitation_of(question("我今年3月受的伤，单位不报工伤"))
    assert limit is not None
    assert limit.last_day == date(2027, 3, 1)
    assert "最早" in limit.text


def test_without_a_start_there_is_no_last_day() -> None:
    assert limitation_of(question("公司拖欠我工资怎么办")) is None


def test_a_near_last_day_raises_the_packets_priority() -> None:
    asked = question("11月10日收到仲裁裁决书，我不服")
    packet = escalation_packet(asked, None, (), limitation_of(asked))
    assert packet.priority == "urgent"
    assert "2026年11月25日" in packet.limitation


def test_a_priority_is_raised_and_never_lowered() -> None:
    limit = limitation_of(question("我2026年3月10日被辞退，没给补偿"))
    assert most_pressing("urgent", limit) == "urgent"
    assert most_pressing("normal", None) == "normal"


def test_clocks_name_only_parameters_there_are() -> None:
    for clock in clocks():
        names = {param.name for param in registry()[clock.kind].params}
        assert {*clock.start, *clock.more, *clock.fixed} <= names

"""Whatever is typed, the answer is a working or one Chinese sentence; and no clock of the machine changes a day."""

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.calculators.calculator import CalculatorError, Working, registry
from assistant.calculators.catalogue import examples
from assistant.calculators.deadlines import Deadline

from .given import worked

TYPED = [
    *("0", "1", "7", "10000000000", "0.001", "-1", "１２", "万", "3万万", "一", "零", "", "  "),
    *("9999-12-31", "1800-01-01", "2026-02-29", "2008-01-01", "2030-06-15", "2026-01-01、2020-01-01"),
    *("是", "否", "0天", "0年", "99999年", "11个月29天", "男职工", "无固定期限"),
]


def outcome(kind: str, on: date, facts: dict[str, str]) -> Working | CalculatorError:
    """The working, or the error that was raised."""
    try:
        return worked(kind, on=on, **facts)
    except CalculatorError as error:
        return error


@settings(max_examples=700, deadline=None)
@given(st.data())
def test_any_input_gives_a_working_or_a_sentence(data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from(sorted(registry())))
    names = [param.name for param in registry()[kind].params]
    facts = dict(examples()[kind])
    for name in data.draw(st.lists(st.sampled_from(names), max_size=4)) if names else []:
        facts[name] = data.draw(st.one_of(st.sampled_from(TYPED), st.text(max_size=6)))
    on = data.draw(st.dates(date(2009, 1, 1), date(2040, 12, 31)))
    result = outcome(kind, on, facts)
    if isinstance(result, CalculatorError):
        assert str(result).endswith("。")
        assert "\n" not in str(result)
    else:
        assert result.spoken()
        assert result.as_json()["headline"]


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Asia/Shanghai", "UTC", "Pacific/Honolulu"])
def test_a_last_day_is_the_same_in_every_time_zone(zone: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        assert Deadline.after_days(date(2026, 9, 20), 15).last_day == date(2026, 10, 8)
        assert worked("day_kind", day="2026-10-01").result["rate"] == "300%"
    finally:
        monkeypatch.undo()
        time.tzset()

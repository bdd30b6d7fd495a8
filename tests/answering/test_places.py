"""Where a caller works: places of the province, and provinces whose own rules count instead."""

import pytest

from assistant.answering.places import workplace


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("我在固镇一个工地干活", "340323"),
        ("我是肥东人，在苏州一家电子厂上班", "320000"),
        ("从阜阳来广东打工三年了", "440000"),
        ("老板是浙江的，我在巢湖上班", "340181"),
        ("公司总部在上海，我们门店在芜湖", "340200"),
        ("工资三个月没发", None),
    ],
)
def test_workplace_is_where_the_work_is(text: str, code: str | None) -> None:
    assert workplace(text) == code

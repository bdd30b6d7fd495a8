"""Numbers in their different dress, and what carries them."""

from decimal import Decimal

import pytest

from knowledge.figures import stated, unsupported


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("应当在15日内支付", {15}),
        ("十五天之内", {15}),
        ("百分之二十", {20}),
        ("二十一点七五天", {Decimal("21.75")}),
        ("21.75天", {Decimal("21.75")}),
        ("赔 88888 元", {88888}),
        ("3万元以下", {3}),
        ("依照第四十七条第二款", set()),
        ("周六周日上班", set()),
        ("两三天就能办", set()),
        ("请拨打12333", set()),
    ],
)
def test_figure_is_read_in_any_dress(text: str, numbers: set[int]) -> None:
    assert stated(text) == {Decimal(n) for n in numbers}


def test_figure_of_the_cited_text_is_carried_whatever_its_dress() -> None:
    assert not unsupported("要在15天内起诉", ["自收到裁决书之日起十五日内向人民法院提起诉讼"])


def test_invented_figure_is_not_carried() -> None:
    assert unsupported("要在 45 天内起诉", ["自收到裁决书之日起十五日内向人民法院提起诉讼"]) == {Decimal(45)}


def test_sums_in_wan_and_yuan_are_the_same() -> None:
    assert not unsupported("处二万元以下罚款", ["处20000元以下罚款"])

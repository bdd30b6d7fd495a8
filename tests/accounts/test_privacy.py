"""Masking: numbers with a format in every spelling, names, addresses and employers; articles, sums and dates stay."""

import pytest

from assistant.accounts.formats import credit_checksum_holds, identity_checksum_holds, luhn_holds
from assistant.accounts.privacy import mask, mask_turns, personal_spans


def found(*turns: str) -> list[tuple[str, str]]:
    return [(span.type, span.text) for span in personal_spans(turns)]


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("我电话19900012345", "phone", "19900012345"),
        ("电话199 0001 2345", "phone", "199 0001 2345"),
        ("电话是幺九九零零零一二三四五", "phone", "幺九九零零零一二三四五"),
        ("电话一九九，三个零，一二三四五", "phone", "一九九，三个零，一二三四五"),
        ("座机0551-62340001", "phone", "0551-62340001"),
        ("身份证34019919880712543X", "id_card", "34019919880712543X"),
        ("身份证三四零一九九一九八八零七一二五四三五", "id_card", "三四零一九九一九八八零七一二五四三五"),
        ("老身份证340199880712543", "id_card", "340199880712543"),
        ("卡号6222 0000 0034 5678 122", "bank_card", "6222 0000 0034 5678 122"),
        ("车牌皖V83M06", "plate", "皖V83M06"),
        ("绿牌皖AD12345", "plate", "皖AD12345"),
        ("邮箱gou_2@example.com", "email", "gou_2@example.com"),
        ("信用代码91340100MA2N00000X", "credit_code", "91340100MA2N00000X"),
        ("我叫缑二牛，你记一下", "name", "缑二牛"),
        ("联系人欧阳振华", "name", "欧阳振华"),
        ("我在云帆针织厂上班", "employer", "云帆针织厂"),
        ("住在锦葵花园小区", "address", "锦葵花园小区"),
        ("公司在港城大道218号", "address", "港城大道218号"),
    ],
)
def test_each_kind_is_found(text: str, kind: str, words: str) -> None:
    assert (kind, words) in found(text)


def test_a_number_split_over_turns_is_masked_in_every_part() -> None:
    spans = found("身份证是340199", "嗯", "19880712后面是5435")
    assert spans == [("id_card", "340199"), ("id_card", "19880712"), ("id_card", "5435")]


def test_the_name_asked_for_is_the_name_answered() -> None:
    assert ("name", "钭阿水") in found("您叫什么名字？", "钭阿水，斗字旁。")
    assert found("您叫什么？", "钭阿水。", "好的钭阿水。").count(("name", "钭阿水")) == 2


@pytest.mark.parametrize(
    "text",
    [
        "劳动合同法第八十二条",
        "2025年3月1日到2026年1月",
        "一共一万两千三百四十五块",
        "您打12333或者12345",
        "工单号202603090001234",
        "我们公司三个月没发工资",
        "我在一家保安公司上班",
        "王师傅您先别急",
        "我是车间主任",
        "走路上班",
    ],
)
def test_what_is_not_personal_stays(text: str) -> None:
    assert found(text) == []


def test_a_wrong_check_digit_is_masked_too() -> None:
    assert not identity_checksum_holds("340199198807125434")
    assert found("身份证340199198807125434")[0][0] == "id_card"
    assert not luhn_holds("6222000000345678122")
    assert not credit_checksum_holds("91340100MA2N00000X")


def test_spans_point_into_the_text() -> None:
    turns = ["您贵姓，电话多少？", "缑二牛，19900012345。"]
    assert all(turns[s.utterance][s.start : s.end] == s.text for s in personal_spans(turns))


def test_masked_text_says_what_was_there() -> None:
    assert mask("电话19900012345") == "电话〔电话〕"
    assert mask_turns(["您叫什么？", "缑二牛。"])[1] == "〔姓名〕。"

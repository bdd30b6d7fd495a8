"""Numbers keep their words and get their values; marks stand where people pause and ask; what nobody said is known."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain.speech import Word
from assistant.speech.numerals import numbers_in, value_of
from assistant.speech.phantom import echoes, is_loop, load_phantoms, without_loops
from assistant.speech.punctuate import joined, punctuated

NUMBERS = [
    ("三个月没发", ["3 个月"]),
    ("四十二个农民工一共五十六万元", ["42 ", "560000 元"]),
    ("七千八百块，到手六千二", ["7800 元", "6200 "]),
    ("一万二", ["12000 "]),
    ("两百五", ["250 "]),
    ("三千零五", ["3005 "]),
    ("十二点五万", ["125000 "]),
    ("一亿三千万", ["130000000 "]),
    ("3.5万元", ["35000 元"]),
    ("12,500元", ["12500 元"]),
    ("三个半月", ["3.5 个月"]),
    ("两年半", ["2.5 年"]),
    ("百分之一点五", ["1.5% %"]),
    ("只发80%", ["80% %"]),
    ("五六万", ["50000-60000 "]),
    ("二零二六年七月到九月", ["2026 年", "7 月", "9 月"]),
    ("2026年3月5号", ["2026 年", "3 月", "5 日"]),
    ("电话是幺三九，五五零幺，二六八七", ["13955012687 digits"]),
    ("打一二三三三", ["12333 digits"]),
    ("一直一起，万一，统一，一次性，一点", []),
    ("我一个人", ["1 个人"]),
]


@pytest.mark.parametrize(("text", "wanted"), NUMBERS)
def test_numbers_are_read(text: str, wanted: list[str]) -> None:
    assert [f"{number.value} {number.unit}" for number in numbers_in(text)] == wanted


@given(st.text(alphabet="零一二三四五六七八九十百千万亿点半元年月12345.,，百分之没发", max_size=30))
def test_numbers_stand_where_they_were_said_and_never_overlap(text: str) -> None:
    last = 0
    for number in numbers_in(text):
        assert text[number.start : number.start + len(number.said)].strip() == number.said
        assert number.start >= last
        last = number.start + len(number.said)


@given(st.integers(0, 99_999_999))
def test_every_amount_written_out_is_read_back(amount: int) -> None:
    assert value_of(_spoken(amount)) == amount


def _spoken(amount: int) -> str:
    """The number in full Chinese words."""
    if amount >= 10_000:
        rest = amount % 10_000
        bridge = "零" if 0 < rest < 1_000 else ""
        return f"{_spoken(amount // 10_000)}万{bridge}{_spoken(rest) if rest else ''}"
    text, digits = "", "零一二三四五六七八九"
    for rank, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = amount // rank % 10
        if digit:
            text += digits[digit] + name
        elif text and not text.endswith("零"):
            text += "零"
    return text.rstrip("零") or "零"


MARKS = [
    ("公司三个月没发工资 老板说没钱 我该怎么办", "公司三个月没发工资，老板说没钱，我该怎么办？"),
    ("你好,我是工人.", "你好，我是工人。"),
    ("工资3,500元,对吗?", "工资3,500元，对吗？"),
    ("他没有给我钱", "他没有给我钱。"),
    ("， 谁来发", "谁来发？"),
    ("？。", ""),
]


@pytest.mark.parametrize(("said", "written"), MARKS)
def test_marks_are_full_width_and_end_the_sentence(said: str, written: str) -> None:
    assert punctuated(said) == written


def test_a_pause_is_a_comma_unless_there_is_a_mark() -> None:
    words = [Word("老板", 0, 0.5, 1), Word("走了", 1.2, 1.6, 1), Word("。", 1.6, 1.6, 1), Word("我", 2.5, 2.6, 1)]
    assert joined(words) == "老板，走了。我"


PHANTOMS = [
    "谢谢观看",
    "字幕由Amara.org社群提供",
    "请不吝点赞 订阅 转发 打赏支持明镜与点点栏目",
    "我们下期再见。谢谢大家收看",
    "Thanks for watching!",
]


@pytest.mark.parametrize("text", PHANTOMS)
def test_stock_phrases_are_refused_however_sure(text: str) -> None:
    assert load_phantoms().match(text, sure=True)


@pytest.mark.parametrize("text", ["谢谢", "好的", "嗯"])
def test_courtesies_count_when_the_engine_is_sure(text: str) -> None:
    assert load_phantoms().match(text, sure=False)
    assert not load_phantoms().match(text, sure=True)


def test_a_caller_who_says_thanks_and_more_is_heard() -> None:
    assert not load_phantoms().match("谢谢，那我下周去申请仲裁", sure=False)


def test_an_echo_of_the_prompt_is_known_and_a_caller_with_its_words_is_not() -> None:
    prompt = ("拖欠工资", "工伤认定", "劳动合同", "经济补偿金")
    assert echoes("拖欠工资、工伤认定、劳动合同", prompt)
    assert not echoes("他们拖欠工资，工伤认定也不做，劳动合同没有签，我要经济补偿金", prompt)


@pytest.mark.parametrize("text", ["新的" * 30, "作词 作曲 " * 9, "这些东西，" * 12])
def test_loops_are_known(text: str) -> None:
    assert is_loop(text)


@pytest.mark.parametrize("text", ["对对对对", "没有没有没有", "公司拖欠工资，拖欠了三个月工资", "一百一百一百地扣"])
def test_people_repeat_themselves_and_are_heard(text: str) -> None:
    assert not is_loop(text)
    assert without_loops(text) == text

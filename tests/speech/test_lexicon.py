"""The union's words are recovered by their sound, right words stay, and every change can be taken back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.speech.lexicon import Lexicon, Term, load_lexicon, place_names, undo, without

MISHEARD = [
    ("单位不给身请工商认定", "单位不给申请工伤认定"),
    ("我做劳动核桶的事", "我做劳动合同的事"),
    ("夏天的高文今天没有发", "夏天的高温津贴没有发"),
    ("被老板拖欠公司半年", "被老板拖欠工资半年"),
    ("去劳动中才要多久", "去劳动仲裁要多久"),
    ("我送外卖的起手", "我送外卖的骑手"),
    ("怀孕了产价休几天", "怀孕了产假休几天"),
    ("在井下得了成费", "在井下得了尘肺"),
]
RIGHT = [
    "我去工商局办工商登记",
    "公司拖着不办，公司也不说话",
    "煤矿工人下井",
    "社会保险法和缴费记录",
    "承包单位和发包单位都不认",
    "劳动合同吗？没有签",
    "那两家平台互相推",
    "早年规章按所欠工资赔偿",
    "这份裁定书不是判决书",
    "他在家办公，请假半天",
    "五湖四海的人",
    "老板说欠工资不假",
    "经济补偿应当在办结时给",
    "问失业保险经办机构",
    "棋手起手就赢了",
]


@pytest.mark.parametrize(("heard", "meant"), MISHEARD)
def test_a_misheard_term_is_recovered_and_recorded(heard: str, meant: str) -> None:
    text, changes = load_lexicon().correct(heard)
    assert text == meant
    assert changes
    assert undo(text, changes) == heard


@pytest.mark.parametrize("text", RIGHT)
def test_right_words_stay(text: str) -> None:
    assert load_lexicon().correct(text) == (text, ())


def test_every_term_is_left_alone_by_every_other() -> None:
    lexicon = load_lexicon()
    assert [term for term in lexicon.terms if lexicon.correct(term)[0] != term] == []


def test_one_change_can_be_taken_back_alone() -> None:
    text, changes = load_lexicon().correct("身请工商认定，再去劳动中才")
    back, rest = without(changes[0], text, changes)
    assert back.endswith("劳动仲裁")
    assert back.startswith("身请")
    assert rest == changes[1:]


def test_names_of_a_call_replace_only_what_sounds_exactly_like_them() -> None:
    lexicon = load_lexicon().extended(["宏远建筑", "庐阳区"])
    assert lexicon.correct("我在红元建筑上班")[0] == "我在宏远建筑上班"
    assert lexicon.correct("我在红岩建筑上班")[0] == "我在红岩建筑上班"
    assert "宏远建筑" in lexicon.prompt(["宏远建筑"])


def test_two_characters_are_never_changed_by_sound_alone() -> None:
    assert Lexicon([Term("仲裁")], (), ()).correct("众才")[1] == ()


@given(st.text(alphabet="工商伤认定劳动中才核桶合同公司资拖欠，。a1", max_size=24))
def test_changes_keep_the_length_and_can_always_be_undone(text: str) -> None:
    corrected, changes = load_lexicon().correct(text)
    assert len(corrected) == len(text)
    assert undo(corrected, changes) == text
    assert load_lexicon().correct(text) == (corrected, changes)


def test_places_of_the_province_are_known_by_their_sound() -> None:
    lexicon = load_lexicon().extended(place_names())
    assert lexicon.correct("我在飞西县的厂里")[0] == "我在肥西县的厂里"
    assert lexicon.correct("我在芜湖是做保安的")[1] == ()
    assert lexicon.correct("我在无为市上班") == ("我在无为市上班", ())

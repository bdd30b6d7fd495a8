"""An utterance on its way to the record: refused, simplified, corrected, with what is doubtful marked."""

import pytest

from assistant.domain.speech import Audio, Recognition, Refusal, Word
from assistant.speech.lexicon import load_lexicon, undo
from assistant.speech.listen import Listener
from assistant.speech.pcm import RATE
from tests.speech.given import ScriptedTranscriber, quiet, said, tone


def listener(*lines: Recognition) -> Listener:
    return Listener(
        ScriptedTranscriber(lines), lambda text: text.replace("動", "动").replace("傷", "伤"), load_lexicon()
    )


def sound(seconds: float = 4) -> Audio:
    return Audio(tone(seconds).tobytes(), RATE)


def test_the_engines_own_text_is_kept_beside_what_stands() -> None:
    heard = listener(said("單位不给身请工商认定,有四十二個人")).hear(sound())
    assert heard.raw.startswith("單位")
    assert heard.text == "單位不给申请工伤认定，有四十二個人。"
    assert undo(heard.text, heard.changes) == "單位不给身请工商认定，有四十二個人。"
    assert heard.numbers[0].value == "42"
    assert heard.refused is None


REFUSED = [
    (said(""), Refusal.NOT_SPEECH),
    (said("我要投诉", logprob=-1.0, no_speech=0.9), Refusal.NOT_SPEECH),
    (said("谢谢观看"), Refusal.PHANTOM),
    (said("嗯", logprob=-0.9), Refusal.PHANTOM),
    (said("拖欠工资、工伤认定、劳动合同、经济补偿金。"), Refusal.PHANTOM),
    (said("新的" * 40), Refusal.LOOP),
    (said("我要投诉单位", logprob=-2.0), Refusal.UNLIKELY),
    (
        said(
            "这是一段长得没有人能在四秒钟里说完的话" * 1
            + "公司老板同事车间宿舍食堂门口马路对面的超市旁边还有很多人在等着发工资呢"
        ),
        Refusal.UNLIKELY,
    ),
]


@pytest.mark.parametrize(("line", "why"), REFUSED)
def test_what_nobody_said_has_a_reason_and_no_text(line: Recognition, why: Refusal) -> None:
    heard = listener(line).hear(sound())
    assert (heard.refused, heard.text) == (why, "")
    assert heard.raw == line.text


def test_silence_never_reaches_the_engine() -> None:
    engine = ScriptedTranscriber([])
    heard = Listener(engine, str, load_lexicon()).hear(Audio(quiet(3).tobytes(), RATE))
    assert heard.refused is Refusal.SILENT
    assert engine.heard == []


def test_doubtful_words_are_marked_where_they_stand() -> None:
    words = (Word("公司", 0, 0.4, 0.9), Word("欠", 0.4, 0.6, 0.2), Word("我", 0.6, 0.8, 0.3), Word("钱", 0.8, 1, 0.9))
    heard = listener(said("公司欠我钱", words=words)).hear(sound())
    (doubt,) = heard.unsure
    assert (doubt.start, doubt.text, doubt.confidence) == (2, "欠我", 0.2)
    assert heard.text[doubt.start :].startswith(doubt.text)

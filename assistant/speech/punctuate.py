"""Simple punctuation: a comma where the speaker paused, a question mark where the words ask, full-width marks throughout."""

import re
from collections.abc import Sequence

from assistant.domain.speech import Word

PAUSE_S = 0.32
_MARKS = "，。！？、；：,.!?;:…"
_WIDE = str.maketrans({",": "，", "?": "？", "!": "！", ";": "；", ":": "："})
_HAN = r"[\u4e00-\u9fff]"
_ASKS = re.compile(
    r"(吗|呢|嘛|么|怎么办|怎么算|怎么做|怎么样|怎么弄|如何|行不行|可不可以|能不能|是不是|有没有|对不对|合不合法|算不算|要不要|对吧|多少|多少钱|多久|多长时间|几天|几个月"
    r"|什么|哪里|哪儿|谁|为什么)[的了啊呀]?$"
)
_ASKS_WITHIN = re.compile(
    r"能不能|可不可以|是不是|有没有|算不算|要不要|合不合|该不该|用不用|怎么|多少|哪[里儿个]|几个月|谁来|为什么"
)


def joined(words: Sequence[Word]) -> str:
    """The words as one text, with a comma at each pause that has no mark yet."""
    text = ""
    for word, following in zip(words, [*words[1:], None], strict=True):
        text += word.text
        if following is None or following.start_s - word.end_s < PAUSE_S:
            continue
        if text.strip() and text.rstrip()[-1] not in _MARKS and following.text.strip()[:1] not in _MARKS:
            text += "，"
    return text


def punctuated(text: str) -> str:
    """The text with full-width marks, commas for spaces between characters, and a mark at its end."""
    text = re.sub(rf"(?<={_HAN})\s+(?={_HAN})", "，", text.strip())
    text = re.sub(r"(?<!\d)[,?!;:]|[,?!;:](?!\d)", lambda mark: mark[0].translate(_WIDE), text)
    text = re.sub(rf"(?<={_HAN})\.+$", "。", text)
    text = re.sub(r"([，、])[，、]+", r"\1", text)
    text = re.sub(r"[，、]([。？！])", r"\1", text)
    text = re.sub(rf"\s*([{'，。！？、；：'}])\s*", r"\1", text).strip("，、；： ")
    if not text:
        return ""
    bare = text.rstrip("。？！.!?…")
    if not bare:
        return ""
    clause = re.split(r"[，。！？；]", bare)[-1]
    if _ASKS.search(clause) or _ASKS_WITHIN.search(clause):
        return bare + "？"
    return text if text[-1] in "。？！…" else bare + "。"

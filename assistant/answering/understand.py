"""An inquiry -> a question: what to search for, what is wanted, where it happened."""

import re
from collections.abc import Sequence

from assistant.answering.places import workplace
from assistant.answering.signs import all_seen, plain
from assistant.domain.question import Fact, Inquiry, Intent, Question, Topic

_SENTENCE = re.compile(r"[^。！？!?\n；;]+[。！？!?；;]?")
_ASKS = re.compile(
    r"[？?吗呢么]|怎么|咋|能不能|可不可以|可以|算不算|是不是|有没有|要不要|该不该|多少|几天|多久|什么时候|凭啥|凭什么|合法|合理|行不行|可行|对不对"
)
_SHORT = 24  # below this the question leans on what was said before
_STORY = 110  # above this the asking sentences are searched apart from the tale around them

_INTENTS: tuple[tuple[Intent, re.Pattern[str]], ...] = (
    (
        Intent.HOW_MUCH,
        re.compile(
            r"多少钱|赔多少|补多少|给多少|发多少|扣多少|拿多少|领多少|是多少|多少(?:块|元|个月|天)|几个月(?:工资)?|怎么算|咋算|算下来|总共|一共[^，。]{0,4}多少|多少合适|几倍"
        ),
    ),
    (
        Intent.UNTIL_WHEN,
        re.compile(
            r"多久|什么时候|啥时候|几天|多少天|哪天|期限|时效|过期|来得及|来不及|最晚|最迟|截止|几岁|多大(?:年纪)?"
        ),
    ),
    (
        Intent.IS_IT_LEGAL,
        re.compile(
            r"合法|违法|合规|合理|算不算|是不是|对不对|可以这样|能这样|凭啥|凭什么|有没有权|有权|行不行|可行|能不能|可以吗|可不可以|有效"
        ),
    ),
    (
        Intent.WHAT_TO_DO,
        re.compile(r"怎么办|咋办|咋弄|怎么弄|怎么维权|找谁|找哪|去哪|到哪|怎么申请|怎么告|如何|该怎么"),
    ),
)


def understand(inquiry: Inquiry, facts: tuple[Fact, ...] = ()) -> Question:
    """The question with its searches, topic, intents and place; facts are handed in by their extractor."""
    text = plain(inquiry.last)
    whole = plain(inquiry.caller_text)
    intents = frozenset(intent for intent, sign in _INTENTS if sign.search(text))
    return Question(
        inquiry=inquiry,
        searches=searches(inquiry),
        topic=_topic(text) or _topic(whole) or Topic.OTHER,
        intents=intents,
        region=workplace(inquiry.caller_text) or inquiry.region,
        facts=facts,
    )


def searches(inquiry: Inquiry) -> tuple[str, ...]:
    """Standalone wordings: the question with what it leans on, and of a long story its asking sentences."""
    before = [turn for turn in inquiry.caller_text.split("\n") if turn]
    last = before.pop() if before else ""
    context = "，".join(before)
    whole = f"{context}，{last}" if context else last
    found = [whole] if len(last) < _SHORT or not context else [last, whole]
    if len(last) > _STORY:
        found.append(_asking(last))
    return tuple(dict.fromkeys(text for text in found if text.strip()))


def _asking(story: str) -> str:
    """The sentences that ask, with the one before the last of them for what they speak of."""
    sentences = _SENTENCE.findall(story)
    asking = [place for place, sentence in enumerate(sentences) if _ASKS.search(sentence)]
    if not asking:
        return "".join(sentences[-2:])
    keep = sorted({max(0, asking[-1] - 1), *asking[-2:]})
    return "".join(sentences[place] for place in keep)


def _topic(text: str) -> Topic | None:
    """The topic most of the signs point to, the earlier in the file on a tie."""
    seen = all_seen("topics", text)
    if not seen:
        return None
    counted: Sequence[tuple[int, str]] = [
        (sum(len(sign.findall(text)) for sign in situation.signs), situation.id) for situation, _ in seen
    ]
    return Topic(max(counted, key=lambda pair: pair[0])[1])

"""From what stands in a call to the program's answer: the same path for the chat, the console and the sample call."""

import re
from collections.abc import Sequence
from typing import Any

from assistant.bootstrap import Services
from assistant.domain.case import Case, Utterance
from assistant.domain.handling import Handling
from assistant.workorders.deadlines import local_day

HISTORY = 40  # utterances of a call that are context for its next question
SHORTEST_QUESTION = 5  # characters; 好的 and 嗯 are no questions
ASKS = re.compile(
    r"[?？]|吗|呢|怎么|咋|如何|多少|几[天个年月]|能不能|可不可以|该不该|合法|违法|是不是|有没有|要不要|应该|凭什么|为什么|算不算|哪里|哪儿|"
    r"拖欠|不给|不发|没发|没签|不签|辞退|开除|工伤|受伤|摔|砸|加班|社保|赔|补偿|降薪|调岗|怀孕|不想活|跳楼"
)


def is_question(text: str) -> bool:
    """True when the program should look for an answer; what is too much is not shown twice, what is missed is asked by hand."""
    return len(text.strip()) >= SHORTEST_QUESTION and bool(ASKS.search(text))


def answered_at(
    services: Services, case: Case, said: Sequence[Utterance], said_id: str, channel: str
) -> tuple[Handling, dict[str, Any]]:
    """The program's answer to one utterance of a call, with what was said before it as context."""
    place = next(index for index, one in enumerate(said) if one.id == said_id)
    history = said[max(0, place + 1 - HISTORY) : place + 1]
    turns = [{"role": "caller" if one.speaker == "caller" else "agent", "text": one.text} for one in history]
    body = {"id": said_id, "turns": turns, "channel": channel}
    if case.region:
        body["region"] = case.region
    return services.answered(body, local_day(services.casework.clock.now()))

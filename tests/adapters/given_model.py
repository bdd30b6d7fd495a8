"""Short test data for drafting with a model: an invented law, answers as JSON, drafters over fakes and over a server."""

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from langchain_core.language_models import BaseChatModel
from langchain_core.language_models.fake_chat_models import FakeListChatModel

from assistant.adapters.breaker import Breaker
from assistant.adapters.chat_model import LangChainDrafter
from assistant.adapters.conversation import Conversation
from assistant.adapters.endpoint import chat_model
from assistant.adapters.extractive import ExtractiveDrafter
from assistant.adapters.ladder import LadderDrafter, VettedDrafter
from assistant.answering.limits import Patience, load_grounding, load_patience
from assistant.answering.understand import understand
from assistant.domain.question import Question
from assistant.settings import Settings
from knowledge.catalogue import Catalogue
from knowledge.model import Evidence
from tests.builders import a_card, a_catalogue, an_article, an_inquiry, found

PAY = an_article("试验法第1条", "用人单位应当每月以货币形式支付工资，不得克扣或者无故拖欠劳动者的工资。")
DOUBLE = an_article("试验法第2条", "用人单位超过一个月未订立书面劳动合同的，应当每月支付二倍的工资；不满一年的除外。")
LEAVE = an_article("试验法第3条", "职工累计工作满一年的，年休假为五天。")
CARD = a_card(
    cites=("试验法第1条",),
    conclusion="用人单位应当每月以货币形式支付工资。",
    reasons="用人单位不得克扣或者无故拖欠劳动者的工资。",
)
LAW = a_catalogue(PAY, DOUBLE, LEAVE, cards=(CARD,))
PAY_ID, DOUBLE_ID, LEAVE_ID = (found(p).passage.id for p in (PAY, DOUBLE, LEAVE))
EVIDENCE = (found(CARD, 0.9), found(PAY, 0.8), found(DOUBLE, 0.5))
IMPATIENT = replace(load_patience(), first_token_s=0.4, total_s=0.9, attempts=2)


def a_question(*texts: str) -> Question:
    """A question as it is understood."""
    return understand(an_inquiry(*(texts or ("老板三个月没发工资，怎么办？",))))


def a_claim(
    text: str, cites: Sequence[str] = (PAY_ID,), section: str = "conclusion", quote: str = ""
) -> dict[str, Any]:
    """A claim as a model writes it."""
    return {"section": section, "text": text, "cites": [{"id": key, "quote": quote} for key in cites]}


GOOD_CLAIMS = (
    a_claim("用人单位应当每月以货币形式支付工资。"),
    a_claim("用人单位不得克扣或者无故拖欠劳动者的工资。", section="reasons"),
)


def an_answer(*claims: dict[str, Any]) -> str:
    """A whole answer as a model writes it."""
    return json.dumps({"claims": list(claims or GOOD_CLAIMS)}, ensure_ascii=False)


def a_conversation(*answers: str, model: BaseChatModel | None = None, patience: Patience | None = None) -> Conversation:
    """A model that gives these answers in turn."""
    return Conversation(model or FakeListChatModel(responses=list(answers)), "fake-model", patience or load_patience())


def over(url: str, patience: Patience = IMPATIENT, **settings: Any) -> Conversation:
    """A conversation with a server on this machine."""
    given = Settings(chat_model="local", chat_base_url=url, **settings)
    return Conversation(chat_model(given, patience), "local", patience)


def a_writer(talk: Conversation, law: Catalogue = LAW) -> LangChainDrafter:
    """The model's drafter."""
    return LangChainDrafter(talk, law)


def a_ladder(talk: Conversation, law: Catalogue = LAW, resting: Breaker | None = None) -> LadderDrafter:
    """The model behind verification and a breaker, then composing."""
    vetted = VettedDrafter(LangChainDrafter(talk, law), law, load_grounding(), talk.patience.redrafts)
    return LadderDrafter(vetted, ExtractiveDrafter(law), resting or Breaker("model"))


def drafted(ladder: LadderDrafter, question: Question | None = None, evidence: Sequence[Evidence] = EVIDENCE) -> Any:
    """The ladder's draft for a question."""
    return ladder.draft(question or a_question(), evidence, ())

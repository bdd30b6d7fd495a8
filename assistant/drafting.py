"""The drafting parts chosen from the settings: composing alone, or a model behind verification, breaker and composing."""

from collections.abc import Callable
from dataclasses import dataclass

from assistant.adapters.breaker import breaker
from assistant.adapters.chat_model import LangChainDrafter
from assistant.adapters.conversation import Conversation, Prices
from assistant.adapters.endpoint import chat_model
from assistant.adapters.extractive import ExtractiveDrafter
from assistant.adapters.ladder import LadderDrafter, VettedDrafter
from assistant.adapters.model_words import ModelAskWriter, ModelRewriter
from assistant.answering.grounding import Likeness
from assistant.answering.limits import load_grounding, load_patience
from assistant.ports import AskWriter, Drafter, Law, Rewriter
from assistant.settings import Settings


@dataclass(frozen=True)
class Drafting:
    """Who writes: the answer, further searches, and the questions asked back."""

    drafter: Drafter
    rewrite: Rewriter | None = None
    word_questions: AskWriter | None = None
    talk: Conversation | None = None  # tokens and cost so far are in `talk.spent`


def build_drafting(settings: Settings, law: Law, likeness: Callable[[], Likeness]) -> Drafting:
    """The parts of the settings; no model named is no model loaded.

    Raises:
        UnsafeSettings: when the model's endpoint lies outside and that is not allowed.
    """
    composing = ExtractiveDrafter(law)
    if not settings.chat_model:
        return Drafting(composing)
    patience = load_patience()
    prices = Prices(settings.chat_price_read, settings.chat_price_written)
    talk = Conversation(chat_model(settings, patience), settings.chat_model, patience, prices)
    resting = breaker("chat model", patience)  # one endpoint, one breaker, whoever asks
    writer = VettedDrafter(LangChainDrafter(talk, law), law, load_grounding(), patience.redrafts, likeness())
    return Drafting(
        drafter=LadderDrafter(writer, composing, resting),
        rewrite=ModelRewriter(talk, resting) if settings.rewrite_by_model else None,
        word_questions=ModelAskWriter(talk, resting) if settings.ask_by_model else None,
        talk=talk,
    )

"""One exchange with a chat model: messages in, text out piece by piece, inside a deadline; tokens and cost counted."""

import logging
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from assistant.adapters.deadline import Deadline
from assistant.answering.limits import Patience
from assistant.answering.prompts import Prompt
from assistant.domain.answer import Usage
from assistant.errors import ModelFailed

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import BaseMessage

log = logging.getLogger(__name__)
LONGEST = 20_000  # characters of one answer; more is rubbish
MILLION = Decimal(1_000_000)


@dataclass(frozen=True, slots=True)
class Prices:
    """Yuan for a million tokens."""

    read: Decimal = Decimal(0)
    written: Decimal = Decimal(0)


@dataclass
class Spent:
    """What one conversation's model took since the program began."""

    calls: int = 0
    input_tokens: int = 0
    output_tokens: int = 0
    cost: Decimal = Decimal(0)
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def add(self, usage: Usage) -> None:
        """One call more."""
        with self._lock:
            self.calls += 1
            self.input_tokens += usage.input_tokens
            self.output_tokens += usage.output_tokens
            self.cost += usage.cost


class Written(Iterator[str]):
    """An answer as it comes in; `text` is all of it so far."""

    def __init__(self, pieces: Iterator[Any], deadline: Deadline) -> None:
        self._pieces, self._deadline = pieces, deadline
        self.text = ""
        self.tokens: tuple[int, int] = (0, 0)

    def __next__(self) -> str:
        """The next piece.

        Raises:
            ModelFailed: down, slow or rubbish.
        """
        try:
            chunk = next(self._pieces)
        except (StopIteration, ModelFailed):
            raise
        except Exception as error:  # providers raise what they like; to the caller it is one thing
            raise failure_of(error, self._deadline) from error
        piece = chunk.content if isinstance(chunk.content, str) else ""
        self.text += piece
        self._deadline.speaking = self._deadline.speaking or bool(piece)
        self._deadline.check()
        if len(self.text) > LONGEST:
            raise ModelFailed("rubbish", "an endless answer")
        if usage := getattr(chunk, "usage_metadata", None):
            self.tokens = (usage["input_tokens"], usage["output_tokens"])
        return piece

    def close(self) -> None:
        """Leave off reading; the connection is given up."""
        if close := getattr(self._pieces, "close", None):
            close()


@dataclass
class Conversation:
    """A chat model with its patience and prices."""

    model: "BaseChatModel"
    name: str
    patience: Patience
    prices: Prices = Prices()
    spent: Spent = field(default_factory=Spent)

    def messages(self, prompt: Prompt, **material: str) -> "list[BaseMessage]":
        """The prompt's instructions word for word, and its frame with the material."""
        from langchain_core.messages import SystemMessage
        from langchain_core.prompts import ChatPromptTemplate

        template = ChatPromptTemplate.from_messages([SystemMessage(prompt.instructions), ("human", prompt.frame)])
        return template.format_messages(**material)

    def stream(self, messages: "Sequence[BaseMessage]") -> Written:
        """The answer, piece by piece; a connection that fails is tried again inside the deadline.

        Raises:
            ModelFailed: down or slow.
        """
        from tenacity import Retrying, retry_if_exception, stop_after_attempt, stop_after_delay, wait_random_exponential

        deadline = Deadline(self.patience.first_token_s, self.patience.total_s)
        retrying = Retrying(
            stop=stop_after_attempt(self.patience.attempts) | stop_after_delay(self.patience.first_token_s / 2),
            wait=wait_random_exponential(multiplier=0.2, max=1.0),
            retry=retry_if_exception(worth_another_try),
            reraise=True,
        )
        try:
            return Written(retrying(self._open, messages, deadline), deadline)
        except ModelFailed:
            raise
        except Exception as error:  # as above
            raise failure_of(error, deadline) from error

    def usage(self, written: Written, seconds: float) -> Usage:
        """What an answer took, added to what was spent."""
        read, put = written.tokens
        cost = (self.prices.read * read + self.prices.written * put) / MILLION
        usage = Usage(read, put, round(seconds, 2), cost)
        self.spent.add(usage)
        return usage

    def _open(self, messages: "Sequence[BaseMessage]", deadline: Deadline) -> Iterator[Any]:
        """The pieces, the first one already there: what fails before it may be tried again."""
        with deadline.in_force():
            pieces = self.model.stream(list(messages))
            first = next(pieces, None)
        return _with_first(first, pieces)

    def all_of(self, messages: "Sequence[BaseMessage]") -> str:
        """The whole answer at once.

        Raises:
            ModelFailed: down, slow or rubbish.
        """
        begun = time.monotonic()
        written = self.stream(messages)
        for _ in written:
            continue
        self.usage(written, time.monotonic() - begun)
        return written.text


def _with_first(first: Any, pieces: Iterator[Any]) -> Iterator[Any]:
    if first is not None:
        yield first
    yield from pieces


def worth_another_try(error: BaseException) -> bool:
    """True for a connection refused or cut, an overloaded or a broken server; never for time run out."""
    import openai

    if isinstance(error, ModelFailed | openai.APITimeoutError):
        return False
    return isinstance(error, openai.APIConnectionError | openai.InternalServerError | openai.RateLimitError)


def failure_of(error: Exception, deadline: Deadline) -> ModelFailed:
    """A provider's error as ours; the detail is its kind alone, since messages may repeat what was sent."""
    slow = "timeout" in type(error).__name__.lower() or deadline.left <= 0
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ModelFailed):
            return cause
        cause = cause.__cause__ or cause.__context__
    kind = type(error).__name__
    if kind in ("JSONDecodeError", "ValidationError", "UnicodeDecodeError", "APIResponseValidationError"):
        return ModelFailed("rubbish", kind)
    return ModelFailed("slow" if slow else "down", kind)

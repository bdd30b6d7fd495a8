"""A gold question: what is asked, what should be done with it, and what a right answer says, cites and never claims.

Every source of questions is read into this one form (`datasets.py`), so that one loop and one set of measures serve them all.
"""

from datetime import date
from enum import StrEnum
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from assistant.domain.answer import Action
from assistant.domain.question import PROVINCE, Channel, Inquiry, Role, Topic, Turn
from knowledge.catalogue import Catalogue
from knowledge.citation import law_key
from knowledge.model import ProvisionRef

Style = Literal["plain", "colloquial", "verbose_story", "asr_noise", "dialect", "terse"]
LAW_AS_OF = date(2026, 11, 22)  # the day sets are written for that name none


class Family(StrEnum):
    """What kind of case it is; all but the first probe what must not be answered straight away."""

    ANSWERABLE = "answerable"
    MISSING_FACTS = "missing_facts"
    OTHER_PROVINCE = "other_province"
    FUTURE_LAW = "future_law"
    REPEALED_LAW = "repealed_law"
    FALSE_PREMISE = "false_premise"
    CONTRADICTORY = "contradictory"
    OUT_OF_SCOPE = "out_of_scope"
    INJECTION = "injection"
    LAWYER = "lawyer"
    ORDER = "order"
    DANGER = "danger"


class Frozen(BaseModel):
    """A value read from a file; an unknown field is an error in the file."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Said(Frozen):
    """One thing said in the conversation."""

    role: Role
    text: str = Field(min_length=1)


class Gold(Frozen):
    """A provision that may be cited; without an article, naming the instrument is enough."""

    law: str = Field(min_length=2)
    article: int | None = None
    branch: int = 0

    @property
    def key(self) -> str:
        """The name under which rows and measures keep it: 劳动合同法#82, 劳动合同法# for the whole."""
        return article_key(instrument(self.law), self.article or 0, self.branch)


class Nugget(Frozen):
    """Something a reply must or may say, in any of several wordings."""

    must: bool
    desc: str
    any_of: tuple[str, ...] = Field(min_length=1)


class GoldFigure(Frozen):
    """The amount or date a reply must say."""

    kind: str
    value: float | str


class Case(Frozen):
    """A question with everything known about its right handling. `expected_action` is None where a set tells only the law."""

    id: str = Field(min_length=1)
    split: Literal["dev", "test"]
    topic: Topic = Topic.OTHER
    style: Style = "plain"
    channel: Channel = Channel.PHONE
    turns: tuple[Said, ...] = Field(min_length=1)
    as_of: date = LAW_AS_OF
    region: str = PROVINCE
    fact_date: date | None = None
    expected_action: Action | None = None
    acceptable_actions: tuple[Action, ...] = ()
    gold: tuple[tuple[Gold, ...], ...] = ()
    nuggets: tuple[Nugget, ...] = ()
    forbidden: tuple[str, ...] = ()
    figure: GoldFigure | None = None
    family: Family = Family.ANSWERABLE
    source: str = ""
    second_reading: str = ""
    dataset: str = ""  # set by the reader: own, exam, stard, lawbench

    @model_validator(mode="after")
    def _consistent(self) -> "Case":
        if self.expected_action and self.expected_action not in self.acceptable_actions:
            raise ValueError(f"{self.id}: expected_action is not among acceptable_actions")
        if not any(turn.role is Role.CALLER for turn in self.turns):
            raise ValueError(f"{self.id}: nobody asks anything")
        if any(not group for group in self.gold):
            raise ValueError(f"{self.id}: an empty gold group")
        return self

    @property
    def answerable(self) -> bool:
        """True when answering is right."""
        return Action.ANSWER in self.acceptable_actions

    @property
    def facts_on(self) -> date:
        """The day whose law decides."""
        return self.fact_date or self.as_of

    @property
    def text(self) -> str:
        """The question itself: what the caller says last."""
        return self.inquiry.last

    @property
    def inquiry(self) -> Inquiry:
        """The case as it is put to the hotline."""
        turns = tuple(Turn(said.role, said.text) for said in self.turns)
        return Inquiry(self.id, turns, self.as_of, self.region, self.channel)


def instrument(name: str) -> str:
    """The short title by which gold and citations of one instrument meet, whoever wrote it."""
    return law_key(name).replace("最高人民法院关于", "")


def article_key(law: str, article: int, branch: int = 0) -> str:
    """劳动合同法#82, 刑法#276.1; no number for the instrument as a whole."""
    return f"{law}#{article or ''}{f'.{branch}' if branch else ''}"


def key_of(ref: ProvisionRef) -> str:
    """The article a reference stands in, as rows keep it."""
    return article_key(instrument(ref.law), ref.article, ref.branch)


def matches(gold: str, found: str) -> bool:
    """True when the article found is the gold one, or one of the gold instrument where no article is asked for."""
    return found == gold or (gold.endswith("#") and found.startswith(gold))


def resolved(case: Case, catalogue: Catalogue) -> Case:
    """The case with every gold instrument under the catalogue's own title, where it was named by an alias."""

    def own(gold: Gold) -> Gold:
        ref = catalogue.resolve(ProvisionRef(law_key(gold.law), gold.article or 0, gold.branch))
        return gold.model_copy(update={"law": ref.law})

    return case.model_copy(update={"gold": tuple(tuple(own(gold) for gold in group) for group in case.gold)})

"""What every drafter keeps to, whoever writes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pytest

from assistant.adapters.extractive import ExtractiveDrafter
from assistant.answering.grounding import ground_of
from assistant.answering.limits import load_grounding
from assistant.answering.quoting import cite
from assistant.answering.verify import verify
from assistant.domain.answer import Claim, Draft, Figure
from assistant.domain.question import Question
from assistant.errors import DraftingFailed
from assistant.ports import Drafter
from knowledge.model import Evidence
from tests.adapters.given_model import EVIDENCE, LAW, a_claim, a_conversation, a_ladder, a_question, a_writer, an_answer
from tests.builders import TODAY


@dataclass(frozen=True)
class ScriptedDrafter:
    """Writes what it was given."""

    text: str = "用人单位应当每月以货币形式支付工资。"
    name: str = "scripted"

    def draft(self, question: Question, evidence: Sequence[Evidence], figures: Sequence[Figure]) -> Draft:
        if not evidence:
            raise DraftingFailed("nothing found")
        citation = cite(evidence[1].passage.refs[0], self.text, LAW, question.inquiry.as_of)
        assert citation is not None
        return Draft((Claim("conclusion", self.text, (citation,)),), self.text, self.name)


MAKERS: dict[str, Callable[[], Drafter]] = {
    "extractive": lambda: ExtractiveDrafter(LAW),
    "scripted": ScriptedDrafter,
    "langchain": lambda: a_writer(a_conversation(an_answer())),
    "ladder": lambda: a_ladder(a_conversation(an_answer())),
    "ladder without a model": lambda: a_ladder(a_conversation("我不知道。")),
}


@pytest.fixture(params=list(MAKERS))
def drafter(request: pytest.FixtureRequest) -> Drafter:
    return MAKERS[request.param]()


def test_a_draft_begins_with_what_it_concludes_and_names_its_drafter(drafter: Drafter) -> None:
    draft = drafter.draft(a_question(), EVIDENCE, ())
    assert draft.claims[0].section in ("conclusion", "rule")
    assert draft.drafter
    assert draft.short


def test_every_claim_is_carried(drafter: Drafter) -> None:
    question = a_question()
    draft = drafter.draft(question, EVIDENCE, ())
    ground = ground_of(EVIDENCE, LAW, TODAY, (), question.inquiry.caller_text, load_grounding())
    assert verify(draft, LAW, TODAY, said=question.text, ground=ground if draft.by_model else None).failures == ()


def test_figures_come_out_word_for_word(drafter: Drafter) -> None:
    if drafter.name == "scripted":
        return
    basis = (EVIDENCE[1].passage.refs[0],)
    figure = Figure("severance", "经济补偿39000元", 39000, "元", ("6500元×6个月=39000元",), basis)
    texts = [claim.text for claim in drafter.draft(a_question(), EVIDENCE, (figure,)).claims]
    assert "经济补偿39000元\n6500元×6个月=39000元" in texts


def test_nothing_found_is_a_failure_and_no_answer(drafter: Drafter) -> None:
    with pytest.raises(DraftingFailed):
        drafter.draft(a_question(), (), ())


def test_a_draft_of_a_model_names_its_prompt_in_its_version() -> None:
    draft = MAKERS["langchain"]().draft(a_question(), EVIDENCE, ())
    assert draft.by_model
    assert draft.prompt.startswith("draft.md@")
    assert not MAKERS["extractive"]().draft(a_question(), EVIDENCE, ()).by_model


def test_a_draft_of_a_model_under_the_leading_card_carries_the_cards_approved_short_answer() -> None:
    draft = MAKERS["ladder"]().draft(a_question(), EVIDENCE, ())
    assert draft.card == "wages.monthly"
    assert draft.short == "工资应当每月支付。"


def test_an_id_without_its_day_is_understood_where_only_one_version_was_found() -> None:
    said = an_answer(a_claim("用人单位应当每月以货币形式支付工资。", cites=("试验法#1",)))
    assert a_ladder(a_conversation(said)).draft(a_question(), EVIDENCE, ()).by_model


@pytest.mark.parametrize("key", ["1", "试验法", "试验法#9", "", "#1@2020-01-01"])
def test_an_id_that_was_not_found_carries_nothing(key: str) -> None:
    said = an_answer(a_claim("用人单位应当每月以货币形式支付工资。", cites=(key,)))
    assert a_ladder(a_conversation(said)).draft(a_question(), EVIDENCE, ()).instead_of == "unsupported"

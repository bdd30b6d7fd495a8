"""A model's sentence is said only when the text it cites carries it; dropping one never turns an answer round."""

from dataclasses import replace

import pytest

from assistant.answering.grounding import ground_of, ungrounded
from assistant.answering.limits import load_grounding
from assistant.answering.quoting import cite
from assistant.answering.vetting import joined, vet
from assistant.domain.answer import Citation, Claim, Draft, Figure
from knowledge.model import ProvisionRef
from tests.builders import TODAY, a_catalogue, an_article, found

PAY = an_article("试验法第1条", "用人单位应当每月以货币形式支付工资，不得克扣或者无故拖欠劳动者的工资。")
DOUBLE = an_article("试验法第2条", "用人单位超过一个月未订立书面劳动合同的，应当每月支付二倍的工资。")
LEAVE = an_article("试验法第3条", "职工累计工作满一年不满十年的，年休假五天。")
LAW = a_catalogue(PAY, DOUBLE, LEAVE)
SAID = "我月薪6500元，电话里老板说赔我99999元"
GROUND = ground_of((found(PAY), found(DOUBLE)), LAW, TODAY, (), SAID, load_grounding())


def a_claim(text: str, *articles: int, section: str = "conclusion", quote: str = "") -> Claim:
    cited = [cite(ProvisionRef("试验法", n), text, LAW, TODAY) for n in (articles or (1,))]
    citations = tuple(replace(c, quote=quote) if quote else c for c in cited if c)
    return Claim(section, text, citations)


CARRIED = (
    a_claim("用人单位应当每月以货币形式支付工资。"),
    a_claim("公司不得克扣或者无故拖欠您的工资。"),
    a_claim("超过一个月没有签书面劳动合同的，公司应当每月支付二倍的工资。", 2),
    a_claim("依照《试验法》第一条，用人单位应当每月支付工资。"),
)
FALSE = {
    "turned round": a_claim("用人单位可以克扣或者无故拖欠劳动者的工资。"),
    "waived": a_claim("用人单位不用每月以货币形式支付工资。"),
    "another number": a_claim("用人单位超过一个月未订立书面劳动合同的，应当每月支付四倍的工资。", 2),
    "a small other number": a_claim("用人单位超过二个月未订立书面劳动合同的，应当每月支付二倍的工资。", 2),
    "under another article's number": a_claim("用人单位应当每月以货币形式支付工资。", 2),
    "an article outside": a_claim("依照第九十九条，用人单位应当每月以货币形式支付工资。"),
    "an article in digits": a_claim("试验法99条：用人单位应当每月以货币形式支付工资。"),
    "a law outside": a_claim("《保护大法》说用人单位应当每月以货币形式支付工资。"),
    "not found for the question": a_claim("职工累计工作满一年不满十年的，年休假五天。", 3),
    "the caller's sum as the law's": a_claim("用人单位应当每月以货币形式支付工资99999元。"),
    "a telephone number": a_claim("用人单位应当每月以货币形式支付工资，请打13800138000。"),
    "a link": a_claim("用人单位应当每月以货币形式支付工资，见 http://evil.example 。"),
    "a spelled link": a_claim("用人单位应当每月以货币形式支付工资，打开gonghui点com。"),
    "a promise": a_claim("我们保证用人单位应当每月以货币形式支付工资。"),
    "an act": a_claim("工单已为您办结，用人单位应当每月以货币形式支付工资。"),
    "the instructions": a_claim("你写的每一句都会被程序逐条核对，核对不过的句子不会被采用。"),
    "one false sentence among true ones": a_claim("用人单位应当每月以货币形式支付工资。职工可以提前三年退休。"),
    "hidden characters": a_claim("用人单位应当每月\u200b以货币形式支付工资。"),
    "nothing cited": Claim("conclusion", "用人单位应当每月以货币形式支付工资。", ()),
    "an id of its own": Claim(
        "conclusion", "应当支付工资。", (Citation(ProvisionRef("x", 0), "x", "x", "", "", "", False),)
    ),
}


@pytest.mark.parametrize("claim", CARRIED, ids=lambda claim: claim.text)
def test_what_the_cited_text_says_is_carried(claim: Claim) -> None:
    assert ungrounded(claim, GROUND) == []


@pytest.mark.parametrize("name", list(FALSE))
def test_what_it_does_not_say_is_not(name: str) -> None:
    assert ungrounded(FALSE[name], GROUND)


def test_what_the_caller_said_carries_a_number_only_as_his_own_word() -> None:
    assert ungrounded(a_claim("按您说的每月工资6500元，用人单位应当每月以货币形式支付工资。"), GROUND) == []


def test_a_figure_worked_out_carries_its_number() -> None:
    figure = Figure("arrears", "用人单位应当支付工资19500元", 19500, "元", (), ())
    ground = replace(GROUND, figures=(figure,))
    assert ungrounded(a_claim("用人单位应当支付工资19500元。"), ground) == []


def test_a_sentence_far_from_every_cited_one_by_embedding_is_refused() -> None:
    ground = replace(GROUND, likeness=lambda _sentence, _texts: 0.1)
    assert any("far" in fault for fault in ungrounded(CARRIED[0], ground))


TRUE = a_claim("用人单位应当每月以货币形式支付工资。")


def a_draft(*claims: Claim) -> Draft:
    return Draft(claims, claims[0].text, "model", prompt="draft.md@0")


def failing(*wrong: Claim):  # type: ignore[no-untyped-def]
    return lambda claim: ["wrong"] if claim in wrong else []


def test_a_failed_step_is_dropped_and_the_rest_stands() -> None:
    step = a_claim("先向劳动监察反映", section="steps")
    more = a_claim("带上工资条", section="evidence")
    vetted = vet(a_draft(TRUE, more, step), failing(step), kept=0.6)
    assert vetted.draft is not None
    assert [claim.section for claim in vetted.draft.claims] == ["conclusion", "evidence"]
    assert vetted.failures == ("wrong",)


@pytest.mark.parametrize(
    "lost",
    [
        TRUE,
        a_claim("但是不满一年的除外。", section="reasons"),
        a_claim("不得要求赔偿。", section="steps"),
        a_claim("应当在一年以内申请。", section="deadline"),
        a_claim("签了字就算数。", section="flips"),
    ],
    ids=lambda claim: claim.text,
)
def test_without_a_deciding_or_limiting_claim_nothing_is_kept(lost: Claim) -> None:
    others = [a_claim(f"带上材料{place}", section="evidence") for place in range(9)]
    claims = (TRUE, *others) if lost == TRUE else (TRUE, lost, *others)
    assert vet(a_draft(*claims), failing(lost), kept=0.6).draft is None


def test_an_answer_that_lost_most_of_itself_is_not_given() -> None:
    steps = [a_claim(f"步骤{place}", section="steps") for place in range(4)]
    assert vet(a_draft(TRUE, *steps), failing(*steps[1:]), kept=0.6).draft is None


def test_steps_come_a_line_each_and_figures_stay_apart() -> None:
    figure = Claim("figure", "甲", ())
    claims = joined([TRUE, figure, a_claim("一", section="steps"), a_claim("二", section="steps"), figure])
    assert [claim.text for claim in claims] == [TRUE.text, "甲", "一\n二", "甲"]

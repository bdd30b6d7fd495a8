"""The channel navigator: the right body for a claim, in order, with articles in force, and why not the others."""

from datetime import date

import pytest

from assistant.answering.channels import channel_of, claims, place_name, route
from knowledge.catalogue import Catalogue, load_catalogue
from tests.answering.talk import question

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def law() -> Catalogue:
    return load_catalogue()


@pytest.mark.parametrize("claim", sorted(claims()))
def test_every_step_rests_on_articles_in_force(claim: str, law: Catalogue) -> None:
    way = route(claim)
    assert way.steps
    for step in way.steps:
        assert step.basis
        assert step.where
        assert step.cost
        assert step.papers
        for ref in step.basis:
            assert law.provision(law.resolve(ref), TODAY) is not None, ref


@pytest.mark.parametrize(
    ("said", "claim"),
    [
        ("公司欠我三个月工资，该找谁", "arrears"),
        ("单位没给我交社保，到哪投诉", "social_insurance"),
        ("公司不缴公积金怎么办", "housing_fund"),
        ("我在工地干活，包工头不给钱", "migrant_arrears"),
        ("公司不给我开离职证明", "leaving_papers"),
        ("老板不让我们建工会", "union_obstruction"),
        ("参加工会活动就被公司辞退了", "union_retaliation"),
        ("我在车间受伤了，单位不报工伤", "injury_recognition"),
        ("被公司开除了去哪告", "severance"),
        ("没签合同，双倍工资去哪要", "double_wage"),
        ("裁决书生效了公司不给钱", "enforcement"),
        ("我给人家当保姆，雇主不给工资", "domestic"),
        ("招聘写着只要男的", "discrimination"),
        ("我在事业单位，单位要解聘我", "civil_service"),
        ("入职交了五百押金不退", "documents_deposit"),
        ("老板打了欠条，到期不还", "debt_note"),
        ("单位没交失业保险，我领不到失业金，损失找谁", "social_insurance_loss"),
        ("退休了又在厂里上班，厂里不给工资", "over_age"),
        ("单位不付，能不能要加付赔偿金", "surcharge"),
    ],
)
def test_a_claim_in_callers_words_finds_its_way(said: str, claim: str) -> None:
    way = channel_of(question(said))
    assert way is not None
    assert way.claim == claim


def test_no_claim_no_way() -> None:
    assert channel_of(question("你好，请问你们几点下班")) is None


def test_unpaid_contributions_do_not_go_to_arbitration_first() -> None:
    way = route("social_insurance")
    assert "税务" in way.steps[0].body
    assert any("仲裁" in body for body, _ in way.why_not)


def test_the_surcharge_comes_after_an_order_to_pay() -> None:
    first, second = route("surcharge").steps
    assert "责令限期支付" in first.act
    assert "加付" in second.act


def test_negotiation_stands_first_where_it_fits_and_not_where_a_hurt_worker_waits() -> None:
    assert route("severance").spoken()[0].startswith("先试")
    assert not route("injury_recognition").settle


def test_a_place_is_named_where_it_is_known() -> None:
    assert place_name("340123") == "合肥市肥西县"
    assert place_name("340000") == ""
    assert any("肥西县" in line for line in route("arrears", "340123").spoken())

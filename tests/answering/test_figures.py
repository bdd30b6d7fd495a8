"""Figures asked for in talk: the right calculator, filled from the facts, or the question that brings the fact out."""

import pytest

from assistant.answering.figures import CaseReckoner
from assistant.answering.wanted import ENDING, entries, steps
from assistant.calculators.calculator import registry
from assistant.calculators.rates import known_rates
from assistant.domain.answer import Figure
from knowledge.figures import unsupported
from tests.answering.talk import RECKONER, question


def figures(*lines: str) -> tuple[Figure, ...]:
    return RECKONER.work_out(question(*lines), ())


def missing(*lines: str) -> tuple[str, ...]:
    return RECKONER.missing(question(*lines), ())


@pytest.mark.parametrize(
    ("said", "kind", "value"),
    [
        ("公司裁员裁了我，干了四年零七个月，平均工资6200，经济补偿应该给我多少？", "severance", "31000"),
        ("合同到期公司不续签，干了两年五个月，平均工资五千二，补偿多少钱", "severance", "13000"),
        ("厂子倒闭了，我2020年5月6日进厂，今年11月5日走的，平均一个月五千，能拿多少补偿", "severance", "35000"),
        ("拖欠工资三个月我被迫辞职，干了八年整，平均工资七千，经济补偿能拿多少", "severance", "56000"),
        (
            "我怀孕被公司辞退，2022年3月1日入职，今年10月31日走的，月薪6000，该赔我多少？",
            "unlawful_termination",
            "60000",
        ),
        ("老板无故把我开除了，干了三年零两个月，一个月五千八，能赔多少", "unlawful_termination", "40600"),
        (
            "部门撤销了把我解除，没提前通知，干了三年整，平均工资6000，最后一个月6300，该给多少补偿",
            "n_plus_one",
            "24300",
        ),
        ("2025年9月15日入职没签合同，今年3月15日补签的，每月5000，双倍工资一共多少", "double_wage", "25000"),
        ("我每月4350，国庆上了两天班，加班费应该给多少", "overtime", "1200"),
        ("月薪4350，平时下班后一共加班12个小时，加班费多少钱", "overtime", "450"),
        ("去年年假5天没休，月平均工资6525，公司该补我多少", "annual_leave_pay", "3000"),
        ("工伤八级，受伤前平均缴费工资5200，一次性伤残补助金是多少", "injury_lump_sum", "57200"),
        ("培训费两万四，服务期四年，我干了一年想走，违约金要赔多少", "service_period_damages", "18000"),
        ("失业保险交了六年，单位裁的我，我能领几个月失业金", "unemployment", "18"),
        ("我约定一个月4800，每月只发3000，已经发了五个月了，差的一共多少", "wage_arrears", "9000"),
        ("工会经费怎么拨，上月工资总额42万，奖金5万，加班费1万，本月应拨缴多少", "union_funds", "9600"),
        ("剖腹产双胞胎，产假多少天", "maternity_leave", "188"),
        ("怀孕三个月流产了，单位该给我几天假", "miscarriage_leave", "15"),
        ("我总工龄12年，在本单位4年，医疗期几个月", "medical_period", "6"),
        ("公司出了三万送我去学习，签五年服务期，我干满两年要走，应该赔多少", "service_period_damages", "18000"),
        ("我怀孕七个月，公司给我降薪，原来八千现在五千，降了三个月，差的要补多少", "wage_arrears", "9000"),
        ("我是派遣工，退回来两个月没活干，在合肥市包河区，应该给我多少钱", "idle_dispatch_pay", "4120"),
        ("我月工资10000，其中加班费2000，去年年假10天没休，应补多少", "annual_leave_pay", "7356.32"),
        ("2026年10月1日到3日都上班，工资4350，加班费多少", "overtime", "1800"),
        ("欠我四个月工资每月4500一共多少钱", "wage_arrears", "18000"),
        ("老板说赔我N，我2024年6月1日入职，11月30日走，平均5000，N是多少", "severance", "15000"),
        ("我离职前平均工资9000，竞业限制没约定补偿，每月补偿该多少钱", "non_compete", "2700"),
    ],
)
def test_a_sum_asked_for_is_worked_out(said: str, kind: str, value: str) -> None:
    (figure,) = figures(said)
    assert (figure.kind, str(figure.value).removesuffix(".00")) == (kind, value)


@pytest.mark.parametrize(
    ("said", "kind", "value"),
    [
        ("仲裁裁决书11月16号收到的，我不服，最晚哪天去法院起诉？", "process_clock", "2026-12-01"),
        ("我们单位10月28日收到终局裁决，我是公司人事，最晚哪天能去撤销？", "process_clock", "2026-11-27"),
        ("一审判决书11月10日收到，我不服，上诉最晚哪天", "process_clock", "2026-11-25"),
        ("今年3月18日摔伤的，单位没报，我自己申请工伤认定最晚到哪天", "injury_deadline", "2027-03-18"),
        ("我今年3月10日离职的，补偿没给，申请仲裁最晚哪天？", "arbitration_limitation", "2027-03-10"),
        (
            "2025年5月30日解除的，今年3月12日老板回微信承认欠补偿，仲裁最晚到哪天",
            "arbitration_limitation",
            "2027-03-12",
        ),
        ("我是男职工，1967年8月出生，哪年退休？", "retirement_age", "2028-04"),
    ],
)
def test_a_day_asked_for_is_worked_out(said: str, kind: str, value: str) -> None:
    (figure,) = figures(said)
    assert figure.kind == kind
    assert str(figure.value).startswith(value)


@pytest.mark.parametrize(
    "said",
    [
        "公司欠我一万二工资怎么办",
        "我被裁员了干了三年工资六千，这合法吗",
        "加班费怎么算",
        "经济补偿怎么算",
        "裁决书收到后几天内可以起诉",
        "我自己辞职的，干了六年工资六千，能拿多少补偿金",
        "试用期最长几个月",
        "我是骑手，送餐路上摔了，腿骨折，能赔多少",
        "我怀孕了，公司给我降薪，降了三个月，差的要补多少",
        "合同到期我不想续了，公司说工资不变，干了三年工资5000，有多少补偿",
    ],
)
def test_no_figure_where_none_is_due_or_asked_or_known(said: str) -> None:
    assert figures(said) == ()


@pytest.mark.parametrize(
    ("said", "word"),
    [
        ("公司把我开除了，干了三年，一个月六千，能赔多少？", "理由"),
        ("公司要裁我，能赔我多少", "几年"),
        ("合同到期了，干了三年平均工资五千，能拿多少补偿", "续"),
        ("裁决书下来了，我不服，还能不能去法院？", "收到"),
        ("工伤评了八级，我最后能拿多少钱", "工资"),
        ("没签合同，今年3月1日入职，双倍工资能要多少", "工资"),
        ("我1972年的，哪年能退休", "男职工"),
        ("我流产了，单位应该给我几天假", "怀孕"),
    ],
)
def test_a_fact_nobody_said_is_asked_for(said: str, word: str) -> None:
    asked = missing(said)
    assert 1 <= len(asked) <= 3
    assert any(word in ask for ask in asked)
    assert figures(said) == ()


@pytest.mark.parametrize(
    "said", ["经济补偿怎么算", "加班费怎么算", "裁决书几天内起诉", "试用期最长几个月", "流产假几天", "最低工资是多少"]
)
def test_a_general_question_is_not_asked_back(said: str) -> None:
    assert missing(said) == ()


def test_the_reason_is_asked_for_before_a_kind_is_chosen() -> None:
    assert "理由" in missing("单位把我辞退了，干了三年，一个月六千，应该赔我多少")[0]


def test_the_answer_to_a_question_completes_the_figure() -> None:
    (figure,) = figures(
        "公司把我开除了，干了三年，一个月六千，能赔多少？", "坐席：单位是什么理由？", "没说理由，无故开除"
    )
    assert (figure.kind, figure.value) == ("unlawful_termination", 36000)


def test_two_different_wages_are_asked_about_not_averaged() -> None:
    lines = ("裁员裁了我，干了三年整，平均工资5000", "坐席：好的", "不对，平均工资是6000，补偿应该给我多少")
    assert figures(*lines) == ()
    assert "5000" in missing(*lines)[0]
    assert "6000" in missing(*lines)[0]


def test_a_month_without_its_day_counts_where_the_day_changes_nothing() -> None:
    (figure,) = figures("2023年2月进的厂，今年6月公司裁员，平均工资6000，能拿多少补偿")
    assert figure.value == 21000
    assert any("不影响" in line for line in figure.working)
    assert not any("2月1日" in line or "6月30日" in line for line in figure.working)


def test_a_month_without_its_day_opens_a_range_where_the_day_decides() -> None:
    said = "2023年2月进的厂，今年8月公司裁员，平均工资6000，能拿多少补偿"
    (figure,) = figures(said)
    assert "21000" in figure.headline
    assert "24000" in figure.headline
    assert missing(said) == ()
    assert not unsupported(figure.headline, list(figure.working))


def test_a_last_day_around_today_is_never_guessed_from_a_month() -> None:
    said = "我去年11月离职的，补偿没给，现在还能申请仲裁吗"
    assert figures(said) == ()
    assert missing(said)


def test_a_rough_wage_gives_a_rough_figure_that_says_so() -> None:
    (figure,) = figures("公司裁员裁了我，干了五年整，平均工资8000左右，能拿多少补偿")
    assert "大约" in figure.headline
    assert any("粗算" in line for line in figure.working)


def test_an_employers_sum_is_not_repeated_as_right() -> None:
    (figure,) = figures("公司裁员裁了我，干了五年整，平均工资8000，公司只肯给我3万补偿，够不够")
    assert figure.value == 40000
    assert any("少 10000 元" in line for line in figure.working)
    assert not any("3万" in line or "30000" in line for line in figure.working)


def test_an_unknown_local_figure_is_neither_guessed_nor_asked_back() -> None:
    said = "我一个月工资1500，低于最低工资差多少"
    assert figures(said) == ()
    assert missing(said) == ()


def test_a_place_named_brings_its_local_figure() -> None:
    (figure,) = figures("我在肥西一个超市上班，每月只发1600，低于最低工资差多少")
    assert figure.value == 270


def test_every_number_of_a_headline_stands_in_the_working() -> None:
    for said in (
        "公司裁员裁了我，干了四年零七个月，平均工资6200，经济补偿应该给我多少？",
        "我男职工，1967年8月出生，哪年退休？",
    ):
        for figure in figures(said):
            assert not unsupported(figure.headline, list(figure.working))
            assert figure.basis


def test_the_table_names_only_calculators_parameters_and_steps_there_are() -> None:
    clock = next(p for p in registry()["process_clock"].params if p.name == "step")
    assert {step.step for step in steps()} <= set(clock.choices)
    for entry in entries():
        if entry.kind == ENDING:
            continue
        names = {param.name for param in registry()[entry.kind].params}
        assert set(entry.facts) <= names, entry.kind
        assert set(entry.also_ask) <= names, entry.kind
        assert not entry.instead or entry.instead in registry()


def test_a_reckoner_needs_no_cards() -> None:
    assert CaseReckoner(known_rates(), {}).work_out(question("你好"), ()) == ()

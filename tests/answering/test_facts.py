"""Facts out of talk: what is said in numerals of every dress becomes a named, normalised value with its turn."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.answering.facts import contradictions, read_facts
from assistant.answering.facts.numerals import number_of
from assistant.calculators.calculator import registry
from assistant.calculators.facts import BadFact
from assistant.calculators.reading import read
from tests.answering.talk import facts, inquiry


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("6500", 6500), ("6,500", 6500), ("六千五", 6500), ("6千5", 6500), ("一万二", 12000), ("一万零五百", 10500),
        ("两万八千四", 28400), ("七千八三", 7830), ("一千零五十", 1050), ("3.5万", 35000), ("5k", 5000), ("1.2w", 12000),
        ("六点五", "6.5"), ("十二万", 120000), ("一百零八", 108), ("1万2500", 12500), ("二〇二四", 2024), ("八五", 85),
    ],
)  # fmt: skip
def test_numerals_are_read_in_every_dress(said: str, value: object) -> None:
    assert number_of(said) == Decimal(str(value))


@pytest.mark.parametrize("said", ["七八千", "三四十", "多少", ""])
def test_a_range_or_a_word_is_no_number(said: str) -> None:
    assert number_of(said) is None


@pytest.mark.parametrize(
    ("said", "name", "value"),
    [
        ("我一个月六千五", "monthly_wage", "6500"),
        ("6千5一个月", "monthly_wage", "6500"),
        ("三千一个月，活很累", "monthly_wage", "3000"),
        ("工资是每月4,800元", "monthly_wage", "4800"),
        ("我月薪八千多", "monthly_wage", "约8000"),
        ("底薪三千加提成", "base_wage", "3000"),
        ("一天两百六十块", "daily_wage", "260"),
        ("每小时18块5干活", "hourly_wage", "18"),
        ("计件的，一件八毛", "piece_wage", "0.8"),
        ("前十二个月平均工资七千二", "average_wage", "7200"),
        ("离职前平均一个月九千", "average_wage", "9000"),
        ("最后一个整月发了6800元", "last_month_wage", "6800"),
        ("转正以后五千五", "full_wage", "5500"),
        ("试用期发四千", "probation_wage", "4000"),
        ("受伤前缴费工资4600元", "own_wage", "4600"),
        ("厂里欠我工资一共一万八", "amount", "18000"),
        ("公司只肯给我两万补偿", "offered", "20000"),
        ("公司出了培训费三万六", "training_cost", "36000"),
        ("合同写违约金五万", "agreed_penalty", "50000"),
        ("工资2000", "monthly_wage", "2000"),
        ("欠我三个月工资一万五", "amount", "15000"),
        ("我工资八千，里面有加班费一千五", "overtime_part", "1500"),
        ("不算加班费一个月六千", "wage_without_overtime", "6000"),
        ("月薪35000,2015年入职", "monthly_wage", "35000"),
        ("我年薪12万", "annual_income", "120000"),
        ("从六千降到四千五", "paid_wage", "4500"),
        ("原来是六千", "agreed_wage", "6000"),
        ("这个月扣了我800块", "deducted", "800"),
    ],
)
def test_sums_are_named_by_the_words_around_them(said: str, name: str, value: str) -> None:
    assert facts(said)[name] == value


@pytest.mark.parametrize("said", ["我的电话是13800001111", "去年房租一个月2000", "2019年进厂", "我住3号楼502"])
def test_other_numbers_are_no_wages(said: str) -> None:
    assert not {"monthly_wage", "average_wage", "amount"} & set(facts(said))


@pytest.mark.parametrize(
    ("said", "name", "value"),
    [
        ("2024年3月1日入职", "start", "2024-03-01"),
        ("2024-3-1入职的", "start", "2024-03-01"),
        ("二〇二四年三月一号进的厂", "start", "2024-03-01"),
        ("23年8月来的", "start", "2023-08"),
        ("去年三月进的公司", "start", "2025-03"),
        ("前年5月2号开始上班", "start", "2024-05-02"),
        ("去年腊月进的厂", "start", "约2026-02"),
        ("2019年进的厂", "start", "2019"),
        ("今年5月底离职的", "end", "约2026-05-31"),
        ("上个月15号被辞退", "end", "2026-10-15"),
        ("昨天被开除了", "end", "2026-11-21"),
        ("上周五让我走人", "end", "2026-11-13"),
        ("10月31日办的离职手续", "end", "2026-10-31"),
        ("12月3日被辞退的", "end", "2025-12-03"),
        ("这个月30号合同到期", "end", "2026-11-30"),
        ("三个月前受的伤", "injured_on", "约2026-08-22"),
        ("十天前摔伤的", "injured_on", "2026-11-12"),
        ("11月16号收到仲裁裁决书", "started_on", "2026-11-16"),
        ("我1970年5月出生", "born", "1970-05"),
        ("我是85年3月生的", "born", "1985-03"),
        ("孩子2025年6月8日出生", "born_on", "2025-06-08"),
        ("2026年4月12日老板回微信答应给钱", "interrupted_on", "2026-04-12"),
        ("欠条写着去年12月31日前还清", "due_on", "2025-12-31"),
        ("9月10日才补签合同", "signed", "2026-09-10"),
        ("2025年9月15日入职没签合同", "start", "2025-09-15"),
        ("2022年12月1日到2026年11月30日的合同", "end", "2026-11-30"),
        ("我2007年3月1号进的厂，到今年10月31号裁员", "end", "2026-10-31"),
    ],
)
def test_dates_are_placed_by_the_day_asked_on(said: str, name: str, value: str) -> None:
    assert facts(said)[name] == value


def test_a_date_without_a_year_is_the_last_time_it_was() -> None:
    assert facts("12月1日被辞退", on=date(2026, 1, 5))["end"] == "2025-12-01"
    assert facts("从2025年9月1日到2月28日在那上班，2月28日离职", on=date(2026, 11, 22))["end"] == "2026-02-28"


@pytest.mark.parametrize(
    ("said", "name", "value"),
    [
        ("干了三年半", "service", "3年6个月"),
        ("在这家厂里干了十一个月", "service", "11个月"),
        ("我在这儿做了两年零四个月", "service", "2年4个月"),
        ("在公司干了快五年", "service", "约5年"),
        ("到这个月正好六年零两个月", "service", "6年2个月"),
        ("我工龄十二年", "total_service", "12年"),
        ("社保交了八年", "contributed", "8年"),
        ("厂里欠我三个月工资", "months", "3"),
        ("两个半月没发工资", "months", "2.5"),
        ("老板欠我2025年8月到11月的工资", "months", "4"),
        ("合同签了三年", "contract_term", "3年"),
        ("签的是一年的合同", "contract_term", "1年"),
        ("约定试用期六个月", "agreed", "6个月"),
        ("约定服务期五年", "period", "5年"),
        ("怀孕四个月了", "pregnant", "4个月"),
        ("上回失业金还剩五个月没领", "carried_months", "5"),
    ],
)
def test_lengths_of_time_are_named(said: str, name: str, value: str) -> None:
    assert facts(said)[name] == value


@pytest.mark.parametrize("said", ["三年前的事", "离职前12个月平均工资五千", "一个月六千块", "第三年了"])
def test_what_only_looks_like_a_length_is_none(said: str) -> None:
    assert "service" not in facts(said)


@pytest.mark.parametrize(
    ("said", "name", "value"),
    [
        ("工伤鉴定评了九级", "grade", "9"),
        ("我们三十多个工友都没拿到钱", "people", "约30"),
        ("全厂一共120人", "staff", "120"),
        ("我今年53岁", "age", "53"),
        ("公司要裁25个人", "cut", "25"),
        ("我怀的是双胞胎", "babies", "2"),
        ("年假还有4天没休", "unused_days", "4"),
        ("年假已经休了2天", "taken", "2"),
        ("这个月平时下班后一共加班20个小时", "weekday_hours", "20"),
        ("周末加班16小时", "restday_hours", "16"),
        ("国庆上了三天班", "holiday_days", "3"),
        ("每天加班2小时，干了22天", "weekday_hours", "44"),
        ("工资打了八折，只给80%", "percent", "80%"),
        ("连续签过两次合同", "fixed_terms", "2"),
    ],
)
def test_counted_things_are_named(said: str, name: str, value: str) -> None:
    assert facts(said)[name] == value


@pytest.mark.parametrize(
    ("said", "name", "value"),
    [
        ("公司一直没跟我签劳动合同", "has_contract", "false"),
        ("签了三年合同", "has_contract", "true"),
        ("单位没给我交社保", "insured", "false"),
        ("单位一直参保", "insured", "true"),
        ("老板把我开了", "leaving", "dismissed"),
        ("我自己辞职的", "leaving", "resigned"),
        ("合同到期公司不续签", "leaving", "expired"),
        ("公司跟我协商解除", "leaving", "mutual"),
        ("因为拖欠工资我被迫辞职", "leaving", "forced"),
        ("公司裁员把我裁了", "leaving", "laid_off"),
        ("说我不胜任工作把我辞了", "leaving", "no_fault"),
        ("厂子倒闭了", "leaving", "closed"),
        ("我还在职", "employed", "true"),
        ("我还在试用期内", "probation", "true"),
        ("我怀孕了公司赶我走", "pregnant_now", "true"),
        ("我是女的", "sex", "female"),
        ("我是女工人，五十岁退休那种", "group", "原五十岁退休的女职工"),
        ("我在平台送外卖", "asker", "platform"),
        ("我是劳务公司派遣工", "asker", "dispatched"),
        ("我在工地给包工头干活", "asker", "migrant"),
        ("我给人家当保姆", "asker", "domestic"),
        ("我退休返聘的", "asker", "over_age"),
        ("我是公司人事", "asker", "employer"),
        ("我是大学还没毕业的实习生", "asker", "intern"),
        ("没有提前通知就叫我走", "notice_given", "false"),
    ],
)
def test_flags_and_choices_are_read(said: str, name: str, value: str) -> None:
    assert facts(said)[name] == value


@pytest.mark.parametrize(
    ("said", "name"),
    [("公司申请仲裁，我该怎么答", "leaving"), ("保险交没交都说不清", "insured"), ("他们仲裁我泄密", "reason")],
)
def test_what_was_not_said_is_no_flag(said: str, name: str) -> None:
    assert name not in facts(said)


def test_misheard_words_are_read_as_meant() -> None:
    assert facts("老板拖欠我公资，一个月六千")["monthly_wage"] == "6000"


def test_every_fact_carries_its_turn_and_its_words() -> None:
    (wage,) = [f for f in read_facts(inquiry("老板拖欠工资", "坐席：您说", "一个月六千五")) if f.name == "monthly_wage"]
    assert (wage.turn, wage.said) == (2, "六千五")


def test_an_agents_turn_is_a_question_and_no_fact() -> None:
    assert "monthly_wage" not in facts("被辞退了", "坐席：一般一个月六千的话，要看您干了几年", "那我再想想")


def test_what_the_caller_affirms_of_an_agents_question_is_his() -> None:
    said = facts("想问补偿", "坐席：您是2021年3月1日入职的，对吗？", "对的，工资6000")
    assert said["start"] == "2021-03-01"
    assert said["monthly_wage"] == "6000"


def test_a_short_reply_is_read_in_the_light_of_the_question() -> None:
    said = facts("被辞退了", "坐席：请问您干了几年，一个月多少钱？", "五年半，七千")
    assert (said["service"], said["monthly_wage"]) == ("5年6个月", "7000")


def test_a_bare_no_answers_the_one_thing_asked() -> None:
    assert facts("受伤了", "坐席：单位给您交工伤保险了吗？", "没有")["insured"] == "false"


def test_a_contradiction_gives_both_and_is_shown() -> None:
    found = read_facts(inquiry("我月薪5000", "坐席：好的", "不对，月薪是6000"))
    assert [f.value for f in found if f.name == "monthly_wage"] == ["5000", "6000"]
    ((one, other),) = contradictions(found)
    assert (one.value, other.value) == ("5000", "6000")


def test_the_same_thing_said_more_exactly_is_no_contradiction() -> None:
    assert not contradictions(read_facts(inquiry("我2024年3月入职", "坐席：哪天？", "2024年3月1日入职的")))


def test_values_are_in_the_form_the_calculators_read() -> None:
    found = read_facts(inquiry("我2021年3月1日入职，上个月15号被裁员，干了五年零七个月，平均工资六千五，评了九级伤残"))
    params = {p.name: p for calculator in registry().values() for p in calculator.params}
    for fact in found:
        if fact.name in params and params[fact.name].kind != "choice":
            try:
                read(params[fact.name], fact.value)
            except BadFact as error:
                pytest.fail(f"{fact.name}={fact.value}: {error}")


_PIECES = st.sampled_from(
    [
        *"0123456789零一二三四五六七八九十百千万两半多年月日号天个级岁元块前后，。？.-",
        "去年", "上个月", "工资", "入职", "离职", "干了", "加班", "小时", "欠", "平均", "出生", "腊月", "春节", "受伤",
    ]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(_PIECES, max_size=24).map("".join))
def test_nothing_a_caller_says_breaks_the_reader(text: str) -> None:
    for fact in read_facts(inquiry(text)):
        assert fact.value
        assert fact.turn == 0

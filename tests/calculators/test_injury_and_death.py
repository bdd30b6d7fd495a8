"""Work injury and death: every grade of the regulation, the sums of Anhui, deadlines, unlicensed employers."""

from datetime import date

import pytest

from assistant.calculators.calculator import BadFact, MissingFacts

from .given import same, worked

MONTHS = {1: 27, 2: 25, 3: 23, 4: 21, 5: 18, 6: 16, 7: 13, 8: 11, 9: 9, 10: 7}
ARTICLE = {1: 35, 2: 35, 3: 35, 4: 35, 5: 36, 6: 36, 7: 37, 8: 37, 9: 37, 10: 37}


@pytest.mark.parametrize("grade", MONTHS)
def test_lump_sum_of_every_grade(grade: int) -> None:  # 工伤保险条例 §35-37
    result = worked("injury_lump_sum", grade=str(grade), own_wage="5000")
    assert same(result.headline.value, MONTHS[grade] * 5000)
    assert result.basis[0].article == ARTICLE[grade]


HELD = [
    ("above 300 %", "30000", "7000", 9 * 21000),
    ("below 60 %", "3000", "7000", 9 * 4200),
    ("between", "5000", "7000", 45000),
]


@pytest.mark.parametrize(
    ("wage", "average", "amount"), [row[1:] for row in HELD], ids=[f"64-II {row[0]}" for row in HELD]
)
def test_own_wage_is_held_between_60_and_300_per_cent(wage: str, average: str, amount: int) -> None:
    assert same(worked("injury_lump_sum", grade="9", own_wage=wage, area_average=average).headline.value, amount)


ALLOWANCE = {1: 5400, 2: 5100, 3: 4800, 4: 4500, 5: 4200, 6: 3600}


@pytest.mark.parametrize("grade", ALLOWANCE)
def test_monthly_allowance(grade: int) -> None:  # §35, §36 on 6000 yuan
    assert same(worked("injury_monthly", grade=str(grade), own_wage="6000").headline.value, ALLOWANCE[grade])


def test_grade_seven_has_no_monthly_allowance() -> None:
    with pytest.raises(BadFact, match="没有这一项"):
        worked("injury_monthly", grade="7", own_wage="6000")


def test_allowance_is_raised_to_the_minimum_wage() -> None:
    result = worked("injury_monthly", grade="6", own_wage="3000", minimum_wage_month="2060")
    assert same(result.headline.value, 2060)


@pytest.mark.parametrize(("care", "fee"), [("完全不能自理", 4000), ("大部分不能自理", 3200), ("部分不能自理", 2400)])
def test_care_fee(care: str, fee: int) -> None:  # §34
    assert same(worked("injury_monthly", care=care, area_average="8000")["care_fee"], fee)


ONE_OFF = {5: (24, 40), 6: (18, 34), 7: (10, 20), 8: (8, 15), 9: (6, 10), 10: (4, 5)}


@pytest.mark.parametrize("grade", ONE_OFF)
def test_one_off_sums_of_anhui(grade: int) -> None:  # 安徽实施办法 §24, §25
    medical, employment = ONE_OFF[grade]
    result = worked("injury_one_off", grade=str(grade), area_average="8000")
    assert (result["medical"], result["employment"]) == (medical * 8000, employment * 8000)


NEAR = [
    ("11个月", 30),
    ("1年", 60),
    ("2年", 70),
    ("3年", 80),
    ("4年", 90),
    ("4年11个月", 90),
    ("5年", 100),
    ("9年", 100),
]


@pytest.mark.parametrize(("left", "share"), NEAR)
def test_employment_sum_near_retirement(left: str, share: int) -> None:  # 安徽实施办法 §26
    result = worked("injury_one_off", grade="9", area_average="8000", years_to_retirement=left)
    assert same(result["employment"], 80000 * share // 100)
    assert same(result["medical"], 48000)


def test_one_off_sums_need_the_average_and_a_known_province() -> None:
    with pytest.raises(MissingFacts):
        worked("injury_one_off", grade="9")
    with pytest.raises(BadFact, match="各省规定"):
        worked("injury_one_off", region="310000", grade="9", area_average="9000")


@pytest.mark.parametrize("grade", ["0", "11"])
def test_there_are_ten_grades(grade: str) -> None:
    with pytest.raises(BadFact, match="一级到十级"):
        worked("injury_lump_sum", grade=grade, own_wage="5000")


def test_three_sums_together() -> None:
    assert same(
        worked("injury_package", grade="10", own_wage="5000", area_average="8000").headline.value, 35000 + 72000
    )


def test_uninsured_is_paid_by_the_employer() -> None:  # §62, 社会保险法 §41
    result = worked("injury_lump_sum", grade="10", own_wage="5000", insured="否")
    assert any("先行支付" in step for step in result.steps)
    assert {ref.law for ref in result.basis} == {"工伤保险条例", "社会保险法"}


STOP_WORK = [("3", None, 18000), ("3", "6000", 12000), ("12", "0", 72000), ("24", None, 144000)]


@pytest.mark.parametrize(("months", "paid", "amount"), STOP_WORK)
def test_stop_work_pay(months: str, paid: str | None, amount: int) -> None:  # §33
    facts = {"paid": paid} if paid else {}
    assert same(worked("stop_work_pay", monthly_wage="6000", months=months, **facts).headline.value, amount)


def test_stop_work_over_24_months_is_refused() -> None:
    with pytest.raises(BadFact):
        worked("stop_work_pay", monthly_wage="6000", months="25")


APPLY = [
    ("2026-03-10", "2026-04-09", "2027-03-10"),
    ("2025-12-25", "2026-01-26", "2026-12-25"),  # thirty days end on Saturday 24 January
    ("2025-02-28", "2025-03-31", "2026-02-28"),  # Sunday 30 March; 28 February 2026 is a make-up Saturday
]


@pytest.mark.parametrize(("injured", "employer", "worker"), APPLY)
def test_days_to_apply_for_recognition(injured: str, employer: str, worker: str) -> None:  # §17
    result = worked("injury_deadline", injured_on=injured)
    assert result["employer_last_day"] == date.fromisoformat(employer)
    assert result["worker_last_day"] == date.fromisoformat(worker)


@pytest.mark.parametrize(("year", "lump"), [(2024, 1036420), (2025, 1083760), (2026, 1130040)])
def test_lump_sum_for_death_follows_the_year(year: int, lump: int) -> None:  # §39
    assert same(worked("death_benefit", died_on=f"{year}-06-01")["lump_sum"], lump)


def test_a_year_without_a_statistic_asks_for_it() -> None:
    with pytest.raises(MissingFacts) as missing:
        worked("death_benefit", died_on="2027-06-01")
    assert missing.value.params[0].name == "disposable_income_year"


PENSION = [
    ({"spouse": "是"}, 2400), ({"spouse": "是", "others": "1"}, 4200), ({"spouse": "是", "others": "3"}, 6000),
    ({"others": "2", "lone": "1"}, 4200), ({"others": "1"}, 1800),
]  # fmt: skip


@pytest.mark.parametrize(("facts", "pension"), PENSION)
def test_pensions_of_dependants_never_exceed_the_wage(facts: dict[str, str], pension: int) -> None:
    assert same(worked("death_benefit", own_wage="6000", **facts)["pension"], pension)


def test_graded_worker_dying_later_leaves_no_lump_sum() -> None:  # §39 III
    result = worked("death_benefit", area_average="8000", after_stop_work="是")
    assert same(result.headline.value, 48000)
    assert "lump_sum" not in result.result


ILLEGAL = {1: 16, 2: 14, 3: 12, 4: 10, 5: 8, 6: 6, 7: 4, 8: 3, 9: 2, 10: 1}


@pytest.mark.parametrize("grade", ILLEGAL)
def test_unlicensed_employer_pays_multiples_of_the_annual_average(grade: int) -> None:  # 令第9号 §5
    result = worked("illegal_employer_compensation", grade=str(grade), area_average_year="90000")
    assert same(result.headline.value, ILLEGAL[grade] * 90000)


def test_unlicensed_employer_and_death() -> None:  # 令第9号 §6
    assert same(worked("illegal_employer_compensation", died="是").headline.value, 56502 * 30)

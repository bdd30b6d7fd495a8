"""Ending a contract: severance (N), notice pay, N+1, 2N for unlawful termination, reinstatement, layoffs, tax."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from assistant.calculators.calculator import Formula
from assistant.calculators.case import Case, positive
from assistant.calculators.facts import BadFact, Param, Span
from assistant.calculators.periods import service
from assistant.calculators.rules import row_number, row_texts, rule_in_force
from assistant.calculators.wording import day_text, number_text, span_text, yuan

_MONTHS_A_YEAR = 12
_NO_FAULT = "劳动合同法第40条"

START = Param("start", "入职日期", "date", "请问您是哪一天入职的？")
END = Param("end", "离职日期", "date", "请问劳动合同是哪一天解除或者到期的（最后一天）？")
SERVICE = Param("service", "本单位工作年限", "years", "请问您在这家单位一共干了几年几个月？")
AVERAGE = Param(
    "average_wage", "离职前十二个月平均工资", "money", "离职前十二个月，平均每月应发多少钱（含奖金、津贴）？", True
)
CITY = Param(
    "city_average", "本市公布的上年度职工月平均工资", "money", "请问当地人社部门公布的上年度职工月平均工资是多少？"
)
MINIMUM = Param("minimum_wage_month", "当地月最低工资标准", "money", "请问当地现行的月最低工资标准是多少？")
LAST_MONTH = Param("last_month_wage", "上一个月工资", "money", "解除前最后一个整月，您应发工资是多少？", True)


@dataclass(frozen=True, slots=True)
class Pay:
    """The base wage and the number of months, and their product."""

    base: Fraction
    months: Fraction

    @property
    def amount(self) -> Fraction:
        """Base times months, exact."""
        return self.base * self.months


def _grounds() -> tuple[str, ...]:
    rows = rule_in_force("severance_grounds", date.max).rows("grounds")
    return tuple(str(row["reason"]) for row in rows)


def _severance(case: Case) -> None:
    if not _is_due(case):
        case.sheet.lead("amount", "经济补偿", Fraction(0), "元")
        return
    pay = _pay(case, _tenure(case, since_law=True))
    case.sheet.put("months", "补偿月数（N）", pay.months, "个月")
    case.sheet.lead("amount", "经济补偿", pay.amount, "元")
    case.sheet.step(f"经济补偿：{yuan(pay.base)} × {number_text(pay.months)} = {yuan(pay.amount)}。")
    case.sheet.next_steps.append("经济补偿应在办完工作交接时支付；不付的，可以申请劳动仲裁，不收费。")


def _is_due(case: Case) -> bool:
    """Whether the ground of leaving gives severance; unsaid counts as given, and is named as an assumption."""
    reason = case.maybe("reason", str)
    if reason is None:
        case.sheet.assumptions.append("离职属于单位应当支付经济补偿的情形（如单位提出协商解除、到期不续、被迫解除）。")
        return True
    row = next(row for row in case.rule("severance_grounds").rows("grounds") if row["reason"] == reason)
    case.sheet.cite(*row_texts(row, "articles"))
    verdict = "应当支付经济补偿" if row["due"] else "单位没有支付经济补偿的法定义务"
    case.sheet.step(f"{row['because']}，{verdict}。")
    return bool(row["due"])


def _tenure(case: Case, since_law: bool) -> Span:
    start, end, said = case.maybe("start", date), case.maybe("end", date), case.maybe("service", Span)
    if start is None or end is None:
        if said is None:
            raise case.need("start", "end") if start is None and end is None else case.need("start", "end", "service")
        case.sheet.step(f"工作年限：{span_text(said)}。")
        return said
    boundary = case.rule("severance_counted_from", end, cite=False)
    first = boundary.day("first_day")
    worked = service(start, end)
    case.sheet.step(f"工作年限：{day_text(start)}至{day_text(end)}，共{span_text(worked)}。")
    if said is not None and abs(said.whole_months - worked.whole_months) > 1:
        case.sheet.caveats.append(f"说的年限（{span_text(said)}）与入职、离职日期对不上，这里按日期算，请核对。")
    if since_law and start < first:
        case.sheet.cite(*boundary.articles)
        worked = service(first, end)
        case.sheet.step(f"补偿年限从{day_text(first)}起算，为{span_text(worked)}；此前的部分按当时的规定另算。")
        case.sheet.caveats.append("入职早于劳动合同法施行，施行前的年限应否补偿、怎么补偿，请转律师核算。")
    return worked


def _pay(case: Case, tenure: Span) -> Pay:
    base = _base(case)
    rule = case.rule("severance_months")
    months = Fraction(tenure.years) * rule.number("full_year")
    rest = Span(0, tenure.months, tenure.days)
    if rest.months >= rule.whole("part_limit_months"):
        months += rule.number("part_from_limit")
        case.sheet.step(
            f"每满一年算一个月；余下{span_text(rest)}，满六个月不满一年的按一年算，N = {number_text(months)} 个月。"
        )
    elif tenure.has_more_than_years:
        months += rule.number("part_below_limit")
        case.sheet.step(
            f"每满一年算一个月；余下{span_text(rest)}，不满六个月的算半个月，N = {number_text(months)} 个月。"
        )
    else:
        case.sheet.step(f"每满一年算一个月，没有零头，N = {number_text(months)} 个月。")
    return _capped(case, Pay(base, positive(months, "工作年限")))


def _base(case: Case) -> Fraction:
    wage = positive(case.money("average_wage"), "离职前十二个月平均工资")
    minimum = case.maybe_money("minimum_wage_month")
    if minimum is not None and wage < minimum:
        case.rule("severance_wage", max(case.on, rule_in_force("severance_wage", case.on).effective_from))
        case.sheet.step(f"平均工资 {yuan(wage)} 低于当地最低工资 {yuan(minimum)}，按最低工资计算。")
        return minimum
    return wage


def _capped(case: Case, pay: Pay) -> Pay:
    """The wage and the years limited where the wage is above three times the city's average (§47 II), not at it."""
    rule = case.rule("severance_cap", cite=False)
    average = case.local("city_average")
    if average is None:
        case.sheet.caveats.append(_uncapped_note(case, pay, rule.number("times_average")))
        return pay
    ceiling = average * rule.number("times_average")
    case.sheet.cite(*rule.articles)
    if pay.base <= ceiling:
        case.sheet.step(f"月工资没有高于当地平均工资的三倍（{yuan(ceiling)}），不封顶。")
        return pay
    months = min(pay.months, rule.number("most_years"))
    case.sheet.step(
        f"月工资高于当地平均工资的三倍，按 {yuan(ceiling)} 计算，年限最多十二年，取 {number_text(months)} 个月。"
    )
    return Pay(ceiling, months)


def _uncapped_note(case: Case, pay: Pay, times: Fraction) -> str:
    note = (
        "三倍封顶没有核对：月工资高于所在市公布的上年度职工月平均工资三倍的，"
        "按三倍计算且最多算十二年；该数请向当地人社部门核实。"
    )
    statistic = case.rates.find("average_wage_year_statistic", case.region, case.on)
    if statistic and pay.base > Fraction(statistic.value) * times / _MONTHS_A_YEAR:
        note += f"按{statistic.source}参考，这份工资可能已经超过。"
    return note


def _notice_pay(case: Case) -> None:
    amount = _notice(case)
    case.sheet.lead("amount", "代通知金", amount, "元")
    case.sheet.caveats.append(
        "只有医疗期满、不胜任工作、客观情况重大变化这三种解除，且单位没有提前三十日书面通知，才有这一个月工资。"
    )


def _notice(case: Case) -> Fraction:
    rule = case.rule("notice_pay")
    wage = positive(case.money("last_month_wage"), "上一个月工资")
    if case.flag("notice_given"):
        case.sheet.step("单位已经提前三十日书面通知，不再另付一个月工资。")
        return Fraction(0)
    amount = wage * rule.number("months")
    case.sheet.step(f"单位没有提前三十日书面通知，额外支付一个月工资，按解除前上一个月的工资算：{yuan(amount)}。")
    return amount


def _n_plus_one(case: Case) -> None:
    rows = case.rule("severance_grounds").rows("grounds")
    row = next(row for row in rows if _NO_FAULT in row_texts(row, "articles"))
    case.sheet.cite(*row_texts(row, "articles")[::-1])
    pay = _pay(case, _tenure(case, since_law=True))
    case.sheet.step(f"经济补偿：{yuan(pay.base)} × {number_text(pay.months)} = {yuan(pay.amount)}。")
    extra = _notice(case)
    case.sheet.put("months", "补偿月数（N）", pay.months, "个月")
    case.sheet.put("severance", "经济补偿", pay.amount, "元")
    case.sheet.put("notice_pay", "代通知金", extra, "元")
    case.sheet.lead("total", "合计", pay.amount + extra, "元")
    case.sheet.step(f"合计：{yuan(pay.amount)} + {yuan(extra)} = {yuan(pay.amount + extra)}。")


def _unlawful(case: Case) -> None:
    rule = case.rule("unlawful_termination")
    pay = _pay(case, _tenure(case, since_law=False))
    amount = pay.amount * rule.number("times")
    case.sheet.put("months", "补偿月数（N）", pay.months, "个月")
    case.sheet.put("severance", "经济补偿标准", pay.amount, "元")
    case.sheet.lead("amount", "违法解除赔偿金（2N）", amount, "元")
    case.sheet.step(f"赔偿金：2 × {number_text(pay.months)} × {yuan(pay.base)} = {yuan(amount)}。")
    case.sheet.assumptions.append("解除确属违法；是否违法由单位举证解除的事实和理由。")
    case.sheet.caveats.append("付了赔偿金就不再付经济补偿，也不再加一个月代通知金；不要钱的，可以要求继续履行合同。")


def _reinstatement(case: Case) -> None:
    case.rule("reinstatement")
    wage, months = positive(case.money("monthly_wage"), "月工资"), positive(case.number("months"), "停工月数")
    case.sheet.lead("amount", "应补发工资", wage * months, "元")
    case.sheet.step(f"按正常劳动时的工资标准：{yuan(wage)} × {number_text(months)} 个月 = {yuan(wage * months)}。")
    case.sheet.caveats.append("双方对解除都有过错的，各自承担相应责任，数额可能减少。")


def _mass_layoff(case: Case) -> None:
    rule = case.rule("mass_layoff")
    cut, staff = case.count("cut"), case.count("staff")
    if not 0 < cut <= staff:
        raise BadFact("裁减人数应当大于零，且不超过职工总数。")
    counts = cut >= rule.whole("people") or cut >= staff * rule.number("share")
    case.sheet.put("share", "占职工总数的百分比", Fraction(cut * 100, staff), "%")
    case.sheet.lead("verdict", "裁员程序", "须走法定裁员程序" if counts else "不适用裁员程序，只能逐人依法解除")
    case.sheet.step(f"裁减 {cut} 人，职工总数 {staff} 人；二十人以上，或者占百分之十以上的，才是法定裁员。")
    if counts:
        case.sheet.step("须提前三十日向工会或者全体职工说明情况、听取意见，方案报告劳动行政部门后才能裁减。")


def _tax(case: Case) -> None:
    rule = case.rule("severance_tax")
    paid = positive(case.money("amount"), "一次性补偿收入")
    exempt = min(
        paid, positive(case.money("local_average_year"), "当地上年职工年平均工资") * rule.number("times_average")
    )
    taxable, tax = paid - exempt, Fraction(0)
    rows = rule.rows("brackets")
    for row, following in zip(rows, (*rows[1:], None), strict=True):
        upper = row_number(following, "above") if following else taxable
        tax += max(Fraction(0), min(taxable, upper) - row_number(row, "above")) * row_number(row, "rate")
    case.sheet.put("exempt", "免税部分", exempt, "元")
    case.sheet.put("taxable", "应税部分", taxable, "元")
    case.sheet.lead("tax", "个人所得税（参考）", tax, "元")
    case.sheet.step(
        f"当地上年职工平均工资三倍以内的 {yuan(exempt)} 免税，超过的 {yuan(taxable)}"
        f" 单独按综合所得税率表计税：{yuan(tax)}。"
    )
    case.sheet.caveats.append("税务问题仅供参考，政策是否延续请向税务机关（12366）核实。")


_TENURE = (START, END, SERVICE)
_WAGE = (AVERAGE, CITY, MINIMUM)
_TOPIC = "经济补偿与解除"
_NOTICE_GIVEN = Param("notice_given", "已提前三十日书面通知", "bool", "单位有没有提前三十天书面通知您？")
_REASON = Param("reason", "离职原因", "choice", "请问是谁提出的，因为什么离职？", choices=_grounds())

CALCULATORS = (
    Formula("severance", "经济补偿", _TOPIC, (*_TENURE, *_WAGE, _REASON), _severance),
    Formula("notice_pay", "代通知金", _TOPIC, (LAST_MONTH, _NOTICE_GIVEN), _notice_pay),
    Formula("n_plus_one", "经济补偿和代通知金", _TOPIC, (*_TENURE, *_WAGE, LAST_MONTH, _NOTICE_GIVEN), _n_plus_one),
    Formula("unlawful_termination", "违法解除赔偿金", _TOPIC, (*_TENURE, *_WAGE), _unlawful),
    Formula(
        "reinstatement_pay",
        "违法解除期间补发工资",
        _TOPIC,
        (
            Param("monthly_wage", "月工资", "money", "请问正常上班时每月工资是多少？", True),
            Param("months", "被解除到恢复上班的月数", "days", "从被解除到恢复上班，一共几个月？", True),
        ),
        _reinstatement,
    ),
    Formula(
        "mass_layoff",
        "裁员程序",
        _TOPIC,
        (
            Param("cut", "裁减人数", "count", "请问这次裁多少人？", True),
            Param("staff", "职工总数", "count", "请问单位一共有多少职工？", True),
        ),
        _mass_layoff,
    ),
    Formula(
        "severance_tax",
        "一次性补偿的个人所得税",
        _TOPIC,
        (
            Param("amount", "一次性补偿收入", "money", "请问一次性补偿一共多少钱？", True),
            Param(
                "local_average_year",
                "当地上年职工年平均工资",
                "money",
                "请问当地公布的上年职工年平均工资是多少？",
                True,
            ),
        ),
        _tax,
    ),
)

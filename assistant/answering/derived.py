"""What follows from the facts said: sums and lengths made of several, and what the talk as a whole settles."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal

from assistant.answering.facts.durations import months_of
from assistant.answering.facts.reader import heard
from assistant.answering.facts.reading import is_approximate, marked, plain_value
from assistant.calculators.facts import Span
from assistant.calculators.wording import number_text, span_text
from assistant.domain.question import Fact, Question

Said = Mapping[str, Fact]
_DAYS_A_MONTH = 30
_OTHER_CLAIMS = ("补偿", "赔偿", "双倍", "二倍", "年假", "年休假", "违法解除", "违法辞退")
_WAGES = ("工资", "工钱", "欠薪", "加班费", "提成")


def with_derived(question: Question) -> Question:
    """The question with what follows from its facts, each under a name of its own."""
    said: dict[str, Fact] = {fact.name: fact for fact in question.facts}
    more: list[Fact] = []
    if "start" in said and "end" not in said and said.get("leaving"):
        now = marked(question.inquiry.as_of.isoformat(), approximate=True)  # stands only where two weeks change nothing
        more.append(Fact("end_about_now", now, said["leaving"].turn, "现在"))
    for rule in _RULES:
        if (fact := rule(said)) is not None and fact.name not in said:
            said[fact.name] = fact
            more.append(fact)
    return replace(question, facts=(*question.facts, *more))


def _only_employer(said: Said) -> Fact | None:
    """Service told as of the past, and no other, is the service meant."""
    earlier = said.get("earlier_service")
    return replace(earlier, name="service") if earlier and "service" not in said else None


def _insured_service(said: Said) -> Fact | None:
    """Time paid in where the employer insured all along."""
    service, insured = said.get("service"), said.get("insured")
    return replace(service, name="insured_service") if service and insured and insured.value == "true" else None


def _without_overtime(said: Said) -> Fact | None:
    """The wage less the overtime pay it contains."""
    wage, part = said.get("average_wage") or said.get("monthly_wage"), said.get("overtime_part")
    if wage is None or part is None:
        return None
    rest = Decimal(plain_value(wage.value)) - Decimal(plain_value(part.value))
    return replace(wage, name="wage_without_overtime", value=str(rest), said=f"{wage.said}、{part.said}")


def _both_services(said: Said) -> tuple[Fact, Fact] | None:
    earlier, later = said.get("earlier_service"), said.get("service")
    return (earlier, later) if earlier and later and earlier.said != later.said else None


def _whole_service(said: Said) -> Fact | None:
    """All years of work, where the years here and before were told one by one."""
    both = _both_services(said)
    return _added(*both, "total_service") if both else None


def _joined_service(said: Said) -> Fact | None:
    """Years here and with the employer that sent the worker on, unpaid (劳动合同法实施条例第10条)."""
    both, moved = _both_services(said), said.get("transferred")
    return _added(*both, "joined_service") if both and moved and moved.value == "true" else None


def _added(one: Fact, other: Fact, name: str) -> Fact:
    months = months_of(one.value) + months_of(other.value)
    whole = int(months)
    span = Span(whole // 12, whole % 12, int((months - whole) * _DAYS_A_MONTH))
    rough = is_approximate(one.value) or is_approximate(other.value)
    return Fact(name, marked(span_text(span), rough), other.turn, f"{one.said}加{other.said}")


def _paid_in_all(said: Said) -> Fact | None:
    """What was paid during all the months of stop-work, from what was paid a month."""
    paid, months = said.get("paid_wage"), said.get("stop_months")
    if paid is None or months is None:
        return None
    total = Decimal(plain_value(paid.value)) * Decimal(plain_value(months.value))
    rough = is_approximate(paid.value) or is_approximate(months.value)
    return replace(
        paid, name="paid_in_all", value=marked(number_text(total), rough), said=f"{paid.said}、{months.said}"
    )


def _still_there(said: Said) -> Fact | None:
    """Nothing said of leaving: the caller is taken to work there still, and told so."""
    employed, leaving = said.get("employed"), said.get("leaving")
    if leaving is not None or (employed is not None and employed.value == "false"):
        return None
    return (employed and replace(employed, name="still_there")) or Fact("still_there", "true", 0, "")


_RULES: tuple[Callable[[Said], Fact | None], ...] = (
    _only_employer, _insured_service, _without_overtime, _whole_service, _joined_service, _paid_in_all, _still_there,
)  # fmt: skip


def fixed_by_talk(kind: str, question: Question) -> dict[str, str]:
    """Parameters the talk settles as a whole rather than in one fact."""
    text = heard(question.inquiry.caller_text)
    if kind == "arbitration_limitation":
        other = any(word in text for word in _OTHER_CLAIMS)
        return {"matter": "拖欠劳动报酬" if any(word in text for word in _WAGES) and not other else "其他"}
    if kind == "wage_arrears" and question.fact("paid_wage") is None:
        return {"paid_wage": "0"} if any(word in text for word in ("没发", "没给", "欠", "拖", "押")) else {}
    return {}

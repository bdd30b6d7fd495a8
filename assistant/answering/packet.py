"""What a lawyer or a union gets along with a matter: a summary, the facts with their words, and what is still unsaid."""

import re
from collections.abc import Sequence

from assistant.answering.limitation import Limitation
from assistant.answering.triage import Triage
from assistant.domain.answer import Escalation, OrderDraft
from assistant.domain.question import Question
from knowledge.citation import format_citation
from knowledge.model import Evidence, Kind

_PRIORITIES = ("urgent", "high", "normal")
SUMMARY_LIMIT = 120
_KINDS = "有限公司|集团|工厂|电子厂|服装厂|厂|养护院|护理院|医院|学校|幼儿园|酒店|饭店|超市|物业公司|快递站|项目部|工地"
_EMPLOYER = re.compile(
    r"(?<![说讲写叫])[“\"「](?P<quoted>[^”\"」，。]{2,16})[”\"」]"
    rf"|(?P<plain>[\u4e00-\u9fff]{{2,12}}?(?:{_KINDS}))(?=的|上|里|干|，|。|老板)"
)
_PEOPLE = re.compile(
    r"(?P<n>[0-9]+|[一二三四五六七八九十百两几]+)(?:多|来)?(?:个人|个工人|个工友|个农民工|个女工|个司机|名工人|名职工|名|人|号人|位|个送件的|个骑手|个护工)"
)
_AMOUNT = re.compile(r"(?P<n>[0-9][0-9,.]*万?|[一二三四五六七八九十百千万两]+)(?:多|余)?(?:元|块|万)")
_PERIOD = re.compile(
    r"(?:(?:今年|去年|[0-9]{4}年)?[0-9一二三四五六七八九十]+(?:月份?)?(?:到|至|、)[0-9一二三四五六七八九十]+月份?|[0-9一二三四五六七八九十两半]+个月|从[^，。]{2,10}(?:开始|起))"
)
_SECRET = re.compile(r"别(?:讲|说|告诉)[^，。]{0,10}(?:我|名字)|不留名|匿名|保密|不要(?:透露|公开|说出)")


def escalation_packet(
    question: Question, triage: Triage | None, evidence: Sequence[Evidence], limitation: Limitation | None = None
) -> Escalation:
    """The packet for a lawyer."""
    provisions = [e for e in evidence if e.passage.kind in (Kind.STATUTE, Kind.DIGEST)]
    urgent = triage is not None and triage.situation in {"case_under_way", "pressed_waiver"}
    high = triage is not None and triage.situation in {"grave_harm", "criminal", "retaliation"}
    return Escalation(
        summary=summary(question),
        facts=tuple(f"{fact.name}={fact.value}（第{fact.turn + 1}轮：{fact.said}）" for fact in question.facts),
        provisions=tuple(format_citation(e.passage.refs[0]) for e in provisions[:5]),
        open_question=question.text.strip()[-SUMMARY_LIMIT:],
        priority=most_pressing("urgent" if urgent else "high" if high else "normal", limitation),
        limitation=limitation.text if limitation else "",
    )


def most_pressing(priority: str, limitation: Limitation | None) -> str:
    """The priority, raised where a last day is near."""
    return min((priority, limitation.priority if limitation else priority), key=_PRIORITIES.index)


def order_draft(question: Question, triage: Triage | None) -> OrderDraft:
    """The work order as far as the talk fills it; a field nobody spoke of stays empty and is named as missing."""
    text = question.inquiry.caller_text
    employer = _EMPLOYER.search(text)
    fields = {
        "单位名称": (employer.group("quoted") or employer.group("plain")) if employer else "",
        "人数": _found(_PEOPLE, text),
        "金额": _found(_AMOUNT, text),
        "时间": _found(_PERIOD, text),
    }
    wanted = (
        ("单位名称", "联系电话") if triage and triage.situation in {"hardship_visit", "record_check"} else tuple(fields)
    )
    missing = [name for name in (*wanted, "联系电话") if not fields.get(name) and not _phone(name, text)]
    return OrderDraft(
        category=triage.says.get("category", "") if triage else "",
        region=question.region,
        employer=fields["单位名称"],
        headcount=fields["人数"],
        amount=fields["金额"],
        period=fields["时间"],
        summary=summary(question),
        missing=tuple(dict.fromkeys(missing))[:3],
        confidential=_SECRET.search(text) is not None,
    )


def summary(question: Question) -> str:
    """What was said, cut to the length of an order's summary line."""
    text = question.inquiry.caller_text.replace("\n", " ").strip()
    return text if len(text) <= SUMMARY_LIMIT else text[: SUMMARY_LIMIT - 1] + "…"


def _found(pattern: re.Pattern[str], text: str) -> str:
    match = pattern.search(text)
    return match.group() if match else ""


def _phone(name: str, text: str) -> bool:
    return name == "联系电话" and re.search(r"1[3-9][0-9]{9}", text) is not None

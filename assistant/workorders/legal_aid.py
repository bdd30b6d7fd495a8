"""Legal-aid pre-check: scope, who is exempt from the hardship test, papers, place and clocks, with a draft application.

It prepares an application; the legal-aid office decides. Every rule comes from the table with its article.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from assistant.domain.referral import AidCheck
from assistant.errors import BadInput

TABLE = Path(__file__).with_name("legal_aid.toml")


@dataclass(frozen=True, slots=True)
class AidFacts:
    """What the pre-check needs to know."""

    matter: str  # wages, relation, insurance, injury, other
    migrant: bool = False
    on_relief: bool = False
    no_income: bool = False
    hardship: bool = False
    contentious: bool = True  # before an arbitration commission or a court
    limitation: date | None = None
    name: str = ""
    employer: str = ""
    claim: str = ""
    reasons: str = ""


@cache
def rules() -> Mapping[str, Any]:
    """The table."""
    return tomllib.loads(TABLE.read_text(encoding="utf-8"))


def check_aid(facts: AidFacts, today: date) -> AidCheck:
    """What can be said before the office looks at it."""
    table = rules()
    if facts.matter != "other" and facts.matter not in table["scope"]:
        raise BadInput(f"事项应当是 {'、'.join([*table['scope'], 'other'])} 之一")
    in_scope = facts.matter in table["scope"]
    exempt = [rule for rule in table["exempt"].values() if _fits(rule, facts)]
    days_left = (facts.limitation - today).days if facts.limitation else None
    help_first = days_left is not None and 0 <= days_left < table["papers"]["help_first_days"]
    place = table["place"]["contentious" if facts.contentious else "other"]
    papers = [*table["papers"]["always"], table["papers"]["exempt" if exempt else "hardship"]]
    notes = [rule["says"] for rule in exempt]
    if in_scope and not exempt and not facts.hardship:
        notes.append("一般要求经济困难，标准由省政府规定；请核对后再申请")
    if not in_scope:
        notes.append("不在所列事项之内，是否援助由法律援助机构按其他规定审查；可以先转工会律师咨询")
    if days_left is not None and days_left < 0:
        notes.append("所说的期限已经过了，是否中断、中止请律师先看")
    articles = [
        31,
        38,
        43,
        *[rule["article"] for rule in exempt],
        *([44] if help_first else []),
        *([] if exempt else [41]),
    ]
    return AidCheck(
        in_scope=in_scope,
        hardship_exempt=bool(exempt),
        help_first=help_first,
        place=place["says"],
        papers=tuple(papers),
        clocks=tuple(clock["says"] for clock in table["clock"]),
        basis=tuple(f"{table['law']}第{article}条" for article in sorted(set(articles))),
        application=_application(facts, [rule["says"] for rule in exempt]),
        notes=tuple(notes),
    )


def _fits(rule: Mapping[str, Any], facts: AidFacts) -> bool:
    named = all(getattr(facts, need) for need in rule["needs"])
    return named and ("matters" not in rule or facts.matter in rule["matters"])


def _application(facts: AidFacts, exempt: list[str]) -> str:
    """A draft for the applicant to complete and sign; nothing is filled in that was not said."""
    blank = "＿＿＿＿"
    lines = [
        "法律援助申请书（草稿，请核对后签名）",
        f"申请人：{facts.name or blank}",
        f"对方：{facts.employer or blank}",
        f"申请事项：{rules()['scope'].get(facts.matter, {}).get('says', blank)}",
        f"请求：{facts.claim or blank}",
        f"事实和理由：{facts.reasons or blank}",
        f"经济状况：{'；'.join(exempt) if exempt else '本人说明并承诺属实：' + blank}",
        "以上内容属实。申请人（签名）：＿＿＿＿　日期：＿＿＿＿",
    ]
    return "\n".join(lines)

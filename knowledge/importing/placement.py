"""A statute's text and what is known of it -> the version it is: title, level, region, and the days it is in force.

The dates decide what a caller is told, so none is guessed silently. The first day of a version is, in this order: what the
manifest or the options say; what the text says, where that is not older than the version; the first day of a version we
already know of the same instrument, close behind the day this text was made public; that day itself, with a remark.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from knowledge.citation import law_key
from knowledge.importing.manifest import Details, level_in, region_in
from knowledge.instrument import LEVELS
from knowledge.model import ALWAYS_TO, NATIONAL, Kind, Source
from knowledge.statute import Statute

REVISION_LEAD = timedelta(days=366)  # a revision takes effect within a year of its publication
_REPEALED = re.compile(r"[（(]([^（）()]*?)[，,、]?\s*(?:已废止|已失效|已被取代)[）)]$")


@dataclass(frozen=True, slots=True)
class Placement:
    """The version a text is. `held` says why it may not be served, and is empty when it may."""

    source: Source
    remarks: tuple[str, ...] = ()
    held: str = ""


def place(statute: Statute, said: Details, known: Iterable[Source], origin: str) -> Placement:
    """Where a text belongs among the versions known of its instrument."""
    remarks: list[str] = []
    title, number, repealed = _named(said.title or statute.title, said.number or statute.number)
    region, level = _rank(title, said, remarks)
    versions = [source for source in known if source.law == law_key(title)]
    same_number = next((v for v in versions if number and v.number == number), None)
    begins = _begins(statute, said, versions, remarks)
    if begins is None and same_number is not None:
        begins = same_number.effective_from
    ends = said.effective_to or (same_number.effective_to if same_number else ALWAYS_TO)
    held = ""
    if begins is None:
        held = "不知道从哪天起施行：请在清单或选项里给出"
    elif (repealed or said.relevance == "repealed") and ends == ALWAYS_TO:
        held = "已废止，但不知道废止的日子：请在清单或选项里给出"
    elif said.relevance == "reference":
        held = "清单注明仅供参考：核对现行有效后去掉 reference 再导入"
    source = Source(
        law=law_key(title),
        title=title,
        kind=Kind.STATUTE,
        level=LEVELS[level],
        region=region,
        issuer=said.issuer,
        number=number,
        effective_from=begins or date.max,
        effective_to=ends,
        origin=origin,
        url=said.url,
        aliases=same_number.aliases if same_number else (),
        core=said.relevance in ("", "core"),
    )
    return Placement(source, tuple(remarks), held)


def _named(title: str, number: str) -> tuple[str, str, bool]:
    """The title without a remark in brackets, the document number, and whether the title says the text is repealed."""
    match = _REPEALED.search(title)
    if match is None:
        return title, number, False
    return title[: match.start()], number or match[1], True


def _rank(title: str, said: Details, remarks: list[str]) -> tuple[str, str]:
    """Region and level; what nobody said is read from the title, with a remark."""
    found, certain = region_in(title)
    region = said.region or found
    if said.region and found[:2] == said.region[:2] and said.region.endswith("0000"):
        region = found  # 宁波市…条例 listed under 浙江 is the city's
    elif not said.region and not certain:
        remarks.append(f"标题像是某市的规定，暂按 {region} 适用：请核对地区")
    level = said.level
    if not level:
        level = level_in(title, region)
        remarks.append(f"效力级别按标题推断为 {level}：请核对")
    if not said.region and region != NATIONAL:
        remarks.append(f"地区按标题推断为 {region}：请核对")
    return region, level


def _begins(statute: Statute, said: Details, versions: Sequence[Source], remarks: list[str]) -> date | None:
    if said.effective_from:
        return said.effective_from
    made = [event.day for event in statute.history if event.act not in ("施行", "实施", "废止")]
    version = said.version or max(made, default=None)
    stated = _stated(statute, said)
    if stated and (version is None or stated >= version):
        return stated
    if version is None:
        return None
    digests = [v.effective_from for v in versions if v.kind is Kind.DIGEST]  # an imported text is another version
    near = [begins for begins in digests if version <= begins <= version + REVISION_LEAD]
    if near:
        if min(near) != version:
            remarks.append(f"施行日 {min(near)} 取自已有的同名文件，正文没有写明：请核对")
        return min(near)
    if statute.begins == "公布" and not stated:
        return version
    remarks.append(f"正文没有写明本次修订的施行日，暂按公布日 {version} 计：请核对")
    return version


def _stated(statute: Statute, said: Details) -> date | None:
    """The first day in force the text names, in its closing article or its opening lines."""
    named = statute.begins
    if isinstance(named, date):
        return named
    opening = [event.day for event in statute.history if event.act in ("施行", "实施")]
    return max(opening, default=said.stated_from)

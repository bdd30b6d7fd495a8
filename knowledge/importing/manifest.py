"""What is known of a file beyond its text: a manifest (CSV), a file beside it (TOML), or the command's options."""

import csv
import io
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from functools import cache
from pathlib import Path, PurePosixPath

from knowledge.importing.refusal import Reason, Refused
from knowledge.importing.text import decoded
from knowledge.instrument import LEVELS
from knowledge.model import NATIONAL

PLACES = Path(__file__).with_name("places.toml")
_LEVEL_WORDS = {
    "宪法": "law",
    "法律": "law",
    "司法解释": "interpretation",
    "行政法规": "regulation",
    "部门规章": "rule",
    "部门规范性文件": "policy",
    "规范性文件": "policy",
    "地方性法规": "local_regulation",
    "自治条例": "local_regulation",
    "单行条例": "local_regulation",
    "地方政府规章": "local_rule",
    "地方规范性文件": "local_policy",
    "工会文件": "union_rule",
}
_NATIONAL_WORDS = ("", "全国", "国家", "CN")


@dataclass(frozen=True, slots=True)
class Details:
    """What somebody said about a file; empty or None is what nobody said."""

    title: str = ""
    level: str = ""  # a key of instrument.LEVELS
    issuer: str = ""
    number: str = ""
    region: str = ""  # an administrative code, or CN
    version: date | None = None  # the day this version was made public
    effective_from: date | None = None  # the first day of this version in force
    effective_to: date | None = None
    stated_from: date | None = None  # the first day in force the text names: the instrument's, not always the version's
    relevance: str = ""  # core, related, reference, repealed
    url: str = ""
    note: str = ""  # what the manifest says about the text being current

    def over(self, other: "Details") -> "Details":
        """These details, and the other's where these say nothing."""
        said = {f.name: getattr(self, f.name) for f in fields(self) if getattr(self, f.name)}
        return replace(other, **said)


@dataclass(frozen=True, slots=True)
class Manifest:
    """Details by file name and by title."""

    by_file: Mapping[str, Details]
    by_title: Mapping[str, Details]

    def of(self, name: str, title: str = "") -> Details:
        """What the manifest says of a file, by its name or else by its title."""
        file = PurePosixPath(name.replace("\\", "/")).name
        return self.by_file.get(file) or self.by_title.get(title) or Details()


NOTHING = Manifest({}, {})


def read_manifest(data: bytes) -> Manifest:
    """A manifest in the form title,level,issuing_body,region,version_date,effective_date_in_text with a column `file`.

    Raises:
        Refused: when it has no column for the title or the file.
    """
    rows = list(csv.DictReader(io.StringIO(decoded(data), newline="")))
    if not rows or not {"file", "title"} & {str(key) for key in rows[0]}:
        raise Refused(Reason.NO_COLUMNS, "清单里没有 file 或 title 列")
    said = [(row.get("file") or "", details(row)) for row in rows]
    return Manifest(
        {PurePosixPath(file).name: found for file, found in said if file},
        {found.title: found for _, found in said if found.title},
    )


def merged(manifests: Iterable[Manifest]) -> Manifest:
    """Several manifests as one; the earlier one counts where two speak of a file."""
    files: dict[str, Details] = {}
    titles: dict[str, Details] = {}
    for manifest in manifests:
        files = {**manifest.by_file, **files}
        titles = {**manifest.by_title, **titles}
    return Manifest(files, titles)


def read_sidecar(data: bytes) -> Details:
    """The TOML file beside a document, with the manifest's names for its fields.

    Raises:
        Refused: when it is no TOML.
    """
    try:
        body = tomllib.loads(decoded(data))
    except tomllib.TOMLDecodeError as error:
        raise Refused(Reason.UNREADABLE, "旁边的 .toml 说明读不了") from error
    return details({key: str(value) for key, value in body.items()})


def details(row: Mapping[str, str | None]) -> Details:
    """Details of a row of a manifest; a level or region nobody knows is left empty, for the report to ask."""

    def said(*names: str) -> str:
        return next((str(row[name]).strip() for name in names if row.get(name)), "")

    return Details(
        title=said("title"),
        level=level_of(said("level")),
        issuer=said("issuing_body", "issuer"),
        number=said("number", "doc_no"),
        region=region_of(said("region")) or "",
        version=day(said("version_date", "published")),
        effective_from=day(said("effective_from")),
        effective_to=day(said("effective_to")),
        stated_from=day(said("effective_date_in_text")),
        relevance=said("relevance"),
        url=said("official_url", "url"),
        note=said("currency_note", "note"),
    )


def day(text: str) -> date | None:
    """A day written 2026-11-22 or 2026年11月22日, None when it is none."""
    match = re.fullmatch(r"(\d{4})[-年/.](\d{1,2})[-月/.](\d{1,2})日?", text.strip())
    try:
        return date(*map(int, match.groups())) if match else None
    except ValueError:
        return None


def level_of(text: str) -> str:
    """The level a word names: 行政法规 is regulation; of 行政法规/党内法规 the first counts."""
    word = re.split(r"[/、（(]", text)[0].strip()
    return word if word in LEVELS else _LEVEL_WORDS.get(word, "")


@cache
def _places() -> tuple[dict[str, str], dict[str, str]]:
    """Codes of the provinces and of the cities, by name."""
    body = tomllib.loads(PLACES.read_text(encoding="utf-8"))
    provinces, cities = ({name: code for code, name in body[part].items()} for part in ("provinces", "cities"))
    return provinces, cities


def region_of(text: str) -> str | None:
    """The administrative code of a place name or code; None when nobody knows the place, CN for the nation."""
    if text in _NATIONAL_WORDS:
        return NATIONAL if text else None
    if re.fullmatch(r"\d{6}", text):
        return text
    provinces, cities = _places()
    plain = re.sub(r"(?:省|市|自治区|壮族|回族|维吾尔)+$", "", text)
    return cities.get(plain) or provinces.get(plain)


def region_in(title: str) -> tuple[str, bool]:
    """The region a title opens with, and whether the place is certain: a city nobody listed is not."""
    provinces, cities = _places()
    for names in (cities, provinces):
        for name, code in names.items():
            if re.match(rf"{name}(?:省|市|自治区|壮族自治区|回族自治区|维吾尔自治区)?", title):
                return code, True
    return NATIONAL, re.match(r"^[\u4e00-\u9fff]{2,6}(?:省|市(?!场)|自治州|自治县|县)", title) is None


def level_in(title: str, region: str) -> str:
    """The level a title suggests, for files of which nobody said it."""
    if title.startswith(("最高人民法院", "最高人民检察院")):
        return "interpretation"
    if re.fullmatch(r"中华人民共和国.*法", title):
        return "law"
    if "工会" in title and title.endswith(("通知", "意见", "办法")) and region == NATIONAL:
        return "union_rule"
    order: Sequence[tuple[str, str, str]] = (
        ("条例", "regulation", "local_regulation"),
        ("规定", "rule", "local_rule"),
        ("办法", "rule", "local_rule"),
        ("细则", "rule", "local_rule"),
    )
    for ending, national, local in order:
        if title.endswith(ending):
            return national if region == NATIONAL else local
    return "policy" if region == NATIONAL else "local_policy"

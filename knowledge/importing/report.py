"""What an import did with each file, as a person reads it and as JSON."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any


class Verdict(StrEnum):
    """What became of a file."""

    IMPORTED = "imported"
    CORRECTED = "corrected"  # another text of a version that was imported before
    UNCHANGED = "unchanged"
    HELD = "held"  # kept, not served until somebody says its dates
    DRAFTS = "drafts"  # questions and answers, for two people to review
    SKIPPED = "skipped"  # met in a folder, and nothing to import
    REFUSED = "refused"


WORDS = {
    Verdict.IMPORTED: "已导入",
    Verdict.CORRECTED: "已更正",
    Verdict.UNCHANGED: "无变化",
    Verdict.HELD: "暂存，不使用",
    Verdict.DRAFTS: "存为草稿",
    Verdict.SKIPPED: "跳过",
    Verdict.REFUSED: "拒绝",
}


@dataclass(frozen=True, slots=True)
class FileReport:
    """One file's line of the report."""

    file: str
    verdict: Verdict
    title: str = ""
    effective_from: str = ""
    effective_to: str = ""
    region: str = ""
    characters: int = 0
    articles: int = 0
    paragraphs: int = 0
    items: int = 0
    last_article: int = 0
    gaps: tuple[int, ...] = ()
    tables: int = 0
    annex_lines: int = 0
    amendments: int = 0
    pairs: int = 0
    superseded: tuple[str, ...] = ()
    needs_eyes: tuple[str, ...] = ()
    note: str = ""  # what the manifest says about the text being current
    reason: str = ""
    message: str = ""
    seconds: float = 0.0

    @property
    def failed(self) -> bool:
        """True when the file was not taken in though it should have been."""
        return self.verdict is Verdict.REFUSED


def as_json(report: FileReport) -> dict[str, Any]:
    """One object of the report's .jsonl; a refused file carries the contract's error object."""
    body = {"id": report.file, **asdict(report)}
    if report.failed:
        body["error"] = {"code": "bad_input", "message": report.message}
    return body


def as_lines(report: FileReport) -> list[str]:
    """The report of one file as a person reads it."""
    head = f"{WORDS[report.verdict]}  {report.title or report.file}"
    if report.verdict in (Verdict.REFUSED, Verdict.SKIPPED):
        return [f"{head}：{report.message}"]
    if report.verdict is Verdict.DRAFTS:
        lines = [f"{head}：{report.pairs}个问答"]
    else:
        numbering = f"缺第{'、'.join(map(str, report.gaps))}条" if report.gaps else "条号连续"
        counted = f"{report.characters}字 {report.articles}条（{numbering}）{report.paragraphs}款 {report.items}项"
        extra = f" {report.tables}表" if report.tables else ""
        extra += f" 附件{report.annex_lines}行" if report.annex_lines else ""
        lines = [f"{head}：{counted}{extra}，{report.effective_from} 起施行"]
    if report.note:
        lines.append(f"    备注：{report.note}")
    lines += [f"    取代：{text}" for text in report.superseded]
    return lines + [f"    请看：{text}" for text in report.needs_eyes]


def summary(reports: Sequence[FileReport]) -> str:
    """The totals in one line."""
    counts = {verdict: sum(report.verdict is verdict for report in reports) for verdict in Verdict}
    parts = [f"{WORDS[verdict]}{count}" for verdict, count in counts.items() if count]
    statutes = [report for report in reports if report.articles]
    return (
        f"文件{len(reports)}个：{'、'.join(parts) or '无'}；条文{sum(r.articles for r in statutes)}条，"
        f"{sum(r.characters for r in statutes)}字；缺号{sum(bool(r.gaps) for r in statutes)}件，"
        f"需要人看{sum(bool(r.needs_eyes) for r in reports)}件"
    )

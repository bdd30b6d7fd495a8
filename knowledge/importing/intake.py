"""Takes files in: guard, child process, structure, placement, store; each file ends in one line of the report."""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from knowledge.catalogue import Catalogue
from knowledge.citation import article_number
from knowledge.document import Document
from knowledge.importing.archive import Candidate, candidates
from knowledge.importing.child import parsed
from knowledge.importing.drafts import draft_folder, drafts
from knowledge.importing.guard import FileKind, kind_of
from knowledge.importing.manifest import NOTHING, Details, Manifest, merged
from knowledge.importing.placement import place
from knowledge.importing.refusal import Reason, Refused
from knowledge.importing.report import FileReport, Verdict
from knowledge.importing.store import Stored, imported_texts, stored
from knowledge.model import Kind, Source
from knowledge.statute import Statute, paragraphs, read_statute
from knowledge.timeline import changed_later

Parse = Callable[[FileKind, bytes], Document]
_FEW = 40  # characters an article has on average at least; less looks like a table of contents


@dataclass(frozen=True, slots=True)
class Read:
    """A file as far as it was understood: a statute placed among the versions known, or question-and-answer pairs."""

    candidate: Candidate
    document: Document
    statute: Statute | None = None
    text: Stored | None = None
    remarks: tuple[str, ...] = ()
    note: str = ""


class Intake:
    """Reads files against what is known; `keep` writes them down."""

    def __init__(self, base: Catalogue, home: Path, today: date, parse: Parse = parsed) -> None:
        self._base = base
        self._parse = parse
        self._today = today
        self.texts = imported_texts(home)
        self.drafts = draft_folder(home)
        self._texts = list(self.texts.texts())

    def take(
        self, paths: Sequence[Path], manifest: Manifest = NOTHING, said: Details | None = None
    ) -> Iterator[FileReport]:
        """Import every file at the paths; a report for each, in their order."""
        for candidate in _all(paths):
            started = time.perf_counter()
            try:
                report = self.kept(self.read(candidate, manifest, said or Details()))
            except Refused as error:
                skipped = not candidate.named and error.reason in (Reason.NO_COLUMNS, Reason.UNKNOWN_KIND)
                verdict = Verdict.SKIPPED if skipped else Verdict.REFUSED
                report = FileReport(candidate.name, verdict, reason=error.reason.value, message=str(error))
            yield replace(report, seconds=round(time.perf_counter() - started, 3))

    def read(self, candidate: Candidate, manifest: Manifest = NOTHING, said: Details | None = None) -> Read:
        """The file understood, nothing written.

        Raises:
            Refused: in one sentence.
        """
        if candidate.refused is not None:
            raise candidate.refused
        kind = kind_of(candidate.name, candidate.data)
        document = self._parse(kind, candidate.data)
        if kind in (FileKind.XLSX, FileKind.CSV):
            return Read(candidate, document, remarks=document.remarks)
        if not document.blocks:
            raise Refused(Reason.NO_TEXT, "文件里没有文字")
        statute = read_statute(document.blocks, _stem(candidate.name))
        details = (said or Details()).over(candidate.said)
        named = merged([manifest, candidate.manifest]).of(candidate.name.split(" › ")[-1], statute.title)
        details = details.over(named)
        placement = place(statute, details, self._known(), candidate.name)
        if not placement.source.title:
            raise Refused(Reason.NO_TEXT, "找不到文件标题")
        remarks = (*_odd(statute, document), *placement.remarks, *([placement.held] if placement.held else ()))
        text = stored(statute, placement, candidate.data, self._today)
        return Read(candidate, document, statute, text, (*document.remarks, *remarks), details.note)

    def kept(self, read: Read) -> FileReport:
        """Write down what was read; the report says what it is and what it takes the place of."""
        if read.statute is None or read.text is None:
            return self._drafted(read)
        earlier = [text for text in self._texts if text.source.law == read.text.source.law]
        text, written = self.texts.keep(read.text)
        if written:
            self._texts.append(text)
        verdict = Verdict.UNCHANGED if not written else Verdict.IMPORTED if text.revision == 1 else Verdict.CORRECTED
        report = statute_report(read, Verdict.HELD if text.held else verdict)
        if text.held:
            return report
        base = self._base.sources(text.source.law)
        eyes = (*report.needs_eyes, *_newer(text.source, base), *_changed_later(text, self._base))
        return replace(report, superseded=tuple(_superseded(text, earlier, base)), needs_eyes=eyes)

    def _drafted(self, read: Read) -> FileReport:
        made = list(drafts(read.document.pairs, self._base, read.candidate.name, self._today))
        new = sum(self.drafts.keep(draft) for draft in made)
        eyes = [f"{draft.question[:30]}：{remark}" for draft in made for remark in draft.remarks]
        return FileReport(
            read.candidate.name,
            Verdict.DRAFTS if new else Verdict.UNCHANGED,
            characters=read.document.characters,
            pairs=len(made),
            needs_eyes=(*read.remarks, *eyes),
        )

    def _known(self) -> list[Source]:
        return [*self._base.sources(), *(text.source for text in self._texts)]


def _all(paths: Iterable[Path]) -> Iterator[Candidate]:
    for path in paths:
        try:
            yield from candidates(path)
        except Refused as error:
            yield Candidate(str(path), b"", refused=error)


def _stem(name: str) -> str:
    """A file's name as a title: without folders, ending and the version's day in brackets."""
    stem = Path(name.split(" › ")[-1]).stem
    return stem.split("(20")[0].split("（20")[0].split("(19")[0]


def statute_report(read: Read, verdict: Verdict) -> FileReport:
    """The counts of a statute."""
    assert read.statute is not None
    assert read.text is not None
    statute, source = read.statute, read.text.source
    parts = [part for article in statute.articles for part in paragraphs(article.text)]
    return FileReport(
        file=read.candidate.name,
        verdict=verdict,
        title=source.title,
        effective_from=source.effective_from.isoformat(),
        effective_to=source.effective_to.isoformat(),
        region=source.region,
        characters=read.document.characters,
        articles=len(statute.articles),
        paragraphs=len(parts),
        items=sum(len(part.items) for part in parts),
        last_article=max((article.number for article in statute.articles), default=0),
        gaps=statute.gaps,
        tables=statute.tables,
        annex_lines=len(statute.annex),
        amendments=sum(event.act in ("修订", "修正", "修改") for event in statute.history),
        needs_eyes=read.remarks,
        note=read.note,
    )


def _odd(statute: Statute, document: Document) -> Iterator[str]:
    """What a person should look at in a statute's structure."""
    if not statute.articles:
        yield "没有找到条号：全文作为一件收入"
    elif document.characters < _FEW * len(statute.articles):
        yield "条文很短，像是目录或节录：请核对"
    if statute.by_points:
        yield "没有“第×条”，按“一、二、三、”分条"
    if statute.gaps:
        yield f"条号不连续，缺第{'、'.join(map(str, statute.gaps))}条：缺的条有要点的仍用要点"
    if statute.repeated:
        yield f"条号重复或倒退：第{'、'.join(map(str, statute.repeated))}条，文字留在前一条里"
    if statute.articles and not statute.closed:
        yield "末条不像施行条款，正文可能不完整"
    if any(line.startswith("第一条") for line in statute.annex):
        yield "附件里另有条文：请把附件另存为一个文件导入"
    for note in statute.notes:
        yield f"编者注没有收入正文：{note[:80]}"


def _superseded(text: Stored, earlier: Sequence[Stored], base: Sequence[Source]) -> Iterator[str]:
    """What the text takes the place of, and what it ends."""
    source = text.source
    for held in earlier:
        if held.source.effective_from == source.effective_from and held.content != text.content:
            yield f"同一版本先前导入的文本（第{held.revision}稿）"
        elif held.source.effective_from < source.effective_from and not held.held:
            yield f"先前导入的 {held.source.effective_from} 版，止于新版施行前一日"
    for version in base:
        if version.effective_from <= source.effective_from <= version.effective_to:
            yield f"{version.effective_from} 起的{_name(version)}"


def _newer(source: Source, base: Sequence[Source]) -> Iterator[str]:
    """Versions known that begin after this one: from that day on they are served, not this text."""
    for version in base:
        if source.effective_from < version.effective_from <= source.effective_to:
            yield f"已有 {version.effective_from} 起的{_name(version)}比它新，从那天起不用本文本：若是同一版本，请给出施行日"


def _changed_later(text: Stored, base: Catalogue) -> Iterator[str]:
    """Articles of which a digest knows a change after this text: from that day on the digest is served."""
    for article in text.instrument.articles:
        for known in base.versions(article.ref):
            if changed_later(known) and text.source.effective_from < known.effective_from <= text.source.effective_to:
                yield f"{article_number(article.ref)}自 {known.effective_from} 起已有改动，从那天起用要点"


def _name(version: Source) -> str:
    return "要点" if version.kind is Kind.DIGEST else "内置文本"

"""hotline kb ingest, diff and check: official texts and questions brought in, what they change, and whether all of it holds."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from assistant.bootstrap import build
from assistant.calculators.calculator import registry
from assistant.cli.ask import day_from
from assistant.cli.batch import SOME_FAILED
from assistant.cli.knowledge import build_up, kb
from assistant.errors import AssistantError, BadInput
from knowledge.catalogue import load_catalogue
from knowledge.check import Finding, check
from knowledge.importing import changes, report
from knowledge.importing.archive import candidates
from knowledge.importing.intake import Intake
from knowledge.importing.manifest import NOTHING, Details, Manifest, day, level_of, read_manifest, region_of
from knowledge.importing.refusal import Refused
from knowledge.importing.soundness import soundness
from knowledge.importing.store import imported_texts
from knowledge.instrument import BadKnowledgeFile, Instrument

FOUND = 1
CASES = Path("evals/datasets")

Paths = Annotated[list[Path], typer.Argument(help="files, folders or zip archives")]
ManifestFile = Annotated[Path | None, typer.Option("--manifest", help="CSV with file or title, level, issuing_body …")]
AsJson = Annotated[bool, typer.Option("--json", help="JSON on standard output, one object a file")]


def register(_app: typer.Typer) -> None:
    """Add the commands to the group `kb`."""
    kb.command("ingest")(ingest_files)
    kb.command("diff")(diff)
    kb.command("check")(check_all)


def ingest_files(
    paths: Paths,
    manifest: ManifestFile = None,
    title: Annotated[str, typer.Option(help="official title, for one file")] = "",
    level: Annotated[str, typer.Option(help="law, regulation, rule, 行政法规 …, for one file")] = "",
    region: Annotated[str, typer.Option(help="administrative code or province, for one file")] = "",
    effective_from: Annotated[str, typer.Option(help="first day in force, for one file")] = "",
    effective_to: Annotated[str, typer.Option(help="last day in force, for one file")] = "",
    as_json: AsJson = False,
    index: Annotated[bool, typer.Option(help="bring an existing vector index up to date")] = True,
) -> None:
    """Take in official texts (docx, pdf, html, md, txt) and questions with answers (xlsx, csv)."""
    services = build()
    said = _said(title, level, region, effective_from, effective_to)
    if said != Details() and (len(paths) != 1 or not paths[0].is_file()):
        raise BadInput("标题、级别、地区和日期选项只用于导入一个文件；多个文件请用 --manifest")
    intake = Intake(load_catalogue(), services.settings.home, date.today())
    reports: list[report.FileReport] = []
    for done in intake.take(paths, _manifest(manifest), said):
        reports.append(done)
        if as_json:
            typer.echo(json.dumps(report.as_json(done), ensure_ascii=False))
        else:
            typer.echo("\n".join(report.as_lines(done)))
    typer.echo(report.summary(reports), err=as_json)
    new = any(r.verdict in (report.Verdict.IMPORTED, report.Verdict.CORRECTED) for r in reports)
    if new and index and services.settings.index_folder.is_dir():
        build_up(services, core_only=True)
    failed = sum(r.failed for r in reports)
    if failed and len(reports) == 1:
        raise BadInput(f"{reports[0].file}：{reports[0].message}")
    if failed:
        raise SystemExit(SOME_FAILED)


def diff(
    paths: Annotated[list[Path] | None, typer.Argument(help="new texts; none: what the imported ones change")] = None,
    manifest: ManifestFile = None,
    cases: Annotated[Path, typer.Option(help="folder of eval cases to look through")] = CASES,
    as_json: AsJson = False,
) -> None:
    """Show what new versions change: articles, figures, and the cards and eval cases that cite them. Writes nothing."""
    home = build().settings.home
    held = imported_texts(home).instruments()
    if paths:
        new, refused = _read(paths, home, _manifest(manifest))
        before = load_catalogue(imported=held)
        changed = {(text.source.law, text.source.effective_from) for text in new}
        kept = [text for text in held if (text.source.law, text.source.effective_from) not in changed]
        after = load_catalogue(imported=[*kept, *new])
    else:
        new, refused = list(held), []
        before, after = load_catalogue(), load_catalogue(imported=held)
    found = changes.differences(before, after, new, changes.cases_in(cases) if cases.is_dir() else ())
    for difference in found:
        if as_json:
            typer.echo(json.dumps(changes.as_json(difference), ensure_ascii=False))
        else:
            typer.echo("\n".join(changes.as_lines(difference)))
    for sentence in refused:
        typer.echo(sentence, err=True)
    if refused and not new:
        raise BadInput(refused[0])
    if refused:
        raise SystemExit(SOME_FAILED)


def check_all(
    as_of: Annotated[str, typer.Option("--as-of", help="the day whose law counts, YYYY-MM-DD")] = "",
    as_json: AsJson = False,
) -> None:
    """Fail on a citation that does not resolve, a number no cited text holds, a duplicate, an overdue review, a damaged text."""
    services = build()
    on = day_from(as_of)
    try:
        findings = check(services.catalogue, on, set(registry()))
    except BadKnowledgeFile as error:
        raise AssistantError(f"知识文件格式不对：{error}") from error
    sound = soundness(imported_texts(services.settings.home), load_catalogue())
    findings += sound.findings
    if as_json:
        body: dict[str, Any] = {"findings": _plain(findings), "notes": _plain(sound.notes)}
        typer.echo(json.dumps(body, ensure_ascii=False))
    else:
        for finding in findings:
            typer.echo(str(finding))
        for note in sound.notes:
            if note.rule != "held":  # kb status counts them
                typer.echo(f"note: {note}", err=True)
        cards, sources = len(services.catalogue.cards), len(services.catalogue.sources())
        typer.echo(f"cards {cards}, instruments {sources}: findings {len(findings)}, notes {len(sound.notes)}")
    if findings:
        raise SystemExit(FOUND)


def _plain(findings: Sequence[Finding]) -> list[dict[str, str]]:
    return [asdict(finding) for finding in findings]


def _said(title: str, level: str, region: str, effective_from: str, effective_to: str) -> Details:
    if level and not level_of(level):
        raise BadInput(f"不认识的效力级别：{level}")
    if region and not region_of(region):
        raise BadInput(f"不认识的地区：{region}")
    days = {"effective_from": effective_from, "effective_to": effective_to}
    for text in days.values():
        if text and day(text) is None:
            raise BadInput(f"日期应当写成 2026-11-22 的形式：{text}")
    return Details(
        title=title,
        level=level_of(level),
        region=region_of(region) or "",
        effective_from=day(effective_from),
        effective_to=day(effective_to),
    )


def _manifest(path: Path | None) -> Manifest:
    if path is None:
        return NOTHING
    try:
        return read_manifest(path.read_bytes())
    except (OSError, Refused) as error:
        raise BadInput(f"清单读不了：{path}") from error


def _read(paths: Sequence[Path], home: Path, manifest: Manifest) -> tuple[list[Instrument], list[str]]:
    """The statutes at the paths, and a sentence for each file that is none."""
    intake = Intake(load_catalogue(), home, date.today())
    texts: list[Instrument] = []
    refused: list[str] = []
    for path in paths:
        try:
            for candidate in candidates(path):
                try:
                    read = intake.read(candidate, manifest)
                except Refused as error:
                    refused.append(f"{candidate.name}：{error}")
                else:
                    texts += [read.text.instrument] if read.text is not None and not read.text.held else []
        except Refused as error:
            refused.append(str(error))
    return texts, refused

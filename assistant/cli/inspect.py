"""hotline inspect: a transcript in, its findings, facts and masks out."""

import json
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from assistant.adapters.inspection_forms import inspected
from assistant.bootstrap import build
from assistant.cli.batch import run_batch
from assistant.errors import BadInput
from assistant.inspection.cited_figures import CitedFigures
from assistant.inspection.inspector import DETECTORS, Detector


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("inspect")(inspect)


def inspect(
    file: Annotated[Path | None, typer.Argument(help="one transcript as JSON")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="the contract's JSON on standard output")] = False,
    batch: Annotated[Path | None, typer.Option(help="transcripts, one JSON object a line")] = None,
    out: Annotated[Path | None, typer.Option(help="where the results of a batch go")] = None,
) -> None:
    """Inspect one call, or a file of them."""
    today, services = date.today(), build()
    detectors: tuple[Detector, ...] = (*DETECTORS, CitedFigures(lambda: services.catalogue))

    def one(body: Any) -> dict[str, Any]:
        return inspected(body, today, detectors)

    if batch is not None:
        if out is None:
            raise BadInput("--batch 需要同时给出 --out")
        raise SystemExit(run_batch(batch, out, one))
    if file is None:
        raise BadInput("请给出一份通话记录，或者用 --batch 给出一批")
    result = one(_read(file))
    typer.echo(json.dumps(result, ensure_ascii=False) if as_json else _readable(result))


def _read(file: Path) -> Any:
    try:
        return json.loads(file.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise BadInput(f"读不了文件 {file}") from error
    except ValueError as error:
        raise BadInput(f"{file} 不是JSON") from error


def _readable(result: dict[str, Any]) -> str:
    lines = [
        f"得分 {result['score']} · {result['topic']} · 情绪 {result['emotion_peak']}（AI 生成，以人工复核为准）",
        result["summary"],
    ]
    for finding in (*result["violations"], *result["to_be_heard"]):
        places = "、".join(map(str, finding["evidence"]))
        lines.append(f"[{finding['severity']}] {finding['code']} 第{places}句：{finding['explain']}")
        if "correct" in finding:
            lines.append(f"    应为：{finding['correct']}")
    if result["must_escalate"]:
        lines.append(f"应升级：{'、'.join(result['escalate_reasons'])}")
    return "\n".join(lines)

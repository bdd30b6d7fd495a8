"""hotline ask: a question in, a cited answer or a person out."""

import json
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from assistant.adapters.forms import inquiry_from, reply
from assistant.bootstrap import Services, build
from assistant.cli.batch import run_batch
from assistant.domain.speech import Speaker
from assistant.errors import BadInput
from assistant.speech.recording import spoken

AsOf = Annotated[str, typer.Option("--as-of", help="the day whose law counts, YYYY-MM-DD")]
Region = Annotated[str, typer.Option("--region", help="administrative code, 340100")]


def register(app: typer.Typer) -> None:
    """Add the command and its alias."""
    app.command("ask")(ask)
    app.command("batch", hidden=True)(ask)


def ask(
    text: Annotated[str | None, typer.Argument(help="the question")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="the contract's JSON on standard output")] = False,
    as_of: AsOf = "",
    region: Region = "",
    audience: Annotated[str, typer.Option(help="agent or worker")] = "agent",
    audio: Annotated[Path | None, typer.Option(help="a recorded question instead of a written one")] = None,
    batch: Annotated[Path | None, typer.Option(help="questions, one JSON object a line")] = None,
    out: Annotated[Path | None, typer.Option(help="where the answers of a batch go")] = None,
) -> None:
    """Answer one question, or a file of them."""
    if audience not in ("agent", "worker"):
        raise BadInput("--audience 只能是 agent 或 worker")
    services = build()
    day, place = day_from(as_of), region or services.settings.region

    def answer(body: Any) -> dict[str, Any]:
        return reply(services.hotline.answer(inquiry_from(body, day, place)))

    if batch is not None:
        if out is None:
            raise BadInput("--batch 需要同时给出 --out")
        raise SystemExit(run_batch(batch, out, answer))
    if audio is not None:
        text = heard(services, audio)
        typer.echo(f"听到：{text}", err=True)
    if text is None or not text.strip():
        raise BadInput("请给出要问的问题")
    result = answer({"id": "ask", "turns": [{"role": "caller", "text": text}], "channel": "chat"})
    typer.echo(json.dumps(result, ensure_ascii=False) if as_json else _readable(result))


def heard(services: Services, audio: Path) -> str:
    """What is said in a recording, in one line.

    Raises:
        BadInput: when the file cannot be read as sound.
    """
    hearing = services.hearing()
    utterances = hearing.recording(audio.name, hearing.decode(audio), (Speaker.CALLER,))
    return spoken(utterances)


def day_from(text: str) -> date:
    """The day named, or today.

    Raises:
        BadInput: when the text is no date.
    """
    try:
        return date.fromisoformat(text) if text else date.today()
    except ValueError as error:
        raise BadInput(f"日期应当写成 2026-11-22 的形式：{text}") from error


def _readable(result: dict[str, Any]) -> str:
    lines = [
        f"【{result['action']} · {result['reason']} · 置信度 {result['confidence']}】（AI 生成）",
        result["answer"],
    ]
    lines += [f"〔{c['law']}{c['article_no']}〕{c['quote']}" for c in result["citations"]]
    return "\n".join(lines)

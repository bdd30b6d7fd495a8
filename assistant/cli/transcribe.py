"""hotline transcribe: recordings in, text with speakers out; hotline models prepare: the embedded weights made ready."""

import json
import sys
import time
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import Progress

from assistant.bootstrap import build
from assistant.cli.batch import SOME_FAILED
from assistant.domain.speech import Speaker, Utterance
from assistant.errors import AssistantError, BadInput
from assistant.hearing import Hearing, prepare
from assistant.speech.recording import spoken
from knowledge.e5 import build_model

SIDES = {
    "": (Speaker.UNKNOWN,),
    "agent-left": (Speaker.AGENT, Speaker.CALLER),
    "agent-right": (Speaker.CALLER, Speaker.AGENT),
}
ENGINES = ("", "faster-whisper", "whisper")

models = typer.Typer(help="the models this machine runs", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Add the command and the group."""
    app.command("transcribe")(transcribe)
    app.add_typer(models, name="models")


def transcribe(
    files: Annotated[list[Path], typer.Argument(help="wav, flac, mp3, m4a, ogg, webm, amr, G.711")],
    as_json: Annotated[bool, typer.Option("--json", help="the contract's JSON, a line a file")] = False,
    stereo: Annotated[str, typer.Option(help="agent-left or agent-right: a speaker a channel")] = "",
    engine: Annotated[str, typer.Option(help="faster-whisper or whisper")] = "",
    model: Annotated[str, typer.Option(help="a checkpoint's path, or a name openai-whisper knows")] = "",
) -> None:
    """Turn recordings into text; a file that cannot be read fails alone."""
    if stereo not in SIDES:
        raise BadInput("--stereo 只能是 agent-left 或 agent-right")
    if engine not in ENGINES:
        raise BadInput("--engine 只能是 faster-whisper 或 whisper")
    hearing = build().hearing(engine, model)
    failed = 0
    for file in files:
        try:
            result = _transcribed(hearing, file, stereo)
        except AssistantError as error:
            if len(files) == 1:
                raise
            failed += 1
            said = {"code": error.code.value, "message": str(error)}
            result = {"id": str(file), "file": str(file), "error": said}
        typer.echo(json.dumps(result, ensure_ascii=False) if as_json else _readable(result))
    if failed:
        raise SystemExit(SOME_FAILED)


@models.command("prepare")
def prepare_models() -> None:
    """Make the embedded models from the installed packages; nothing is fetched, what is there stays."""
    settings = build().settings
    for name in ("faster-whisper", "whisper"):
        typer.echo(f"{name}: {prepare(settings, name, _say)}", err=True)
    _say("writing the embedding model")
    typer.echo(f"e5: {build_model(settings.model_folder)}", err=True)


def _say(step: str) -> None:
    typer.echo(f"  {step} …", err=True)


def _transcribed(hearing: Hearing, file: Path, stereo: str) -> dict[str, Any]:
    started = time.perf_counter()
    sound = hearing.decode(file, stereo=bool(stereo))
    with Progress(console=Console(file=sys.stderr), transient=True, disable=not sys.stderr.isatty()) as bar:
        task = bar.add_task(file.name, total=None)
        utterances = hearing.recording(
            file.name, sound, SIDES[stereo], lambda done, all_: bar.update(task, completed=done, total=all_)
        )
    return {
        "file": str(file),
        "duration_s": round(sound.duration_s, 2),
        "text": spoken(utterances),
        "segments": [_segment(utterance) for utterance in utterances],
        "seconds": round(time.perf_counter() - started, 2),
        "engine": hearing.transcriber.name if utterances else hearing.engine,
        "damaged": sound.broken > 0,
    }


def _segment(utterance: Utterance) -> dict[str, Any]:
    heard = utterance.heard
    return {
        "id": utterance.id,
        "start": round(utterance.started_ms / 1000, 2),
        "end": round(utterance.ended_ms / 1000, 2),
        "speaker": utterance.speaker.value,
        "text": heard.text,
        "confidence": heard.confidence,
        "raw": heard.raw,
        "changes": [asdict(change) for change in heard.changes],
        "numbers": [asdict(number) for number in heard.numbers],
        "unsure": [asdict(place) for place in heard.unsure],
    }


def _readable(result: dict[str, Any]) -> str:
    if "error" in result:
        return f"{result['file']}：{result['error']['message']}"
    names = {"caller": "来电人", "agent": "坐席", "unknown": "说话人"}
    lines = [f"{result['file']}（{result['duration_s']} 秒，用时 {result['seconds']} 秒）"]
    lines += [f"[{s['start']:7.2f}] {names[s['speaker']]}：{s['text']}" for s in result["segments"]]
    return "\n".join(lines if result["segments"] else [*lines, "没有听到人说话"])

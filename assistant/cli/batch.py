"""Batches: a line in, a line out, in order; a bad line becomes an error object and loses no other; a broken run goes on."""

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import Progress

from assistant.errors import AssistantError, BadInput, ErrorCode

SOME_FAILED = 3


def run_batch(source: Path, target: Path, answer: Callable[[Any], dict[str, Any]]) -> int:
    """Answer every line of a .jsonl file; gives back the exit status 0 or 3.

    Raises:
        BadInput: when the file cannot be read.
    """
    lines = list(_lines(source))
    done = _answered(target)
    failed = 0
    with target.open("a", encoding="utf-8") as out, Progress(console=Console(file=sys.stderr)) as bar:
        task = bar.add_task("questions", total=len(lines), completed=done)
        for number, line in enumerate(lines[done:], start=done + 1):
            result = _one(number, line, answer)
            failed += "error" in result
            out.write(json.dumps(result, ensure_ascii=False) + "\n")
            out.flush()
            bar.advance(task)
    return SOME_FAILED if failed else 0


def _lines(source: Path) -> Iterator[str]:
    try:
        text = source.read_bytes().decode("utf-8-sig", errors="replace")
    except OSError as error:
        raise BadInput(f"读不了文件 {source}") from error
    return (line for line in text.split("\n") if line.strip())


def _answered(target: Path) -> int:
    """Lines a broken run already wrote; a last line cut short is dropped and answered again."""
    if not target.exists():
        return 0
    whole = target.read_text(encoding="utf-8").split("\n")[:-1]
    target.write_text("".join(line + "\n" for line in whole), encoding="utf-8")
    return len(whole)


def _one(number: int, line: str, answer: Callable[[Any], dict[str, Any]]) -> dict[str, Any]:
    name: Any = f"line-{number}"
    try:
        body = json.loads(line)
        if isinstance(body, dict):
            name = body.get("id", name)
        return answer(body)
    except json.JSONDecodeError:
        return _error(name, ErrorCode.BAD_INPUT, f"第{number}行不是JSON")
    except RecursionError:
        return _error(name, ErrorCode.BAD_INPUT, f"第{number}行嵌套太深")
    except AssistantError as error:
        return _error(name, error.code, str(error))


def _error(name: Any, code: ErrorCode, message: str) -> dict[str, Any]:
    return {"id": name, "error": {"code": code.value, "message": message}}

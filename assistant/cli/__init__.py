"""The console script `hotline`: each command in a file of its own, ten lines of wiring each."""

import logging
import sys
from importlib.metadata import entry_points

import typer

from assistant.cli import (
    ask,
    calc,
    channel,
    demo,
    importing,
    inspect,
    knowledge,
    records,
    search,
    serve,
    transcribe,
    user,
)
from assistant.errors import AssistantError

app = typer.Typer(name="hotline", no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
for part in (ask, search, knowledge, importing, calc, channel, serve, demo, user, records, inspect, transcribe):
    part.register(app)
for entry in entry_points(group="hotline.commands"):  # packages above this one, such as the evals, bring their own
    entry.load()(app)

FAILED, UNUSABLE = 1, 2


def main() -> None:
    """Run a command; an error is one sentence on standard error and an exit status of the contract."""
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr, format="%(levelname)s %(name)s %(message)s")
    try:
        app()
    except AssistantError as error:
        typer.echo(f"错误：{error}", err=True)
        raise SystemExit(
            UNUSABLE if error.code in ("bad_input", "missing_facts", "unsafe_settings") else FAILED
        ) from None

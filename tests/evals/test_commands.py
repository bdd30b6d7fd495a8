"""The commands are wired, light to import, and tell bad input in a sentence."""

import subprocess
import sys
import tomllib
from importlib import import_module
from pathlib import Path

import typer
from typer.testing import CliRunner

from assistant.errors import BadInput
from evals.commands import main_app, register

ROOT = Path(__file__).parents[2]


def test_entry_point_names_a_function_that_registers() -> None:
    points = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["entry-points"]
    module, name = points["hotline.commands"]["eval"].split(":")
    app = typer.Typer()
    getattr(import_module(module), name)(app)
    assert "eval" in {command.name for command in app.registered_commands}


def test_loading_the_commands_loads_nothing_heavy() -> None:
    heavy = "'numpy' in sys.modules or 'sklearn' in sys.modules or 'pydantic' in sys.modules"
    code = f"import sys, evals.commands; raise SystemExit({heavy})"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


def test_every_command_explains_itself() -> None:
    app = main_app()
    for command in ("run", "compare", "gate", "peers", "leakage", "from-feedback", "fit-rerank", "fit-decision"):
        assert CliRunner().invoke(app, [command, "--help"]).exit_code == 0


def test_unknown_split_and_suite_are_refused() -> None:
    app = typer.Typer()
    register(app)
    app.command("other")(lambda: None)  # typer runs a lone command without its name
    assert isinstance(CliRunner().invoke(app, ["eval", "--split", "all"]).exception, BadInput)
    assert isinstance(CliRunner().invoke(app, ["eval", "nonsense"]).exception, BadInput)

"""The shape of the code: what a reviewer would otherwise have to say again and again."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("assistant", "knowledge", "evals")
FILES = sorted(
    path for package in PACKAGES for path in (ROOT / package).rglob("*.py") if "migrations" not in path.parts
)  # a migration is generated and never edited
FUNCTION = ast.FunctionDef | ast.AsyncFunctionDef
MOST_LINES, MOST_IN_FUNCTION = 300, 50


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_file_is_small_and_says_what_it_is(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    tree = ast.parse(source)
    assert source.count("\n") <= MOST_LINES, "split it: one idea a file"
    assert path.stem not in {"utils", "helpers", "common", "misc", "base", "manager"}, "name it after what it does"
    assert not source.strip() or ast.get_docstring(tree), "one line at the top: what this file is for"
    for node in ast.walk(tree):
        if isinstance(node, FUNCTION):
            assert node.end_lineno is not None
            assert node.end_lineno - node.lineno < MOST_IN_FUNCTION, f"{node.name} is too long to read at once"
        if isinstance(node, ast.ClassDef):
            assert len(node.bases) <= 1, f"{node.name} has several parents: compose instead"


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_nothing_is_swallowed_or_left_for_later(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.ExceptHandler):
            assert not (len(node.body) == 1 and isinstance(node.body[0], ast.Pass)), "an error is swallowed"
            assert node.type is not None, "a bare except catches the keyboard too"
        if isinstance(node, ast.Raise) and node.exc is not None:
            assert "NotImplementedError" not in ast.dump(node.exc), "a stub"
    marks = ("TO" + "DO", "FIX" + "ME")
    assert not [mark for mark in marks if mark in path.read_text(encoding="utf-8")]

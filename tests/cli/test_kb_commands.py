"""hotline kb ingest, diff and check: the contract's exit statuses, and nothing but JSON where JSON was asked for."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from assistant.cli import app
from assistant.errors import BadInput
from knowledge.catalogue import Catalogue
from tests.knowledge.importing import made

runner = CliRunner()


@pytest.fixture(autouse=True)
def _small_world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A home of its own, and a catalogue without the corpus: these tests are about the commands."""
    monkeypatch.setenv("HOTLINE_HOME", str(tmp_path / "home"))
    monkeypatch.setattr("assistant.cli.importing.load_catalogue", lambda **texts: _catalogue(texts.get("imported", ())))
    monkeypatch.setattr("assistant.bootstrap.load_catalogue", lambda **texts: _catalogue(texts.get("imported", ())))


def _catalogue(texts) -> Catalogue:  # type: ignore[no-untyped-def]
    return Catalogue([article for text in texts for article in text.articles])


def kb(*arguments: str | Path) -> Result:
    return runner.invoke(app, ["kb", *map(str, arguments)])


@pytest.fixture
def text(tmp_path: Path) -> Path:
    path = tmp_path / "办法.md"
    path.write_bytes(made.markdown())
    return path


def test_ingest_reports_each_file_as_json_and_nothing_else(text: Path) -> None:
    result = kb("ingest", text, "--json")
    assert result.exit_code == 0
    (report,) = [json.loads(line) for line in result.stdout.splitlines()]
    assert (report["id"], report["verdict"], report["gaps"]) == ("办法.md", "imported", [4])


def test_one_bad_file_is_unusable_input(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_text("not a pdf")
    result = kb("ingest", tmp_path / "a.pdf")
    assert isinstance(result.exception, BadInput)


def test_some_bad_files_are_three_and_the_others_are_taken_in(text: Path, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_text("not a pdf")
    result = kb("ingest", text, tmp_path / "a.pdf", "--json")
    assert result.exit_code == 3
    first, second = [json.loads(line) for line in result.stdout.splitlines()]
    assert first["verdict"] == "imported"
    assert second["error"]["code"] == "bad_input"


def test_options_for_one_file_are_refused_for_several(text: Path, tmp_path: Path) -> None:
    assert isinstance(kb("ingest", tmp_path, "--title", "x").exception, BadInput)
    assert isinstance(kb("ingest", text, "--effective-from", "明天").exception, BadInput)
    assert isinstance(kb("ingest", text, "--level", "圣旨").exception, BadInput)


def test_option_decides_the_first_day(text: Path) -> None:
    result = kb("ingest", text, "--effective-from", "2025-08-01", "--json")
    assert json.loads(result.stdout)["effective_from"] == "2025-08-01"


def test_diff_tells_what_a_newer_text_changes_and_writes_nothing(text: Path, tmp_path: Path) -> None:
    kb("ingest", text, "--effective-from", "2025-07-01")
    newer = [line.replace("15日", "20日").replace("2025年6月2日", "2026年6月2日") for line in made.LINES]
    text.write_bytes(made.markdown(newer))
    cases = tmp_path / "cases"
    cases.mkdir()
    case = {"id": "X-1", "gold": [[{"law": made.TITLE, "article": 2}]]}
    (cases / "a.jsonl").write_text(json.dumps(case, ensure_ascii=False) + "\n", encoding="utf-8")
    before = sorted((tmp_path / "home").rglob("*.json"))
    result = kb("diff", text, "--cases", cases, "--json")
    assert result.exit_code == 0
    (found,) = [json.loads(line) for line in result.stdout.splitlines()]
    assert [(a["article"], a["change"], a["only_before"]) for a in found["articles"]] == [(2, "changed", ["15"])]
    assert found["cases"] == ["X-1"]
    assert sorted((tmp_path / "home").rglob("*.json")) == before


def test_check_passes_on_a_sound_text_and_notes_its_gap(text: Path) -> None:
    kb("ingest", text)
    result = kb("check", "--json")
    assert result.exit_code == 0
    assert [note["rule"] for note in json.loads(result.stdout)["notes"]] == ["gap"]


def test_check_fails_on_a_damaged_text(text: Path, tmp_path: Path) -> None:
    kb("ingest", text)
    (path,) = (tmp_path / "home").rglob("*.json")
    path.write_text(path.read_text(encoding="utf-8").replace("15日", "150日"), encoding="utf-8")
    result = kb("check")
    assert result.exit_code == 1
    assert "damaged" in result.stdout

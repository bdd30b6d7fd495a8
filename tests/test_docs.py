"""What must not go undocumented: settings and commands."""

from pathlib import Path

from assistant.cli import app
from assistant.settings import Settings

DOCS = Path(__file__).parents[1]


def test_every_setting_is_documented() -> None:
    text = (DOCS / "docs/settings.md").read_text(encoding="utf-8")
    assert [name for name in Settings.model_fields if f"HOTLINE_{name.upper()}`" not in text] == []


def test_every_command_is_named_in_the_readme() -> None:
    text = (DOCS / "README.md").read_text(encoding="utf-8")
    named = [c.name for c in app.registered_commands if c.name and not c.hidden] + [
        g.name for g in app.registered_groups
    ]
    assert [name for name in named if name and f"`{name}`" not in text and f"hotline {name}" not in text] == []

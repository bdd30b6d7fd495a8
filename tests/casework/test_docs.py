"""What docs/casework.md draws and lists is what the program does."""

from pathlib import Path

from typer.testing import CliRunner

from assistant.cli import app
from assistant.settings import Settings
from assistant.workorders.deadlines import load_limits
from assistant.workorders.drawing import mermaid
from assistant.workorders.persons import retention

DOCS = (Path(__file__).parents[2] / "docs" / "casework.md").read_text(encoding="utf-8")
OURS = (
    "database", "audit_key", "session_hours", "idle_minutes", "second_factor", "secure_cookies", "trusted_proxies",
    "limits_storage", "webhook", "webhook_secret", "smtp", "mail_from", "mail_to",
)  # fmt: skip


def test_the_drawn_life_of_an_order_is_the_programs() -> None:
    assert mermaid() in DOCS
    assert CliRunner().invoke(app, ["order-states"]).output == mermaid()


def test_every_setting_of_casework_is_described() -> None:
    for name in OURS:
        assert name in Settings.model_fields
        assert f"`HOTLINE_{name.upper()}`" in DOCS, name


def test_the_notice_names_the_periods_that_are_kept() -> None:
    keep, text = retention()["keep"], retention()["notice"]["text"]
    assert (keep["transcript"], keep["order"]) == (3 * 365, 5 * 365)
    assert "三年" in text
    assert "五年" in text


def test_the_limits_can_be_read_and_are_said_to_be_settings() -> None:
    assert load_limits().supervision.warn_share == 0.8
    assert "no rule of law" in DOCS

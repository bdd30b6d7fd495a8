"""Nothing anybody wrote runs, nothing inline is allowed, every control has a name, every page keeps its headers."""

import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from assistant.domain.people import Role
from tests.web.stage import PAYLOAD, Worker

TEMPLATES = Path(__file__).parents[2] / "assistant" / "web" / "templates"
Login = Callable[..., TestClient]


def test_the_policy_allows_nothing_inline_and_nothing_from_elsewhere(worker: Worker) -> None:
    policy = worker.client.get("/").headers["content-security-policy"]
    assert "unsafe" not in policy
    assert "default-src 'self'" in policy


@pytest.mark.parametrize("path", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: path.name)
def test_templates_hold_no_inline_code(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert not re.search(r"\sstyle=|\son\w+=|<style|hx-on|js:|\|\s*safe", source)
    assert not re.search(r"<script(?![^>]*\bsrc=)", source)
    assert not re.search(r'(?:src|href)="https?:', source)


def test_what_people_write_is_shown_as_they_wrote_it(worker: Worker, login: Login) -> None:
    worker.ask(f"老板拖欠工资怎么办{PAYLOAD}")
    worker.post("/chat/person")
    agent = login(Role.AGENT)
    agent.post(f"/console/{worker.call_id}/take")
    call = f"/console/{worker.call_id}"
    agent.post(f"{call}/say", data={"text": PAYLOAD})
    order = {"summary": PAYLOAD, "category": "其他", "employer": PAYLOAD, "course": PAYLOAD, "wish": PAYLOAD}
    agent.post(f"{call}/order", data=order)
    agent.post(f"{call}/refer", data={"summary": PAYLOAD, "question": PAYLOAD})

    pages = [
        worker.open(),
        *(agent.get(path).text for path in (call, f"{call}/order", "/orders", "/lawyers", "/console")),
    ]

    for html in pages:
        assert "<img src=x" not in html
        assert "<script>window" not in html
    assert "&lt;img src=x" in pages[0]


class Controls(HTMLParser):
    """Collects controls and what names them."""

    def __init__(self) -> None:
        super().__init__()
        self.labelled: set[str] = set()
        self.controls: list[dict[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag == "label" and found.get("for"):
            self.labelled.add(str(found["for"]))
        if tag in ("input", "select", "textarea") and found.get("type") != "hidden":
            self.controls.append(found)

    @property
    def nameless(self) -> list[dict[str, str | None]]:
        return [one for one in self.controls if one.get("id") not in self.labelled and not one.get("aria-label")]


@pytest.mark.parametrize(
    ("role", "path"),
    [
        (Role.AGENT, "/console"),
        (Role.AGENT, "/orders"),
        (Role.LAWYER, "/lawyers"),
        (Role.EDITOR, "/knowledge"),
        (Role.EDITOR, "/knowledge/test?q=工资"),
        (Role.ADMIN, "/accounts"),
        (Role.ADMIN, "/audit"),
        (Role.AGENT, "/calculators/severance"),
        (Role.AGENT, "/account"),
    ],
)
def test_every_control_has_a_label(role: Role, path: str, login: Login) -> None:
    parser = Controls()
    parser.feed(login(role).get(path).text)
    assert parser.controls or path == "/lawyers"
    assert not parser.nameless


def test_the_controls_of_the_chat_and_of_a_call_have_labels(worker: Worker, login: Login) -> None:
    worker.ask("老板拖欠工资怎么办")
    worker.post("/chat/person")
    agent = login(Role.AGENT)
    agent.post(f"/console/{worker.call_id}/take")
    agent.post(f"/console/{worker.call_id}/say", data={"text": "工资一年一结合法吗", "speaker": "caller"})
    call = f"/console/{worker.call_id}"
    for html in (worker.open(), *(agent.get(call + part).text for part in ("", "/order", "/refer", "/end"))):
        parser = Controls()
        parser.feed(html)
        assert not parser.nameless

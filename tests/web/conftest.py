"""The program over HTTP on a small invented law, with somebody of each role logged in."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from assistant.bootstrap import Services
from assistant.domain.people import Role
from assistant.web.app import create_app
from tests.web.stage import Worker, a_ticket, small_services

BROWSER = {"accept": "text/html", "hx-request": "true"}


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    """The program's parts on an empty database."""
    made = small_services(tmp_path)
    yield made
    made.casework.store.close()


@pytest.fixture
def worker(services: Services) -> Worker:
    """A worker at the chat."""
    return Worker(TestClient(create_app(services), headers={"accept": "text/html"}))


@pytest.fixture
def login(services: Services) -> Callable[..., TestClient]:
    """A browser in which somebody of a role is logged in."""

    def enter(role: Role, org: str = "340000") -> TestClient:
        token, csrf = a_ticket(services, role, org)
        return TestClient(
            create_app(services),
            cookies={"hotline_session": token},
            headers={**BROWSER, "x-csrf-token": csrf},
            follow_redirects=False,
        )

    return enter


def seen(html: str) -> str:
    """The text of a page without its tags."""
    return re.sub(r"<[^>]+>", "", html)

"""One Chromium for all browser tests, one program on a small invented law for each."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from assistant.bootstrap import Services
from assistant.domain.people import Role
from tests.browser.stage import CHROMIUM, DESKTOP, PHONE, chromium, serving
from tests.web.stage import a_ticket, small_services

Open = Callable[..., Page]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The browser."""
    if not Path(CHROMIUM).exists():
        pytest.skip("Chromium is not installed")
    with chromium() as found:
        yield found


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    """The program's parts on an empty database."""
    made = small_services(tmp_path)
    yield made
    made.casework.store.close()


@pytest.fixture
def address(services: Services) -> Iterator[str]:
    """Where the program answers."""
    with serving(services) as found:
        yield found


@pytest.fixture
def worker(browser: Browser, address: str) -> Iterator[Page]:
    """A worker's telephone at the chat; anything the console complains of fails the test."""
    yield from _page(browser, PHONE, address)


@pytest.fixture
def agent(browser: Browser, address: str, services: Services) -> Iterator[Page]:
    """An agent's screen, logged in."""
    token, _ = a_ticket(services, Role.AGENT, name="样例坐席")
    cookie = {"name": "hotline_session", "value": token, "url": address}
    yield from _page(browser, DESKTOP, f"{address}/console", cookie)


def _page(browser: Browser, size: dict[str, int], url: str, cookie: dict[str, str] | None = None) -> Iterator[Page]:
    context = browser.new_context(viewport=size, locale="zh-CN")  # type: ignore[arg-type]  # a TypedDict of the package
    if cookie:
        context.add_cookies([cookie])  # type: ignore[list-item]  # a TypedDict of the package
    page = context.new_page()
    page.set_default_timeout(15_000)
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda line: complaints.append(line.text) if "Content Security" in line.text else None)
    page.goto(url)
    yield page
    context.close()
    assert not complaints

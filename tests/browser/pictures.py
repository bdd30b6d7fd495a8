"""python -m tests.browser.pictures: the screens of the sample month as pictures in docs/pictures."""

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page

from assistant.bootstrap import Services, build
from assistant.cli.serve import prepare
from assistant.demo.month import fill
from assistant.settings import Settings
from tests.browser.smaller import shrink
from tests.browser.stage import DESKTOP, PHONE, chromium, serving

PICTURES = Path(__file__).parents[2] / "docs" / "pictures"
QUESTION = "入职七个月没签劳动合同，能要双倍工资吗？"
LARGEST = 200_000  # bytes of a picture


def filled(home: Path, machine: Path) -> tuple[Services, dict[str, str]]:
    """Services on a sample month in a new folder, with the models and index of this machine; passwords by login."""
    for name in ("models", "index"):
        (home / name).symlink_to(machine / name)
    services = build(Settings(home=home, secure_cookies=False))
    prepare(services)
    return services, {login: password for login, password, _ in fill(services).accounts}


def login(page: Page, address: str, name: str, password: str) -> None:
    """Log in and wait for the first page."""
    page.goto(f"{address}/login")
    page.fill("#f-login", name)
    page.fill("#f-password", password)
    page.click("button.button--main")
    page.wait_for_url(lambda url: "/login" not in url)


def take(page: Page, name: str, full: bool = False) -> None:
    """One picture; a page that is still moving is waited for."""
    page.wait_for_timeout(700)
    path = PICTURES / f"{name}.png"
    page.screenshot(path=path, full_page=full)
    shrink(path)
    small = path.stat().st_size
    print(f"{path.name} {small // 1000} kB", file=sys.stderr)
    assert small <= LARGEST, f"{name} is too large to keep"


def chat(context: BrowserContext, address: str) -> None:
    """The worker's telephone: welcome, answer, waiting for a person."""
    page = context.new_page()
    page.goto(address)
    take(page, "chat-welcome")
    page.fill("#text", QUESTION)
    page.press("#text", "Enter")
    page.wait_for_selector("[data-testid=answer]")
    take(page, "chat-answer")
    page.click("[data-testid=person]")
    page.wait_for_selector("[data-testid=waiting]")
    take(page, "chat-waiting")
    page.close()


def console(page: Page, address: str) -> None:
    """The recorded call as it plays."""
    page.goto(f"{address}/console")
    page.click("[data-testid=replay]")
    page.wait_for_selector("[data-testid=suggestion]", timeout=60_000)
    page.wait_for_timeout(20_000)
    page.click("[data-testid=suggestion] .chip >> nth=0")
    page.wait_for_selector("#article .article")
    take(page, "console")


def desks(browser: Browser, address: str, passwords: dict[str, str]) -> None:
    """One picture a desk."""
    for name, path in (("county", "/orders"), ("lawyer", "/lawyers"), ("supervisor", "/supervise")):
        context = browser.new_context(viewport=DESKTOP, locale="zh-CN")
        page = context.new_page()
        login(page, address, name, passwords[name])
        page.goto(address + path)
        if name == "lawyer":
            page.click("table a >> nth=0")
            page.wait_for_load_state("networkidle")
        take(page, path.removeprefix("/"))
        context.close()


def main(machine: Path = Path("var")) -> None:
    """All pictures."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        services, passwords = filled(Path(folder), machine.resolve())
        with serving(services) as address, chromium() as browser:
            chat(browser.new_context(viewport=PHONE, locale="zh-CN", has_touch=True), address)
            page = browser.new_context(viewport=DESKTOP, locale="zh-CN").new_page()
            login(page, address, "agent", passwords["agent"])
            console(page, address)
            page.goto(f"{address}/calculators/severance")
            take(page, "calculator")
            desks(browser, address, passwords)


if __name__ == "__main__":
    main()

"""The screens in a real browser: a worker asks and is handed over, an agent adopts by key, nothing planted runs."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.looking import hacked, low_contrast, small_targets
from tests.web.stage import PAYLOAD, QUESTION

pytestmark = pytest.mark.browser


def ask(page: Page, text: str = QUESTION) -> None:
    """Write and send with the keyboard alone."""
    page.fill("#text", text)
    page.press("#text", "Enter")


def test_a_worker_asks_is_answered_and_goes_to_a_person_who_answers(worker: Page, agent: Page) -> None:
    ask(worker)
    answer = worker.get_by_test_id("answer")
    expect(answer).to_contain_text("工资应当每月支付")
    expect(answer).to_contain_text("AI 生成")
    expect(worker.locator("#text")).to_have_value("")

    answer.locator(".chip").first.click()
    expect(worker.locator("#sheet")).to_contain_text("现行有效")
    worker.keyboard.press("Escape")

    worker.get_by_test_id("person").click()
    expect(worker.get_by_test_id("who")).to_contain_text("等待人工")
    ask(worker, "我姓王，在包河区")
    expect(worker.get_by_test_id("pending")).to_have_count(0)

    agent.get_by_role("button", name="接听", exact=True).click()
    expect(agent.locator("#turns")).to_contain_text("我姓王")
    agent.fill("#words", "您好，我是工会的工作人员")
    agent.press("#words", "Enter")

    expect(worker.locator("#said")).to_contain_text("您好，我是工会的工作人员")
    expect(worker.get_by_test_id("who")).to_contain_text("样例坐席")


def test_an_agent_works_a_call_with_keys_alone(agent: Page) -> None:
    agent.get_by_role("button", name="开始接听").click()
    agent.keyboard.press("s")
    agent.locator("#speaker").select_option("caller")
    agent.fill("#words", f"十二个人，{QUESTION}")
    agent.press("#words", "Enter")
    suggestion = agent.get_by_test_id("suggestion")
    expect(suggestion).to_contain_text("试验法第一条")
    agent.locator("#words").blur()

    agent.keyboard.press("a")
    expect(suggestion).to_contain_text("已采用")
    expect(agent.locator("#turns")).to_contain_text("经坐席审核")

    agent.keyboard.press("d")
    expect(agent.locator("#article")).to_contain_text("派工单")
    expect(agent.locator("#f-headcount")).to_have_value("十二个人")
    agent.get_by_role("button", name="提交工单").click()
    expect(agent.get_by_test_id("order-opened")).to_be_visible()


def test_a_recorded_call_plays_and_its_suggestion_comes_by_itself(agent: Page) -> None:
    agent.get_by_test_id("replay").click()
    expect(agent.get_by_test_id("suggestion").first).to_be_visible(timeout=20_000)
    expect(agent.locator(".turn--caller").first).to_be_visible()


def test_a_refused_form_says_why_and_keeps_what_was_written(agent: Page) -> None:
    agent.fill("#f-phone", "12")
    agent.get_by_role("button", name="开始接听").click()
    expect(agent.locator("#toast")).to_contain_text("电话号码应当是7到20位数字")
    expect(agent.locator("#f-phone")).to_have_value("12")


def test_nothing_that_was_planted_runs(worker: Page, agent: Page) -> None:
    ask(worker, f"老板拖欠工资怎么办{PAYLOAD}")
    expect(worker.get_by_test_id("answer")).to_be_visible()
    worker.get_by_test_id("person").click()
    expect(worker.get_by_test_id("waiting")).to_be_visible()
    agent.get_by_role("button", name="接听", exact=True).click()
    agent.fill("#words", PAYLOAD)
    agent.press("#words", "Enter")
    expect(agent.locator("#turns")).to_contain_text("onerror")
    agent.keyboard.press("Escape")
    agent.keyboard.press("d")
    agent.fill("#f-summary", PAYLOAD)
    agent.get_by_role("button", name="提交工单").click()
    agent.get_by_test_id("order-opened").wait_for()
    agent.get_by_role("link", name="打开工单").click()
    expect(agent.locator("main")).to_contain_text("onerror")
    worker.reload()

    assert not hacked(worker)
    assert not hacked(agent)


def test_the_chat_is_readable_and_easy_to_tap(worker: Page) -> None:
    assert not low_contrast(worker)
    assert not small_targets(worker)
    ask(worker)
    expect(worker.get_by_test_id("answer")).to_be_visible()
    worker.wait_for_timeout(900)  # the answer fades in
    assert not low_contrast(worker)
    assert not small_targets(worker)
    assert worker.evaluate("document.documentElement.scrollWidth") <= 390
    worker.get_by_role("button", name="大字版").click()
    expect(worker.locator("html.large")).to_be_visible()
    assert not small_targets(worker, 56)


@pytest.mark.parametrize("path", ["/console", "/orders", "/lawyers", "/alerts", "/knowledge", "/calculators/severance"])
def test_the_desks_are_readable(agent: Page, address: str, path: str) -> None:
    agent.goto(address + path)
    assert not low_contrast(agent)


def test_the_keyboard_reaches_the_field_and_the_focus_is_seen(worker: Page) -> None:
    for _ in range(14):
        worker.keyboard.press("Tab")
        if worker.evaluate("document.activeElement.id") == "text":
            break
    assert worker.evaluate("document.activeElement.id") == "text"
    assert worker.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"

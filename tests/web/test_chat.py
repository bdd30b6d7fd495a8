"""The worker's chat: answers are marked and cited, people are one tap away, and then the program is silent."""

import re

import pytest
from fastapi.testclient import TestClient

from assistant.bootstrap import Services
from assistant.web.app import create_app
from assistant.workorders.live import wants_person
from tests.web.stage import QUESTION, Worker, small_services


def test_an_answer_says_that_ai_made_it_and_which_provisions_carry_it(worker: Worker) -> None:
    html = worker.ask(QUESTION)

    assert "AI 生成" in html
    assert "法规摘编" in html
    assert "试验法第一条" in html
    assert html.index("工资应当每月支付") < html.index("先书面要求补发")


def test_a_person_can_be_asked_for_on_every_state_of_the_page(worker: Worker) -> None:
    assert "转人工" in worker.open()
    worker.ask(QUESTION)
    assert "转人工" in worker.open()


def test_once_a_person_is_wanted_the_program_is_silent(worker: Worker, services: Services) -> None:
    worker.ask(QUESTION)
    html = worker.post("/chat/person").text
    assert "您排在第 1 位" in html

    again = worker.ask("那加班费怎么算？")

    assert 'data-testid="answer"' not in again
    assert "pending" not in worker.said
    with services.casework.store.read() as tx:
        case = tx.cases.call(worker.call_id).case_id
        assert len(tx.cases.answers_of(case)) == 1


@pytest.mark.parametrize(
    ("text", "why"), [("我要转人工", "asked"), ("你们这什么破东西，气死我了", "anger"), (QUESTION, "")]
)
def test_words_hand_over(text: str, why: str) -> None:
    assert wants_person(text, ()) == why


def test_two_misses_hand_over(tmp_path) -> None:  # type: ignore[no-untyped-def]
    services = small_services(tmp_path, evidence=[])
    worker = Worker(TestClient(create_app(services), headers={"accept": "text/html"}))

    first = worker.ask("第一个没人知道的问题怎么办")
    second = worker.ask("第二个没人知道的问题怎么办")

    assert "waiting" not in first
    assert 'data-testid="waiting"' in second


def test_an_emergency_goes_to_people_at_once(worker: Worker, services: Services) -> None:
    html = worker.ask("我站在楼顶上，活不下去了，想跳下去")

    assert 'data-action="crisis"' in html
    with services.casework.store.read() as tx:
        assert tx.cases.call(worker.call_id).person_wanted_why == "emergency"


def test_a_message_is_answered_once_however_often_it_is_asked_for(worker: Worker, services: Services) -> None:
    said_id = worker.say(QUESTION)
    first, second = worker.post(f"/chat/answer/{said_id}").text, worker.post(f"/chat/answer/{said_id}").text

    assert re.findall(r"after-\w+", first)[0] == re.findall(r"after-\w+", second)[0]
    with services.casework.store.read() as tx:
        assert len(tx.cases.answers_of(tx.cases.call(worker.call_id).case_id)) == 1


def test_a_reload_shows_the_talk_and_fetches_an_answer_that_was_cut_off(worker: Worker) -> None:
    worker.ask(QUESTION)
    said_id = worker.say("那加班费怎么算？")

    html = worker.open()

    assert html.count('data-testid="answer"') == 1
    assert f"/chat/answer/{said_id}" in html


def test_another_browser_does_not_see_the_chat(worker: Worker, services: Services) -> None:
    worker.ask(QUESTION)
    stranger = TestClient(create_app(services), cookies={"hotline_chat": f"{worker.call_id}.guess"})

    assert QUESTION not in stranger.get("/").text


def test_the_case_code_with_the_number_shows_how_it_stands(worker: Worker) -> None:
    worker.ask(QUESTION)
    kept = worker.post("/chat/contact", phone="13900000009").text
    code = re.search(r"[2-9A-Z]{4}-[2-9A-Z]{4}", kept)
    assert code

    right = worker.post("/progress", code=code[0], phone="13900000009")
    wrong = worker.post("/progress", code=code[0], phone="13900000008")

    assert "已答复" in right.text
    assert wrong.status_code == 404


def test_a_complaint_is_kept_and_told_to_people(worker: Worker, services: Services) -> None:
    answer_id = re.findall(r"after-(\w+)", worker.ask(QUESTION))[0]

    html = worker.post(f"/chat/judge/{answer_id}", verdict="complaint", text="不是我问的").text

    assert "三个工作日" in html
    with services.casework.store.read() as tx:
        assert tx.cases.answer(answer_id).reply["feedback"]["text"] == "不是我问的"
        assert any(one.kind == "answer.complaint" for one in tx.outbox.due(services.casework.clock.now(), 50))


def test_the_end_asks_for_a_grade_and_gives_the_code(worker: Worker) -> None:
    worker.ask(QUESTION)
    assert "查询码" in worker.post("/chat/end", grade="4").text
    assert QUESTION not in worker.open()


def test_the_elderly_mode_stays(worker: Worker) -> None:
    worker.post("/chat/large")
    assert '<html lang="zh-CN" class="large">' in worker.open()


def test_an_article_opens_with_its_version_and_its_quote_marked(worker: Worker) -> None:
    html = worker.client.get("/law/article", params={"cite": "试验法第一条", "quote": "每月支付"}).text

    assert '<mark class="quote">每月支付</mark>' in html
    assert "2020年01月01日起施行" in html
    assert "现行有效" in html

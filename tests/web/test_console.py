"""The agent's console: suggestions are judged by people, orders and lawyers' questions start only by hand."""

import re
from collections.abc import Callable

from fastapi.testclient import TestClient

from assistant.bootstrap import Services
from assistant.domain.people import Role
from tests.web.stage import QUESTION, Worker

Login = Callable[..., TestClient]


def begin(agent: TestClient) -> str:
    """A call the agent writes down; gives back its id."""
    return agent.post("/console/new", data={"phone": "13900000001"}).headers["hx-redirect"].rsplit("/", 1)[1]


def suggested(agent: TestClient, call_id: str) -> list[str]:
    """Ids of the suggestions on the screen."""
    html = agent.get(f"/console/{call_id}").text
    return re.findall(r'id="suggestion-(\w+)"', html)


def test_a_callers_question_gets_its_suggestion_and_the_same_one_comes_once(login: Login) -> None:
    agent = login(Role.AGENT)
    call_id = begin(agent)

    for text in ("你好", QUESTION, "老板就是拖欠工资，怎么办？"):
        assert agent.post(f"/console/{call_id}/say", data={"text": text, "speaker": "caller"}).status_code == 204

    assert len(suggested(agent, call_id)) == 1
    assert "把握" in agent.get(f"/console/{call_id}").text


def test_a_suggestion_starts_nothing_by_itself(login: Login, services: Services) -> None:
    agent = login(Role.AGENT)
    call_id = begin(agent)
    agent.post(f"/console/{call_id}/say", data={"text": "工地欠我们十个人工资，请派人来，怎么办", "speaker": "caller"})

    with services.casework.store.read() as tx:
        case_id = tx.cases.call(call_id).case_id
        assert tx.cases.answers_of(case_id)
        assert not tx.orders.of_case(case_id)
        assert not tx.referrals.of_case(case_id)


def test_what_is_adopted_is_said_to_the_worker_and_marked_as_reviewed(login: Login, worker: Worker) -> None:
    worker.say(QUESTION)
    worker.post("/chat/person")
    agent = login(Role.AGENT)
    assert worker.call_id in agent.get("/console").text
    agent.post(f"/console/{worker.call_id}/take")
    said_id = re.findall(r"turn--caller", agent.get(f"/console/{worker.call_id}").text)
    assert said_id
    agent.post(f"/console/{worker.call_id}/say", data={"text": "工资一年一结合法吗", "speaker": "caller"})
    answer_id = suggested(agent, worker.call_id)[0]

    html = agent.post(f"/console/{worker.call_id}/answers/{answer_id}", data={"verdict": "adopted"}).text

    assert "已采用" in html
    page = worker.open()
    assert "AI 生成，经坐席审核" in page
    assert "（人工）" in page


def test_a_rejection_needs_a_reason(login: Login) -> None:
    agent = login(Role.AGENT)
    call_id = begin(agent)
    agent.post(f"/console/{call_id}/say", data={"text": QUESTION, "speaker": "caller"})
    answer_id = suggested(agent, call_id)[0]
    path = f"/console/{call_id}/answers/{answer_id}"

    assert agent.post(path, data={"verdict": "rejected"}).status_code == 422
    assert "法律引用不对" in agent.post(path, data={"verdict": "rejected", "reason": "wrong_law"}).text


def test_of_two_agents_who_take_a_chat_one_is_told(login: Login, worker: Worker) -> None:
    worker.say(QUESTION)
    worker.post("/chat/person")

    first = login(Role.AGENT).post(f"/console/{worker.call_id}/take")
    second = login(Role.AGENT).post(f"/console/{worker.call_id}/take")

    assert (first.status_code, second.status_code) == (200, 409)
    assert "已由其他坐席接听" in second.text


def test_an_order_is_filled_from_the_talk_and_what_nobody_said_is_empty(login: Login) -> None:
    agent = login(Role.AGENT)
    call_id = begin(agent)
    agent.post(f"/console/{call_id}/say", data={"text": "十二个人的工资没发，在包河区", "speaker": "caller"})

    form = agent.get(f"/console/{call_id}/order").text
    assert 'name="headcount" value="十二个人"' in form
    assert 'name="employer" value=""' in form
    assert 'href="#turn-1"' in form

    opened = agent.post(
        f"/console/{call_id}/order",
        data={"summary": "欠薪", "category": "集体欠薪", "region": "340111", "headcount": "12"},
    ).text
    assert "已登记" in opened
    assert "包河区总工会" in opened


def test_a_question_goes_to_lawyers_with_what_was_found(login: Login) -> None:
    agent = login(Role.AGENT)
    call_id = begin(agent)
    agent.post(f"/console/{call_id}/say", data={"text": QUESTION, "speaker": "caller"})

    assert QUESTION in agent.get(f"/console/{call_id}/refer").text
    html = agent.post(f"/console/{call_id}/refer", data={"summary": "欠薪", "question": QUESTION}).text
    assert "已转给律师" in html

    lawyer = login(Role.LAWYER)
    queue = lawyer.get("/lawyers").text
    referral_id = re.findall(r"/lawyers/(\w{26})", queue)[0]
    assert "试验法" in lawyer.get(f"/lawyers/{referral_id}").text


def test_an_emergency_turns_the_head_red(login: Login) -> None:
    agent = login(Role.AGENT)
    call_id = begin(agent)
    agent.post(f"/console/{call_id}/say", data={"text": "我不想活了，站在楼顶上该怎么办", "speaker": "caller"})
    assert "alarm--on" in agent.get(f"/console/{call_id}").text


def test_the_recorded_call_plays_line_by_line_and_goes_on_after_a_reload(login: Login) -> None:
    agent = login(Role.AGENT)
    path = agent.post("/console/replay").headers["hx-redirect"].removesuffix("?play=1")
    for number in range(1, 4):
        assert f"{number}/13" in agent.post(f"{path}/play").text

    html = agent.get(path).text
    assert html.count('class="turn turn--') == 3
    assert "4/13" in agent.post(f"{path}/play").text


def test_a_long_call_shows_its_end_first(login: Login, services: Services) -> None:
    agent = login(Role.AGENT)
    call_id = begin(agent)
    work = services.casework
    with work.store.begin() as tx:
        from assistant.domain.case import Utterance

        for number in range(450):
            tx.cases.say(Utterance(f"line-{number}", call_id, "caller", f"第{number}句", work.clock.now()))

    html = agent.get(f"/console/{call_id}").text

    assert "第449句" in html
    assert "第100句" not in html
    assert "更早的 250 句" in html

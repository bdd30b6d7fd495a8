"""The desks: everybody sees their own places, nobody another's, forms from elsewhere are refused."""

from collections.abc import Callable

import pytest
from fastapi.testclient import TestClient

from assistant.accounts.permissions import allowed
from assistant.bootstrap import Services
from assistant.domain.people import Actor, Role
from assistant.web.app import create_app
from assistant.web.names import NAV
from tests.casework.given import BAOHE, HEFEI

Login = Callable[..., TestClient]
STAFF = [role for role in Role if role is not Role.WORKER]


@pytest.mark.parametrize("role", STAFF, ids=lambda role: role.value)
def test_every_role_opens_its_places_and_no_other(role: Role, login: Login) -> None:
    client = login(role)
    somebody = Actor("x", "x", "x", role, "340000")
    for place in NAV:
        expected = 200 if allowed(somebody, place.action) else 403
        assert client.get(place.path).status_code == expected, place.path


@pytest.mark.parametrize("path", [place.path for place in NAV if not place.path.startswith("/calculators")])
def test_without_a_login_there_is_the_login_page(path: str, services: Services) -> None:
    answer = TestClient(create_app(services), follow_redirects=False).get(path, headers={"accept": "text/html"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/login")


def test_a_form_from_elsewhere_is_refused(login: Login) -> None:
    agent = login(Role.AGENT)
    assert agent.post("/console/new", headers={"x-csrf-token": "wrong"}).status_code == 403


def test_an_order_goes_from_the_agent_to_the_county_and_back(login: Login) -> None:
    agent, county, city = login(Role.AGENT), login(Role.COUNTY, BAOHE), login(Role.CITY, HEFEI)
    call = agent.post("/console/new", data={"region": BAOHE, "phone": "13900000001"}).headers["hx-redirect"]
    opened = agent.post(f"{call}/order", data={"summary": "欠薪", "category": "集体欠薪", "region": BAOHE}).text
    path = opened.split('href="')[1].split('"')[0]

    steps = (
        (agent, "accept", {}),
        (agent, "dispatch", {"org": BAOHE}),
        (county, "sign", {}),
        (county, "reply", {"text": "已付清", "basis": "试验法第一条", "recovered": "22,500"}),
        (city, "approve", {}),
        (agent, "call_back", {"reached": "true", "solved": "true", "result_grade": "5", "manner_grade": "5"}),
        (login(Role.INSPECTOR), "close", {}),
    )
    for version, (who, verb, form) in enumerate(steps, start=1):
        answer = who.post(f"{path}/{verb}", data={"version": str(version), **form})
        assert answer.status_code == 200, answer.text

    html = county.get(path).text
    assert "已办结" in html
    assert "22,500.00元" in html


def test_a_step_on_an_old_version_is_told_in_a_sentence(login: Login) -> None:
    agent = login(Role.AGENT)
    call = agent.post("/console/new", data={"region": BAOHE}).headers["hx-redirect"]
    opened = agent.post(f"{call}/order", data={"summary": "欠薪", "category": "其他", "region": BAOHE}).text
    path = opened.split('href="')[1].split('"')[0]
    agent.post(f"{path}/accept", data={"version": "1"})

    answer = agent.post(f"{path}/accept", data={"version": "1"})

    assert answer.status_code == 409
    assert "刷新" in answer.text


def test_the_hit_test_shows_what_a_caller_would_be_told(login: Login) -> None:
    html = login(Role.EDITOR).get("/knowledge/test", params={"q": "工资多久发一次"}).text
    assert "工资应当每月支付" in html
    assert "试验法第一条" in html


def test_a_new_account_shows_its_password_once(login: Login) -> None:
    admin = login(Role.ADMIN)
    form = {"login": "new", "name": "新人", "role": "agent", "org": "340000"}
    assert "只显示这一次" in admin.post("/accounts", data=form).text
    assert "新人" in admin.get("/accounts").text


def test_the_chain_is_checked_from_the_page(login: Login) -> None:
    assert "审计链完整" in login(Role.ADMIN).post("/audit/verify").text


def test_a_figure_is_worked_out_with_its_working(login: Login) -> None:
    form = {"average_monthly_wage": "6500", "service": "4年", "years_of_service": "4年"}
    agent = login(Role.AGENT)
    names = agent.get("/calculators/severance").text
    sent = {name: value for name, value in form.items() if f'name="{name}"' in names}
    answer = agent.post("/calculators/severance", data=sent)
    assert answer.status_code == 200
    assert "怎么算的" in answer.text or "还差几项" in answer.text

"""One error shape, one answer for one key, limits, sessions."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pyotp
import pytest

from assistant.accounts.people import NewAccount
from assistant.domain.people import SYSTEM, Role
from assistant.domain.workorder import Stage
from assistant.errors import Unauthenticated
from tests.casework.given import PHONE, a_staff, in_stage
from tests.casework.over_http import Api, Hire

BODY = {"text": "工地欠薪请派人", "call": {"caller": {"phone": PHONE}}}


def test_one_key_has_one_answer_however_often_it_is_sent(api: Api, hire: Hire) -> None:
    agent = hire(Role.AGENT)
    headers = api.headers(agent)
    with ThreadPoolExecutor(5) as pool:
        answers = list(pool.map(lambda _: api.client.post("/api/v1/ask", json=BODY, headers=headers), range(5)))
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.json()["order_id"] for answer in answers}) == 1
    assert len(api.get("/orders", agent).json()) == 1
    other = api.client.post("/api/v1/ask", json={**BODY, "text": "别的话"}, headers=headers)
    assert (other.status_code, other.json()["error"]["code"]) == (422, "key_reused")
    missing = api.client.post("/api/v1/ask", json=BODY, headers={"Authorization": headers["Authorization"]})
    assert missing.status_code == 422
    assert "Idempotency-Key" in missing.json()["error"]["message"]


def test_a_key_is_its_owners_and_a_refused_request_may_be_tried_again(api: Api, hire: Hire) -> None:
    staff = a_staff(hire)
    order = in_stage(api.works, staff, Stage.ASSIGNED)
    headers = api.headers(staff.county)
    path = f"/api/v1/orders/{order.id}/sign"
    assert api.client.post(path, json={"version": 99}, headers=headers).status_code == 409
    assert api.client.post(path, json={"version": order.version}, headers=headers).status_code == 200
    again = api.client.post(path, json={"version": order.version}, headers=headers)
    assert (again.status_code, again.headers["idempotent-replay"]) == (200, "true")
    stranger = api.headers(hire(Role.COUNTY, "340202"), **{"Idempotency-Key": headers["Idempotency-Key"]})
    assert api.client.post(path, json={"version": order.version}, headers=stranger).status_code == 404


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/api/v1/nothing", 404),
        ("DELETE", "/api/v1/orders", 405),
        ("GET", "/api/v1/orders", 401),
        ("POST", "/api/v1/login", 422),
        ("POST", "/api/v1/ask", 422),
    ],
)
def test_every_error_has_the_one_shape(api: Api, method: str, path: str, status: int) -> None:
    answer = api.client.request(method, path, json={} if method == "POST" else None)
    assert answer.status_code == status
    error = answer.json()["error"]
    assert set(error) == {"code", "message"}
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_login_refuses_with_one_sentence_locks_and_is_unlocked(api: Api) -> None:
    works = api.works
    made, password = works.people.add(SYSTEM, NewAccount("zhao", "赵", Role.AGENT, "340000"))
    said = set()
    for login, tried in (("zhao", "wrong-password-1"), ("nobody", "wrong-password-1")):
        with pytest.raises(Unauthenticated) as refused:
            works.login.login(login, tried)
        said.add(str(refused.value))
    assert len(said) == 1
    for _ in range(9):
        with pytest.raises(Unauthenticated):
            works.login.login("zhao", "wrong-password-1")
    with pytest.raises(Unauthenticated):
        works.login.login("zhao", password)
    works.people.unlock(SYSTEM, made.id)
    assert works.login.login("zhao", password).must_change


def test_too_many_logins_from_one_address_wait(api: Api) -> None:
    form = {"login": "nobody", "password": "wrong-password-1"}
    answers = [api.client.post("/api/v1/login", json=form) for _ in range(6)]
    assert [answer.status_code for answer in answers] == [401] * 5 + [429]
    assert answers[-1].headers["retry-after"] == "60"
    forged = api.client.post("/api/v1/login", json=form, headers={"X-Forwarded-For": "203.0.113.9"})
    assert forged.status_code == 429  # nobody trusted said so


def test_a_first_password_is_changed_before_anything_else_and_the_second_factor_counts_once(api: Api) -> None:
    works = api.works
    _, password = works.people.add(SYSTEM, NewAccount("qian", "钱", Role.AGENT, "340000"))
    ticket = api.client.post("/api/v1/login", json={"login": "qian", "password": password}).json()
    bearer = {"Authorization": f"Bearer {ticket['token']}"}
    assert api.client.get("/api/v1/orders", headers=bearer).status_code == 403
    change = {"old": password, "new": "tangerine-bridge-42"}
    assert api.client.post("/api/v1/me/password", json=change, headers=bearer).status_code == 200
    assert api.client.get("/api/v1/me", headers=bearer).status_code == 401  # every session ended

    ticket = api.client.post("/api/v1/login", json={"login": "qian", "password": change["new"]}).json()
    bearer = {"Authorization": f"Bearer {ticket['token']}"}
    secret = api.client.post("/api/v1/me/totp", headers=bearer).json()["secret"]
    code = pyotp.TOTP(secret).at(works.clock.now())
    assert api.client.post("/api/v1/me/totp/confirm", json={"code": code}, headers=bearer).status_code == 200
    with pytest.raises(Unauthenticated):
        works.login.login("qian", change["new"])
    with pytest.raises(Unauthenticated):
        works.login.login("qian", change["new"], code)  # used already
    later = pyotp.TOTP(secret).at(works.clock.now() + timedelta(seconds=30))
    assert works.login.login("qian", change["new"], later).second_factor


def test_a_cookie_needs_the_page_that_got_it(api: Api, hire: Hire) -> None:
    agent = hire(Role.AGENT)
    api.client.cookies.set("hotline_session", api.session(agent))
    headers = {"Idempotency-Key": "a-key-of-sixteen-or-more"}
    assert api.client.get("/api/v1/orders").status_code == 200
    assert api.client.post("/api/v1/calls", json={}, headers=headers).status_code == 403
    assert api.client.post("/api/v1/calls", json={}, headers={**headers, "X-CSRF-Token": "csrf"}).status_code == 201
    assert api.client.post("/api/v1/logout", headers={"X-CSRF-Token": "csrf"}).status_code == 200
    api.client.cookies.set("hotline_session", "gone")
    assert api.client.get("/api/v1/orders").status_code == 401


def test_a_shut_account_is_out_at_once(api: Api, hire: Hire) -> None:
    agent = hire(Role.AGENT)
    headers = api.headers(agent)
    assert api.client.get("/api/v1/orders", headers=headers).status_code == 200
    api.works.people.change(SYSTEM, agent.id, NewAccount(agent.login, agent.name, agent.role, agent.org), active=False)
    assert api.client.get("/api/v1/orders", headers=headers).status_code == 401


def test_alive_and_ready(api: Api) -> None:
    assert api.client.get("/livez").json() == {"status": "ok"}
    assert api.client.get("/readyz").json()["checks"] == {"database": True, "migrations": True, "disk": True}
    described = api.client.get("/api/v1/openapi.json").json()
    assert "/api/v1/orders/{order_id}/sign" in described["paths"]


def test_a_body_too_large_is_refused(api: Api) -> None:
    answer = api.client.post("/api/v1/ask", content=b"x" * 1_000_001, headers=api.headers())
    assert answer.status_code == 413

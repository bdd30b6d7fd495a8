"""Who may do what, generated from the router: every route, every role, own and other territory."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from assistant.accounts.permissions import ACTION_OF, NO_LOGIN, TABLE, Action, covers
from assistant.bootstrap import build
from assistant.casework import Casework
from assistant.domain.people import Actor, Role
from assistant.domain.workorder import Stage, Verb
from assistant.settings import Settings
from assistant.web.app import create_app
from assistant.web.deps import Guard
from tests.casework.given import BAOHE, HEFEI, PHONE, WUHU, a_staff, in_stage
from tests.casework.over_http import Api, Hire

OPEN_TO_ALL = {Action.LOGIN, Action.ASK, Action.FOLLOW_UP, Action.STATUS, Action.CALL_OPEN}
HOME = {Role.COUNTY: BAOHE, Role.CITY: HEFEI}
ELSEWHERE = {Role.COUNTY: "340202", Role.CITY: WUHU}


@dataclass(frozen=True)
class Seen:
    """A route as a request sees it: with all prefixes."""

    path: str
    methods: frozenset[str]
    guards: tuple[Guard, ...]


def routes(settings: Settings, works: Casework) -> list[Seen]:
    """Every route of the application, pages included."""
    found = []
    for route in create_app(build(settings, casework=works)).routes:
        inner = route.effective_route_contexts() if hasattr(route, "effective_route_contexts") else [route]
        for one in inner:
            if not hasattr(one, "dependant"):
                continue  # files of the pages: mounted, not routed
            declared = tuple(d.call for d in one.dependant.dependencies if isinstance(d.call, Guard))
            found.append(Seen(one.path, frozenset(one.methods or ()) - {"HEAD"}, declared))
    return found


def test_every_route_has_exactly_one_guard(settings: Settings, works: Casework) -> None:
    found = routes(settings, works)
    assert len(found) > 50
    assert {route.path for route in found if len(route.guards) != 1} == set()


def test_what_needs_no_login_is_this_and_nothing_more() -> None:
    assert NO_LOGIN == OPEN_TO_ALL


def test_a_step_route_asks_for_the_right_its_verb_needs(settings: Settings, works: Casework) -> None:
    for route in routes(settings, works):
        name = route.path.rsplit("/", 1)[-1]
        if "/orders/{order_id}/" in route.path and name in set(Verb):
            assert route.guards[0].action is ACTION_OF[Verb(name)], route.path


def cells(found: list[Seen]) -> Iterator[tuple[str, str, Action]]:
    """Method, path with an id that nobody has, and the action."""
    for route in found:
        for method in sorted(route.methods):
            path = route.path
            while "{" in path:
                start, end = path.index("{"), path.index("}")
                path = path[:start] + "01ARZ3NDEKTSV4RRFFQ69G5FAV" + path[end + 1 :]
            yield method, path, route.guards[0].action


def test_every_route_for_every_role_answers_as_the_table_says(
    api: Api, hire: Hire, settings: Settings, works: Casework
) -> None:
    """401 without a login, 403 for a role without the right, anything else but 5xx for a role with it."""
    found = routes(settings, works)
    wrong, count = [], 0
    for role in [None, *[role for role in Role if role is not Role.WORKER]]:
        headers = api.headers(hire(role, HOME.get(role, "340000")) if role else None)
        for method, path, action in cells(found):
            if path.endswith("/logout"):
                continue
            answer = api.client.request(
                method, path, headers=headers, json={} if method == "POST" else None
            ).status_code
            may = action in NO_LOGIN if role is None else role in TABLE[action]
            refusal = 401 if role is None else 403
            count += 1
            good = answer < 500 and answer not in (401, 403) if may else answer == refusal
            if action in OPEN_TO_ALL and answer in (401, 503):  # a wrong login; a part that tests do not load
                good = True
            if not good:
                wrong.append((role, method, path, answer))
    assert wrong == []
    assert count > 500


@pytest.mark.parametrize("role", [Role.COUNTY, Role.CITY])
def test_records_of_another_place_answer_404(api: Api, hire: Hire, role: Role) -> None:
    staff = a_staff(hire)
    order = in_stage(api.works, staff, Stage.ASSIGNED)
    own, other = hire(role, HOME[role]), hire(role, ELSEWHERE[role])
    paths = [f"/orders/{order.id}", f"/cases/{order.case_id}", f"/orders/{order.id}/suggestion"]
    for path in paths:
        assert api.get(path, own).status_code == 200, path
        assert api.get(path, other).status_code == 404, path
    for verb in ("sign", "note", "reply"):
        body = {"version": order.version, "text": "越权", **({"basis": ["试验法第一条"]} if verb == "reply" else {})}
        assert api.post(f"/orders/{order.id}/{verb}", body, other).status_code == 404
    assert api.post(f"/cases/{order.case_id}/reveal", {"reason": "想看看"}, other).status_code in (404, 422)
    assert api.get("/orders", other).json() == []


def test_nobody_sets_what_is_not_theirs_to_set(api: Api, hire: Hire) -> None:
    staff = a_staff(hire)
    order = in_stage(api.works, staff, Stage.ASSIGNED)
    for name, value in (
        ("id", "x"),
        ("role", "admin"),
        ("org_id", HEFEI),
        ("owner", "x"),
        ("stage", "closed"),
        ("due", "2030-01-01"),
        ("opened_at", "2020-01-01"),
        ("is_deleted", True),
    ):
        body = {"version": order.version, "text": "签收", name: value}
        assert api.post(f"/orders/{order.id}/sign", body, staff.county).status_code == 422, name
    assert api.works.desk.get(staff.province, order.id).version == order.version


def test_a_chat_is_open_to_its_token_only(api: Api) -> None:
    mine = api.post("/calls", {"caller": {"phone": PHONE}}).json()
    path = f"/calls/{mine['call_id']}/utterances"
    assert api.get(path, **{"X-Call-Token": mine["token"]}).status_code == 200
    for token in ("", "x", mine["token"][:-1]):
        assert api.get(path, **{"X-Call-Token": token}).status_code == 404


def test_staff_see_masked_records_and_a_reveal_leaves_a_line(api: Api, hire: Hire) -> None:
    agent, editor = hire(Role.AGENT), hire(Role.EDITOR)
    caller = {"name": "王小样", "phone": PHONE}
    asked = api.post(
        "/ask", {"text": f"我叫王小样，电话{PHONE}，要找律师", "call": {"caller": caller, "region": BAOHE}}
    ).json()
    seen = [api.get(f"/cases/{asked['case_id']}", agent), api.get(f"/referrals/{asked['referral_id']}", agent)]
    for answer in seen:
        assert answer.status_code == 200
        assert PHONE not in answer.text
        assert asked["case_code"] not in answer.text
    path = f"/cases/{asked['case_id']}/reveal"
    assert api.post(path, {"reason": ""}, agent).status_code == 422
    assert api.post(path, {"reason": "回访联系来电人"}, editor).status_code == 403
    assert api.post(path, {"reason": "回访联系来电人"}, agent).json()["phone"] == PHONE
    with api.works.store.read() as tx:
        kinds = [line.event.kind for line in tx.events.of("case", asked["case_id"])]
    assert kinds[-1] == "case.revealed"


def test_no_event_carries_what_anybody_said(api: Api) -> None:
    api.post(
        "/ask", {"text": f"我叫王小样，电话{PHONE}，请派人", "call": {"caller": {"name": "王小样", "phone": PHONE}}}
    )
    with api.works.store.read() as tx:
        told = json.dumps([dict(line.event.facts) for line in tx.events.since(0, 500)], ensure_ascii=False)
        notices = [notice.text for notice in tx.outbox.due(api.works.clock.now(), 100)]
    for secret in ("王小样", PHONE, "请派人"):
        assert secret not in told
        assert secret not in "".join(notices)


def test_the_table_is_in_the_docs() -> None:
    text = (Path(__file__).parents[2] / "docs" / "casework.md").read_text(encoding="utf-8")
    for action, roles in TABLE.items():
        row = f"| `{action.value}` | {', '.join(sorted(role.value for role in roles))} |"
        assert row in text or (roles == frozenset(Role) and f"| `{action.value}` | everybody |" in text), row


def test_a_place_unknown_is_the_provinces() -> None:
    agent = Actor("a", "a", "a", Role.AGENT, "340000")
    assert covers(agent.org, "")
    assert covers("340100", "340111")
    assert not covers("340100", "")
    assert not covers("340111", "340100")
    assert not covers("", "340100")

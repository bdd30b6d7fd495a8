"""The API as other systems see it: a client that logs in as anybody and sends a fresh key with every write."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from fastapi.testclient import TestClient
from httpx import Response

from assistant.bootstrap import Services, build
from assistant.casework import Casework
from assistant.domain.account import Session, new_token
from assistant.domain.answer import Action
from assistant.domain.handling import Handling
from assistant.domain.people import Actor
from assistant.domain.question import Inquiry
from assistant.ids import new_id
from assistant.settings import Settings
from assistant.web.app import create_app
from tests.casework.given import a_handling

WORDS = {"律师": Action.ESCALATE, "派人": Action.DISPATCH, "不想活": Action.CRISIS, "天气": Action.OUT_OF_SCOPE}


class ScriptedHotline:
    """Decides by one word, without law, index or model."""

    def answer(self, inquiry: Inquiry) -> Handling:
        """The decision the last words call for."""
        action = next((action for word, action in WORDS.items() if word in inquiry.last), Action.ANSWER)
        return a_handling(action, inquiry.last)


def services_on(works: Casework, settings: Settings) -> Services:
    """Services with this casework and the scripted hotline."""
    return build(settings, casework=works, hotline=ScriptedHotline())


@dataclass
class Api:
    """Requests as somebody."""

    client: TestClient
    works: Casework

    def headers(self, actor: Actor | None = None, **more: str) -> dict[str, str]:
        """A session for the actor, and a fresh key."""
        headers = {"Idempotency-Key": f"key-{new_id()}", **more}
        if actor is not None:
            headers["Authorization"] = f"Bearer {self.session(actor)}"
        return headers

    def session(self, actor: Actor) -> str:
        """A session of the actor, past the password."""
        token, hashed = new_token()
        now = self.works.clock.now()
        with self.works.store.begin() as tx:
            later = now.replace(year=now.year + 1)
            tx.accounts.add_session(Session(hashed, actor.id, now, now, later, "csrf"))
        return token

    def post(self, path: str, body: Any = None, actor: Actor | None = None, **headers: str) -> Response:
        """POST as somebody."""
        return self.client.post(f"/api/v1{path}", json=body or {}, headers=self.headers(actor, **headers))

    def get(self, path: str, actor: Actor | None = None, **headers: str) -> Response:
        """GET as somebody."""
        return self.client.get(f"/api/v1{path}", headers=self.headers(actor, **headers))

    def step(self, actor: Actor, order: dict[str, Any], verb: str, **fields: Any) -> dict[str, Any]:
        """One step of an order; the order after it."""
        response = self.post(f"/orders/{order['id']}/{verb}", {"version": order["version"], **fields}, actor)
        assert response.status_code == 200, response.text
        found: dict[str, Any] = response.json()
        return found


def api_on(works: Casework, settings: Settings) -> Api:
    """The API on this casework."""
    return Api(TestClient(create_app(services_on(works, settings)), raise_server_exceptions=False), works)


Hire = Callable[..., Actor]

"""What the page tests play on: services with a small law, a worker at the chat, tickets of staff."""

import atexit
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from shutil import copyfile, rmtree
from tempfile import mkdtemp

from fastapi.testclient import TestClient
from httpx import Response

from assistant.adapters.extractive import ExtractiveDrafter
from assistant.adapters.sql.migrate import migrate
from assistant.adapters.sql.store import SqlStore
from assistant.answering.facts import read_facts
from assistant.answering.policy import load_policy
from assistant.bootstrap import Services, build
from assistant.domain.account import Account, Session, new_token
from assistant.domain.people import Actor, Role
from assistant.hotline import Hotline
from assistant.ids import new_id
from assistant.settings import Settings
from knowledge.model import Evidence
from tests.builders import a_card, a_catalogue, an_article, found
from tests.fakes import ScriptedReckoner, ScriptedRetriever

QUESTION = "老板拖欠工资怎么办"
PAYLOAD = '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>\'"{{7*7}}'


def small_services(home: Path, evidence: list[Evidence] | None = None, payload: str = "") -> Services:
    """The parts on an empty database; questions find one card on one article, or what is handed in."""
    article = an_article(text="用人单位应当每月支付工资。" + payload)
    card = a_card(steps=("先书面要求补发" + payload, "再申请仲裁"))
    law = a_catalogue(article, cards=[card])
    retriever = ScriptedRetriever([found(card), found(article)] if evidence is None else evidence)
    hotline = Hotline(read_facts, retriever, ScriptedReckoner(), ExtractiveDrafter(law), law, load_policy())
    copyfile(empty_database(), home / "hotline.db")
    return build(Settings(home=home, secure_cookies=False), catalogue=law, hotline=hotline)


@cache
def empty_database() -> Path:
    """A database with all tables, made once and copied."""
    folder = Path(mkdtemp())
    atexit.register(rmtree, folder)
    store = SqlStore(f"sqlite:///{folder / 'hotline.db'}", b"key")
    migrate(store.engine)
    store.close()
    return folder / "hotline.db"


def a_ticket(services: Services, role: Role, org: str = "340000", name: str = "") -> tuple[str, str]:
    """A session of somebody of the role, past the hashing of a password nobody will type: its token and form key."""
    work = services.casework
    actor = Actor(new_id(), f"{role.value}-{new_id()}", name or role.value, role, org)
    token, hashed = new_token()
    now = work.clock.now()
    with work.store.begin() as tx:
        tx.accounts.add(Account(actor, "unused", now))
        tx.accounts.add_session(Session(hashed, actor.id, now, now, now.replace(year=now.year + 1), "form-key"))
    return token, "form-key"


@dataclass
class Worker:
    """Somebody at the chat, as htmx would ask for them."""

    client: TestClient

    def open(self) -> str:
        """The page."""
        return self.client.get("/").text

    def say(self, text: str) -> str:
        """Write something; gives back the id of the message."""
        found = re.search(r'id="said-id" value="([^"]+)"', self.open())
        assert found
        self.said = self.post("/chat/say", text=text, said_id=found[1]).text
        return found[1]

    def ask(self, text: str) -> str:
        """Write something and wait for the answer."""
        return self.post(f"/chat/answer/{self.say(text)}").text

    def post(self, path: str, **form: str) -> Response:
        """A form as htmx sends it."""
        return self.client.post(path, data=form, headers={"hx-request": "true"})

    @property
    def call_id(self) -> str:
        """The call behind the chat."""
        return self.client.cookies["hotline_chat"].partition(".")[0]

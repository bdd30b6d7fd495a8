"""Backups, background work, personal data, the audit chain: what must not get lost and what must."""

import json
import random
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa

from assistant.accounts.audit import verify_chain
from assistant.adapters.sql.backup import backup, check, restore
from assistant.adapters.sql.migrate import migrate
from assistant.adapters.sql.store import SqlStore
from assistant.adapters.sql.tables import metadata
from assistant.casework import Casework, build_casework
from assistant.domain.case import CaseState
from assistant.domain.events import Chained, Notice
from assistant.domain.moves import replay
from assistant.domain.people import SYSTEM, Role
from assistant.domain.workorder import Stage
from assistant.errors import BadInput, Conflict, NotFound
from assistant.ids import new_id
from assistant.settings import Settings
from assistant.storage import Job, Transaction
from assistant.workorders.worker import MOST_TRIES, Worker
from tests.builders import a_catalogue
from tests.casework.given import BAOHE, PHONE, MovingClock, SpyNotifier, a_staff, an_order, in_stage, walk
from tests.casework.over_http import Api, Hire

SECRETS = ("王小样", PHONE, "独一无二的话")


def test_a_backup_restores_into_the_other_kind_of_database_too(works: Casework, hire: Hire, tmp_path: Path) -> None:
    staff = a_staff(hire)
    order = walk(works, staff, an_order(works, staff.agent))
    made = backup(works.store, tmp_path / "b.zip", works.clock.now())
    other = build_casework(Settings(home=tmp_path, database=f"sqlite:///{tmp_path}/other.db"), a_catalogue)
    migrate(other.store.engine)
    assert restore(other.store, tmp_path / "b.zip") == made
    assert other.desk.get(staff.province, order.id) == works.desk.get(staff.province, order.id)
    again = backup(other.store, tmp_path / "again.zip", works.clock.now())
    assert again.tables == made.tables  # row by row the same
    with other.store.read() as tx:
        assert verify_chain(works.audit_key, tx.events.walk(), tx.events.head()).whole
    with pytest.raises(Conflict, match="不是空的"):
        restore(other.store, tmp_path / "b.zip")
    other.store.close()


def test_a_torn_or_changed_backup_is_refused(works: Casework, hire: Hire, tmp_path: Path) -> None:
    an_order(works, hire(Role.AGENT))
    whole = tmp_path / "b.zip"
    backup(works.store, whole, works.clock.now())
    size = whole.stat().st_size
    for cut in (0, 10, size // 2, size - 1):
        torn = tmp_path / f"torn{cut}.zip"
        torn.write_bytes(whole.read_bytes()[:cut])
        with pytest.raises(BadInput, match="不是完整的备份"):
            check(torn)
    changed = tmp_path / "changed.zip"
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(changed, "w") as target:
        for name in source.namelist():
            text = source.read(name)
            target.writestr(
                name, text.replace("集体欠薪".encode(), "集体讨薪".encode()) if name == "orders.jsonl" else text
            )
    with pytest.raises(BadInput, match="与清单不符"):
        check(changed)


def test_whoever_was_erased_stays_erased_after_an_old_backup(api: Api, hire: Hire, tmp_path: Path) -> None:
    works = api.works
    province = hire(Role.PROVINCE)
    caller = {"name": SECRETS[0], "phone": PHONE}
    api.post("/ask", {"text": f"我是{SECRETS[0]}，{SECRETS[2]}", "call": {"caller": caller, "region": BAOHE}})
    backup(works.store, tmp_path / "old.zip", works.clock.now())
    whose = {"phone": PHONE, "reason": "本人申请"}
    exported = api.post("/persons/export", whose, province)
    assert all(secret in exported.text for secret in SECRETS)
    assert api.post("/persons/erase", whose, province).json() == {"erased_cases": 1}
    assert api.post("/persons/export", whose, province).status_code == 404
    assert _found(works.store) == set()

    home = works.persons.ledger
    old = SqlStore(f"sqlite:///{tmp_path}/restored.db", works.audit_key)
    migrate(old.engine)
    restore(old, tmp_path / "old.zip")
    assert _found(old) != set()
    assert replace(works.persons, store=old, ledger=home).replay() == 1
    assert _found(old) == set()
    old.close()


def _found(store: SqlStore) -> set[str]:
    """The secrets that any table still holds."""
    with store.engine.connect() as connection:
        rows = [str(row) for table in metadata.sorted_tables for row in connection.execute(sa.select(table))]
    return {secret for secret in SECRETS if any(secret in row for row in rows)}


def test_open_orders_and_legal_holds_keep_a_person_from_being_erased(works: Casework, hire: Hire) -> None:
    staff = a_staff(hire)
    order = in_stage(works, staff, Stage.IN_HAND)
    with pytest.raises(Conflict, match="没办结"):
        works.persons.erase(staff.province, PHONE)
    order = walk(works, staff, order, ())
    closed = in_stage(works, staff, Stage.CLOSED)
    works.persons.hold(staff.supervisor, closed.case_id, held=True)
    with pytest.raises(Conflict):
        works.persons.erase(staff.province, PHONE)


def test_an_erased_order_still_replays_and_keeps_its_figures(works: Casework, hire: Hire) -> None:
    staff = a_staff(hire)
    order = in_stage(works, staff, Stage.CLOSED)
    works.persons.erase(staff.province, PHONE)
    kept = works.desk.get(staff.province, order.id)
    assert (kept.stage, kept.number, kept.due) == (order.stage, order.number, order.due)
    assert "工地" not in json.dumps(str(kept), ensure_ascii=False)
    with works.store.read() as tx:
        assert replay(tx.orders.as_opened(order.id), kept.steps) == kept
        assert verify_chain(works.audit_key, tx.events.walk(), tx.events.head()).whole


def test_what_is_old_goes_by_itself_and_what_is_held_stays(api: Api, hire: Hire, clock: MovingClock) -> None:
    works = api.works
    asked = [api.post("/ask", {"text": "工资多久发", "call": {"caller": {"phone": PHONE}}}).json() for _ in range(2)]
    works.persons.hold(hire(Role.PROVINCE), asked[1]["case_id"], held=True)
    clock.move(days=184)
    with works.store.begin() as tx:
        assert works.persons.retire(tx) == 1
        assert tx.cases.get(asked[0]["case_id"]).state is CaseState.ERASED
        assert tx.cases.get(asked[1]["case_id"]).caller.phone == PHONE


def test_a_changed_event_is_found_wherever_it_is(works: Casework, hire: Hire) -> None:
    staff = a_staff(hire)
    walk(works, staff, an_order(works, staff.agent))
    with works.store.read() as tx:
        lines, head = list(tx.events.walk()), tx.events.head()
    assert verify_chain(works.audit_key, lines, head).whole
    chance = random.Random(1)
    for _ in range(200):
        assert not verify_chain(works.audit_key, _tampered(lines, chance), head).whole
    assert not verify_chain(b"another key", lines, head).whole


def _tampered(lines: list[Chained], chance: random.Random) -> list[Chained]:
    at = chance.randrange(len(lines))
    way = chance.choice(("edit", "delete", "swap", "cut", "repeat"))
    if way == "edit":
        edited = replace(lines[at], event=replace(lines[at].event, actor="somebody else"))
        return [*lines[:at], edited, *lines[at + 1 :]]
    if way == "delete":
        return [*lines[:at], *lines[at + 1 :]]
    if way == "swap":
        return [*lines[: at - 1], lines[at], lines[at - 1], *lines[at + 1 :]] if at else lines[1:]
    return lines[:at] if way == "cut" else [*lines[: at + 1], lines[at], *lines[at + 1 :]]


def test_the_database_itself_keeps_events_from_being_changed(works: Casework, hire: Hire) -> None:
    an_order(works, hire(Role.AGENT))
    for statement in ("UPDATE events SET actor = 'x'", "DELETE FROM events"):
        with pytest.raises(sa.exc.DBAPIError, match="only ever added"), works.store.engine.begin() as connection:
            connection.execute(sa.text(statement))


def test_a_job_whose_worker_died_is_done_by_the_next_and_poison_is_put_aside(
    works: Casework, clock: MovingClock, notifier: SpyNotifier
) -> None:
    done: list[str] = []

    def good(_tx: Transaction, job: Job) -> None:
        done.append(job.id)

    def bad(_tx: Transaction, _job: Job) -> None:
        raise ValueError("王小样 said something")

    worker = Worker(works.store, clock, {"good": good, "bad": bad}, notifier)
    now = clock.now()
    with works.store.begin() as tx:
        assert tx.jobs.put(Job("a", "good", {}, now))
        assert not tx.jobs.put(Job("a", "good", {}, now))
        tx.jobs.put(Job("b", "bad", {}, now))
        taken = tx.jobs.claim(now, now.replace(hour=now.hour + 1))  # this worker dies
    assert taken is not None
    worker.turn()
    assert done == []
    for _ in range(MOST_TRIES + 2):
        clock.move(hours=2)
        worker.turn()
    assert done == ["a"]
    with works.store.begin() as tx:
        dead = tx.jobs.dead()
        assert [(job.id, job.attempts, job.error) for job in dead] == [("b", MOST_TRIES, "ValueError")]
        tx.jobs.put_again("b", clock.now())
        assert tx.jobs.dead() == []


def test_a_notice_is_delivered_at_least_once_in_order_and_known_by_its_id(
    works: Casework, clock: MovingClock, notifier: SpyNotifier
) -> None:
    with works.store.begin() as tx:
        for text in "一二三":
            tx.outbox.put(Notice(new_id(), "k", "order-1", "org:340100", text))
        tx.outbox.put(Notice(new_id(), "k", "order-2", "org:340100", "旁"))
    notifier.failures = 1
    works.worker.turn()
    assert [notice.text for notice in notifier.sent] == ["旁"]
    clock.move(minutes=5)
    works.worker.turn()
    assert [notice.text for notice in notifier.sent] == ["旁", "一", "二", "三"]
    with works.store.begin() as tx:
        tx.outbox.put(Notice("n" * 26, "k", "order-3", "org:340100", "坏"))
    notifier.failures = MOST_TRIES
    for _ in range(MOST_TRIES):
        works.worker.turn()
        clock.move(hours=1)
    with works.store.read() as tx:
        assert [notice.id for notice, _ in tx.outbox.dead()] == ["n" * 26]


def test_a_first_administrator_is_made_once_without_a_default_password(works: Casework) -> None:
    first = works.people.first_administrator("340000")
    assert first is not None
    assert len(first) >= 20
    assert works.people.first_administrator("340000") is None
    assert works.login.login("admin", first).must_change
    with pytest.raises(NotFound):
        works.people.unlock(SYSTEM, "nobody")

"""kill -9 at random moments: what was acknowledged is there, nothing is half done, the chain is whole."""

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from assistant.accounts.audit import verify_chain
from assistant.adapters.sql.migrate import migrate
from assistant.casework import Casework, build_casework
from assistant.domain.moves import replay
from assistant.settings import Settings
from tests.builders import a_catalogue

KILLS = int(os.environ.get("HOTLINE_KILLS", "5"))
STOPS = int(os.environ.get("HOTLINE_STOPS", "2"))
WRITER = Path(__file__).with_name("writer.py")


def test_nothing_acknowledged_is_lost_when_the_program_is_killed(tmp_path: Path) -> None:
    works = build_casework(Settings(home=tmp_path), a_catalogue)
    migrate(works.store.engine)
    acknowledged: dict[str, int] = {}
    chance = random.Random(12351)
    for _ in range(KILLS):
        _writing(tmp_path, "", acknowledged, chance, lambda: None)
        with sqlite3.connect(tmp_path / "hotline.db") as db:
            assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            assert db.execute("PRAGMA foreign_key_check").fetchall() == []
        _all_there(works, acknowledged)
    print(f"{KILLS} kills, {sum(acknowledged.values())} acknowledged changes, none lost")
    assert len(acknowledged) >= KILLS
    works.store.close()


def test_nothing_acknowledged_is_lost_when_postgresql_is_stopped_at_once(tmp_path: Path) -> None:
    import pgserver

    server = pgserver.get_server(tmp_path / "pg")  # with its own settings: every commit reaches the disk
    url = server.get_uri().replace("postgresql://", "postgresql+psycopg://")
    works = build_casework(Settings(home=tmp_path, database=url), a_catalogue)
    migrate(works.store.engine)
    acknowledged: dict[str, int] = {}
    chance = random.Random(12351)

    def stop() -> None:
        pgserver.pg_ctl(["-m", "immediate", "stop"], pgdata=server.pgdata, user=server.system_user)

    try:
        for _ in range(STOPS):
            _writing(tmp_path, url, acknowledged, chance, stop)
            server.ensure_postgres_running()
            works.store.close()
            _all_there(works, acknowledged)
        print(f"{STOPS} stops, {sum(acknowledged.values())} acknowledged changes, none lost")
        assert len(acknowledged) >= STOPS
    finally:
        works.store.close()
        server.cleanup()


def _all_there(works: Casework, acknowledged: dict[str, int]) -> None:
    """Every acknowledged version is there, every order is what its history says, and the chain is whole."""
    with works.store.read() as tx:
        assert verify_chain(works.audit_key, tx.events.walk(), tx.events.head()).whole
        for order_id, version in acknowledged.items():
            order = tx.orders.get(order_id)
            assert order.version >= version
            assert replay(tx.orders.as_opened(order_id), order.steps) == order
            assert len(tx.events.of("order", order_id)) == order.version


def _writing(
    home: Path, database: str, acknowledged: dict[str, int], chance: random.Random, stop: Callable[[], None]
) -> None:
    """Two writers print each order and version after its commit; `stop` and a kill come in the middle of it."""
    root = str(Path(__file__).parents[2])
    command = [sys.executable, str(WRITER), str(home), database]
    environment = {**os.environ, "PYTHONPATH": root}
    errors = (home / "writers.txt").open("w", encoding="utf-8")
    writers = [
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors, text=True, env=environment) for _ in range(2)
    ]
    try:
        lines = [writer.stdout.readline() for writer in writers if writer.stdout]  # both are at work
        assert all(lines), (home / "writers.txt").read_text(encoding="utf-8")
        first = list(map(json.loads, lines))
        time.sleep(chance.uniform(0.05, 0.6))
        stop()
    finally:
        for writer in writers:
            writer.send_signal(signal.SIGKILL)
    lines = [line for writer in writers for line in writer.communicate()[0].split("\n") if line.endswith("}")]
    errors.close()
    for told in [*first, *map(json.loads, lines)]:
        acknowledged[told["order"]] = max(acknowledged.get(told["order"], 0), told["version"])

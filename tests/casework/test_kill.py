"""kill -9 at random moments: what was acknowledged is there, nothing is half done, the chain is whole."""

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

from assistant.accounts.audit import verify_chain
from assistant.adapters.sql.migrate import migrate
from assistant.casework import build_casework
from assistant.domain.moves import replay
from assistant.settings import Settings
from tests.builders import a_catalogue

KILLS = int(os.environ.get("HOTLINE_KILLS", "5"))
WRITER = Path(__file__).with_name("writer.py")


def test_nothing_acknowledged_is_lost(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    works = build_casework(settings, a_catalogue)
    migrate(works.store.engine)
    acknowledged: dict[str, int] = {}
    chance = random.Random(12351)
    for _ in range(KILLS):
        _killed_somewhere(tmp_path, acknowledged, chance)
        with sqlite3.connect(tmp_path / "hotline.db") as db:
            assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            assert db.execute("PRAGMA foreign_key_check").fetchall() == []
        with works.store.read() as tx:
            assert verify_chain(works.audit_key, tx.events.walk(), tx.events.head()).whole
            for order_id, version in acknowledged.items():
                order = tx.orders.get(order_id)
                assert order.version >= version
                assert replay(tx.orders.as_opened(order_id), order.steps) == order
                assert len(tx.events.of("order", order_id)) == order.version
    assert len(acknowledged) >= KILLS
    works.store.close()


def _killed_somewhere(home: Path, acknowledged: dict[str, int], chance: random.Random) -> None:
    """Two writers print each order and version after its commit; both are killed in the middle of it."""
    root = str(Path(__file__).parents[2])
    command = [sys.executable, str(WRITER), str(home)]
    environment = {**os.environ, "PYTHONPATH": root}
    writers = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) for _ in range(2)]
    try:
        first = [json.loads(writer.stdout.readline()) for writer in writers if writer.stdout]  # both are at work
        time.sleep(chance.uniform(0.05, 0.6))
    finally:
        for writer in writers:
            writer.send_signal(signal.SIGKILL)
    lines = [line for writer in writers for line in writer.communicate()[0].split("\n") if line.endswith("}")]
    for told in [*first, *map(json.loads, lines)]:
        acknowledged[told["order"]] = max(acknowledged.get(told["order"], 0), told["version"])

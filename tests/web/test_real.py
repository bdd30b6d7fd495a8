"""One look at the pages with the real corpus and index."""

from pathlib import Path
from shutil import copyfile

import pytest
from fastapi.testclient import TestClient

from assistant.bootstrap import build
from assistant.settings import Settings
from assistant.web.app import create_app
from tests.web.stage import Worker, empty_database

MACHINE = Path("var")


@pytest.mark.index
def test_a_worker_gets_a_cited_answer_from_the_corpus(tmp_path: Path) -> None:
    if not (MACHINE / "index").exists():
        pytest.skip("the index was not built on this machine")
    for name in ("models", "index"):
        (tmp_path / name).symlink_to((MACHINE / name).resolve())
    copyfile(empty_database(), tmp_path / "hotline.db")
    services = build(Settings(home=tmp_path, secure_cookies=False))
    worker = Worker(TestClient(create_app(services), headers={"accept": "text/html"}))

    html = worker.ask("入职七个月没签劳动合同，能要双倍工资吗")

    assert 'data-action="answer"' in html
    assert "劳动合同法第八十二条" in html
    services.casework.store.close()

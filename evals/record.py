"""The record of a run: what was measured, of which program, on which machine, with every row; one JSON file."""

import hashlib
import json
import os
import platform
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from assistant.answering import policy
from assistant.bootstrap import Services
from assistant.errors import BadInput
from evals.metrics.interval import Measure
from evals.row import Row, row_from
from evals.table import Table, table_from
from knowledge import rerank
from knowledge.catalogue import Catalogue
from knowledge.passage import fingerprint

_SECRET = ("secret", "password", "token", "key")
_PROBE = "公司拖欠工资，又没有签合同，怎么办？"  # encoded once: two models that agree on it are taken for one


@dataclass(frozen=True, slots=True)
class Origin:
    """What made a run, so that it can be made again."""

    commit: str
    date: str
    command: str
    machine: Mapping[str, str]
    settings: Mapping[str, Any]
    corpus: Mapping[str, Any]  # hash, passages, cards
    model: Mapping[str, str]  # embedder and its hash, hashes of the learned weights
    questions: str = ""  # hash of the cases


@dataclass(frozen=True, slots=True)
class Record:
    """One run."""

    origin: Origin
    suites: Mapping[str, tuple[Measure, ...]]
    tables: tuple[Table, ...]
    rows: tuple[Row, ...]

    def save(self, path: Path) -> None:
        """Write the record."""
        body = {
            "origin": asdict(self.origin),
            "suites": {name: [m.record() for m in measures] for name, measures in self.suites.items()},
            "tables": [table.record() for table in self.tables],
            "rows": [row.record() for row in self.rows],
        }
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(body, ensure_ascii=False, indent=1), encoding="utf-8")


def read_record(path: Path) -> Record:
    """A record read back.

    Raises:
        BadInput: when the file is no record.
    """
    try:
        body = json.loads(path.read_text(encoding="utf-8"))
        return Record(
            origin=Origin(**body["origin"]),
            suites={name: tuple(Measure(**m) for m in measures) for name, measures in body["suites"].items()},
            tables=tuple(table_from(table) for table in body["tables"]),
            rows=tuple(row_from(row) for row in body["rows"]),
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BadInput(f"{path} 不是评测记录：{error}") from error


def origin_of(services: Services, command: str, questions: Sequence[str]) -> Origin:
    """The origin of a run made now with these services."""
    return Origin(
        commit=_commit(),
        date=datetime.now(UTC).isoformat(timespec="seconds"),
        command=command,
        machine=_machine(),
        settings=_settings(services),
        corpus=corpus_facts(services.catalogue),
        model=_model(services),
        questions=fingerprint("\n".join(sorted(questions))),
    )


def corpus_facts(catalogue: Catalogue) -> dict[str, Any]:
    """The corpus by its content: the same hash means the same texts, wordings and days."""
    digest = hashlib.sha256()
    for key in sorted(catalogue.passages):
        p = catalogue.passages[key]
        digest.update("\n".join((key, p.text, *p.wordings, str(p.effective_from), str(p.effective_to))).encode())
    return {
        "sha256": digest.hexdigest()[:24],
        "passages": len(catalogue.passages),
        "cards": len(catalogue.cards),
        "instruments": len(catalogue.sources()),
    }


def _model(services: Services) -> dict[str, str]:
    vector = services.embedder.embed_query(_PROBE)
    return {
        "embedder": services.embedder.name,
        "embedder_probe": fingerprint(" ".join(f"{value:.2f}" for value in vector)),
        "rerank": fingerprint(rerank.WEIGHTS.read_text(encoding="utf-8")),
        "policy": fingerprint(policy.FILE.read_text(encoding="utf-8")),
    }


def _settings(services: Services) -> dict[str, Any]:
    values: dict[str, Any] = services.settings.model_dump(mode="json")
    return {name: value for name, value in values.items() if not any(word in name for word in _SECRET)}


def _commit() -> str:
    folder = Path(__file__).parent
    try:
        head = subprocess.run(["git", "rev-parse", "HEAD"], cwd=folder, capture_output=True, text=True, check=True)
        state = subprocess.run(["git", "status", "--porcelain"], cwd=folder, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return "unknown"
    return head.stdout.strip() + ("+changes" if state.stdout.strip() else "")


def _machine() -> dict[str, str]:
    return {
        "system": platform.platform(terse=True),
        "processor": platform.machine(),
        "cores": str(os.cpu_count()),
        "load": " ".join(f"{load:.1f}" for load in os.getloadavg()) if hasattr(os, "getloadavg") else "",
        "python": platform.python_version(),
    }

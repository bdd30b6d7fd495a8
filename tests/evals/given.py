"""A small law of three articles with two cards, and a real hotline over it: no model, no index on disk."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import numpy as np

from assistant.bootstrap import Services, build
from assistant.domain.answer import Action
from evals.case import Case
from evals.row import Row, blank
from evals.run import Subject
from knowledge.catalogue import Catalogue
from knowledge.lexical import LexicalIndex
from knowledge.model import Card, Kind, Provision, ProvisionRef, Source

LAW = "工棚示范法"
SOURCE = Source(
    LAW, f"中华人民共和国{LAW}", Kind.STATUTE, 1, effective_from=date(2010, 1, 1), aliases=("示范法",), core=True
)


def provision(article: int, text: str, asks: tuple[str, ...] = ()) -> Provision:
    return Provision(ProvisionRef(LAW, article), SOURCE, text, rule=text, asks=asks, effective_from=date(2010, 1, 1))


def card(name: str, article: int, question: str, conclusion: str, asks: tuple[str, ...]) -> Card:
    ref = ProvisionRef(LAW, article)
    return Card(
        name, "欠薪", question, asks, conclusion, conclusion, conclusion, (ref,), effective_from=date(2010, 1, 1)
    )


def catalogue() -> Catalogue:
    return Catalogue(
        [
            provision(1, "单位应当每月按时支付工资，拖欠的由劳动行政部门责令限期支付。", ("老板压着工钱不给",)),
            provision(2, "职工连续工作一年以上的，享受带薪年休假五天。"),
            provision(3, "女职工生育享受产假九十八天。"),
        ],
        [
            card(
                "wages.late",
                1,
                "单位拖欠工资怎么办？",
                "单位应当每月按时支付工资。",
                ("老板三个月没给工钱", "公司拖着工资不发"),
            ),
            card("leave.year", 2, "年休假有几天？", "工作一年以上有五天年休假。", ("干满一年能休几天年假",)),
        ],
    )


class FakeEmbedder:
    """One vector for everything: enough for the probe of a record."""

    name = "fake"
    dimensions = 2

    def embed_passages(self, texts: Sequence[str]) -> Any:
        return np.ones((len(texts), 2), dtype=np.float32)

    def embed_query(self, text: str) -> Any:
        return np.ones(2, dtype=np.float32)


def services() -> Services:
    known = catalogue()
    indexes = {"lexical": LexicalIndex(known.passages.values())}
    return build(catalogue=known, indexes=indexes, embedder=FakeEmbedder())


def subject() -> Subject:
    parts = services()
    return Subject(parts.hotline, parts.catalogue)


def case(**changes: Any) -> Case:
    body: dict[str, Any] = {
        "id": "q1",
        "split": "dev",
        "topic": "欠薪",
        "turns": [
            {
                "role": "caller",
                "text": "我们老板连着三个月没有给大家工钱了，公司一直拖着工资不发，这样合法吗，我该怎么办？",
            }
        ],
        "expected_action": Action.ANSWER,
        "acceptable_actions": [Action.ANSWER],
        "gold": [[{"law": LAW, "article": 1}]],
        "source": f"{LAW}第1条",
        "dataset": "own",
    }
    return Case.model_validate(body | changes)


def row(**changes: Any) -> Row:
    """A row of an answered question; what is not named is as in a good answer."""
    from dataclasses import replace

    plain = blank(case())
    return replace(plain, **{"action": "answer", "groups_cited": (True,), "said": (True,), **changes})

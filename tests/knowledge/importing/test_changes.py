"""What a new text changes, and who has to look."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

from knowledge.catalogue import Catalogue
from knowledge.importing.changes import Change, Cited, Difference, as_json, as_lines, cases_in, differences
from knowledge.instrument import Instrument
from knowledge.model import Card, Kind, Provision, ProvisionRef, Source

OLD, NEW = date(2020, 1, 1), date(2026, 1, 1)


def instrument(begins: date, kind: Kind = Kind.STATUTE, **articles: str) -> Instrument:
    source = Source("某办法", "某办法", kind, 4, effective_from=begins)
    provisions = [
        Provision(ProvisionRef("某办法", int(name[1:])), source, text, rule=text, effective_from=begins)
        for name, text in articles.items()
    ]
    return Instrument(source, tuple(provisions), expansion=False)


def card(cites: int, conclusion: str) -> Card:
    ref = ProvisionRef("某办法", cites)
    return Card(f"card-{cites}", "欠薪", "问？", (), conclusion, "", "", (ref,), reviewed=NEW)


def difference(before: Instrument, after: Instrument, *cards: Card, cases: tuple[Cited, ...] = ()) -> Difference:
    ended = [replace(a, effective_to=date(2025, 12, 31)) for a in before.articles]
    old = Catalogue(before.articles, cards)
    new = Catalogue([*ended, *after.articles], cards)
    (found,) = differences(old, new, [after], cases)
    return found


def test_changed_added_and_removed_articles_are_told_with_their_cards_and_cases() -> None:
    found = difference(
        instrument(OLD, a1="目的。", a2="15日内支付。", a3="旧条。"),
        instrument(NEW, a1="目的。", a2="30日内支付。", a4="新条。"),
        card(1, "目的。"),
        card(2, "应当在15日内支付。"),
        cases=(Cited("case-2", (ProvisionRef("某办法", 2),)), Cited("case-1", (ProvisionRef("某办法", 1),))),
    )
    assert {(c.ref.article, c.change) for c in found.articles} == {
        (2, Change.CHANGED),
        (3, Change.REMOVED),
        (4, Change.ADDED),
    }
    assert found.cards == ("card-2",)
    assert found.cases == ("case-2",)
    assert found.figures_lost == ("card-2: 15",)
    assert "修改 1 条：第二条" in "\n".join(as_lines(found))


def test_digest_and_official_text_are_compared_by_their_figures() -> None:
    before = instrument(OLD, Kind.DIGEST, a1="10天里要付。", a2="5天里要答复。")
    found = difference(before, instrument(OLD, a1="应当在十日内支付。", a2="应当在七日内答复。"))
    assert {c.ref.article: (c.change, [str(f) for f in c.only_before]) for c in found.articles} == {
        1: (Change.OFFICIAL, []),
        2: (Change.OFFICIAL, ["5"]),
    }
    assert as_json(found)["articles"][1]["only_after"] == ["7"]


def test_punctuation_alone_is_no_change() -> None:
    assert not difference(instrument(OLD, a1="甲，乙。"), instrument(NEW, a1="甲、乙。")).articles


def test_cases_are_read_as_plain_json_and_bad_lines_passed_over(tmp_path: Path) -> None:
    gold = [[{"law": "中华人民共和国劳动法", "article": 50}], [{"law": "刑法", "article": 276, "branch": 1}]]
    line = json.dumps({"id": "X-1", "gold": gold})
    (tmp_path / "a.jsonl").write_text(line + "\nnot json\n[]\n", encoding="utf-8")
    assert list(cases_in(tmp_path)) == [
        Cited("X-1", (ProvisionRef("劳动法", 50), ProvisionRef("刑法", 276, 1))),
    ]

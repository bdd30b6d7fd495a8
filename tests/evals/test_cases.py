"""Questions are read from our own form and from outside forms, and a broken one is named."""

import json
from datetime import date
from pathlib import Path

import pytest

from assistant.errors import BadInput
from evals.case import Gold, matches, resolved
from evals.sources import cited_in, exam_cases, lawbench_cases, own_cases, stard_cases
from tests.evals import given

OWN = {
    "id": "w1",
    "split": "dev",
    "topic": "欠薪",
    "style": "terse",
    "channel": "phone",
    "turns": [{"role": "caller", "text": "工资拖着不发"}],
    "as_of": "2026-11-22",
    "region": "340000",
    "expected_action": "answer",
    "acceptable_actions": ["answer"],
    "gold": [[{"law": "劳动法", "article": 50}, {"law": "工资支付暂行规定", "article": 7}]],
    "nuggets": [{"must": True, "desc": "按月支付", "any_of": ["按月"]}],
    "forbidden": ["可以不发"],
    "figure": None,
    "family": "answerable",
    "source": "劳动法第50条",
    "second_reading": "ok",
}


def written(folder: Path, *bodies: dict) -> Path:
    (folder / "dev").mkdir(exist_ok=True)
    path = folder / "dev" / "wages.jsonl"
    path.write_text("\n".join(json.dumps(body, ensure_ascii=False) for body in bodies), encoding="utf-8")
    return path


def test_own_case_is_read_with_its_groups(tmp_path: Path) -> None:
    written(tmp_path, OWN)
    [case] = own_cases("dev", tmp_path)
    assert case.dataset == "own"
    assert [gold.key for gold in case.gold[0]] == ["劳动法#50", "工资支付暂行规定#7"]
    assert case.facts_on == date(2026, 11, 22)


@pytest.mark.parametrize(
    "change",
    [
        {"expected_action": "clarify"},
        {"style": "shouted"},
        {"unknown": 1},
        {"turns": []},
        {"gold": [[]]},
        {"source": ""},
    ],
    ids=lambda change: next(iter(change)),
)
def test_broken_case_is_refused_by_name(tmp_path: Path, change: dict) -> None:
    written(tmp_path, OWN | change)
    with pytest.raises(BadInput, match="w"):
        own_cases("dev", tmp_path)


def test_one_id_stands_once(tmp_path: Path) -> None:
    written(tmp_path, OWN, OWN)
    with pytest.raises(BadInput, match="w1"):
        own_cases("dev", tmp_path)


def test_exam_form_takes_the_final_figure_and_both_kinds_of_gold(tmp_path: Path) -> None:
    body = {
        "id": "D1",
        "topic": "欠薪",
        "channel": "chat",
        "style": "plain",
        "turns": [{"role": "caller", "text": "能拿多少？"}],
        "expected_action": "answer",
        "acceptable_actions": ["answer", "clarify"],
        "gold_citations": [{"law": "中华人民共和国劳动合同法", "article": 47}],
        "gold_any": [[{"law": "中华人民共和国劳动法", "article": None}]],
        "nuggets": [],
        "forbidden": [],
        "calc": {"kind": "severance", "inputs": {}, "result": {"n": 6, "amount": 37200}},
        "in_db": True,
        "note": "",
        "why": "",
    }
    path = tmp_path / "exam.jsonl"
    path.write_text(json.dumps(body, ensure_ascii=False), encoding="utf-8")
    [case] = exam_cases(path)
    assert case.figure is not None
    assert case.figure.value == 37200
    assert [group[0].key for group in case.gold] == ["劳动合同法#47", "劳动法#"]


def test_stard_is_read_in_both_forms(tmp_path: Path) -> None:
    published = [{"query_id": 7, "问题": "要给补偿吗？", "match_name": ["劳动合同法第四十六条", "什么也不是"]}]
    (tmp_path / "queries.json").write_text(json.dumps(published, ensure_ascii=False), encoding="utf-8")
    line = {
        "id": "s1",
        "query": "要给补偿吗？",
        "gold": [{"law": "中华人民共和国公司法", "article": 216, "current_article": 265}],
    }
    (tmp_path / "dev.jsonl").write_text(json.dumps(line, ensure_ascii=False), encoding="utf-8")
    assert [c.gold[0][0].key for c in stard_cases(tmp_path / "queries.json")] == ["劳动合同法#46"]
    [case] = stard_cases(tmp_path / "dev.jsonl")
    assert case.gold[0][0].key == "公司法#265"
    assert case.expected_action is None


def test_lawbench_gold_is_what_the_reference_names(tmp_path: Path) -> None:
    rows = [
        {"instruction": "", "question": "能解除吗？", "answer": "法律依据:《劳动合同法》第三十八条……第四十六条……"},
        {"instruction": "", "question": "你好", "answer": "没有依据"},
    ]
    (tmp_path / "3-8.json").write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")
    [case] = lawbench_cases(tmp_path / "3-8.json")
    assert [group[0].key for group in case.gold] == ["劳动合同法#38", "劳动合同法#46"]
    assert cited_in("第四十六条没有法名") == []


def test_gold_named_by_an_alias_is_the_instrument_itself() -> None:
    case = given.case(gold=[[{"law": "示范法", "article": 1}]])
    assert resolved(case, given.catalogue()).gold[0][0].key == f"{given.LAW}#1"


def test_gold_without_an_article_is_met_by_any_of_the_instrument() -> None:
    whole = Gold(law="中华人民共和国劳动法").key
    assert matches(whole, "劳动法#50")
    assert not matches(whole, "劳动合同法#50")
    assert not matches("劳动法#5", "劳动法#50")

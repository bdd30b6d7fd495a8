"""Where questions come from: our own sets, and outside sets read from a path the user gives. Each becomes `Case`s."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from assistant.domain.answer import Action
from assistant.errors import BadInput
from evals.case import LAW_AS_OF, Case
from knowledge.citation import BadCitation, parse_citation

OWN = Path(__file__).parent / "datasets"
SPLITS = ("dev", "test")
_FINAL = ("total", "amount", "retire", "extra_200pct", "national", "monthly")  # which of several results is the answer
_FAMILIES = {
    Action.ANSWER: "answerable",
    Action.CLARIFY: "missing_facts",
    Action.ESCALATE: "lawyer",
    Action.DISPATCH: "order",
    Action.OUT_OF_SCOPE: "out_of_scope",
    Action.CRISIS: "danger",
}
_ARTICLE = re.compile(
    r"(?:《(?P<law>[^》]{2,60})》)?[^《》第]{0,6}第(?P<number>[0-9〇零一二两三四五六七八九十百千]+)条"
)


def own_cases(split: str = "", folder: Path = OWN) -> list[Case]:
    """Our own questions of one split, or of both.

    Raises:
        BadInput: naming file and line, when a line is no case; or an id stands twice.
    """
    cases = [
        _case({**body, "dataset": "own"}, f"{path.name}:{number}")
        for part in ([split] if split else SPLITS)
        for path in sorted((folder / part).glob("*.jsonl"))
        for number, body in lines(path)
    ]
    for case in cases:
        if case.expected_action is None or not case.source:
            raise BadInput(f"{case.id}：自有题目必须写明 expected_action 和 source")
    ids = [case.id for case in cases]
    if doubled := {name for name in ids if ids.count(name) > 1}:
        raise BadInput(f"题号重复：{'、'.join(sorted(doubled))}")
    return cases


def exam_cases(path: Path) -> list[Case]:
    """Questions in the form of the callers' exam."""
    return [_exam_case(body, f"{path.name}:{number}") for number, body in lines(path)]


def _exam_case(body: dict[str, Any], place: str) -> Case:
    try:
        expected = Action(body["expected_action"])
        calc = body.get("calc")
        return _case(
            {
                "id": body["id"],
                "split": "test",
                "topic": body["topic"],
                "style": body["style"],
                "channel": body["channel"],
                "turns": body["turns"],
                "as_of": LAW_AS_OF,
                "expected_action": expected,
                "acceptable_actions": body["acceptable_actions"],
                "gold": [[gold] for gold in body["gold_citations"]] + (body.get("gold_any") or []),
                "nuggets": body["nuggets"],
                "forbidden": body["forbidden"],
                "figure": {"kind": calc["kind"], "value": _final(calc["result"])} if calc else None,
                "family": _FAMILIES[expected],
                "dataset": "exam",
            },
            place,
        )
    except (KeyError, ValueError) as error:
        raise BadInput(f"{place} 不是试题的格式：{error}") from error


def _final(result: Any) -> Any:
    if not isinstance(result, dict):
        return result
    return next((result[name] for name in _FINAL if name in result), list(result.values())[-1])


def stard_cases(path: Path) -> list[Case]:
    """STARD: its own `queries.json`, or lines with `query` and `gold`. Only the law is known of these, not the action."""
    if path.suffix == ".json":
        bodies = list(enumerate(_json(path), start=1))
        return [case for number, body in bodies if (case := _stard_query(body, f"{path.name}:{number}"))]
    return [_stard_line(body, f"{path.name}:{number}") for number, body in lines(path)]


def _stard_query(body: dict[str, Any], place: str) -> Case | None:
    """A query of the published file; None when none of its articles can be read."""
    gold = []
    for name in body.get("match_name", ()):
        try:
            ref = parse_citation(name)
        except BadCitation:
            continue
        gold.append([{"law": ref.law, "article": ref.article, "branch": ref.branch}])
    if not gold:
        return None
    return _law_only(f"stard-{body.get('query_id')}", body.get("问题", ""), gold, "stard", place)


def _stard_line(body: dict[str, Any], place: str) -> Case:
    gold = [[{"law": g["law"], "article": g.get("current_article") or g["article"]}] for g in body.get("gold", ())]
    return _law_only(str(body.get("id", place)), body.get("query", ""), gold, "stard", place)


def lawbench_cases(path: Path) -> list[Case]:
    """LawBench consultations (task 3-8): the articles named in the reference answer are the gold. Only the law is known."""
    rows = _json(path) if path.suffix == ".json" else [body for _, body in lines(path)]
    cases = []
    for number, body in enumerate(rows, start=1):
        if gold := cited_in(body.get("answer", "")):
            place = f"{path.name}:{number}"
            cases.append(_law_only(f"lawbench-{number}", body.get("question", ""), gold, "lawbench", place))
    return cases


def cited_in(answer: str) -> list[list[dict[str, Any]]]:
    """The articles a text names; 第四十四条 without a title belongs to the instrument named before it."""
    law, found = "", []
    for match in _ARTICLE.finditer(re.sub(r"<[^>]+>", "", answer)):
        law = match["law"] or law
        try:
            ref = parse_citation(f"{law}第{match['number']}条") if law else None
        except BadCitation:
            ref = None
        if ref is not None and (entry := [{"law": ref.law, "article": ref.article}]) not in found:
            found.append(entry)
    return found


def _law_only(name: str, text: str, gold: list[list[dict[str, Any]]], dataset: str, place: str) -> Case:
    turns = [{"role": "caller", "text": text}]
    body = {"id": name, "split": "test", "turns": turns, "channel": "chat", "gold": gold, "dataset": dataset}
    return _case(body, place)


def _case(body: dict[str, Any], place: str) -> Case:
    try:
        return Case.model_validate(body)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise BadInput(f"{place} 第一处错误：{where} {first['msg']}") from error


def lines(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """Number and object of every line that is not empty.

    Raises:
        BadInput: when the file cannot be read, or a line is no JSON object.
    """
    for number, line in enumerate(_text(path).splitlines(), start=1):
        if not line.strip():
            continue
        try:
            body = json.loads(line)
        except json.JSONDecodeError as error:
            raise BadInput(f"{path.name}:{number} 不是JSON") from error
        if not isinstance(body, dict):
            raise BadInput(f"{path.name}:{number} 不是JSON对象")
        yield number, body


def _json(path: Path) -> list[dict[str, Any]]:
    try:
        body = json.loads(_text(path))
    except json.JSONDecodeError as error:
        raise BadInput(f"{path.name} 不是JSON") from error
    if not isinstance(body, list):
        raise BadInput(f"{path.name} 应当是一个JSON数组")
    return body


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise BadInput(f"读不了文件 {path}") from error

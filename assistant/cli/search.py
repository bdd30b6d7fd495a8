"""hotline search: the same search that `ask` uses, by itself."""

import json
import time
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from assistant.bootstrap import Services, build
from assistant.cli.batch import run_batch
from assistant.errors import BadInput
from knowledge.model import Evidence, Kind, Query


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("search")(search)


def search(
    text: Annotated[str | None, typer.Argument(help="what is looked for")] = None,
    as_json: Annotated[bool, typer.Option("--json")] = False,
    top_k: Annotated[int, typer.Option("--top-k", min=1, max=200)] = 20,
    kind: Annotated[str, typer.Option(help="statute, digest, faq or service")] = "",
    batch: Annotated[Path | None, typer.Option()] = None,
    out: Annotated[Path | None, typer.Option()] = None,
) -> None:
    """Find provisions, cards and services."""
    if kind and kind not in set(Kind):
        raise BadInput("--kind 只能是 statute、digest、faq 或 service")
    kinds = frozenset({Kind(kind)}) if kind else frozenset(Kind)
    services = build()

    def find(body: Any) -> dict[str, Any]:
        if not isinstance(body, Mapping) or not isinstance(body.get("query"), str) or not body["query"].strip():
            raise BadInput("每行应当有非空的 query")
        return {"id": str(body.get("id", "")), **_found(services, body["query"], top_k, kinds)}

    if batch is not None:
        if out is None:
            raise BadInput("--batch 需要同时给出 --out")
        raise SystemExit(run_batch(batch, out, find))
    result = find({"id": "search", "query": text or ""})
    typer.echo(json.dumps(result, ensure_ascii=False) if as_json else _readable(result))


def _found(services: Services, text: str, top_k: int, kinds: frozenset[Kind]) -> dict[str, Any]:
    started = time.perf_counter()
    query = Query(text, date.today(), services.settings.region, top_k, kinds)
    evidence = services.retriever.retrieve(query)
    took = round((time.perf_counter() - started) * 1000, 1)
    return {"ms": took, "results": [_result(rank, e) for rank, e in enumerate(evidence, start=1)]}


def _result(rank: int, e: Evidence) -> dict[str, Any]:
    ref = e.passage.refs[0] if e.passage.refs else None
    return {
        "rank": rank,
        "score": round(e.score, 4),
        "kind": e.passage.kind.value,
        "law": ref.law if ref else "",
        "article": (ref.article or None) if ref else None,
        "title": e.passage.title,
        "passage_id": e.passage.id,
    }


def _readable(result: dict[str, Any]) -> str:
    lines = [f"{r['rank']:>2}  {r['score']:.3f}  {r['kind']:<8} {r['title']}" for r in result["results"]]
    return "\n".join([*lines, f"{result['ms']} ms"])

"""hotline channel: for a claim and a place, which body, in what order, where, at what cost, with which papers."""

import json
from dataclasses import asdict
from typing import Annotated, Any

import typer

from assistant.answering.channels import Route, claims, route
from assistant.cli.ask import Region
from assistant.errors import BadInput
from assistant.settings import Settings
from knowledge.citation import format_citation


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("channel")(channel)


def channel(
    claim: Annotated[str | None, typer.Argument(help="the claim; left out, the claims are listed")] = None,
    region: Region = "",
    as_json: Annotated[bool, typer.Option("--json", help="JSON on standard output")] = False,
) -> None:
    """Show the way of a claim, or list the claims there are."""
    if claim is None:
        rows = [f"{name}  {title}" for name, title in claims().items()]
        typer.echo(json.dumps(claims(), ensure_ascii=False) if as_json else "\n".join(rows))
        return
    if claim not in claims():
        raise BadInput(f"没有名为 {claim} 的事项，可用的有：{'、'.join(claims())}")
    way = route(claim, region or Settings().region)
    typer.echo(
        json.dumps(_plain(way), ensure_ascii=False) if as_json else "\n".join((f"【{way.title}】", *way.spoken()))
    )


def _plain(way: Route) -> dict[str, Any]:
    """The route in plain values, its articles in words."""
    steps = [{**asdict(step), "basis": [format_citation(ref) for ref in step.basis]} for step in way.steps]
    return {**asdict(way), "steps": steps, "why_not": [{"body": body, "why": why} for body, why in way.why_not]}

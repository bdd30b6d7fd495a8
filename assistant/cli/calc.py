"""hotline calc: a figure or a last day with its steps and articles; what is missing is asked for."""

import json
from typing import Annotated, Any

import typer

from assistant.calculators.calculator import BadFact, MissingFacts, Working, calculate, registry
from assistant.calculators.facts import Param
from assistant.calculators.rates import known_rates
from assistant.cli.ask import AsOf, Region, day_from
from assistant.errors import BadInput
from assistant.settings import Settings

UNUSABLE = 2


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("calc")(calc)


def calc(
    kind: Annotated[str | None, typer.Argument(help="what to work out; left out, the kinds are listed")] = None,
    facts: Annotated[list[str] | None, typer.Argument(help="facts as name=value")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="the result as JSON on standard output")] = False,
    as_of: AsOf = "",
    region: Region = "",
) -> None:
    """Work out a figure, or list the kinds there are."""
    if kind is None:
        typer.echo(_list_as_json() if as_json else _list())
        return
    said = given(facts or [])
    try:
        working = calculate(kind, said, day_from(as_of), region or Settings().region, known_rates())
    except MissingFacts as missing:
        _ask_for(missing, as_json)
        raise SystemExit(UNUSABLE) from None
    except BadFact as error:
        raise BadInput(str(error)) from error
    typer.echo(json.dumps(working.as_json(), ensure_ascii=False) if as_json else _readable(working))


def given(facts: list[str]) -> dict[str, str]:
    """Facts by name.

    Raises:
        BadInput: when one is not of the form name=value, or is given twice.
    """
    said: dict[str, str] = {}
    for fact in facts:
        name, sign, value = fact.partition("=")
        if not sign or not name.strip():
            raise BadInput(f"事实请写成 名称=值，例如 monthly_wage=6500；收到的是：{fact}")
        if name.strip() in said:
            raise BadInput(f"“{name.strip()}”给了两次，请只给一次")
        said[name.strip()] = value.strip()
    return said


def _ask_for(missing: MissingFacts, as_json: bool) -> None:
    """What is needed, a line a fact: on standard error, and as JSON on standard output where that was asked for."""
    if as_json:
        error: dict[str, Any] = {"code": "missing_facts", "message": str(missing), "needs": _params(missing.params)}
        typer.echo(json.dumps({"error": error}, ensure_ascii=False))
    typer.echo(f"错误：{missing}", err=True)
    for param in missing.params:
        typer.echo(f"  {param.name}=…  {param.label}：{param.ask}", err=True)


def _params(params: tuple[Param, ...]) -> list[dict[str, Any]]:
    return [
        {
            "name": param.name,
            "label": param.label,
            "kind": param.kind,
            "ask": param.ask,
            "required": param.required,
            "choices": list(param.choices),
        }
        for param in params
    ]


def _list() -> str:
    lines = ["用法：hotline calc 种类 名称=值 … [--json]；*号是必填项。"]
    for kind, calculator in registry().items():
        names = " ".join(f"{'*' if param.required else ''}{param.name}" for param in calculator.params)
        lines.append(f"{kind}  {calculator.title}（{calculator.topic}）  {names}".rstrip())
    return "\n".join(lines)


def _list_as_json() -> str:
    kinds = [
        {"kind": kind, "title": one.title, "topic": one.topic, "params": _params(one.params)}
        for kind, one in registry().items()
    ]
    return json.dumps(kinds, ensure_ascii=False)


def _readable(working: Working) -> str:
    return "\n".join((f"【{working.title}】", *working.spoken()))

"""docs/calculators.md, written from the registry: kinds, facts, articles, examples, and what is not configured.

`python -m assistant.calculators.catalogue` prints it; a test keeps the page equal to it.
"""

import tomllib
from collections.abc import Mapping
from datetime import date
from importlib.resources import files

from assistant.calculators.calculator import Calculator, calculate, registry
from assistant.calculators.facts import Param
from assistant.calculators.rates import known_rates
from assistant.calculators.rules import rulebook
from assistant.calculators.working import Working

_EXAMPLE_DAY, _EXAMPLE_REGION = date(2026, 11, 22), "340000"

_INTRODUCTION = """# Calculators

`hotline calc KIND name=value …` works a figure or a last day out and says every step, the articles it rests on, the
local figures used with source and date, the assumptions, and what it does not settle. A fact that is missing is asked
for; a fact that cannot be read is refused in one sentence.

- Rules are data: `assistant/calculators/rules/*.toml`, each version with its articles, its source and the days it is in
  force. The day the facts happened chooses the version; a day before the first version goes to a person.
- Local figures are data: `assistant/calculators/rates/*.toml`, by administrative code and date. Only verified figures
  stand there. A figure given as a fact goes before the table and is named as given.
- Money is exact and rounded once, half up, to the cent. Periods are counted as the Civil Code counts them (§200-203):
  the starting day does not count, a last day that is off runs to the next working day. The calendar is
  `chinesecalendar` (2004-2026); a later year is reckoned from weekends and statutory holidays and marked provisional.
- This page is written by `python -m assistant.calculators.catalogue`; `tests/calculators/test_docs.py` keeps it equal.
"""


def examples() -> Mapping[str, Mapping[str, str]]:
    """One set of invented facts for every kind."""
    text = files("assistant.calculators").joinpath("examples.toml").read_text("utf-8")
    return {kind: {name: str(value) for name, value in facts.items()} for kind, facts in tomllib.loads(text).items()}


def worked_example(kind: str) -> Working:
    """The example of a kind, worked out."""
    return calculate(kind, examples()[kind], _EXAMPLE_DAY, _EXAMPLE_REGION, known_rates())


def as_markdown() -> str:
    """The whole page."""
    parts = [_INTRODUCTION, "## Kinds\n", _kinds(), "## Facts\n", _facts(), "## Local figures kept\n", _rates()]
    parts += ["## Not configured\n", _missing(), "## Rules kept\n", _rules()]
    return "\n".join(parts)


def _kinds() -> str:
    lines = ["| kind | 名称 | 依据 | 示例（虚构） |", "|---|---|---|---|"]
    for kind, calculator in registry().items():
        result = worked_example(kind)
        said = " ".join(f"{name}={value}" for name, value in examples()[kind].items())
        citations = "、".join(result.citations)
        example = f"`{said or '—'}` → {result.headline.text}"
        lines.append(f"| `{kind}` | {calculator.title} | {citations} | {example} |")
    return "\n".join(lines) + "\n"


def _facts() -> str:
    lines = ["| kind | 事实（粗体必填） |", "|---|---|"]
    lines += [f"| `{kind}` | {_params(calculator)} |" for kind, calculator in registry().items()]
    return "\n".join(lines) + "\n"


def _params(calculator: Calculator) -> str:
    return "；".join(_param(param) for param in calculator.params) or "—"


def _param(param: Param) -> str:
    name = f"**{param.name}**" if param.required else param.name
    choices = f"（{' / '.join(param.choices)}）" if param.choices else ""
    return f"{name} {param.label}{choices}"


def _rates() -> str:
    rows = {
        (rate.label, rate.unit, rate.valid_from.isoformat(), rate.source): rate.note or "—"
        for rate in known_rates().table
    }
    lines = ["| 数字 | 起用 | 来源 | 说明 |", "|---|---|---|---|"]
    lines += [
        f"| {label}（{unit}） | {begins} | {source} | {note} |" for (label, unit, begins, source), note in rows.items()
    ]
    return "\n".join(lines) + "\n"


def _missing() -> str:
    text = files("assistant.calculators").joinpath("not_configured.toml").read_text("utf-8")
    lines = ["| 没有核实、不猜的数字 | 谁能答 | 由哪一项事实给出 |", "|---|---|---|"]
    lines += [f"| {row['name']} | {row['who']} | {row['fact']} |" for row in tomllib.loads(text)["figure"]]
    return "\n".join(lines) + "\n"


def _rules() -> str:
    lines = ["| rule | in force | source |", "|---|---|---|"]
    for name, versions in rulebook().items():
        for rule in versions:
            until = "" if rule.effective_to.year == date.max.year else rule.effective_to.isoformat()
            lines.append(f"| `{name}` | {rule.effective_from.isoformat()} – {until} | {rule.source} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    print(as_markdown(), end="")

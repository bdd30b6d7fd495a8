"""A result with its working: named figures, the lines read aloud, the articles, and what it does not settle."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction

from assistant.calculators.wording import day_text, month_text, number_text, rounded, yuan_both_ways
from knowledge.citation import format_citation, law_key, parse_citation
from knowledge.model import ProvisionRef

ResultValue = Decimal | int | date | str
_ARTICLE = re.compile(r"第\d+条")


@dataclass(frozen=True, slots=True)
class Output:
    """One figure of a result; `unit` is 元, 个月, 天 … or 日期 and 年月 for dates."""

    name: str
    label: str
    value: ResultValue
    unit: str = ""

    @property
    def text(self) -> str:
        """The figure as it is said."""
        if isinstance(self.value, date):
            return month_text(self.value) if self.unit == "年月" else day_text(self.value)
        if isinstance(self.value, Decimal) and self.unit.startswith("元"):
            return yuan_both_ways(self.value) + self.unit.removeprefix("元")
        if isinstance(self.value, Decimal | int):
            return f"{number_text(self.value)}{self.unit}"
        return self.value

    def as_json(self) -> dict[str, object]:
        """Plain values; a month is written 2028-12."""
        return {
            "name": self.name,
            "label": self.label,
            "value": plain_value(self),
            "unit": self.unit,
            "text": self.text,
        }


@dataclass(frozen=True, slots=True)
class RegionValue:
    """A local figure the result rests on or mentions, with where it comes from."""

    name: str
    label: str
    value: Decimal
    unit: str
    source: str
    valid_from: date | None = None

    def as_json(self) -> dict[str, object]:
        """Plain values."""
        since = self.valid_from.isoformat() if self.valid_from else None
        value = number_text(self.value)
        return {
            "name": self.name,
            "label": self.label,
            "value": value,
            "unit": self.unit,
            "source": self.source,
            "date": since,
        }


@dataclass(frozen=True, slots=True)
class Working:
    """What a calculator gives back; the headline is the figure that was asked for."""

    kind: str
    title: str
    formula: str
    outputs: tuple[Output, ...]
    headline: Output
    inputs: Mapping[str, str]
    steps: tuple[str, ...]
    basis: tuple[ProvisionRef, ...]
    citations: tuple[str, ...]
    assumptions: tuple[str, ...] = ()
    caveats: tuple[str, ...] = ()
    next_steps: tuple[str, ...] = ()
    region_values: tuple[RegionValue, ...] = ()

    @property
    def result(self) -> dict[str, ResultValue]:
        """The figures by name, in the order they were worked out."""
        return {output.name: output.value for output in self.outputs}

    def __getitem__(self, name: str) -> ResultValue:
        return self.result[name]

    def spoken(self) -> tuple[str, ...]:
        """The lines an agent reads aloud, the result first."""
        lines = [f"{self.headline.label}：{self.headline.text}。", *self.steps]
        lines += [f"依据：{'、'.join(self.citations)}。"] if self.citations else []
        lines += [
            f"{value.label}：{number_text(value.value)}{value.unit}（{value.source}）。" for value in self.region_values
        ]
        lines += [f"前提：{line}" for line in self.assumptions]
        lines += [f"注意：{line}" for line in self.caveats]
        return tuple(lines + [f"下一步：{line}" for line in self.next_steps])

    def as_json(self) -> dict[str, object]:
        """The whole working in plain values."""
        return {
            "kind": self.kind,
            "title": self.title,
            "formula": self.formula,
            "headline": self.headline.as_json(),
            "result": {output.name: plain_value(output) for output in self.outputs},
            "outputs": [output.as_json() for output in self.outputs],
            "inputs": dict(self.inputs),
            "steps": list(self.steps),
            "basis": [
                {
                    "law": ref.law,
                    "article": ref.article,
                    "branch": ref.branch,
                    "paragraph": ref.paragraph,
                    "item": ref.item,
                }
                for ref in self.basis
            ],
            "citations": list(self.citations),
            "assumptions": list(self.assumptions),
            "caveats": list(self.caveats),
            "next_steps": list(self.next_steps),
            "region_values": [value.as_json() for value in self.region_values],
        }


@dataclass(slots=True)
class Sheet:
    """The paper a calculator writes on; `finish` turns it into a Working."""

    outputs: list[Output] = field(default_factory=list)
    headline: str = ""
    steps: list[str] = field(default_factory=list)
    articles: list[str] = field(default_factory=list)
    assumptions: list[str] = field(default_factory=list)
    caveats: list[str] = field(default_factory=list)
    next_steps: list[str] = field(default_factory=list)
    region_values: list[RegionValue] = field(default_factory=list)

    def put(self, name: str, label: str, value: Fraction | ResultValue, unit: str = "") -> None:
        """Note a figure; exact sums are rounded here and nowhere else."""
        shown: ResultValue = rounded(value) if isinstance(value, Fraction) else value
        self.outputs.append(Output(name, label, shown, unit))

    def lead(self, name: str, label: str, value: Fraction | ResultValue, unit: str = "") -> None:
        """Note the figure that was asked for."""
        self.put(name, label, value, unit)
        self.headline = name

    def step(self, line: str) -> None:
        """A line read aloud."""
        self.steps.append(line)

    def cite(self, *articles: str) -> None:
        """Name articles the result rests on, once each."""
        self.articles.extend(article for article in articles if article not in self.articles)

    def finish(self, kind: str, title: str, formula: str, inputs: Mapping[str, str]) -> Working:
        """The result as a value."""
        refs = tuple(_reference(article) for article in self.articles)
        headline = next(output for output in self.outputs if output.name == (self.headline or self.outputs[-1].name))
        return Working(
            kind=kind,
            title=title,
            formula=formula,
            outputs=tuple(self.outputs),
            headline=headline,
            inputs=inputs,
            steps=tuple(self.steps),
            basis=refs,
            citations=tuple(format_citation(ref) if ref.article else f"《{ref.law}》" for ref in refs),
            assumptions=tuple(self.assumptions),
            caveats=tuple(self.caveats),
            next_steps=tuple(self.next_steps),
            region_values=tuple(self.region_values),
        )


def _reference(article: str) -> ProvisionRef:
    """An article, or a whole instrument when no article is named."""
    return parse_citation(article) if _ARTICLE.search(article) else ProvisionRef(law_key(article), 0)


def plain_value(output: Output) -> int | str:
    """A value for JSON: whole numbers as numbers, sums with cents as text, dates as 2027-04-12, months as 2028-12."""
    value = output.value
    if isinstance(value, date):
        return value.isoformat()[: len("2028-12")] if output.unit == "年月" else value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else number_text(value)
    return value

"""The data card's figures: what the gold sets hold, and whether dev and test rest on different articles.

`python -m evals.datasets.card` prints the tables of README.md and fails when an answerable question of dev and one of test
name the same main article.
"""

import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence

from assistant.domain.answer import Action
from evals.case import Case, instrument
from evals.sources import SPLITS, own_cases

# `source` opens with the main article: 劳动合同法第82条（主条…）… or 劳动合同法82第2款…
_MAIN = re.compile(r"《?(?P<law>[^》0-9；、]+?)》?第?(?P<article>\d+)(?![\d号])")
FEW = 4  # wordings from which a must nugget counts as well covered


def main_article(case: Case) -> str:
    """The article an answerable question rests on, 劳动合同法#82; empty where its source names none by number."""
    if case.expected_action is not Action.ANSWER:
        return ""
    found = _MAIN.match(case.source)
    return f"{instrument(found['law'])}#{found['article']}" if found else ""


def shared_articles(cases: Iterable[Case]) -> dict[str, tuple[str, ...]]:
    """Main articles that stand in both splits, with the questions concerned."""
    held: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for case in cases:
        if article := main_article(case):
            held[article][case.split].append(case.id)
    both = {article: parts for article, parts in held.items() if len(parts) > 1}
    return {article: tuple(name for part in parts.values() for name in part) for article, parts in both.items()}


def counted(cases: Sequence[Case], heading: str, kind: Callable[[Case], str]) -> str:
    """A Markdown table: rows by kind, columns dev, test and all."""
    counts: Counter[tuple[str, str]] = Counter((kind(case), case.split) for case in cases)
    totals = Counter(kind(case) for case in cases)
    lines = [f"| {heading} | dev | test | all |", "| --- | ---: | ---: | ---: |"]
    for name, total in totals.most_common():
        dev, test = (counts[name, split] for split in SPLITS)
        lines.append(f"| {name} | {dev} | {test} | {total} |")
    return "\n".join(lines)


def reading(case: Case) -> str:
    """What the note on the second reading says was done."""
    note = case.second_reading
    if not note or "not read a second time" in note or "未逐句复读" in note:
        return "not read again"
    return "read again, corrected" if re.search("改：|widened|corrected|changed", note) else "read again, kept"


def card(cases: Sequence[Case]) -> str:
    """Every table of the card."""
    musts = [nugget for case in cases for nugget in case.nuggets if nugget.must]
    tables = [
        counted(cases, "topic", lambda case: case.topic),
        counted(cases, "expected action", lambda case: str(case.expected_action)),
        counted(cases, "family", lambda case: case.family),
        counted(cases, "style", lambda case: case.style),
        counted(cases, "channel", lambda case: case.channel),
        counted(cases, "turns", lambda case: "several" if len(case.turns) > 1 else "one"),
        counted(cases, "figure", lambda case: case.figure.kind if case.figure else "none"),
        counted(cases, "second reading", reading),
    ]
    articles = len({article for case in cases if (article := main_article(case))})
    well = sum(len(nugget.any_of) >= FEW for nugget in musts)
    facts = f"{len(cases)} questions; {articles} main articles; {len(musts)} must nuggets, {well} with {FEW} wordings or more"
    return "\n\n".join([facts, *tables])


def main() -> int:
    """Print the card; 1 when an article stands in both splits."""
    cases = own_cases()
    shared = shared_articles(cases)
    print(card(cases))
    for article, names in sorted(shared.items()):
        print(f"\nin both splits: {article}: {', '.join(names)}", file=sys.stderr)
    return 1 if shared else 0


if __name__ == "__main__":
    sys.exit(main())

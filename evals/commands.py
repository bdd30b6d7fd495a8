"""The commands: `hotline eval …` and `python -m evals …`. Only wiring; what is heavy is imported when a command runs."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from assistant.errors import BadInput

Split = Annotated[str, typer.Option(help="dev, test, or both when left out")]
Exam = Annotated[Path | None, typer.Option(help="questions in the form of the callers' exam")]
Stard = Annotated[Path | None, typer.Option(help="STARD: queries.json, or lines with query and gold")]
LawBench = Annotated[Path | None, typer.Option(help="LawBench consultations: 3-8.json")]
Out = Annotated[Path, typer.Option(help="where record and page go")]
Limit = Annotated[
    int, typer.Option(min=0, help="at most so many questions a dataset, drawn evenly over the topics; 0 is all")
]
RUNS = Path("evals/runs")


def register(app: typer.Typer) -> None:
    """Add `hotline eval`."""
    app.command("eval")(run)


def main_app() -> typer.Typer:
    """The commands of `python -m evals`."""
    app = typer.Typer(name="evals", no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
    for name, command in (
        ("run", run),
        ("compare", compare),
        ("gate", gate),
        ("peers", peers),
        ("figures", figures),
        ("leakage", leakage),
        ("from-feedback", from_feedback),
        ("fit-rerank", fit_rerank),
        ("fit-decision", fit_decision),
    ):
        app.command(name)(command)
    return app


def run(
    suites: Annotated[
        list[str] | None, typer.Argument(help="retrieval, answers, decisions, unanswerable, metamorphic, …")
    ] = None,
    split: Split = "test",
    exam: Exam = None,
    stard: Stard = None,
    lawbench: LawBench = None,
    limit: Limit = 0,
    out: Out = RUNS,
) -> None:
    """Run suites, print the table, write a JSON record and an HTML page."""
    from evals.session import Session, Wanted

    wanted = Wanted(tuple(suites or ()), _split(split), {"exam": exam, "stard": stard, "lawbench": lawbench}, limit)
    Session(wanted).run(out)


def peers(split: Split = "test", stard: Stard = None, limit: Limit = 0, out: Out = RUNS) -> None:
    """Our search beside others on the same questions and the same pool."""
    from evals.session import Session, Wanted

    Session(Wanted(("peers",), _split(split), {"stard": stard}, limit)).run(out)


def compare(before: Path, after: Path) -> None:
    """What changed between two records, question by question."""
    from evals.compare import comparison_tables
    from evals.record import read_record
    from evals.report import print_tables

    print_tables(comparison_tables(read_record(before), read_record(after)))


def gate(
    record: Path,
    baseline: Annotated[Path | None, typer.Option(help="evals/baseline.toml when left out")] = None,
    write: Annotated[bool, typer.Option(help="make this run the baseline")] = False,
) -> None:
    """Hold a run against the baseline; exit status 1 when a topic fell below it."""
    from evals import gate as gates
    from evals.record import read_record

    held, path = read_record(record), baseline or gates.BASELINE
    if write:
        path.write_text(gates.baseline_text(held), encoding="utf-8")
        typer.echo(f"baseline written: {path}")
        return
    found = gates.breaches(held, gates.read_baseline(path))
    for breach in found:
        typer.echo(str(breach))
    typer.echo(f"gate: {'closed' if found else 'open'}, {len(found)} breaches")
    raise SystemExit(1 if found else 0)


def figures(
    records: list[Path],
    into: Annotated[Path, typer.Option(help="the document, with its marks")] = Path("docs/evaluation.md"),
) -> None:
    """Put the figures of records into a document, with the commands that made them."""
    from evals.figures import put_into
    from evals.record import read_record

    put_into(into, [read_record(path) for path in records])
    typer.echo(f"figures written: {into}")


def leakage(split: Split = "") -> None:
    """Gold questions that the corpus already tells; exit status 1 above the bound."""
    from evals.leakage import leaks_between_splits, leaks_into_corpus
    from evals.report import print_tables
    from evals.sources import own_cases
    from knowledge.catalogue import load_catalogue

    cases = own_cases(_split(split))
    found = {
        "Gold questions in the corpus": leaks_into_corpus(cases, load_catalogue()),
        "Test questions in dev": leaks_between_splits(own_cases()),
    }
    print_tables([check.table(title) for title, check in found.items()])
    raise SystemExit(1 if any(check.fails for check in found.values()) else 0)


def from_feedback(rows: Path, folder: Annotated[Path | None, typer.Option(help="where the sets lie")] = None) -> None:
    """Confirmed feedback becomes cases, masked."""
    from assistant.accounts.privacy import mask
    from evals.from_feedback import append_cases, cases_from
    from evals.sources import OWN, lines

    made = cases_from([body for _, body in lines(rows)], mask)
    typer.echo(f"{len(made)} cases, {append_cases(made, folder or OWN)} of them new")


def fit_rerank(write: Annotated[bool, typer.Option(help="replace knowledge/rerank.toml")] = False) -> None:
    """Learn the reranker's weights on the dev questions."""
    from assistant.bootstrap import build
    from evals.fit import rerank_examples, rerank_text
    from evals.sources import own_cases
    from knowledge.rerank import WEIGHTS

    services = build()
    text = rerank_text(*rerank_examples(own_cases("dev"), services.retriever, services.catalogue))
    _learned(text, WEIGHTS, write)


def fit_decision(
    record: Annotated[Path, typer.Argument(help="record of a run on the dev split")],
    write: Annotated[bool, typer.Option(help="replace assistant/answering/policy.toml")] = False,
) -> None:
    """Learn the confidence on a dev run, and set the threshold by the costs."""
    from assistant.answering.policy import FILE
    from evals.fit import decision_examples, policy_text
    from evals.record import read_record

    rows = [row for row in read_record(record).rows if row.dataset == "own" and row.split == "dev"]
    _learned(policy_text(decision_examples(rows), FILE), FILE, write)


def _learned(text: str, path: Path, write: bool) -> None:
    if write:
        path.write_text(text, encoding="utf-8")
        print(f"written: {path}", file=sys.stderr)
    typer.echo(text)


def _split(name: str) -> str:
    if name not in ("", "dev", "test"):
        raise BadInput("--split 只能是 dev 或 test")
    return name

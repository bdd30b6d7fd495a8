"""A session of evaluation: questions chosen, the program asked once a question, tables, record and page written."""

import random
import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path

from rich.console import Console
from rich.progress import Progress, TaskID

from assistant.bootstrap import Services, build
from assistant.errors import BadInput
from evals.case import Case
from evals.metamorphic import broken_table, metamorphic_measures, run_metamorphic
from evals.metrics.interval import SEED, Measure
from evals.peers import all_peers, peer_measures, peer_table, run_peers, shared_pool
from evals.record import Record, origin_of
from evals.report import page, print_tables
from evals.row import Row
from evals.run import Subject, run_cases
from evals.sources import exam_cases, lawbench_cases, own_cases, stard_cases
from evals.suites import APART, DEFAULT, SUITES
from evals.summary import suite_measures, suite_tables
from evals.table import Table, measure_table

READERS = {"exam": exam_cases, "stard": stard_cases, "lawbench": lawbench_cases}
METAMORPHIC_LIMIT = 60  # each question is asked some fifteen times


@dataclass(frozen=True)
class Wanted:
    """What is to be run. Without suites: our own, and every outside set a path was given for."""

    suites: tuple[str, ...] = ()
    split: str = "test"
    paths: Mapping[str, Path | None] = field(default_factory=dict)
    limit: int = 0

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The suites by name.

        Raises:
            BadInput: for a name nobody knows, and for an outside suite without its path.
        """
        given = tuple(name for name, path in self.paths.items() if path)
        names = tuple(dict.fromkeys(self.suites or (*DEFAULT, *given)))
        if unknown := [name for name in names if name not in SUITES and name not in APART]:
            raise BadInput(f"没有这个评测：{'、'.join(unknown)}；可用：{'、'.join((*SUITES, *APART))}")
        if missing := [name for name in names if name in READERS and not self.paths.get(name)]:
            raise BadInput(f"请用 --{missing[0]} 给出题目文件的路径")
        return names


class Session:
    """One run from questions to page."""

    def __init__(self, wanted: Wanted, services: Services | None = None) -> None:
        self.wanted = wanted
        self.services = services or build()

    @cached_property
    def cases(self) -> dict[str, list[Case]]:
        """Dataset -> its questions, as many as wanted."""
        found = {}
        datasets = {SUITES[name].dataset for name in self.wanted.names if name in SUITES}
        datasets |= {"own"} if set(APART) & set(self.wanted.names) else set()
        datasets |= {name for name, path in self.wanted.paths.items() if path}
        for dataset in sorted(datasets):
            path = self.wanted.paths.get(dataset)
            every = READERS[dataset](path) if path is not None else own_cases(self.wanted.split)
            found[dataset] = drawn(every, self.wanted.limit)
        if not any(found.values()):
            raise BadInput("没有题目：evals/datasets 里还没有这一部分的题目，也没有给出外部题目的路径")
        return found

    def run(self, out: Path) -> Record:
        """Ask everything, print the tables, write record and page."""
        rows = self._rows()
        suites = [name for name in self.wanted.names if name in SUITES]
        cases = [case for held in self.cases.values() for case in held]
        measures = suite_measures(suites, cases, rows)
        tables = suite_tables(suites, cases, rows)
        for more, table in (self._peers(), self._metamorphic()):
            measures |= more
            tables += table
        command = " ".join(["python -m evals", *sys.argv[1:]])
        questions = [f"{case.dataset}:{case.model_dump_json()}" for case in cases if case.dataset == "own"]
        record = Record(origin_of(self.services, command, questions), measures, tuple(tables), tuple(rows))
        path = out / f"{record.origin.date.replace(':', '').replace('+0000', 'Z')}.json"
        record.save(path)
        path.with_suffix(".html").write_text(page(record), encoding="utf-8")
        print_tables(tables)
        print(f"record {path}\npage   {path.with_suffix('.html')}")
        return record

    def _rows(self) -> list[Row]:
        """Each question asked once, whatever the number of suites it belongs to."""
        subject = Subject(self.services.hotline, self.services.catalogue)
        rows: list[Row] = []
        with Progress(console=Console(stderr=True)) as bar:
            for dataset, cases in self.cases.items():
                suites = [
                    SUITES[name] for name in self.wanted.names if name in SUITES and SUITES[name].dataset == dataset
                ]
                asked = [case for case in cases if any(suite.belongs(case) for suite in suites)]
                if not asked:
                    continue
                task = bar.add_task(dataset, total=len(asked))
                search, ask = any(suite.search for suite in suites), any(suite.ask for suite in suites)
                rows += run_cases(asked, subject, search, ask, partial(_advance, bar, task))
        return rows

    def _peers(self) -> tuple[dict[str, tuple[Measure, ...]], list[Table]]:
        if "peers" not in self.wanted.names:
            return {}, []
        pool = shared_pool(self.services.catalogue)
        peers = all_peers(self.services, pool)
        measures: dict[str, tuple[Measure, ...]] = {}
        tables = []
        for dataset, cases in self.cases.items():
            if any(case.gold for case in cases):
                rows = run_peers(cases, peers, pool, self.services.catalogue)
                measures |= {f"peer {name}, {dataset}": tuple(m) for name, m in peer_measures(rows).items()}
                tables.append(peer_table(rows, len(pool), dataset))
        return measures, tables

    def _metamorphic(self) -> tuple[dict[str, tuple[Measure, ...]], list[Table]]:
        if "metamorphic" not in self.wanted.names:
            return {}, []
        cases = drawn(self.cases.get("own", []), self.wanted.limit or METAMORPHIC_LIMIT)
        outcomes = run_metamorphic(cases, self.services.hotline, self.services.catalogue)
        measures = metamorphic_measures(outcomes)
        note = f"{len(cases)} questions and their variants: share that held"
        return {"metamorphic": tuple(measures)}, [measure_table("Metamorphic", measures, note), broken_table(outcomes)]


def _advance(bar: Progress, task: TaskID, done: int, total: int) -> None:
    bar.update(task, completed=done, total=total)


def drawn(cases: Sequence[Case], limit: int) -> list[Case]:
    """At most `limit` cases, a seeded draw that takes from each topic in turn; all of them for 0."""
    if not limit or len(cases) <= limit:
        return list(cases)
    groups: dict[str, list[Case]] = defaultdict(list)
    for case in cases:
        groups[case.topic].append(case)
    generator = random.Random(SEED)
    for group in groups.values():
        generator.shuffle(group)
    chosen: list[Case] = []
    while len(chosen) < limit:
        for group in groups.values():
            if group and len(chosen) < limit:
                chosen.append(group.pop())
    kept = {case.id for case in chosen}
    return [case for case in cases if case.id in kept]

"""The official texts of the project's reference folder, read in place where they are: none of them is in the repository.

`HOTLINE_REFERENCE_TEXTS` names the folder that holds `regulations` and `local-regulations`; without it, a folder `shared/data`
beside the repository is looked for, and the tests are left out where there is none.
"""

import csv
import os
from datetime import date
from pathlib import Path

import pytest

from knowledge.catalogue import Catalogue, load_catalogue
from knowledge.importing.archive import candidates
from knowledge.importing.child import read
from knowledge.importing.guard import kind_of
from knowledge.importing.intake import Intake
from knowledge.importing.report import FileReport, Verdict
from knowledge.model import Kind

BESIDE = Path(__file__).parents[4] / "shared" / "data"
TEXTS = Path(os.environ.get("HOTLINE_REFERENCE_TEXTS", BESIDE))
pytestmark = pytest.mark.skipif(
    not (TEXTS / "regulations").is_dir(), reason="the reference texts are not on this machine"
)
TODAY = date(2026, 11, 22)
INCOMPLETE = {
    "山东省企业工资集体协商条例": (16,),
    "最高人民法院关于审理劳动争议案件适用法律问题的解释（二）": (17,),
}
FIRST_DAY = {  # where the text names only the instrument's first day, or none
    "工伤保险条例": "2011-01-01",
    "全国年节及纪念日放假办法": "2025-01-01",
    "住房公积金管理条例": "2019-03-24",
    "最高人民法院关于审理工伤保险行政案件若干问题的规定": "2014-09-01",
}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def reports(corpus: Catalogue, home: Path) -> dict[str, FileReport]:
    """Every text imported once; parsed in this process, since the child is tested by itself."""
    folders = [TEXTS / "regulations", TEXTS / "local-regulations"]
    return {report.file: report for report in Intake(corpus, home, TODAY, parse=read).take(folders)}


def rows(folder: str) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for path in sorted((TEXTS / folder).glob("manifest*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as file:
            found |= {Path(row["file"]).name: row for row in csv.DictReader(file)}
    return found


def test_every_text_is_taken_in(reports: dict[str, FileReport]) -> None:
    texts = {name: report for name, report in reports.items() if name.endswith(".md")}
    assert len(texts) == len(rows("regulations")) + len(rows("local-regulations"))
    assert {report.verdict for report in texts.values()} <= {Verdict.IMPORTED, Verdict.HELD}


def test_articles_are_counted_as_the_manifest_counts_them(reports: dict[str, FileReport]) -> None:
    for name, row in (rows("regulations") | rows("local-regulations")).items():
        if int(row["articles"]):
            assert reports[name].articles == int(row["articles"]), name


def test_numbering_runs_on_but_for_the_two_texts_known_to_lack_an_article(reports: dict[str, FileReport]) -> None:
    assert {report.title: report.gaps for report in reports.values() if report.gaps} == INCOMPLETE


def test_no_character_of_a_text_is_lost(reports: dict[str, FileReport]) -> None:
    for candidate in candidates(TEXTS / "regulations"):
        if candidate.name.endswith(".md"):
            document = read(kind_of(candidate.name, candidate.data), candidate.data)
            assert reports[candidate.name].characters == document.characters


def test_first_day_of_a_revision_is_not_the_first_day_of_the_instrument(reports: dict[str, FileReport]) -> None:
    days = {report.title: report.effective_from for report in reports.values()}
    assert {title: days[title] for title in FIRST_DAY} == FIRST_DAY


def test_texts_marked_as_reference_are_held_back(reports: dict[str, FileReport]) -> None:
    held = {name for name, report in reports.items() if report.verdict is Verdict.HELD}
    assert held == set(rows("local-regulations"))


def test_official_text_takes_the_digests_place_and_keeps_its_wordings(
    reports: dict[str, FileReport], home: Path
) -> None:
    assert reports
    with_texts = load_catalogue(imported=Intake(Catalogue([]), home, TODAY).texts.instruments())
    found = with_texts.provision(with_texts.cited("工伤保险条例第14条"), TODAY)
    assert found is not None
    assert found.source.kind is Kind.STATUTE
    assert found.asks
    assert found.rule != found.text
    lacking = with_texts.provision(
        with_texts.cited("最高人民法院关于审理劳动争议案件适用法律问题的解释（二）第17条"), TODAY
    )
    assert lacking is not None
    assert lacking.source.kind is Kind.DIGEST
    newer = with_texts.provision(with_texts.cited("住房公积金管理条例第15条"), TODAY)
    assert newer is not None
    assert newer.effective_from == date(2026, 9, 20)

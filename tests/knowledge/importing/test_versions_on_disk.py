"""Imported texts as versions: idempotent, corrected by revision, held when in doubt, taking a digest's place and no more."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from knowledge.catalogue import Catalogue, load_catalogue
from knowledge.importing.intake import Intake
from knowledge.importing.manifest import Details, read_manifest
from knowledge.importing.report import FileReport, Verdict
from knowledge.importing.soundness import soundness
from knowledge.importing.store import imported_texts
from knowledge.instrument import Instrument
from knowledge.model import Kind, Provision, ProvisionRef, Source
from knowledge.timeline import in_order, standing, version_of
from tests.knowledge.importing import made

TODAY = date(2026, 11, 22)
LAW = made.TITLE


@pytest.fixture(scope="module")
def base() -> Catalogue:
    return Catalogue([])


@pytest.fixture
def bring(base: Catalogue, tmp_path: Path):  # type: ignore[no-untyped-def]
    """Import one file of the invented regulation."""

    def _bring(data: bytes, name: str = "办法.md", said: Details | None = None, manifest: bytes = b"") -> FileReport:
        path = tmp_path / name
        path.write_bytes(data)
        if manifest:
            (tmp_path / "manifest.csv").write_bytes(manifest)
        (report,) = Intake(base, tmp_path / "home", TODAY).take([path], said=said)
        return report

    return _bring


def test_report_says_what_was_found_and_what_needs_eyes(bring) -> None:  # type: ignore[no-untyped-def]
    report = bring(made.markdown())
    assert report.verdict is Verdict.IMPORTED
    assert (report.articles, report.gaps, report.items, report.annex_lines) == (5, (4,), 2, 2)
    assert report.region == "340000"
    assert report.effective_from == "2025-06-02"
    assert any("缺第4条" in remark for remark in report.needs_eyes)
    assert any("没有写明本次修订的施行日" in remark for remark in report.needs_eyes)
    assert any("推断" in remark for remark in report.needs_eyes)


def test_same_file_again_changes_nothing(bring, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    bring(made.markdown())
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "home").rglob("*.json")}
    assert bring(made.markdown(), name="同一文件.md").verdict is Verdict.UNCHANGED
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "home").rglob("*.json")} == before


def test_other_text_of_the_same_version_is_a_correction_and_the_old_one_stays(bring, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    bring(made.markdown())
    mended = [line.replace("15日", "20日") for line in made.LINES]
    report = bring(made.markdown(mended))
    assert report.verdict is Verdict.CORRECTED
    assert any("第1稿" in text for text in report.superseded)
    (text,) = imported_texts(tmp_path / "home").texts()
    assert text.revision == 2
    assert "20日" in text.instrument.articles[1].text
    assert len(list((tmp_path / "home").rglob("*.json"))) == 2


def test_newer_version_ends_the_older_one(bring, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    bring(made.markdown(), said=Details(effective_from=date(2025, 7, 1)))
    bring(
        made.markdown([line.replace("15日", "20日") for line in made.LINES]),
        said=Details(effective_from=date(2026, 7, 1)),
    )
    catalogue = load_catalogue(tmp_path / "nothing", imported_texts(tmp_path / "home").instruments())
    ref = ProvisionRef(LAW, 2)
    assert "15日" in text_on(catalogue, ref, date(2026, 6, 30))
    assert "20日" in text_on(catalogue, ref, date(2026, 7, 1))
    assert text_on(catalogue, ref, date(2025, 6, 30)) == ""


def text_on(catalogue: Catalogue, ref: ProvisionRef, day: date) -> str:
    found = catalogue.provision(ref, day)
    return found.text if found is not None else ""


def test_text_without_any_date_is_kept_and_not_served(bring, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    report = bring(made.markdown(["", "", "第一条 没有日期。"]))
    assert report.verdict is Verdict.HELD
    assert imported_texts(tmp_path / "home").instruments() == ()
    assert len(imported_texts(tmp_path / "home").texts()) == 1


@pytest.mark.parametrize(("relevance", "served"), [("core", 1), ("reference", 0), ("repealed", 0)])
def test_manifest_decides_whether_a_text_is_served(bring, tmp_path: Path, relevance: str, served: int) -> None:  # type: ignore[no-untyped-def]
    rows = f"file,title,level,region,version_date,relevance\nx/办法.md,{LAW},地方政府规章,安徽,2025-06-02,{relevance}\n"
    bring(made.markdown(), manifest=("\ufeff" + rows).encode())
    assert len(imported_texts(tmp_path / "home").instruments()) == served


def test_damaged_text_is_found_and_not_served(bring, base: Catalogue, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    bring(made.markdown())
    (path,) = (tmp_path / "home").rglob("*.json")
    body = json.loads(path.read_text(encoding="utf-8"))
    body["articles"][1][3] = body["articles"][1][3].replace("15日", "150日")
    path.write_text(json.dumps(body), encoding="utf-8")
    texts = imported_texts(tmp_path / "home")
    assert texts.instruments() == ()
    assert [finding.rule for finding in soundness(texts, base).findings] == ["damaged"]


def test_sheet_becomes_drafts_with_what_is_missing(bring, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    report = bring(made.xlsx(), name="问答.xlsx")
    assert (report.verdict, report.pairs) == (Verdict.DRAFTS, 2)
    assert any("虚构法" in remark for remark in report.needs_eyes)
    drafts = [json.loads(p.read_text(encoding="utf-8")) for p in (tmp_path / "home").rglob("draft-*.json")]
    assert {draft["state"] for draft in drafts} == {"draft"}
    assert bring(made.xlsx(), name="问答.xlsx").verdict is Verdict.UNCHANGED


def test_manifest_without_its_columns_is_refused() -> None:
    with pytest.raises(ValueError, match="file"):
        read_manifest("甲,乙\n1,2\n".encode())


def source(kind: Kind, begins: date, ends: date = date(9999, 12, 31)) -> Source:
    return Source("某办法", "某办法", kind, 4, effective_from=begins, effective_to=ends)


def provision(of: Source, number: int, text: str = "文字。") -> Provision:
    ref = ProvisionRef("某办法", number)
    return Provision(ref, of, text, effective_from=of.effective_from, effective_to=of.effective_to)


def test_digest_keeps_the_days_before_the_official_text() -> None:
    official = source(Kind.STATUTE, date(2020, 1, 1))
    texts = [provision(official, 1), provision(official, 2, "本办法自2020年1月1日起施行。")]
    digest = provision(source(Kind.DIGEST, date(2010, 1, 1)), 1)
    (left,) = standing(digest, [version_of(texts)])
    assert (left.effective_from, left.effective_to) == (date(2010, 1, 1), date(2019, 12, 31))


def test_digest_stands_for_an_article_the_official_text_lacks() -> None:
    official = source(Kind.STATUTE, date(2020, 1, 1))
    texts = [provision(official, 1), provision(official, 3, "文字到这里断了")]
    version = version_of(texts)
    digests = {n: provision(source(Kind.DIGEST, date(2020, 1, 1)), n) for n in (1, 2, 3, 4)}
    assert {n for n, digest in digests.items() if list(standing(digest, [version]))} == {2, 4}


def test_article_changed_alone_later_is_not_brought_back_by_an_older_text() -> None:
    official = source(Kind.STATUTE, date(2020, 1, 1))
    text = Instrument(
        official, (provision(official, 1), provision(official, 2, "自2020年1月1日起施行。")), expansion=False
    )
    whole = source(Kind.DIGEST, date(2020, 1, 1))
    later = replace(provision(whole, 1, "改后的规则。"), effective_from=date(2025, 9, 1))
    digests = Instrument(whole, (later,), expansion=False)
    first, _ = in_order([], [text], [digests])
    assert first.effective_to == date(2025, 8, 31)
    assert list(standing(later, [version_of(text.articles)])) == [later]


def test_repealed_paragraph_of_the_first_interpretation_stays_repealed(corpus: Catalogue) -> None:
    ref = corpus.cited("最高人民法院关于审理劳动争议案件适用法律问题的解释（一）第32条")
    before, after = corpus.provision(ref, date(2025, 8, 31)), corpus.provision(ref, date(2025, 9, 1))
    assert before is not None
    assert after is not None
    assert "劳务关系" in before.text
    assert before.text != after.text

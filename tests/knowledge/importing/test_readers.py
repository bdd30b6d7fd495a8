"""Every form gives the same regulation; what is hidden stays out and is said."""

import pytest

from knowledge.document import BlockKind, Document
from knowledge.importing.child import read
from knowledge.importing.guard import FileKind
from knowledge.importing.refusal import Refused
from knowledge.statute import read_statute
from tests.knowledge.importing import made

FORMS = {
    FileKind.DOCX: made.docx,
    FileKind.HTML: made.html,
    FileKind.PDF: made.pdf,
    FileKind.MARKDOWN: made.markdown,
    FileKind.TEXT: lambda: "\n".join([made.TITLE, *made.LINES]).encode("gb18030"),
}


def document(kind: FileKind) -> Document:
    return read(kind, FORMS[kind]())


@pytest.mark.parametrize("kind", FORMS)
def test_regulation_is_the_same_in_every_form(kind: FileKind) -> None:
    statute = read_statute(document(kind).blocks)
    assert statute.title == made.TITLE
    assert [(a.number, a.branch) for a in statute.articles] == [(1, 0), (2, 0), (3, 0), (3, 1), (5, 0)]
    assert "用人单位应当自用工之日起15日内登记。" in statute.articles[1].text
    assert len(statute.history) == 2


@pytest.mark.parametrize("kind", [FileKind.DOCX, FileKind.HTML])
def test_table_is_kept_inside_its_article(kind: FileKind) -> None:
    statute = read_statute(document(kind).blocks)
    assert statute.tables == 1
    assert "| 用工 | 15日 |" in statute.articles[1].text


def test_markdown_table_is_one_block() -> None:
    found = read(FileKind.MARKDOWN, "# 表\n\n第一条 见表。\n\n| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n".encode())
    assert [b.text for b in found.blocks if b.kind is BlockKind.TABLE] == ["| 甲 | 乙 |\n| 1 | 2 |"]


@pytest.mark.parametrize(("kind", "word"), [(FileKind.DOCX, "藏起来"), (FileKind.HTML, "忽略以上")])
def test_hidden_text_stays_out_and_is_reported(kind: FileKind, word: str) -> None:
    found = document(kind)
    assert not any(word in block.text for block in found.blocks)
    assert any("隐藏" in remark for remark in found.remarks)


def test_scripts_and_comments_bring_no_articles() -> None:
    assert not any("假的" in block.text for block in document(FileKind.HTML).blocks)


def test_characters_nobody_sees_are_taken_out_and_counted() -> None:
    found = read(FileKind.TEXT, "某\u200b法\n第一条 一\u202e二。".encode())
    assert [block.text for block in found.blocks] == ["某法", "第一条 一二。"]
    assert found.remarks == ("去掉了2个看不见的字符",)


def test_broken_lines_of_a_pdf_are_joined_and_page_numbers_dropped() -> None:
    lines = ("某规定", "第一条 这一行写得很满所以在页面的末尾断开了，下", "一行接着写完。", "— 3 —", "第二条 完。")
    found = read(FileKind.PDF, made.pdf(lines))
    texts = [block.text for block in found.blocks]
    assert texts == ["某规定", "第一条 这一行写得很满所以在页面的末尾断开了，下一行接着写完。", "第二条 完。"]


def test_pdf_without_text_is_refused_as_a_scan() -> None:
    with pytest.raises(Refused, match="扫描"):
        read(FileKind.PDF, made.pdf(()))


@pytest.mark.parametrize(("kind", "data"), [(FileKind.CSV, made.csv()), (FileKind.XLSX, made.xlsx())])
def test_sheet_gives_pairs_and_names_rows_it_left_out(kind: FileKind, data: bytes) -> None:
    found = read(kind, data)
    assert [pair.question for pair in found.pairs] == ["虚构登记要在几天内办？", "登记要钱吗？"]
    assert found.pairs[0].asks == ("登记几天办", "多久登记")
    assert any("第4行" in remark for remark in found.remarks)
    assert not any("藏的" in pair.question for pair in found.pairs)


def test_sheet_without_the_two_columns_is_refused() -> None:
    with pytest.raises(Refused, match="两列"):
        read(FileKind.CSV, "甲,乙\n1,2".encode())

"""The structure of a statute: what is an article, what only looks like one, and what is reported."""

from datetime import date

import pytest

from knowledge.document import Block, BlockKind
from knowledge.statute import paragraphs, read_statute
from tests.knowledge.importing import made


def blocks(*lines: str) -> list[Block]:
    return [Block(BlockKind.PARAGRAPH, line) for line in lines]


def test_articles_chapters_history_and_annex_are_told_apart() -> None:
    statute = read_statute([Block(BlockKind.TITLE, made.TITLE), *blocks(*made.LINES, *made.ANNEX)])
    assert statute.title == made.TITLE
    assert [(a.number, a.branch) for a in statute.articles] == [(1, 0), (2, 0), (3, 0), (3, 1), (5, 0)]
    assert [a.heading for a in statute.articles] == ["第一章 总则"] * 2 + ["第二章 登记"] * 3
    assert [(e.day, e.act) for e in statute.history] == [(date(2023, 3, 1), "公布"), (date(2025, 6, 2), "修订")]
    assert statute.annex == made.ANNEX
    assert statute.gaps == (4,)
    assert statute.begins == date(2023, 5, 1)
    assert statute.closed


def test_paragraphs_and_items_are_counted_as_lawyers_count() -> None:
    statute = read_statute(blocks(made.TITLE, *made.LINES))
    first, second = paragraphs(statute.articles[1].text)
    assert first.items == ("（一）用工人数；", "（二）工资支付日。")
    assert second.text.startswith("用人单位")
    assert not second.items


@pytest.mark.parametrize(
    "line", ["第二条规定的登记不收费。", "第三条第二款所称单位，是指用人单位。", "第九条的期限届满后重新登记。"]
)
def test_reference_at_the_start_of_a_line_is_no_article(line: str) -> None:
    statute = read_statute(blocks("某办法", "第一条 为了测试。", line, "第二条 本办法自公布之日起施行。"))
    assert [a.number for a in statute.articles] == [1, 2]
    assert line in statute.articles[0].text


def test_lines_without_a_blank_behind_the_number_are_still_articles() -> None:
    statute = read_statute(
        blocks("某办法", "第一条为了测试，制定本办法。", "第二条用人单位应当登记。", "第四条本办法自发布之日起施行。")
    )
    assert [a.number for a in statute.articles] == [1, 2, 4]
    assert statute.gaps == (3,)
    assert statute.begins == "公布"


def test_table_of_contents_makes_no_articles_and_no_double_headings() -> None:
    statute = read_statute(
        blocks(
            "某条例", "目 录", "第一章 总则", "第二章 罚则", "第一章 总则", "第一条 一。", "第二章 罚则", "第二条 二。"
        )
    )
    assert [(a.number, a.heading) for a in statute.articles] == [(1, "第一章 总则"), (2, "第二章 罚则")]


def test_section_ends_with_its_chapter() -> None:
    statute = read_statute(
        blocks("某法", "第一编 甲", "第一章 乙", "第一节 丙", "第一条 一。", "第二章 丁", "第二条 二。")
    )
    assert [a.heading for a in statute.articles] == ["第一编 甲 › 第一章 乙 › 第一节 丙", "第一编 甲 › 第二章 丁"]


def test_repeated_number_is_reported_and_its_text_is_kept() -> None:
    statute = read_statute(blocks("某法", "第一条 一。", "第二条 二。", "第一条 又一。", "第三条 三。"))
    assert statute.repeated == (1,)
    assert "又一。" in statute.articles[1].text


def test_notice_without_articles_is_cut_by_its_points() -> None:
    statute = read_statute(blocks("关于某事的通知", "某发〔2025〕7号", "一、范围", "全部单位。", "二、办法", "照办。"))
    assert statute.by_points
    assert statute.number == "某发〔2025〕7号"
    assert [(a.number, a.text) for a in statute.articles] == [(1, "范围\n全部单位。"), (2, "办法\n照办。")]


def test_editors_remark_never_enters_the_text() -> None:
    remark = Block(BlockKind.NOTE, "编者注：已废止")
    statute = read_statute([*blocks("某法", "第一条 一。"), remark, *blocks("第二条 二。")])
    assert statute.notes == ("编者注：已废止",)
    assert not any("编者注" in article.text for article in statute.articles)


def test_chinese_dates_of_old_notices_are_read() -> None:
    statute = read_statute(blocks("某规定", "一九九五年三月二十六日发布", "第一条 一。"))
    assert [event.day for event in statute.history] == [date(1995, 3, 26)]


def test_impossible_date_is_no_date() -> None:
    statute = read_statute(blocks("某规定", "2024年13月41日公布", "第一条 本规定自2024年2月31日起施行。"))
    assert statute.history == ()

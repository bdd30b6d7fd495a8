"""Citations read and written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.citation import BadCitation, chinese, format_citation, law_key, number, parse_citation
from knowledge.model import ProvisionRef


@pytest.mark.parametrize(
    ("text", "ref"),
    [
        ("劳动合同法第47条第2款", ProvisionRef("劳动合同法", 47, paragraph=2)),
        ("《中华人民共和国劳动合同法》第四十七条", ProvisionRef("劳动合同法", 47)),
        ("刑法第276条之一", ProvisionRef("刑法", 276, branch=1)),
        ("工伤保险条例第14条第(六)项", ProvisionRef("工伤保险条例", 14, item=6)),
        ("劳动法第一百零一条", ProvisionRef("劳动法", 101)),
        ("关于确立劳动关系有关事项的通知", ProvisionRef("关于确立劳动关系有关事项的通知", 0)),
    ],
)
def test_citation_names_its_provision(text: str, ref: ProvisionRef) -> None:
    assert parse_citation(text) == ref


@pytest.mark.parametrize("text", ["", "第三条", "劳动法第条", "xx", "劳动法第三十条第", "劳动法第十11条"])
def test_what_names_nothing_is_refused(text: str) -> None:
    with pytest.raises(BadCitation):
        parse_citation(text)


@given(st.integers(1, 1260), st.integers(0, 3), st.none() | st.integers(1, 12), st.none() | st.integers(1, 12))
def test_written_citation_is_read_back(article: int, branch: int, paragraph: int | None, item: int | None) -> None:
    ref = ProvisionRef("民法典", article, branch, paragraph, item)
    assert parse_citation(format_citation(ref)) == ref


@given(st.integers(1, 9999))
def test_chinese_numerals_are_read_back(value: int) -> None:
    assert number(chinese(value)) == value


def test_versions_and_dress_of_a_title_are_one_law() -> None:
    names = ("中华人民共和国工会法", "《工会法》", "工会法（2021修正）", "工会法(2021年修正)")
    assert {law_key(name) for name in names} == {"工会法"}

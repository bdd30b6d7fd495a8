"""《劳动合同法》第四十七条第二款 <-> ProvisionRef; the short titles by which laws are known; Chinese numerals."""

import re
import unicodedata

import cn2an

from knowledge.model import ProvisionRef

_NUMBER = r"[0-9〇零一二两三四五六七八九十百千]+"
_CITATION = re.compile(
    rf"^《?(?P<law>[^第].*?)》?\s*第\s*(?P<article>{_NUMBER})\s*条(?:之(?P<branch>{_NUMBER}))?"
    rf"(?:第(?P<paragraph>{_NUMBER})款)?(?:第[（(]?(?P<item>{_NUMBER})[）)]?项)?$"
)
_ARTICLE = re.compile(rf"^第(?P<article>{_NUMBER})条(?:之(?P<branch>{_NUMBER}))?$")
_INSTRUMENT = re.compile(r"^[\u4e00-\u9fff《〈“][^a-zA-Z]{2,90}$")
_VERSION = re.compile(r"（\d{4}[^）]*）$")


class BadCitation(ValueError):
    """The text names no provision."""


def law_key(title: str) -> str:
    """The short title under which an instrument is kept: no 《》, no 中华人民共和国, no version year in brackets."""
    plain = unicodedata.normalize("NFKC", title).replace("(", "（").replace(")", "）")
    plain = re.sub(r"[《》〈〉<>\s]", "", plain).replace("中华人民共和国", "")
    return _VERSION.sub("", plain)


def number(text: str) -> int:
    """An integer written in Arabic or Chinese numerals.

    Raises:
        BadCitation: when the text is neither.
    """
    if text.isdigit():
        return int(text)
    try:
        return int(cn2an.cn2an(text.replace("两", "二").replace("〇", "零"), "smart"))
    except (ValueError, KeyError, IndexError) as error:  # cn2an trips over mixtures such as 十11
        raise BadCitation(f"不是数字：{text}") from error


def chinese(value: int) -> str:
    """The numeral as statutes write it: 10 is 十, 82 is 八十二, 101 is 一百零一."""
    return str(cn2an.an2cn(value)).removeprefix("一") if 10 <= value < 20 else str(cn2an.an2cn(value))


def parse_citation(text: str) -> ProvisionRef:
    """The provision a citation such as 劳动合同法第47条第2款 names; an instrument's name alone is its article 0.

    Raises:
        BadCitation: when no law and article can be read from the text.
    """
    plain = unicodedata.normalize("NFKC", text.strip()).replace("(", "（").replace(")", "）")
    plain = plain.removesuffix("附录").removesuffix("附件")  # an annex belongs to the instrument as a whole
    match = _CITATION.match(plain)
    if match is None and "第" not in plain and _INSTRUMENT.match(plain):
        return ProvisionRef(law_key(plain), 0)
    if match is None:
        raise BadCitation(f"读不出法律名称和条号：{text}")
    part = match.groupdict()
    return ProvisionRef(
        law=law_key(part["law"]),
        article=number(part["article"]),
        branch=number(part["branch"]) if part["branch"] else 0,
        paragraph=number(part["paragraph"]) if part["paragraph"] else None,
        item=number(part["item"]) if part["item"] else None,
    )


def parse_article_number(text: str) -> tuple[int, int]:
    """Article and branch of 第二百七十六条之一.

    Raises:
        BadCitation: when the text is no article number.
    """
    match = _ARTICLE.match(text.strip())
    if match is None:
        raise BadCitation(f"读不出条号：{text}")
    return number(match["article"]), number(match["branch"]) if match["branch"] else 0


def article_number(ref: ProvisionRef) -> str:
    """第四十七条, with 之一, 款 and 项 where the reference has them; 全文 for an instrument without articles."""
    if not ref.article:
        return "全文"
    text = f"第{chinese(ref.article)}条"
    if ref.branch:
        text += f"之{chinese(ref.branch)}"
    if ref.paragraph:
        text += f"第{chinese(ref.paragraph)}款"
    if ref.item:
        text += f"第（{chinese(ref.item)}）项"
    return text


def format_citation(ref: ProvisionRef, title: str | None = None) -> str:
    """《劳动合同法》第四十七条第二款; `title` replaces the short title where the full one is wanted."""
    return f"《{title or ref.law}》{article_number(ref)}"

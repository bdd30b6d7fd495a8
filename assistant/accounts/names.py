"""Full names of persons in a conversation: a family name, a given name, and a place in the talk where names stand."""

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path

_ASKED = re.compile(r"叫什么|贵姓|怎么称呼|如何称呼|姓什么|姓名|名字|您姓|哪位|大名")
_END = (
    r"(?=$|[，。,、；！？\s]|电话|手机|联系|号码|座机|家里|住|身份证|今年|我在|我是|[0-9幺]|一[三五八九]"
    r"|吗|呢|的|吧|先生|女士|师傅|同志|对|他|她|这|是)"
)
_LEAD = r"(?:^|(?<=\d)|[，。,、；！？\s：:]|嗯|哦|好的?|啊|呃)"


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], ...], re.Pattern[str], tuple[str, ...]]:
    table = tomllib.loads((Path(__file__).parent / "surnames.toml").read_text(encoding="utf-8"))
    family = "(?:" + "|".join(table["compound"]) + f"|[{table['single']}])"
    given = f"[^\\W\\d_a-zA-Z{table['not_given']}]"
    name = f"(?P<name>{family}{given}{{1,2}}?)"
    full = f"(?P<name>{family}{given}{{2}}|{family}{given})"
    phone = (
        r"[，。,、：:\s]*(?:的?(?:电话|手机号?码?|联系电话|号码)(?:号码?)?[是：:，\s]*)?"
        r"(?:[1１]\d|幺[三四五六七八九\d]|一[三五六七八九][零〇一二三四五六七八九幺])"
    )
    kin = "老板|经理|队长|工头|女儿|儿子|老公|丈夫|妻子|老婆|爱人|同事|工友"
    called = rf"(?:我叫|叫做|名叫|名字叫|名字是|姓名[是：:]?|本人|联系人[是叫：:]?|[他她]叫|(?:{kin})叫)"
    said = (
        rf"{called}{name}{_END}",
        rf"(?:我是){name}(?=$|[，。,、\s]|电话|手机|号码)(?!个)",
        rf"姓(?P<of>{family})[，。,、\s]*(?:我?叫|名叫|单名)?(?P<name>(?P=of){given}{{1,2}}){_END}",
        rf"{_LEAD}{full}{phone}",
        rf"{full}(?=的?(?:手机|电话|座机)号?码?是?[\s，]*[1１0幺])",
        rf"\d{{4}}[，。,、\s]+{name}(?=$|[，。,、\s])",
        rf"[的是]{full}(?=反映|投诉|举报|打的|告的|说的)",
        rf"{_LEAD}{full}(?=师傅|先生|女士)",
        rf"(?:对一遍|核对|复述|确认)[^，。：:]{{0,6}}[，。：:\s]+{full}(?=[，。,、\s])",
    )
    reply = (
        rf"^(?:嗯|哦|好的?|啊|呃|那个|是|[，。,、\s])*(?:我?姓{family}[，。,、\s]*)?(?:我?叫|我是|名字是)?{name}{_END}"
    )
    return tuple(re.compile(pattern) for pattern in said), re.compile(reply), tuple(table["not_names"])


def names_in(turns: Sequence[str]) -> list[tuple[int, int, int]]:
    """Every mention of a full name: (turn, start, end). What is once known as a name is one everywhere."""
    said, reply, not_names = _patterns()
    known: set[str] = set()
    for index, text in enumerate(turns):
        asked = any(_ASKED.search(turns[before]) for before in range(max(0, index - 2), index))
        for pattern in (*said, *((reply,) if asked else ())):
            for match in pattern.finditer(text):
                name = match["name"]
                if not name.startswith(not_names) and not _is_work(text, match.end("name")):
                    known.add(name)
    known = {name for name in known if not any(other != name and other.startswith(name) for other in known)}
    return [
        (index, match.start(), match.end())
        for index, text in enumerate(turns)
        for name in known
        for match in re.finditer(re.escape(name), text)
    ]


def _is_work(text: str, at: int) -> bool:
    """True when the words run on into an employer's or a trade's name."""
    return re.match(r"公司|厂|店|集团|小区|路|镇|县|市|区|村", text[at:]) is not None

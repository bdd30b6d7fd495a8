"""Place words -> administrative code: places of Anhui, and provinces outside it where somebody works; unclear words name none."""

import re
import tomllib
from functools import cache
from pathlib import Path

REGIONS = Path(__file__).parents[1] / "data" / "regions.toml"


@cache
def _names() -> tuple[re.Pattern[str], dict[str, str]]:
    """Every name and alias of at least two characters -> code, where it is one place's alone."""
    owners: dict[str, set[str]] = {}
    tree = tomllib.loads(REGIONS.read_text(encoding="utf-8"))
    for city in tree["city"]:
        for area in (city, *city["areas"]):
            for name in {area["name"], *area["aliases"]}:
                if len(name) >= 2 and (area["code"] or city["code"]):
                    owners.setdefault(name, set()).add(area["code"] or city["code"])
    table = {name: next(iter(codes)) for name, codes in owners.items() if len(codes) == 1}
    names = sorted(table, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, names)) or r"(?!)"), table


def place_named(text: str) -> str | None:
    """The code of the last place named, the most exact name winning at a spot; None when no place of the province is named."""
    pattern, table = _names()
    codes = [table[match.group()] for match in pattern.finditer(text)]
    return codes[-1] if codes else None


@cache
def _elsewhere() -> tuple[re.Pattern[str], dict[str, str]]:
    """Work said to be in another province: 在苏州上班, 到广东打工."""
    tree = tomllib.loads(REGIONS.read_text(encoding="utf-8"))
    table = {name: place["code"] for place in tree["elsewhere"] for name in place["names"]}
    names = "|".join(sorted(table, key=len, reverse=True))
    work = "上班|打工|干活|干了|干的|工作|做工|送外卖|跑|的?(?:一家|一个)?[^，。]{0,6}(?:厂|公司|工地|酒店|饭店|店)"
    return re.compile(f"(?:在|来|到|去)(?:了)?(?P<place>{names})[^，。]{{0,6}}(?:{work})"), table


def workplace(text: str) -> str | None:
    """The code of where the work is: a place of the province where one is named, else the province said to be worked in."""
    pattern, table = _elsewhere()
    outside = [table[match["place"]] for match in pattern.finditer(text)]
    return outside[-1] if outside else place_named(text)

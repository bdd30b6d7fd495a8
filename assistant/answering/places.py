"""Place words of Anhui -> administrative code; an ambiguous word names nothing."""

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

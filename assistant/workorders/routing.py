"""Place words, sites and employers -> the union that takes the order; where words fit several, the answer is a question."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from assistant.domain.people import Level
from assistant.workorders.unions import REGIONS, unions

GENERIC = (
    "高新区",
    "经开区",
    "开发区",
    "新区",
)  # what people call a zone without its city: settled by the city, or asked


@dataclass(frozen=True, slots=True)
class Route:
    """Where an order goes, or what must be asked first."""

    org: str | None
    why: str
    ask: str = ""
    candidates: tuple[str, ...] = ()


@cache
def _places() -> tuple[re.Pattern[str], Mapping[str, frozenset[str]]]:
    """Every name and alias -> the codes it may mean."""
    owners: dict[str, set[str]] = {}
    tree = tomllib.loads(REGIONS.read_text(encoding="utf-8"))
    for city in tree["city"]:
        for area in (city, *city["areas"]):
            for name in {area["name"], *area["aliases"]}:
                if len(name) >= 2:
                    owners.setdefault(name, set()).add(area["code"] or city["code"])
                for word in GENERIC:
                    if area.get("kind") == "zone" and name.endswith(word):
                        owners.setdefault(word, set()).add(area["code"] or city["code"])
    names = sorted(owners, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, names))), {name: frozenset(codes) for name, codes in owners.items()}


def route(region: str, *texts: str) -> Route:
    """The union whose territory the words name; `region` is what the caller's own place is known to be.

    A county beats its city, and a city named along with a county name that occurs in several cities settles which one.
    """
    found = [codes for text in texts for codes in _named(text)]
    cities = {code for codes in found if len(codes) == 1 for code in codes if _level(code) is Level.CITY}
    narrowed = [_within(codes, cities, region) for codes in found]
    counties = {code for codes in narrowed if len(codes) == 1 for code in codes if _level(code) is Level.COUNTY}
    open_ones = [codes for codes in narrowed if len(codes) > 1]
    if len(counties) == 1 and not (open_ones and not any(counties & codes for codes in open_ones)):
        return Route(next(iter(counties)), "地名")
    if counties or open_ones:
        return _ask(counties.union(*open_ones))
    if len(cities) == 1:
        return Route(next(iter(cities)), "地名")
    if cities:
        return _ask(cities)
    if region in unions() and _level(region) is not Level.PROVINCE:
        return Route(region, "来电地区")
    return Route(None, "没有说到地点", ask="用人单位或者工地在哪个市、哪个县（区）？")


def _named(text: str) -> list[frozenset[str]]:
    pattern, owners = _places()
    return [owners[match.group()] for match in pattern.finditer(text)]


def _within(codes: frozenset[str], cities: set[str], region: str) -> frozenset[str]:
    """The codes that lie in a city named along with them, or in the caller's own city; all of them when none does."""
    if len(codes) == 1:
        return codes
    for wanted in (cities, {region[:4] + "00"}):
        inside = frozenset(code for code in codes if code[:4] + "00" in wanted)
        if inside:
            return inside
    return codes


def _ask(codes: set[str]) -> Route:
    names = "、".join(_full_name(code) for code in sorted(codes))
    return Route(None, "地名不止一处", f"说到的地点可能是：{names}。是哪一处？", tuple(sorted(codes)))


def _full_name(code: str) -> str:
    org = unions()[code]
    city = unions().get(org.parent or "")
    title = org.name.removesuffix("总工会").removesuffix("工会")
    return city.name.removesuffix("总工会") + title if city and city.level is Level.CITY else title


def _level(code: str) -> Level:
    org = unions().get(code)
    return org.level if org else Level.PROVINCE

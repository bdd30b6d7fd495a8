"""The union tree of the province, read from the table of regions."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from assistant.domain.people import Level, UnionOrg

REGIONS = Path(__file__).parents[1] / "data" / "regions.toml"


@cache
def unions() -> Mapping[str, UnionOrg]:
    """Every union by the code of its territory; functional areas without a code belong to their city."""
    tree = tomllib.loads(REGIONS.read_text(encoding="utf-8"))
    province = tree["province"]
    orgs = [UnionOrg(province["code"], f"{province['name']}总工会", Level.PROVINCE, None, tuple(province["aliases"]))]
    for city in tree["city"]:
        orgs.append(
            UnionOrg(city["code"], f"{city['name']}总工会", Level.CITY, province["code"], tuple(city["aliases"]))
        )
        for area in city["areas"]:
            if area["code"]:
                title = f"{area['name']}{'工会' if area['kind'] == 'zone' else '总工会'}"
                orgs.append(UnionOrg(area["code"], title, Level.COUNTY, city["code"], tuple(area["aliases"])))
    return {org.code: org for org in orgs}


def above(code: str) -> str | None:
    """The union one level up."""
    org = unions().get(code)
    return org.parent if org else None

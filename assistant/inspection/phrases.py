"""Words as data: named lists of patterns, read once from phrases/*.toml."""

import re
import tomllib
from functools import cache

from assistant.inspection.wording import PHRASES


class Phrases:
    """The lists of one file; a list matches where any of its patterns does."""

    def __init__(self, lists: dict[str, list[str]]) -> None:
        macros = {name: "(?:" + "|".join(items) + ")" for name, items in lists.items() if name.isupper()}
        self._lists = {
            name: re.compile("|".join(_expanded(item, macros) for item in items) or r"(?!)")
            for name, items in lists.items()
            if not name.isupper()
        }

    def find(self, name: str, text: str) -> re.Match[str] | None:
        """The first place where the list matches."""
        return self._lists[name].search(text)

    def has(self, name: str, text: str) -> bool:
        """True when the list matches somewhere."""
        return self._lists[name].search(text) is not None

    def count(self, name: str, text: str) -> int:
        """How often the list matches."""
        return len(self._lists[name].findall(text))

    def all(self, name: str, text: str) -> list[str]:
        """Every place where the list matches, as words."""
        return [found.group() for found in self._lists[name].finditer(text)]


def _expanded(pattern: str, macros: dict[str, str]) -> str:
    for name, words in macros.items():
        pattern = pattern.replace("{" + name + "}", words)
    return pattern


@cache
def phrases(name: str) -> Phrases:
    """The word lists of one idea."""
    return Phrases(tomllib.loads((PHRASES / f"{name}.toml").read_text(encoding="utf-8")))

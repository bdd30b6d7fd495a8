"""Chinese text for searching: one written form, what callers' mouths and recognisers do to words, and bigrams."""

import re
import tomllib
import unicodedata
from functools import cache
from pathlib import Path

VOCABULARY = Path(__file__).parent / "corpus" / "vocabulary"

_RUN = re.compile(r"[\u4e00-\u9fff]+|[a-z0-9]+(?:\.[0-9]+)?")
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\U000e0000-\U000e007f]")


def normalise(text: str) -> str:
    """One form for searching and matching: NFKC, lower case, no invisible characters, single blanks."""
    plain = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text)).lower()
    return re.sub(r"\s+", " ", plain).strip()


def bigrams(text: str) -> list[str]:
    """Terms for lexical search: pairs of neighbouring characters; a lone character, a Latin word or a number whole."""
    terms: list[str] = []
    for run in _RUN.findall(normalise(text)):
        if not ("\u4e00" <= run[0] <= "\u9fff") or len(run) == 1:
            terms.append(run)
        else:
            terms += [run[i : i + 2] for i in range(len(run) - 1)]
    return terms


@cache
def _misheard() -> tuple[re.Pattern[str], dict[str, str]]:
    """Words a recogniser writes for a term of our field, from the vocabulary; longest first."""
    table: dict[str, str] = tomllib.loads((VOCABULARY / "misheard.toml").read_text(encoding="utf-8"))["heard"]
    words = sorted(table, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, words)) or r"(?!)"), table


def repair(text: str) -> str:
    """The text with misheard terms put right: 公资 → 工资. For searching only; the record keeps what was heard."""
    pattern, table = _misheard()
    return pattern.sub(lambda match: table[match.group()], text)


@cache
def _legal_terms() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Callers' words and the law's words for them, from the vocabulary."""
    entries = tomllib.loads((VOCABULARY / "colloquial.toml").read_text(encoding="utf-8"))["term"]
    return tuple((re.compile("|".join(map(re.escape, entry["said"]))), entry["legal"]) for entry in entries)


def legal_terms(text: str) -> list[str]:
    """The law's words for what the caller said in his: 老板跑路 → 逃匿 拖欠劳动报酬."""
    return [legal for pattern, legal in _legal_terms() if pattern.search(text)]


def searchable(text: str) -> str:
    """A caller's words as they are searched: repaired, with the law's words for them behind."""
    fixed = repair(normalise(text))
    return " ".join([fixed, *legal_terms(fixed)])

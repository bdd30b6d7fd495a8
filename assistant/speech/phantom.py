"""What a speech model says when nobody spoke: stock phrases of its training films, its own prompt, and loops."""

import re
import tomllib
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_NOT_SPOKEN = re.compile(r"[^\w]+")
_BETWEEN = re.compile(r"[\s，。！？,.!?]+")
LOOPS = 3  # times in a row from which a long unit counts as a loop
SHORT_LOOPS = 5  # the same for one or two characters: 对对对对 is said, 对对对对对 hardly
LONGEST_UNIT = 20
TIGHT = 2.4  # bytes of text to bytes of its compressed form, above which it repeats itself
_LONG_ENOUGH = 60  # bytes from which that ratio says something
PROMPT_SHARE = 0.8  # of a text that is the prompt's terms and nothing else
PROMPT_TERMS = 3


@dataclass(frozen=True, slots=True)
class Phantoms:
    """Phrases a model makes up: `whole` and `doubtful` as an entire utterance, `inside` anywhere in one."""

    whole: frozenset[str]
    doubtful: frozenset[str]  # said by people too: a phantom only where the engine was not sure
    inside: tuple[str, ...]

    def match(self, text: str, sure: bool) -> bool:
        """Whether the text is such a phrase, or several of them and nothing else."""
        bare = spoken(text)
        if any(phrase in bare for phrase in self.inside):
            return True
        known = self.whole if sure else self.whole | self.doubtful
        units = [unit for part in _BETWEEN.split(text) if (unit := spoken(part))]
        return bare in known or (bool(units) and all(unit in known for unit in units))


@cache
def load_phantoms() -> Phantoms:
    """The known phrases."""
    table = tomllib.loads(files("assistant.speech").joinpath("phantom.toml").read_text(encoding="utf-8"))
    whole, doubtful = (frozenset(map(spoken, table[name])) for name in ("whole", "doubtful"))
    return Phantoms(whole, doubtful, tuple(map(spoken, table["inside"])))


def spoken(text: str) -> str:
    """Letters, digits and characters only, in lower case."""
    return _NOT_SPOKEN.sub("", text).lower()


def echoes(text: str, prompt: Sequence[str]) -> bool:
    """Whether the text is little else than terms of the prompt, some of them in the prompt's own order."""
    rest = bare = spoken(text)
    terms = [spoken(term) for term in prompt]
    runs = ("".join(terms[at : at + PROMPT_TERMS]) for at in range(len(terms) - PROMPT_TERMS + 1))
    if not any(run in bare for run in runs):
        return False
    for term in sorted(terms, key=len, reverse=True):
        rest = rest.replace(term, "")
    return len(rest) <= (1 - PROMPT_SHARE) * len(bare)


def without_loops(text: str) -> str:
    """The text with every loop said once."""
    for size in range(LONGEST_UNIT, 0, -1):
        least = SHORT_LOOPS if size <= 2 else LOOPS
        text = re.sub(rf"(.{{{size}}})\1{{{least - 1},}}", r"\1", text, flags=re.DOTALL)
    return text


def is_loop(text: str) -> bool:
    """Whether the text is mostly one thing said over and over."""
    body = text.encode()
    if len(spoken(text)) > 0 and len(spoken(without_loops(text))) <= len(spoken(text)) // 3:
        return True
    return len(body) >= _LONG_ENOUGH and len(body) / len(zlib.compress(body)) > TIGHT

"""The prompts: files in prompts/, one copy each, named everywhere with a hash of their content.

Above the line `---` stands what the model is told, word for word; below it the frame that is filled with material. Nothing
secret stands in either: whoever gets a model to print its prompt has read what lies open in this repository.
"""

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).with_name("prompts")
_LINE = "\n---\n"
_HASH = 12  # characters of the content hash: enough to tell every version apart


@dataclass(frozen=True, slots=True)
class Prompt:
    """One prompt in one version."""

    name: str  # draft.md@0f3c…: file and content hash
    instructions: str
    frame: str  # with {names} for the material


@cache
def prompt(stem: str) -> Prompt:
    """The prompt of a file: `draft`, `rewrite` or `clarify`."""
    path = FOLDER / f"{stem}.md"
    text = path.read_text(encoding="utf-8")
    instructions, _, frame = text.partition(_LINE)
    return Prompt(
        f"{path.name}@{hashlib.sha256(text.encode()).hexdigest()[:_HASH]}", instructions.strip(), frame.strip()
    )


@cache
def prompts() -> tuple[Prompt, ...]:
    """Every prompt there is."""
    return tuple(prompt(path.stem) for path in sorted(FOLDER.glob("*.md")))

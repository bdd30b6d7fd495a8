"""Personal data out of a talk before a model sees it, and back into what it wrote."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.accounts.privacy import MARKS, personal_spans


@dataclass(frozen=True, slots=True)
class Masked:
    """A talk with numbered marks for what tells who somebody is: 〔姓名1〕, 〔电话1〕."""

    turns: tuple[str, ...]
    originals: Mapping[str, str]  # mark -> what stood there

    def restored(self, text: str) -> str:
        """The text with every mark of this talk put back; unknown marks stay as they are."""
        if not self.originals:
            return text
        marks = re.compile("|".join(map(re.escape, self.originals)))
        return marks.sub(lambda match: self.originals[match.group()], text)


def masked(turns: Sequence[str]) -> Masked:
    """The talk masked; the same name or number gets the same mark."""
    marks: dict[tuple[str, str], str] = {}
    texts = list(turns)
    for span in sorted(personal_spans(turns), key=lambda s: (s.utterance, s.start)):
        key = (span.type, span.text)
        if key not in marks:
            place = sum(kind == span.type for kind, _ in marks) + 1
            marks[key] = MARKS[span.type].replace("〕", f"{place}〕")
    for span in sorted(personal_spans(turns), key=lambda s: (s.utterance, s.start), reverse=True):
        text = texts[span.utterance]
        texts[span.utterance] = text[: span.start] + marks[span.type, span.text] + text[span.end :]
    return Masked(tuple(texts), {mark: said for (_, said), mark in marks.items()})

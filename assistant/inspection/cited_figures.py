"""A figure said with a cited article, against the article in force that day: the generic part of business accuracy."""

import re
from collections.abc import Callable, Iterator

from assistant.inspection.call import Call
from assistant.inspection.transcript import Finding, Severity, Utterance
from assistant.inspection.wording import figures
from knowledge.catalogue import Catalogue
from knowledge.citation import BadCitation, format_citation
from knowledge.model import Provision

_CITED = re.compile(r"《(?P<law>[^《》]{2,40})》\s*(?P<article>第[零〇一二三四五六七八九十百\d]{1,6}条)")
_FIGURE = re.compile(r"(?P<value>\d+(?:\.\d+)?)(?P<unit>%|个月|日|天|年|小时|倍|周岁|岁|人)")
_SAME = {"天": "日", "岁": "周岁"}
_NEAR = 40  # characters after the citation in which a figure belongs to it


class CitedFigures:
    """The detector; the catalogue is loaded when the first article is cited."""

    def __init__(self, catalogue: Callable[[], Catalogue]) -> None:
        self._catalogue = catalogue

    def __call__(self, call: Call) -> Iterator[Finding]:
        """Findings for figures that the cited article does not have, where it has others of that unit."""
        for turn in call.transcript.agent:
            for cited in _CITED.finditer(turn.text):
                yield from self._checked(call, turn, cited)

    def _checked(self, call: Call, turn: Utterance, cited: re.Match[str]) -> Iterator[Finding]:
        catalogue = self._catalogue()
        try:
            ref = catalogue.cited(f"《{cited['law']}》{cited['article']}")
        except BadCitation:
            return
        provision = catalogue.provision(ref, call.transcript.day)
        if provision is None:
            return
        said = figures(turn.text[cited.end() : cited.end() + _NEAR])
        wrong = [f.group() for f in _FIGURE.finditer(said) if _contradicts(f, provision)]
        if wrong:
            basis = format_citation(ref)
            explain = f"说{basis}是“{wrong[0]}”，条文中没有这个数字"
            correct = f"{basis}：{provision.rule or provision.title or '以条文为准'}"
            yield Finding("wrong_law_answer", Severity.MAJOR, (turn.index,), explain, correct)


def _contradicts(said: re.Match[str], provision: Provision) -> bool:
    """True when the article has figures of this unit and none is the one said."""
    unit = _SAME.get(said["unit"], said["unit"])
    text = figures(provision.text + provision.rule)
    same_unit = {f["value"] for f in _FIGURE.finditer(text) if _SAME.get(f["unit"], f["unit"]) == unit}
    return bool(same_unit) and said["value"] not in same_unit

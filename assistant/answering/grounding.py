"""What a claim written by a model must stand up to beyond `verify`: verification decides, not the model.

A model may only cite what was found for the question. Each sentence it writes is then held against the texts of its own
citations, never against those of a neighbour, so the rule of one article cannot go out under the number of another.
What the caller said carries a number only where the sentence says that the caller said it.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from assistant.answering.limits import Grounding
from assistant.answering.prompts import prompts
from assistant.answering.wording import anchor, coverage, never_said, opposed, sentences
from assistant.domain.answer import Claim, Figure
from assistant.ports import Law
from knowledge.cards import references
from knowledge.citation import BadCitation, law_key, number
from knowledge.figures import TELEPHONES, carried_by, unsupported, value
from knowledge.model import Evidence, Kind, Provision
from knowledge.passage import passage_id
from knowledge.text import normalise

Likeness = Callable[[str, Sequence[str]], float]  # a sentence and texts -> cosine to the nearest sentence of them

_NAMED = re.compile(r"(?:第|法|条例|规定|办法|解释|意见|》)\s*(?P<number>[0-9〇零一二两三四五六七八九十百千]+)\s*条")
_TITLE = re.compile(r"《([^》]{2,40})》")
_DIGITS = re.compile(r"[0-9][0-9,]*(?:\.[0-9]+)?")
_TOLD = re.compile(r"[您你](?:说|讲|提到|所说|反映|描述)|按[您你]|如[您你]所")
_MEASURED = re.compile(
    r"(?<![0-9.第])(?P<number>[0-9][0-9,]*(?:\.[0-9]+)?|[零一二两三四五六七八九十百千万]+)"
    r"个?(?P<unit>工作日|月|倍|年|日|天|周岁|岁|周|小时|元|%)"
)
_UNITS = {"日": "天", "岁": "周岁"}
_LEAK = 10  # characters shared with an instruction: no accident


@dataclass(frozen=True, slots=True)
class Ground:
    """What was found for one question: the only thing a model's draft may stand on."""

    provisions: Mapping[str, Provision]  # citable passage id -> provision
    told: Mapping[str, tuple[str, ...]]  # passage id -> approved wordings of cards that rest on it
    figures: tuple[Figure, ...]
    said: str
    limits: Grounding
    likeness: Likeness | None = None


def ground_of(
    evidence: Sequence[Evidence],
    law: Law,
    day: date,
    figures: Sequence[Figure],
    said: str,
    limits: Grounding,
    likeness: Likeness | None = None,
) -> Ground:
    """The provisions found, those the found cards rest on, and what these cards say of them."""
    provisions: dict[str, Provision] = {}
    told: dict[str, tuple[str, ...]] = {}
    for item in evidence:
        card = law.cards.get(item.passage.id) if item.passage.kind is Kind.FAQ else None
        if card is None and item.passage.kind not in (Kind.STATUTE, Kind.DIGEST):
            continue
        for ref in references(card) if card else item.passage.refs:
            if provision := law.provision(law.resolve(ref), day):
                key = passage_id(provision)
                provisions[key] = provision
                if card:
                    more = (card.conclusion, card.reasons, *card.steps, *card.evidence, card.deadline, card.where)
                    rest = tuple(text for text in (*more, card.avoid, card.flips) if text)
                    told[key] = (*told.get(key, ()), *rest)
    return Ground(provisions, told, tuple(figures), said, limits, likeness)


def ungrounded(claim: Claim, ground: Ground) -> list[str]:
    """What keeps one claim of a model's draft from being said; empty when nothing does."""
    if claim.section == "figure":  # added by the program, word for word
        return []
    outside = [c.passage_id for c in claim.citations if c.passage_id not in ground.provisions]
    if not claim.citations or outside:
        return [f"{claim.section}: cites what was not found: {', '.join(outside) or 'nothing'}"]
    faults = [f"{claim.section}: {name}" for name in never_said(claim.text)]
    cited = {c.passage_id: ground.provisions[c.passage_id] for c in claim.citations}
    faults += [f"{claim.section}: names {named}, which it does not cite" for named in _named_outside(claim.text, cited)]
    texts = [text for key, p in cited.items() for text in (*carried_by(p), p.title, *ground.told.get(key, ()))]
    if _repeats_instructions(claim.text, texts):
        faults.append(f"{claim.section}: repeats the instructions")
    for sentence in sentences(claim.text) or (claim.text,):
        faults += [f"{claim.section}: {fault}" for fault in _unfounded(sentence, texts, ground)]
    return faults


def _unfounded(sentence: str, texts: Sequence[str], ground: Ground) -> list[str]:
    """What in one sentence its texts do not hold."""
    worked_out = [line for figure in ground.figures for line in (figure.headline, *figure.working)]
    faults = []
    held = coverage(sentence, [*texts, *worked_out])
    if held < ground.limits.coverage:
        faults.append(f"only {held:.2f} of it is in the cited text")
    share, nearest = anchor(sentence, [*texts, *worked_out])
    if share < ground.limits.anchor:
        faults.append(f"no cited sentence says it: the nearest holds {share:.2f}")
    elif turned := opposed(sentence, nearest):
        faults.append(f"may turn the cited text round: {', '.join(turned)}")
    carriers = [nearest, *worked_out, *([ground.said] if _TOLD.search(sentence) else [])]
    if extra := _numbers_outside(sentence, carriers):
        faults.append(f"numbers without a source: {', '.join(sorted(extra))}")
    if not faults and ground.likeness is not None and ground.likeness(sentence, texts) < ground.limits.likeness:
        faults.append("is far from every cited sentence")
    return faults


def _named_outside(text: str, cited: Mapping[str, Provision]) -> list[str]:
    """Articles and instruments named in the text that are not among the claim's own citations."""
    plain = unicodedata.normalize("NFKC", text)
    articles = {provision.ref.article for provision in cited.values()}
    laws = {provision.ref.law for provision in cited.values()}
    laws |= {law_key(alias) for provision in cited.values() for alias in provision.source.aliases}
    named = [f"第{match['number']}条" for match in _NAMED.finditer(plain) if _article(match["number"]) not in articles]
    return named + [f"《{title}》" for title in _TITLE.findall(text) if law_key(title) not in laws]


def _article(numeral: str) -> int:
    try:
        return number(numeral)
    except BadCitation:
        return -1


def _numbers_outside(sentence: str, carriers: Sequence[str]) -> set[str]:
    """Numbers of a sentence that no carrier holds: with another unit they are others, and digits count without a unit."""
    plain = unicodedata.normalize("NFKC", _NAMED.sub("", sentence))
    written = {found for match in _DIGITS.finditer(plain) if (found := value(match.group())) is not None}
    as_sums = "，".join(f"{found}元" for found in written - TELEPHONES)  # a unit, so that each counts as stated
    bare = unsupported(sentence, list(carriers)) | unsupported(as_sums, list(carriers))
    return {str(number) for number in bare} | (_measured(sentence) - _measured("。".join(carriers)))


def _measured(text: str) -> set[str]:
    """Numbers with the unit they measure: 30天 for 三十日 and for 30天 alike."""
    found = (
        (value(match["number"]), match["unit"]) for match in _MEASURED.finditer(unicodedata.normalize("NFKC", text))
    )
    return {f"{number.normalize():f}{_UNITS.get(unit, unit)}" for number, unit in found if number is not None}


def _repeats_instructions(text: str, texts: Sequence[str]) -> bool:
    plain, carried = normalise(text), normalise("".join(texts))
    runs = {plain[i : i + _LEAK] for i in range(len(plain) - _LEAK + 1)}
    told = [normalise(prompt.instructions) for prompt in prompts()]
    return any(run in instructions and run not in carried for run in runs for instructions in told)

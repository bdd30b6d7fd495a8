"""A citation with its quote: the sentence of a provision that best carries what is said."""

import math
import re
from datetime import date

from assistant.domain.answer import Citation
from assistant.ports import Law
from knowledge.citation import article_number
from knowledge.model import Provision, ProvisionRef
from knowledge.passage import passage_id
from knowledge.text import bigrams

_SENTENCE = re.compile(r"[^。；;\n]+[。；;]?")
QUOTE_LIMIT = 160  # characters: what can be read aloud in one breath or two


def cite(ref: ProvisionRef, claim: str, law: Law, as_of: date) -> Citation | None:
    """The citation of a provision in force on that day, or None when there is none."""
    provision = law.provision(ref, as_of)
    if provision is None:
        return None
    quote = best_sentence(provision.text, claim)
    return Citation(
        ref=ref,
        passage_id=passage_id(provision),
        law=provision.source.title,
        article_no=article_number(ref),
        quote=quote,
        kind=provision.source.kind.value,
        in_force=provision.in_force_on(as_of),
    )


def best_sentence(text: str, claim: str) -> str:
    """The sentence that shares most with the claim, cut to a length that can be read aloud; occurs in the text as it is."""
    wanted = set(bigrams(claim))
    sentences = [sentence.strip() for sentence in _SENTENCE.findall(text) if sentence.strip()] or [text.strip()]

    def shared(sentence: str) -> float:
        terms = set(bigrams(sentence))
        return len(terms & wanted) / (math.sqrt(len(terms)) + 1.0)

    best: str = max(sentences, key=shared)
    return best[:QUOTE_LIMIT]


def carries(provision: Provision, quote: str) -> bool:
    """True when the quote occurs in the provision's text, character for character."""
    return bool(quote) and quote in provision.text

"""python -m evals.fit_kinds: train the kind model on its examples and the dev questions, and say how it does on the latter.

The report is cross-validated over the dev questions (they train only the folds they are not judged in); the test split
is never read.
"""

import argparse
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import vstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import KFold

from assistant.answering import kinds
from assistant.answering.understand import searches
from assistant.bootstrap import build
from assistant.domain.question import Inquiry, Role, Turn
from evals.sources import exam_cases, own_cases
from knowledge.embed import SentenceTransformerEmbedder, gist

EXAMPLES = Path(kinds.__file__).parent / "examples"
SOFTNESS = 10.0  # inverse regularisation, chosen among 3, 10 and 30 on the dev questions
LEAST = 2  # documents a term must stand in
FOLDS, SEED = 5, 12351


def examples() -> list[tuple[str, str]]:
    """Text and action of every written example."""
    tables = {path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(EXAMPLES.glob("*.toml"))}
    return [(entry["text"], action) for action, table in tables.items() for entry in table["example"]]


def main() -> None:
    """Train, report, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--exam", type=Path, help="a dev exam in the form of exam_dev.jsonl, added to the dev questions"
    )
    parser.add_argument("--out", type=Path, default=kinds.FILE)
    options = parser.parse_args()
    cases = own_cases("dev") + (exam_cases(options.exam) if options.exam else [])
    written = examples()
    inquiries = [Inquiry("", (Turn(Role.CALLER, text),), date.today()) for text, _ in written]
    inquiries += [case.inquiry for case in cases]
    truth = np.array([action for _, action in written] + [str(case.expected_action) for case in cases])
    embedder = build().index_embedder
    assert isinstance(embedder, SentenceTransformerEmbedder)
    vectors = embedder.embed_queries([gist(searches(inquiry)[0]) for inquiry in inquiries])
    counter = TfidfVectorizer(analyzer=kinds.terms_of, min_df=LEAST, sublinear_tf=True)
    terms = counter.fit_transform([inquiry.last for inquiry in inquiries])
    _report(vectors, terms, truth, [set(map(str, case.acceptable_actions)) for case in cases])
    by_vector, by_terms = _fitted(vectors, truth), _fitted(terms, truth)
    words = sorted(counter.vocabulary_, key=lambda word: int(counter.vocabulary_[word]))
    np.savez_compressed(
        options.out,
        actions=np.array(by_vector.classes_, dtype=np.str_),
        embedder=embedder.name,
        weights=by_vector.coef_.astype(np.float32),
        biases=by_vector.intercept_.astype(np.float32),
        terms="\n".join(words),
        rarity=counter.idf_.astype(np.float16),
        term_weights=by_terms.coef_.astype(np.float16),
        term_biases=by_terms.intercept_.astype(np.float32),
    )


def _report(vectors: Any, terms: Any, truth: Any, acceptable: list[set[str]]) -> None:
    """Share of dev questions whose likeliest kind is an acceptable action, over folds."""
    first = len(truth) - len(acceptable)
    asked = np.arange(first, len(truth))
    right = 0
    for train, judge in KFold(FOLDS, shuffle=True, random_state=SEED).split(asked):
        known, judged = np.concatenate([np.arange(first), asked[train]]), asked[judge]
        models = (_fitted(vectors[known], truth[known]), _fitted(vstack([terms[known]]), truth[known]))
        mean = models[0].predict_proba(vectors[judged]) + models[1].predict_proba(terms[judged])
        said = models[0].classes_[mean.argmax(axis=1)]
        right += sum(action in acceptable[place] for place, action in zip(judge, said, strict=True))
    share = f"{right}/{len(acceptable)} = {right / len(acceptable):.3f}"
    print(f"kind model alone, without signs: acceptable action {share}, {FOLDS} folds, {first} examples")


def _fitted(table: Any, truth: Any) -> LogisticRegression:
    return LogisticRegression(C=SOFTNESS, max_iter=3000, class_weight="balanced").fit(table, truth)


if __name__ == "__main__":
    main()

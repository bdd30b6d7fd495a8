"""python -m evals.fit_kinds: train the kind model on its examples and the dev questions, and say how it does on the latter.

The report is cross-validated over the dev questions (they train only the folds they are not judged in); the test split
is never read.
"""

import argparse
import tomllib
from datetime import date
from pathlib import Path

import numpy as np
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
FOLDS, SEED = 5, 12351


def examples() -> list[tuple[str, str]]:
    """Text and action of every written example."""
    found = []
    for path in sorted(EXAMPLES.glob("*.toml")):
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        found += [(_searched(entry["text"]), path.stem) for entry in table["example"]]
    return found


def _searched(text: str) -> str:
    """The text as a question of this wording is searched, so that training and use see the same."""
    return searches(Inquiry("", (Turn(Role.CALLER, text),), date.today()))[0]


def main() -> None:
    """Train, report, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--exam", type=Path, help="a dev exam in the form of exam_dev.jsonl, added to the dev questions"
    )
    parser.add_argument("--out", type=Path, default=kinds.FILE)
    options = parser.parse_args()
    cases = own_cases("dev") + (exam_cases(options.exam) if options.exam else [])
    embedder = build().index_embedder
    assert isinstance(embedder, SentenceTransformerEmbedder)
    written = examples()
    table = embedder.embed_queries([gist(text) for text, _ in written])
    truth = np.array([action for _, action in written])
    asked = embedder.embed_queries([gist(searches(case.inquiry)[0]) for case in cases])
    wanted = np.array([case.expected_action for case in cases])
    right = 0
    for train, judge in KFold(FOLDS, shuffle=True, random_state=SEED).split(asked):
        model = _fitted(np.concatenate([table, asked[train]]), np.concatenate([truth, wanted[train]]))
        said = zip(judge, model.predict(asked[judge]), strict=True)
        right += sum(action in cases[place].acceptable_actions for place, action in said)
    share = f"{right}/{len(cases)} = {right / len(cases):.3f}"
    print(f"kind model alone: acceptable action {share}, {FOLDS} folds, {len(written)} examples")
    final = _fitted(np.concatenate([table, asked]), np.concatenate([truth, wanted]))
    np.savez_compressed(
        options.out,
        actions=np.array(final.classes_, dtype=np.str_),
        weights=final.coef_.astype(np.float32),
        biases=final.intercept_.astype(np.float32),
        embedder=embedder.name,
    )


def _fitted(table: np.ndarray, truth: np.ndarray) -> LogisticRegression:
    return LogisticRegression(C=SOFTNESS, max_iter=2000, class_weight="balanced").fit(table, truth)


if __name__ == "__main__":
    main()

"""How far two inspectors agree on the calibration sample: weighted kappa."""

from collections.abc import Sequence
from typing import Literal


def weighted_kappa(
    first: Sequence[int], second: Sequence[int], weights: Literal["linear", "quadratic"] = "quadratic"
) -> float:
    """Cohen's kappa with weights over two inspectors' marks of the same calls; 1 where they always agree.

    Raises:
        ValueError: when the marks are not of the same calls, or there are none.
    """
    if len(first) != len(second) or not first:
        raise ValueError("两名质检员的评分数量应当相同且不能为空")
    if list(first) == list(second):
        return 1.0
    from sklearn.metrics import cohen_kappa_score

    return float(cohen_kappa_score(list(first), list(second), weights=weights))

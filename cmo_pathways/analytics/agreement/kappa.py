"""Kappa: agreement on categories beyond what chance would give. The computing is that of statsmodels."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from cmo_pathways.analytics.agreement.ratings import Agreement, undefined
from cmo_pathways.errors import LearnerError

Weights = Literal["none", "linear", "quadratic"]
_NAMES = {"none": "Cohen's kappa", "linear": "Weighted kappa, linear", "quadratic": "Weighted kappa, quadratic"}


def cohen_kappa(table: Sequence[Sequence[float]], *, weights: Weights = "none", confidence: float = 0.95) -> Agreement:
    """Kappa of two raters from their square table of counts (rows: first rater; columns: second; ordered categories).

    With weights a near miss counts in part: by distance (linear) or its square (quadratic; Cohen 1968, doi
    10.1037/h0026256). The interval is the large-sample one (Fleiss, Cohen and Everitt 1969, doi 10.1037/h0028106), cut
    at -1 and 1. No value where nobody was rated, or both raters used one category only. Raises LearnerError where the
    table is not square or a count is below 0.
    """
    size = len(table)
    if size < 2 or any(len(row) != size or min(row) < 0 for row in table):
        raise LearnerError("The table of counts is not square, or a count is below 0. Give one row per category.")
    name, n = _NAMES[weights], round(sum(map(sum, table)))
    if n == 0:
        return undefined(name, "nobody was rated by both")
    if any(sum(row) == n and row[i] == n for i, row in enumerate(table)):
        return undefined(name, "both raters used one category only", rows=n, raters=2)
    import numpy as np
    from statsmodels.stats.inter_rater import cohens_kappa

    with np.errstate(divide="ignore", invalid="ignore"):
        found: Any = cohens_kappa(np.array(table, dtype=float), wt=None if weights == "none" else weights)
    half = _z(confidence) * float(np.sqrt(max(0.0, float(found.var_kappa))))
    value = float(found.kappa)
    return Agreement(name, value, max(-1.0, value - half), min(1.0, value + half), confidence, n, 2)


def kappa_of_pairs(
    first: Sequence[object],
    second: Sequence[object],
    *,
    categories: Sequence[object] | None = None,
    weights: Weights = "none",
    confidence: float = 0.95,
) -> Agreement:
    """Kappa of two raters from their ratings side by side; a pair with None is left out.

    ``categories`` in their order; without them those that occur, sorted. Raises LearnerError as ``cohen_kappa``, and
    for a rating that is in no category.
    """
    pairs = [(a, b) for a, b in zip(first, second, strict=True) if a is not None and b is not None]
    known = list(categories) if categories is not None else sorted({v for pair in pairs for v in pair}, key=_order)
    if len(known) < 2:
        why = "both raters used one category only" if known else "nobody was rated by both"
        return undefined(_NAMES[weights], why, rows=len(pairs), raters=2)
    place = {category: i for i, category in enumerate(known)}
    table = [[0.0] * len(known) for _ in known]
    for a, b in pairs:
        if a not in place or b not in place:
            raise LearnerError(f'The rating "{a if a not in place else b}" is in no category. Mend it or add it.')
        table[place[a]][place[b]] += 1
    return cohen_kappa(table, weights=weights, confidence=confidence)


def fleiss_kappa(counts: Sequence[Sequence[int]]) -> Agreement:
    """Kappa of several raters from counts (rows: who is rated; columns: how many raters chose each category).

    Fleiss 1971, doi 10.1037/h0031619; every row needs the same number of raters, at least two, else there is no
    value. No interval: for one, use ``gwet``. Raises LearnerError where rows differ in length.
    """
    name = "Fleiss' kappa"
    if len({len(row) for row in counts}) > 1:
        raise LearnerError("The rows of counts differ in length. Give one column per category.")
    raters = {sum(row) for row in counts}
    if not counts or len(raters) > 1 or min(raters) < 2:
        return undefined(name, "it needs the same number of raters, at least two, in every row", rows=len(counts))
    k = raters.pop()
    if sum(any(row[j] for row in counts) for j in range(len(counts[0]))) < 2:
        return undefined(name, "all raters used one category only", rows=len(counts), raters=k)
    import numpy as np
    from statsmodels.stats import inter_rater

    value = float(inter_rater.fleiss_kappa(np.array(counts), method="fleiss"))
    return Agreement(name, value, None, None, 0.95, len(counts), k)


def _z(confidence: float) -> float:
    from statistics import NormalDist

    return NormalDist().inv_cdf((1 + confidence) / 2)


def _order(value: object) -> tuple[int, float, str]:
    return (0, float(value), "") if isinstance(value, int | float) else (1, 0.0, str(value))

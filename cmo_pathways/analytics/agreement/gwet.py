"""Gwet's AC1 and AC2: agreement of any number of raters that stays sensible when one category dominates.

Gwet 2008, doi 10.1348/000711006X126600, and Handbook of Inter-Rater Reliability, 4th edition, 2014. Written here
because neither scipy nor statsmodels has it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cmo_pathways.analytics.agreement.kappa import Weights
from cmo_pathways.analytics.agreement.ratings import Agreement, Ratings, undefined
from cmo_pathways.errors import LearnerError

_NAMES = {"none": "Gwet's AC1", "linear": "Gwet's AC2, linear", "quadratic": "Gwet's AC2, quadratic"}


def gwet(
    ratings: Ratings,
    *,
    categories: Sequence[float],
    weights: Weights = "none",
    seed: int,
    draws: int = 2000,
    confidence: float = 0.95,
) -> Agreement:
    """AC1 (no weights) or AC2 (weighted) of a table (rows: who is rated; columns: raters; None: not rated).

    ``categories`` are all values that could be given, such as 0 to 5, also those that nobody used. The interval is a
    percentile bootstrap over rows with that ``seed`` and number of ``draws``; there is none with fewer than three
    rows. No value where no row has two ratings. Raises LearnerError for a rating in no category, or for fewer than
    two categories.
    """
    import numpy as np

    counts = _counts(ratings, categories)
    rated = counts[counts.sum(axis=1) > 0]
    name, pairs = _NAMES[weights], int((counts.sum(axis=1) >= 2).sum())
    if pairs == 0:
        return undefined(name, "it needs a row with at least two ratings", rows=len(rated), confidence=confidence)
    weight = _weights(categories, weights)
    value = float(_coefficient(rated[None], weight)[0])
    low, high = None, None
    if pairs >= 3:
        rows = np.random.default_rng(seed).integers(0, len(rated), size=(draws, len(rated)))
        drawn = _coefficient(rated[rows], weight)
        tail = (1 - confidence) / 2
        low, high = (float(q) for q in np.nanquantile(drawn, (tail, 1 - tail)))
    return Agreement(name, value, low, high, confidence, len(rated), float(rated.sum() / len(rated)))


def _counts(ratings: Ratings, categories: Sequence[float]) -> Any:
    """How many raters chose each category, per row; array of shape (rows, categories)."""
    import numpy as np

    if len(set(categories)) < 2:
        raise LearnerError("Agreement needs at least two categories. Name all values that could be given.")
    place = {value: i for i, value in enumerate(categories)}
    counts = np.zeros((len(ratings), len(categories)))
    for i, row in enumerate(ratings):
        for value in row:
            if value is None:
                continue
            if value not in place:
                raise LearnerError(f'The rating "{value:g}" is in no category. Mend it or add the category.')
            counts[i, place[value]] += 1
    return counts


def _weights(categories: Sequence[float], weights: Weights) -> Any:
    import numpy as np

    if weights == "none":
        return np.eye(len(categories))
    at = np.asarray(categories, dtype=float)
    share = np.abs(at[:, None] - at[None, :]) / (at.max() - at.min())
    return 1 - (share if weights == "linear" else share**2)


def _coefficient(counts: Any, weight: Any) -> Any:
    """The coefficient of each table in an array of shape (tables, rows, categories); nan where it has none."""
    import numpy as np

    raters = counts.sum(axis=2)
    several = raters >= 2
    near = counts @ weight
    with np.errstate(divide="ignore", invalid="ignore"):
        agreed = np.where(several, (counts * (near - 1)).sum(axis=2) / (raters * (raters - 1)), 0.0)
        observed = agreed.sum(axis=1) / several.sum(axis=1)
        share = (counts / raters[:, :, None]).mean(axis=1)
        size = weight.shape[0]
        chance = weight.sum() / (size * (size - 1)) * (share * (1 - share)).sum(axis=1)
        return (observed - chance) / (1 - chance)

"""Percentile bootstrap for two raters: intervals of kappa, ICC and AC2 that draw whole memos, whatever hangs together.

Efron and Tibshirani, An Introduction to the Bootstrap, 1993, chapter 13 (percentile interval). Several judgments of one
memo are drawn together, because they are not independent of each other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from cmo_pathways.analytics.agreement.gwet import gwet
from cmo_pathways.analytics.agreement.intraclass import icc
from cmo_pathways.analytics.agreement.kappa import kappa_of_pairs
from cmo_pathways.analytics.agreement.ratings import Agreement

_DEFINED = 0.9  # share of draws that need a value for an interval; our choice
Pairs = Sequence[Sequence[tuple[float, float]]]
"""One row per memo; in it one pair (first rater, second rater) per judgment, equally many in each row."""


def agreement_of_pairs(
    pairs: Pairs, *, categories: Sequence[int], seed: int, draws: int = 2000, confidence: float = 0.95
) -> Mapping[str, Agreement]:
    """Agreement of two raters: ``kappa`` (quadratic weights), ``icc`` (2,1), ``icc_mean`` (2,k), ``ac2`` (quadratic).

    Kappa and AC2 take every judgment; the ICCs compare the mean of a memo's judgments. Intervals are percentile
    bootstraps over memos with this ``seed``; a coefficient without a value, or one that more than a tenth of the draws
    leave without one, has none.
    """
    flat = [pair for row in pairs for pair in row]
    first, second = [a for a, _ in flat], [b for _, b in flat]
    means = [[sum(side) / len(side) for side in zip(*row, strict=True)] for row in pairs]
    found = {
        "kappa": kappa_of_pairs(first, second, categories=list(categories), weights="quadratic", confidence=confidence),
        "icc": icc(means, "2,1", confidence=confidence),
        "icc_mean": icc(means, "2,k", confidence=confidence),
        "ac2": gwet(flat, categories=categories, weights="quadratic", seed=seed, draws=1, confidence=confidence),
    }
    drawn = _drawn(pairs, categories, seed, draws) if len(pairs) >= 3 else {}
    return {name: _with_interval(one, drawn.get(name), len(pairs)) for name, one in found.items()}


def _with_interval(found: Agreement, drawn: Any, memos: int) -> Agreement:
    interval = _interval(drawn, found.confidence) if found.defined else None
    low, high = interval or (None, None)
    return replace(found, low=low, high=high, rows=memos)


def _drawn(pairs: Pairs, categories: Sequence[int], seed: int, draws: int) -> Mapping[str, Any]:
    """Each coefficient in each draw; arrays of shape (draws,)."""
    import numpy as np

    table = np.asarray(pairs, dtype=float)  # (memos, judgments, 2)
    rows = np.random.default_rng(seed).integers(0, len(table), size=(draws, len(table)))
    sample = table[rows]
    flat = sample.reshape(draws, -1, 2)
    with np.errstate(divide="ignore", invalid="ignore"):
        single, mean = _intraclass(sample.mean(axis=2))
        return {"kappa": _kappa(flat), "icc": single, "icc_mean": mean, "ac2": _ac2(flat, categories)}


def _kappa(flat: Any) -> Any:
    # With quadratic weights kappa is 1 minus the mean squared difference over the one expected by chance.
    import numpy as np

    a, b = flat[:, :, 0], flat[:, :, 1]
    observed = ((a - b) ** 2).mean(axis=1)
    expected = (a**2).mean(axis=1) + (b**2).mean(axis=1) - 2 * a.mean(axis=1) * b.mean(axis=1)
    return np.where(expected > 1e-12, 1 - observed / np.where(expected > 1e-12, expected, 1), np.nan)


def _intraclass(means: Any) -> tuple[Any, Any]:
    """ICC(2,1) and ICC(2,2) from memo means of shape (draws, memos, 2)."""
    import numpy as np

    n, k = means.shape[1], means.shape[2]
    grand = means.mean(axis=(1, 2))
    rows = k * ((means.mean(axis=2) - grand[:, None]) ** 2).sum(axis=1)
    raters = n * ((means.mean(axis=1) - grand[:, None]) ** 2).sum(axis=1)
    total = ((means - grand[:, None, None]) ** 2).sum(axis=(1, 2))
    rest = (total - rows - raters) / ((n - 1) * (k - 1))
    between, columns = rows / (n - 1), raters / (k - 1)
    below, below_mean = between + (k - 1) * rest + k * (columns - rest) / n, between + (columns - rest) / n
    return (
        np.where(np.abs(below) > 1e-12, (between - rest) / below, np.nan),
        np.where(np.abs(below_mean) > 1e-12, (between - rest) / below_mean, np.nan),
    )


def _ac2(flat: Any, categories: Sequence[int]) -> Any:
    import numpy as np

    at = np.asarray(categories, dtype=float)
    weight = 1 - ((at[:, None] - at[None, :]) / (at.max() - at.min())) ** 2
    observed = (1 - ((flat[:, :, 0] - flat[:, :, 1]) / (at.max() - at.min())) ** 2).mean(axis=1)
    share = np.stack([(flat == value).mean(axis=(1, 2)) for value in at], axis=1)
    chance = weight.sum() / (len(at) * (len(at) - 1)) * (share * (1 - share)).sum(axis=1)
    return (observed - chance) / (1 - chance)


def _interval(values: Any, confidence: float) -> tuple[float, float] | None:
    import numpy as np

    if values is None or np.isfinite(values).mean() < _DEFINED:
        return None
    tail = (1 - confidence) / 2
    low, high = np.nanquantile(values, (tail, 1 - tail))
    return float(low), float(high)

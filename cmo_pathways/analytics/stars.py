"""The arithmetic of the overall hospital star rating of CMS, method of 2021.

Measures are standardized, averaged within five groups, weighted and summed; hospitals are compared within peer groups
by the number of groups they report, and clustered into five. Two rules are not verified and not applied: which outcome
group must be reported, and the cap for low safety of care.
Sources: Relias Media (https://reliasmedia.com/articles/148165); https://pmc.ncbi.nlm.nih.gov/articles/PMC11099678.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean, median, pstdev

from cmo_pathways.analytics import given
from cmo_pathways.analytics.method import Method
from cmo_pathways.analytics.thresholds import figure
from cmo_pathways.errors import InputError, LearnerError, Problem

GROUPS = ("mortality", "safety", "readmission", "experience", "timely")


@dataclass(frozen=True, slots=True)
class StarSummary:
    """A hospital's summary score [standard deviations], the groups that counted with their weights [sum 1].

    ``score`` is None where too few groups have enough measures; ``why`` says so. ``peers`` is the number of groups,
    by which hospitals are compared.
    """

    score: float | None
    weights: Mapping[str, float]
    peers: int
    why: str = ""

    def number(self) -> float:
        """The score. Raises LearnerError where there is none."""
        if self.score is None:
            raise LearnerError(self.why)
        return self.score


def standardized(values: Sequence[float], *, lower_is_better: bool = False) -> tuple[float, ...]:
    """Values of all hospitals as distances from their mean [standard deviations]; above 0 is better.

    Raises InputError for a missing value; LearnerError where all are equal. Source: Relias Media.
    """
    numbers = given.numbers("values", values, count=2)
    mean, spread = fmean(numbers), pstdev(numbers)
    if not spread:
        raise LearnerError("All hospitals have the same value: it cannot be standardized.")
    return tuple((mean - x if lower_is_better else x - mean) / spread for x in numbers)


def star_summary(measures: Mapping[str, Sequence[float | None]]) -> StarSummary:
    """The summary score of one hospital from its standardized measures by group; None stands for one not reported.

    A group counts with 3 measures or more; 3 such groups are needed. Weights: 22% each for mortality, safety,
    readmission and experience, 12% for timely; those of groups that do not count go to the others in proportion.
    Raises InputError for an unknown group. Source: Relias Media; PMC11099678.
    """
    if unknown := [name for name in measures if name not in GROUPS]:
        raise InputError([Problem(name, 0, "E-VALUE", f"is no group - use {', '.join(GROUPS)}") for name in unknown])
    scores: dict[str, float] = {}
    for name in GROUPS:
        known = given.numbers(name, [m for m in measures.get(name, ()) if m is not None], count=0)
        if len(known) >= figure("stars-minimum-measures"):
            scores[name] = fmean(known)
    if len(scores) < figure("stars-minimum-groups"):
        return StarSummary(
            None, {}, len(scores), f"No star rating: {len(scores)} groups have 3 measures; 3 are needed."
        )
    raw = {name: figure(f"stars-weight-{name}") for name in scores}
    weights = {name: weight / math.fsum(raw.values()) for name, weight in raw.items()}
    return StarSummary(math.fsum(weights[name] * scores[name] for name in scores), weights, len(scores))


def stars(scores: Sequence[float]) -> tuple[int, ...]:
    """Stars [1-5] of the hospitals of one peer group, by k-means clustering of their summary scores.

    The start is fixed (the medians of the fifths), so that results repeat; equal scores get equal stars.
    Raises InputError for a missing score; LearnerError with fewer than 5 different scores.
    Source: PMC11099678; scipy.cluster.vq.kmeans2. The fixed start is our choice.
    """
    import numpy as np
    from scipy.cluster.vq import ClusterError, kmeans2

    numbers = given.numbers("scores", scores)
    clusters = int(figure("stars-clusters"))
    different = sorted(set(numbers))
    if len(different) < clusters:
        raise LearnerError(f"{len(different)} different scores cannot make {clusters} clusters.")
    start = np.array([[median(part)] for part in np.array_split(different, clusters)])
    try:
        centres, labels = kmeans2(np.array(numbers)[:, None], start, iter=1000, minit="matrix", missing="raise")
    except ClusterError as empty:
        raise LearnerError("The scores do not fall into five clusters. Give more hospitals.") from empty
    order = np.argsort(np.argsort(centres[:, 0]))
    return tuple(int(order[label]) + 1 for label in labels)


def _score(values: Sequence[float], groups: Sequence[str]) -> float:
    names = dict.fromkeys(groups)
    return star_summary({g: [v for v, h in zip(values, groups, strict=True) if h == g] for g in names}).number()


ROWS = (
    Method(
        "star_score",
        _score,
        ("values", "groups"),
        ("number", "text"),
        2,
        (),
        "mean of each group with 3 measures or more, weighted 22, 22, 22, 22 and 12, missing weights shared out",
    ),
)

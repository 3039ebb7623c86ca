"""For whom a model fails: alerts against outcomes per group, and the largest gaps between groups.

False positive rates, false negative rates and PPV cannot all be equal where prevalence differs; choose beforehand
which gap matters. Published example: ProPublica, https://github.com/propublica/compas-analysis.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cmo_pathways.analytics import given
from cmo_pathways.analytics.classifier.confusion import Confusion, confusion
from cmo_pathways.analytics.thresholds import load_thresholds


@dataclass(frozen=True, slots=True)
class GroupResult:
    """One group: its alerts against outcomes, and whether cases or others are too few to be told (``small-cell``)."""

    group: str
    counts: Confusion
    too_few: bool


@dataclass(frozen=True, slots=True)
class Gap:
    """The largest difference of one measure between two groups [0-1]: in which groups it is highest and lowest."""

    measure: str
    size: float
    highest: str
    lowest: str


MEASURES = ("sensitivity", "false_positive_rate", "false_negative_rate", "ppv", "prevalence")


def by_group(
    scores: Sequence[float], outcomes: Sequence[float], groups: Sequence[str], cut: float
) -> tuple[GroupResult, ...]:
    """Alerts against outcomes of each group, in the order in which groups appear; a score of ``cut`` or more alerts.

    An unknown group is a group of its own: give it a name. Raises InputError.
    """
    given.same_length(scores=scores, outcomes=outcomes, groups=groups)
    least = load_thresholds().threshold("small-cell").number
    found = []
    for name in dict.fromkeys(groups):
        inside = [at for at, group in enumerate(groups) if group == name]
        counts = confusion([scores[at] for at in inside], [outcomes[at] for at in inside], cut)
        found.append(GroupResult(name, counts, min(counts.cases, counts.others) < least))
    return tuple(found)


def gaps(results: Sequence[GroupResult]) -> tuple[Gap, ...]:
    """The largest gap of each measure between groups that are large enough; none with fewer than two such groups."""
    found = []
    for measure in MEASURES:
        values = [(getattr(r.counts, measure), r.group) for r in results if not r.too_few]
        known = [(value, group) for value, group in values if value is not None]
        if len(known) > 1:
            low, high = min(known), max(known)
            found.append(Gap(measure, high[0] - low[0], high[1], low[1]))
    return tuple(found)

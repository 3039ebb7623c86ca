"""What others saw beside what one said: each competency with its difference, its uncertainty and what it amounts to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any, Literal

from cmo_pathways.analytics.agreement import (
    Summary,
    between,
    excludes_zero,
    from_rating,
    mean_interval,
    pooled,
    summary_of_counts,
)
from cmo_pathways.scale import clamp_level

Reading = Literal["agreement", "blind-spot", "hidden-strength", "open"]
SURE = 0.95
"""Confidence from which a difference is named; at 80 % twelve comparisons would name two by chance alone."""
_APART = 1.0


@dataclass(frozen=True, slots=True)
class Split:
    """Two groups that saw different levels: the higher one, the lower one, and their means [0-5]."""

    higher: str
    lower: str
    high: float
    low: float


@dataclass(frozen=True, slots=True)
class View:
    """One competency from both sides.

    ``own`` [0-5] is the learner's rating or None; ``others`` all released ratings together, ``interval`` [0-5] that of
    their mean (80 %), ``difference`` own minus others with ``limits`` (95 %) [levels]; ``groups`` hold what each group
    saw, ``withheld`` names groups too small to be shown; ``split`` is set where groups saw different levels.
    """

    competency: str
    own: float | None
    others: Summary | None
    interval: tuple[float, float] | None
    difference: float | None
    limits: tuple[float, float] | None
    groups: Mapping[str, Summary]
    withheld: tuple[str, ...]
    split: Split | None

    @property
    def reading(self) -> Reading:
        """What it amounts to; a blind spot or hidden strength only where the difference exceeds its uncertainty."""
        if self.difference is None or self.limits is None:
            return "open"
        if not excludes_zero(self.limits):
            return "agreement"
        return "blind-spot" if self.difference > 0 else "hidden-strength"


def views_of(body: Mapping[str, Any], own: Mapping[str, float]) -> tuple[View, ...]:
    """Every competency of a released report beside the own ratings, in the order of the report.

    ``body`` is that of a ``feedback`` event. A cell counts by its counts where it has them, else by n, mean and sd;
    suppressed groups and withheld cells hold nothing and are named only.
    """
    groups: Sequence[Mapping[str, Any]] = [group for group in body["groups"] if not group.get("suppressed")]
    ids = dict.fromkeys(id for group in groups for id in (*group.get("competencies", {}), *group.get("withheld", ())))
    return tuple(_view(id, groups, own.get(id)) for id in ids)


def hidden_groups(body: Mapping[str, Any]) -> tuple[str, ...]:
    """The groups that are withheld or were not heard."""
    return tuple(str(group["group"]) for group in body["groups"] if group.get("suppressed"))


def raters_in(body: Mapping[str, Any]) -> int:
    """How many raters stand behind what is shown."""
    return sum(int(group["n"] or 0) for group in body["groups"] if not group.get("suppressed"))


def _view(id: str, groups: Sequence[Mapping[str, Any]], own: float | None) -> View:
    seen: dict[str, Summary] = {}
    withheld = []
    for group in groups:
        cell = _summary(group.get("competencies", {}).get(id))
        if cell is not None:
            seen[str(group["group"])] = cell
        elif id in group.get("withheld", ()):
            withheld.append(str(group["group"]))
    others = pooled(seen.values())
    interval = mean_interval(others) if others else None
    held = None if interval is None else (clamp_level(interval[0]), clamp_level(interval[1]))
    difference = None if own is None or others is None else own - others.mean
    limits = None if own is None or others is None else from_rating(own, others, confidence=SURE)
    return View(id, own, others, held, difference, limits, seen, tuple(withheld), _split(seen))


def _summary(cell: Mapping[str, Any] | None) -> Summary | None:
    if not cell:
        return None
    if cell.get("counts"):
        return summary_of_counts(cell["counts"])
    mean = cell.get("mean")
    return None if mean is None else Summary(int(cell["n"]), float(mean), float(cell.get("sd") or 0.0))


def _split(seen: Mapping[str, Summary]) -> Split | None:
    """The widest pair of groups whose means lie a level apart or more, beyond chance; None where there is none."""
    pairs = [sorted(pair, key=lambda name: -seen[name].mean) for pair in combinations(seen, 2)]
    apart = [
        (high, low)
        for high, low in pairs
        if seen[high].mean - seen[low].mean >= _APART and excludes_zero(between(seen[high], seen[low], confidence=SURE))
    ]
    if not apart:
        return None
    high, low = max(apart, key=lambda pair: seen[pair[0]].mean - seen[pair[1]].mean)
    return Split(high, low, seen[high].mean, seen[low].mean)

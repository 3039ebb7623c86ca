"""A released 360 report of invented raters, and a learner who rated before it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from cmo_pathways.journey import Journey, open_journey

TODAY = date(2026, 11, 21)


def learner(home: Path, ratings: Mapping[str, int], *, name: str = "Maria Alvarez, MD") -> Journey:
    """A journey of a learner with these self-ratings."""
    journey = open_journey(home, clock=lambda: datetime(2026, 11, 2, 20, 0, tzinfo=UTC))
    journey.record("profile", "me", {"name": name})
    journey.aim("cmo-hospital-large")
    for competency, level in ratings.items():
        journey.rate(competency, level, "fairly", not_applicable=False)
    return journey


def cell(*levels: int) -> dict[str, Any]:
    """A released cell of these levels."""
    n, mean = len(levels), sum(levels) / len(levels)
    sd = (sum((v - mean) ** 2 for v in levels) / (n - 1)) ** 0.5
    return {"n": n, "mean": mean, "sd": sd, "counts": [levels.count(level) for level in range(6)]}


def group(
    id: str, cells: Mapping[str, dict[str, Any]], *, withheld: Sequence[str] = (), comments: Sequence[str] = ()
) -> dict[str, Any]:
    """A group that is shown."""
    n = max((c["n"] for c in cells.values()), default=3)
    return {
        "group": id, "n": n, "suppressed": False, "competencies": dict(cells), "withheld": list(withheld),
        "comments": list(comments),
    }  # fmt: skip


def hidden(id: str) -> dict[str, Any]:
    """A group of which nothing is shown."""
    return {"group": id, "n": None, "suppressed": True, "competencies": {}, "withheld": [], "comments": []}


def released(*groups: dict[str, Any]) -> dict[str, Any]:
    """The body of a feedback event."""
    return {
        "groups": list(groups), "collector": "A. Coach", "framework": "1.0.0", "released": "2026-11-20",
        "reliability": None, "raters_needed": None,
    }  # fmt: skip


PEERS = group(
    "peers",
    {
        "financial-acumen": cell(2, 2, 3, 2, 2, 1),
        "crisis-leadership": cell(3, 4, 3, 3, 4, 3),
        "emotional-intelligence": cell(4, 4, 5, 4, 4, 4),
        "patient-safety": cell(4, 4, 3, 4, 4, 5),
        "change-management": cell(4, 4, 5, 4, 4, 4),
        "executive-communication": cell(3, 3, 2, 3, 4, 3),
        "data-analytics": cell(2, 3, 2, 3, 2, 3),
    },
    comments=("Stays calm in a crisis; we all look to her.", "Bring *us* into the budget earlier. # please"),
)
REPORTS = group(
    "direct-reports",
    {
        "financial-acumen": cell(2, 3, 2, 2),
        "crisis-leadership": cell(3, 3, 4, 3),
        "emotional-intelligence": cell(4, 5, 4, 4),
        "change-management": cell(2, 2, 1, 2),
        "patient-safety": cell(4, 5, 4, 4),
    },
    withheld=("executive-communication",),
    comments=("Says what she will do and does it.",),
)
RATINGS = {
    "financial-acumen": 4,
    "crisis-leadership": 3,
    "emotional-intelligence": 2,
    "patient-safety": 4,
    "change-management": 3,
    "executive-communication": 3,
}
BODY = released(hidden("supervisors"), PEERS, REPORTS, hidden("partners"))

"""Is a prediction model fit for use: how it sorts, how its risks hold, what it costs, and for whom it fails."""

from __future__ import annotations

from cmo_pathways.analytics.classifier.calibration import Bin, Calibration, brier, calibration, calibration_bins
from cmo_pathways.analytics.classifier.confusion import Confusion, confusion, npv_at, ppv_at
from cmo_pathways.analytics.classifier.groups import Gap, GroupResult, by_group, gaps
from cmo_pathways.analytics.classifier.ranking import Ranking, ranking

__all__ = [
    "Bin",
    "Calibration",
    "Confusion",
    "Gap",
    "GroupResult",
    "Ranking",
    "brier",
    "by_group",
    "calibration",
    "calibration_bins",
    "confusion",
    "gaps",
    "npv_at",
    "ppv_at",
    "ranking",
]

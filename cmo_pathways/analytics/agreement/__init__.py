"""Do raters agree, and can their mean carry a decision? Coefficients with intervals, and a clear word where none is."""

from __future__ import annotations

from cmo_pathways.analytics.agreement.alpha import cronbach_alpha
from cmo_pathways.analytics.agreement.generalizability import (
    Generalizability,
    generalizability,
    generalizability_of,
)
from cmo_pathways.analytics.agreement.gwet import gwet
from cmo_pathways.analytics.agreement.intraclass import (
    FORMS,
    OneWay,
    icc,
    icc_of,
    one_way,
    one_way_of_summaries,
    two_way,
)
from cmo_pathways.analytics.agreement.kappa import cohen_kappa, fleiss_kappa, kappa_of_pairs
from cmo_pathways.analytics.agreement.means import (
    Summary,
    between,
    excludes_zero,
    from_rating,
    mean_interval,
    pooled,
    summary_of_counts,
)
from cmo_pathways.analytics.agreement.planning import WANTED, raters_needed, spearman_brown
from cmo_pathways.analytics.agreement.ratings import ICC_BANDS, KAPPA_BANDS, Agreement, band, by_row, crossed
from cmo_pathways.analytics.agreement.resampled import agreement_of_pairs

__all__ = [
    "FORMS",
    "ICC_BANDS",
    "KAPPA_BANDS",
    "WANTED",
    "Agreement",
    "Generalizability",
    "OneWay",
    "Summary",
    "agreement_of_pairs",
    "band",
    "between",
    "by_row",
    "cohen_kappa",
    "cronbach_alpha",
    "crossed",
    "excludes_zero",
    "fleiss_kappa",
    "from_rating",
    "generalizability",
    "generalizability_of",
    "gwet",
    "icc",
    "icc_of",
    "kappa_of_pairs",
    "mean_interval",
    "one_way",
    "one_way_of_summaries",
    "pooled",
    "raters_needed",
    "spearman_brown",
    "summary_of_counts",
    "two_way",
]

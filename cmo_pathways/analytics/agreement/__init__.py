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
from cmo_pathways.analytics.agreement.planning import WANTED, raters_needed, spearman_brown
from cmo_pathways.analytics.agreement.ratings import ICC_BANDS, KAPPA_BANDS, Agreement, band, by_row, crossed

__all__ = [
    "FORMS",
    "ICC_BANDS",
    "KAPPA_BANDS",
    "WANTED",
    "Agreement",
    "Generalizability",
    "OneWay",
    "band",
    "by_row",
    "cohen_kappa",
    "cronbach_alpha",
    "crossed",
    "fleiss_kappa",
    "generalizability",
    "generalizability_of",
    "gwet",
    "icc",
    "icc_of",
    "kappa_of_pairs",
    "one_way",
    "one_way_of_summaries",
    "raters_needed",
    "spearman_brown",
    "two_way",
]

"""Reports as document values with charts: what ``export`` turns into PDF, and the same as CSV and JSON."""

from __future__ import annotations

from cmo_pathways.reports.assessment import assessment_report
from cmo_pathways.reports.feedback import feedback_report
from cmo_pathways.reports.offer import offer_list
from cmo_pathways.reports.tables import assessment_csv, assessment_json, assessment_rows

__all__ = [
    "assessment_csv",
    "assessment_json",
    "assessment_report",
    "assessment_rows",
    "feedback_report",
    "offer_list",
]

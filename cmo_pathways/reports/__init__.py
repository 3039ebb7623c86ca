"""Reports as document values with charts: what ``export`` turns into PDF, and the same as CSV and JSON."""

from __future__ import annotations

from cmo_pathways.reports.feedback import feedback_report

__all__ = ["feedback_report"]

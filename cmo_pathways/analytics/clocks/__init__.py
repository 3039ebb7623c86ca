"""Compliance clocks: by which date what is due, from the figures of the thresholds table and the calendar."""

from __future__ import annotations

from cmo_pathways.analytics.clocks.calendar import (
    add_months,
    add_work_days,
    federal_holidays,
    is_work_day,
)
from cmo_pathways.analytics.clocks.deadline import Deadline, deadline, hours_deadline, is_late
from cmo_pathways.analytics.clocks.rules import hipaa_breach, npdb_reportable, verification_in_time

__all__ = [
    "Deadline",
    "add_months",
    "add_work_days",
    "deadline",
    "federal_holidays",
    "hipaa_breach",
    "hours_deadline",
    "is_late",
    "is_work_day",
    "npdb_reportable",
    "verification_in_time",
]

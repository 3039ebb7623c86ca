"""The portfolio: what a learner has done, chosen and ordered for one audience, as a document value."""

from __future__ import annotations

from cmo_pathways.portfolio.audience import COMPUTED, Audience, Place, audience_ids, load_audience, read_audience
from cmo_pathways.portfolio.build import CaseEvidence, LeftOut, Portfolio, Strength, build_portfolio, rests_on
from cmo_pathways.portfolio.sections import EntryField, Section, check_entry, load_sections, read_sections

__all__ = [
    "COMPUTED",
    "Audience",
    "CaseEvidence",
    "EntryField",
    "LeftOut",
    "Place",
    "Portfolio",
    "Section",
    "Strength",
    "audience_ids",
    "build_portfolio",
    "check_entry",
    "load_audience",
    "load_sections",
    "read_audience",
    "read_sections",
    "rests_on",
]

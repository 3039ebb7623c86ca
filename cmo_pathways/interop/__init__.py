"""Files of other systems, out and in, all of them local: CASE and Moodle frameworks, Open Badges, xAPI statements,
the career graph, resumes, lists of publications.

Each format says what it could not hold (``LeftOut``). What comes in is only read and compared: shipped content and
the ledger stay as they are until the learner agrees.
"""

from __future__ import annotations

from cmo_pathways.interop.badges import badge_sentences
from cmo_pathways.interop.badges_read import NOT_CHECKED, Badge, read_badges
from cmo_pathways.interop.bibtex import bibtex
from cmo_pathways.interop.career_graph import career_graphml, career_json, curriculum_csv
from cmo_pathways.interop.case_format import case_json, read_case
from cmo_pathways.interop.case_framework import case_package
from cmo_pathways.interop.case_import import framework_of, is_skill_map
from cmo_pathways.interop.case_model import CasePackage
from cmo_pathways.interop.compare import Comparison, compare_frameworks, compare_moodle
from cmo_pathways.interop.findings import LeftOut, Written
from cmo_pathways.interop.incoming import (
    PROFILE,
    Columns,
    ImportPreview,
    Proposal,
    choices_of_field,
    choices_of_section,
    import_events,
    import_preview,
    table_columns,
)
from cmo_pathways.interop.json_resume import json_resume
from cmo_pathways.interop.moodle import MoodleFramework, moodle_csv, moodle_of, read_moodle
from cmo_pathways.interop.open_badges import open_badges
from cmo_pathways.interop.portfolio_formats import PORTFOLIO_FORMATS
from cmo_pathways.interop.results import Result, results_of
from cmo_pathways.interop.resume_proposals import ResumeReading, read_resume
from cmo_pathways.interop.resume_steps import resume_entries
from cmo_pathways.interop.xapi import Statement, read_statements, xapi_statements

__all__ = [
    "NOT_CHECKED",
    "PORTFOLIO_FORMATS",
    "PROFILE",
    "Badge",
    "CasePackage",
    "Columns",
    "Comparison",
    "ImportPreview",
    "LeftOut",
    "MoodleFramework",
    "Proposal",
    "Result",
    "ResumeReading",
    "Statement",
    "Written",
    "badge_sentences",
    "bibtex",
    "career_graphml",
    "career_json",
    "case_json",
    "case_package",
    "choices_of_field",
    "choices_of_section",
    "compare_frameworks",
    "compare_moodle",
    "curriculum_csv",
    "framework_of",
    "import_events",
    "import_preview",
    "is_skill_map",
    "json_resume",
    "moodle_csv",
    "moodle_of",
    "open_badges",
    "read_badges",
    "read_case",
    "read_moodle",
    "read_resume",
    "read_statements",
    "results_of",
    "resume_entries",
    "table_columns",
    "xapi_statements",
]

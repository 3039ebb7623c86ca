"""The one door for content files: where they live, reading one, and collecting problems with file and line."""

from __future__ import annotations

from cmo_pathways.content.places import content_root, default_home
from cmo_pathways.content.read import line_at, line_of, parse_yaml, read_table, read_text, read_yaml
from cmo_pathways.content.record import Record, Report

__all__ = [
    "Record",
    "Report",
    "content_root",
    "default_home",
    "line_at",
    "line_of",
    "parse_yaml",
    "read_table",
    "read_text",
    "read_yaml",
]

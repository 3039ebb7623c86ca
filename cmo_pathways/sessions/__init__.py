"""Sessions of a fellowship: what is taught, in which minutes, with which cases, questions and answers."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from cmo_pathways.content import Report, content_root
from cmo_pathways.errors import ContentError
from cmo_pathways.sessions.check import check_course, check_session
from cmo_pathways.sessions.model import (
    FORMS,
    SECTORS,
    SEGMENTS,
    Ask,
    Board,
    Fact,
    Poll,
    PreWork,
    Ready,
    Sector,
    Segment,
    Session,
    Slot,
    Trap,
    clock_words,
    timetable,
)
from cmo_pathways.sessions.read import read_session, session_files

__all__ = [
    "FORMS",
    "SECTORS",
    "SEGMENTS",
    "Ask",
    "Board",
    "Fact",
    "Poll",
    "PreWork",
    "Ready",
    "Sector",
    "Segment",
    "Session",
    "Slot",
    "Trap",
    "check_course",
    "check_session",
    "clock_words",
    "load_sessions",
    "read_session",
    "read_sessions",
    "session_files",
    "timetable",
]


def read_sessions(root: Path, report: Report) -> Mapping[str, Session]:
    """Every session below ``root`` by its id, in the order of the course; faults of format go into the report."""
    found = [session for file in session_files(root) if (session := read_session(file, report))]
    return {session.id: session for session in found}


def load_sessions(root: Path | None = None) -> Mapping[str, Session]:
    """The shipped sessions, read once per process and only when asked for. Raises ContentError with every fault."""
    return _load(root or content_root())


@lru_cache(maxsize=4)
def _load(root: Path) -> Mapping[str, Session]:
    report = Report(root)
    sessions = read_sessions(root, report)
    if report.errors:
        raise ContentError(report.errors)
    return sessions

"""Opening what a command works on: a learner's folder, a case by its id or its file."""

from __future__ import annotations

import os
from pathlib import Path

from cmo_pathways.cases import Case, read_case
from cmo_pathways.catalogue import load_catalogue
from cmo_pathways.cli.group import now
from cmo_pathways.content import Report
from cmo_pathways.errors import InputError
from cmo_pathways.journey import Journey
from cmo_pathways.ledger import Ledger, open_ledger

_FILES = ("ledger.sqlite3", "ledger.sqlite3-wal")


def journey_of(home: Path) -> Journey:
    """The journey in a folder that has a ledger; none is made. Raises LedgerError where there is none."""
    return Journey(home, load_catalogue(), open_ledger(home, create=False), now)


def has_ledger(home: Path) -> bool:
    """True if the folder holds a ledger, whole or not."""
    return any(os.path.lexists(home / name) for name in _FILES)


def blank_journey(home: Path) -> Journey:
    """The journey of somebody who has recorded nothing; nothing is written."""
    return Journey(home, load_catalogue(), Ledger(home / _FILES[0]), now)


def is_file_name(text: str) -> bool:
    """True where a PATH|ID argument names a file or folder rather than an id."""
    return text.endswith(".md") or os.sep in text or "/" in text or Path(text).exists()


def case_of(text: str) -> Case:
    """The case of an id, or of a file (a folder stands for its ``case.md``).

    Raises UnknownId, InputError with every fault that keeps a file from being read.
    """
    if not is_file_name(text):
        return load_catalogue().case(text)
    file = case_file(Path(text))
    report = Report(file.parent)
    case = read_case(file, report)
    if case is None or report.errors:
        raise InputError(report.errors)
    return case


def case_file(path: Path) -> Path:
    """The case file that a path means."""
    return path / "case.md" if path.is_dir() else path

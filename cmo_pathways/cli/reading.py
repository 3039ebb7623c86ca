"""Opening what a command works on: a learner's folder that must exist, a case by id or file."""

from __future__ import annotations

from pathlib import Path

from cmo_pathways.cases import Case, read_case
from cmo_pathways.catalogue import Catalogue, load_catalogue
from cmo_pathways.cli.group import now
from cmo_pathways.content import Report
from cmo_pathways.errors import ContentError, InputError
from cmo_pathways.journey import Journey
from cmo_pathways.ledger import Ledger, LedgerState, open_ledger, replay


def ledger_of(home: Path) -> Ledger:
    """The ledger of a folder that has one. Raises LedgerError; never makes one."""
    return open_ledger(home, create=False)


def journey_of(home: Path, *, ledger: Ledger | None | bool = True) -> Journey:
    raise NotImplementedError


def nothing_yet() -> LedgerState:
    """The state of a learner who has not begun."""
    return replay(())

"""Taking in share files: checked first, then copied whole into the folder of a class."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cmo_pathways.cohort import Share, Withdrawal, read_share
from cmo_pathways.errors import ExportError, InputError, Problem
from cmo_pathways.export.files import write_whole

_HALF = re.compile(r"\.[0-9]{4}-[0-9]{2}-[0-9]{2}-(share|withdrawal)-.+\.part")
"""Copies that a killed run left half written; they hold what a fellow shared."""


@dataclass(frozen=True, slots=True)
class Added:
    """What became of files: those copied and those that lay there already, by name; and one problem for each other."""

    new: tuple[str, ...]
    known: tuple[str, ...]
    problems: tuple[Problem, ...]
    taken: tuple[Share | Withdrawal, ...]


def add_shares(files: Iterable[tuple[str, bytes]], folder: Path, *, now: datetime | None = None) -> Added:
    """Copy files given as (name, bytes) into a folder; the name there comes from the share, so that twice is once.

    What is no share, or with ``now`` is one from the future, is a problem and not copied. A copy is written under
    another name, forced to disk and renamed, so that a cut at any moment leaves it whole or not there; what such a cut
    left is removed first. Raises ExportError where the folder cannot be written; what was copied before stays.
    """
    new: list[str] = []
    known: list[str] = []
    problems: list[Problem] = []
    taken: list[Share | Withdrawal] = []
    _sweep(folder)
    for name, data in files:
        try:
            found = read_share(data, name, now=now)
        except InputError as error:
            problems.extend(error.problems)
            continue
        target = folder / kept_name(found)
        there = _there(target)
        if there is not None and there != found:
            said = "carries the id of another share that says something else - ask the learner for a new share"
            problems.append(Problem(name, 0, "E-ID", said))
            continue
        if there is None:
            _copy(target, data)
        (new if there is None else known).append(name)
        taken.append(found)
    return Added(tuple(new), tuple(known), tuple(problems), tuple(taken))


def kept_name(found: Share | Withdrawal) -> str:
    """The name of a share, or of a withdrawal, in the folder of a class: its day and its id, no name of a person."""
    kind = "withdrawal" if isinstance(found, Withdrawal) else "share"
    return f"{found.at[:10]}-{kind}-{found.id}.share"


def _sweep(folder: Path) -> None:
    with contextlib.suppress(OSError):
        for half in [path for path in folder.iterdir() if _HALF.fullmatch(path.name)]:
            with contextlib.suppress(OSError):
                half.unlink()


def _copy(target: Path, data: bytes) -> None:
    try:
        write_whole(target, data)
    except ExportError as error:
        if not isinstance(error.__cause__, FileNotFoundError):
            raise
        write_whole(target, data)  # another run that was started meanwhile swept the half copy away


def _there(target: Path) -> Share | Withdrawal | None:
    """What the folder holds under this name; None where nothing, or a damaged copy that is to be replaced."""
    try:
        return read_share(target.read_bytes())
    except (InputError, FileNotFoundError):
        return None
    except OSError as error:
        raise ExportError(f'"{target}" cannot be read ({error.strerror or error}). Choose another folder.') from error

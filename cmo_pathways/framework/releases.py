"""Reads ``data/framework/releases.yaml``: what each version of the skill map changed, and whose rating it touches."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection
from pathlib import Path

from cmo_pathways.content import Record, Report, read_yaml
from cmo_pathways.framework.model import Release, ReleaseChange

NONE, READ_AGAIN, RATE_AGAIN = "none", "read-again", "rate-again"
EFFECTS = (NONE, READ_AGAIN, RATE_AGAIN)
"""What a change means for a rating made before it, the mildest first."""

ALL = "all"
_VERSION = re.compile(r"\d{1,4}\.\d{1,4}\.\d{1,4}")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def read_releases(
    file: Path, competencies: Collection[str], version: str, released: str, report: Report
) -> tuple[Release, ...]:
    """The releases in ``file``, oldest first; the last has to be the version and day that the frame names."""
    top = read_yaml(file, report)
    if top is None:
        return ()
    top.identifier(), top.integer("version", 1, 99)
    releases: list[Release] = []
    for record in top.records("releases"):
        release = _release(record, competencies)
        if releases and order(release.version) <= order(releases[-1].version):
            message = f"version {release.version} does not come after {releases[-1].version} - oldest first"
            record.problem("E-ORDER", message, "version")
        releases.append(release)
    top.done()
    if not releases or (releases[-1].version, releases[-1].date) != (version, released):
        message = f"the last release is not the {version} of {released} in framework.yaml - add it with its changes"
        top.problem("E-RELEASE", message, "releases")
    return tuple(releases)


def order(version: str) -> tuple[int, ...]:
    """A version such as ``1.10.0`` as numbers that can be compared; ``()`` for what is no version."""
    return tuple(int(part) for part in version.split(".")) if _VERSION.fullmatch(version) else ()


def _release(record: Record, competencies: Collection[str]) -> Release:
    version, date, what = record.text("version"), record.text("date"), record.text("what")
    if version and not order(version):
        record.problem("E-VERSION", f'version "{version}" is not three numbers such as 1.2.0', "version")
    if date and not _DAY.fullmatch(date):
        record.problem("E-DATE", f'date "{date}" is no day - write it as 2026-11-22', "date")
    changes = tuple(_change(item, competencies) for item in record.records("changes", required=False))
    record.done()
    return Release(version, date, what, changes)


def _change(record: Record, competencies: Collection[str]) -> ReleaseChange:
    what, ids = record.text("what"), record.texts("competencies")
    for id in ids:
        if competencies and id not in competencies and ids != (ALL,):
            near = difflib.get_close_matches(id, list(competencies), n=1)
            hint = f'did you mean "{near[0]}"?' if near else f"mend the id, or write {ALL} alone"
            record.problem("E-COMPETENCY", f'names "{id}", which is no competency - {hint}', "competencies")
    levels = record.texts("levels", required=False)
    if set(levels) - set("012345"):
        record.problem("E-RANGE", "levels holds something that is no level - use 0 to 5", "levels")
    ratings = record.choice("ratings", EFFECTS)
    record.done()
    whole = tuple(competencies) if ids == (ALL,) else ids
    return ReleaseChange(what, whole, tuple(int(n) for n in levels if n in set("012345")), ratings)

"""What has been released before: kept so that two reports cannot be compared to single somebody out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from cmo_pathways.assess.feedback360.keys import write_private
from cmo_pathways.assess.feedback360.sealed import parse_object, to_bytes
from cmo_pathways.assess.feedback360.suppress import Shown
from cmo_pathways.errors import LearnerError

_FILE = "releases.json"


@dataclass(frozen=True, slots=True)
class Released:
    """The last report about a learner: its number [counted from 1] and who is in it, by group."""

    number: int = 0
    groups: Mapping[str, Shown] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Log:
    """The last report of each learner, by the text of the learner's key and the version of the skill map."""

    reports: Mapping[str, Released] = field(default_factory=dict)

    @property
    def released(self) -> frozenset[str]:
        """The ids of all answers that are in some report."""
        return frozenset(
            id for report in self.reports.values() for shown in report.groups.values() for id in shown.raters
        )


def read_log(folder: Path) -> Log:
    """The log of a collector's folder; empty before the first release. Raises LearnerError where it is damaged."""
    file = folder / _FILE
    if not file.exists():
        return Log()
    try:
        return Log({key: _released(value) for key, value in (parse_object(file.read_bytes()) or {})["reports"].items()})
    except (OSError, KeyError, TypeError, AttributeError, ValueError) as error:
        raise LearnerError(
            f"The list of released reports, {file}, cannot be read. Restore it from a backup; without it a new report "
            "could give somebody away."
        ) from error


def write_log(folder: Path, log: Log, key: str, report: Released) -> None:
    """Note a report before it leaves. Raises LearnerError where the folder cannot be written."""
    now = replace(log, reports={**log.reports, key: report})
    write_private(folder / _FILE, to_bytes({"reports": {name: _values(item) for name, item in now.reports.items()}}))


def _released(value: Any) -> Released:
    groups = {
        group: Shown(frozenset(shown["raters"]), {id: frozenset(ids) for id, ids in shown["cells"].items()})
        for group, shown in value["groups"].items()
    }
    return Released(int(value["number"]), groups)


def _values(report: Released) -> dict[str, Any]:
    return {
        "number": report.number,
        "groups": {
            group: {"raters": sorted(shown.raters), "cells": {id: sorted(ids) for id, ids in shown.cells.items()}}
            for group, shown in report.groups.items()
        },
    }

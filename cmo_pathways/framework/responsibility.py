"""Reads the levels of general responsibility: where a learner places himself once, before the form."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from cmo_pathways.content import Report, read_yaml
from cmo_pathways.scale import LEVELS, Mark


@dataclass(frozen=True, slots=True)
class Anchor:
    """One level of general responsibility [0-5]: a name and what somebody there answers for."""

    level: int
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Responsibility:
    """The question and its six levels, lowest first; ``mark`` says how well they are supported."""

    question: str
    levels: tuple[Anchor, ...]
    mark: Mark


def read_responsibility(file: Path, report: Report) -> Responsibility | None:
    """The levels from ``data/framework/responsibility.yaml``; faults are noted in the report."""
    record = read_yaml(file, report)
    if record is None:
        return None
    record.identifier(), record.text("version")
    mark = record.mark("mark")
    if mark is not Mark.ASSUMPTION:
        record.problem("E-MARK", "no source gives these levels - their mark is E", "mark")
    question, levels = record.text("question"), []
    for item in record.records("levels"):
        levels.append(Anchor(item.integer("level", 0, 5), item.text("name"), item.text("text")))
        item.done()
    if tuple(anchor.level for anchor in levels) != LEVELS:
        record.problem("E-LEVELS", "responsibility needs the levels 0 to 5 in order", "levels")
    record.done()
    return Responsibility(question, tuple(levels), mark)

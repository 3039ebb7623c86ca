"""The balance check: what is asked about strain and hours, and where to find help. No score, no diagnosis."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from cmo_pathways.content import Record, Report, content_root, read_yaml
from cmo_pathways.errors import ContentError

BALANCE = "data/balance/balance.yaml"
MOST_HOURS = 168
"""The hours of a week."""
_NUMBER = re.compile(r"\d[\d -]*\d")


@dataclass(frozen=True, slots=True)
class StrainOption:
    """One answer in words; ``value`` [1-5] keeps its place, and is no score."""

    value: int
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class WorkKind:
    """A kind of work that takes hours of the week."""

    id: str
    name: str
    hint: str


@dataclass(frozen=True, slots=True)
class HelpLine:
    """One piece of advice; a telephone number in it carries its sources and the month in which they were read."""

    text: str
    sources: tuple[str, ...]
    checked: str


@dataclass(frozen=True, slots=True)
class HelpRegion:
    """Where to find help in one part of the world."""

    id: str
    name: str
    lines: tuple[HelpLine, ...]


@dataclass(frozen=True, slots=True)
class BalanceCheck:
    """The question with its answers, the kinds of work, and help; shown openly from the answer ``help_from`` on."""

    version: str
    question: str
    options: tuple[StrainOption, ...]
    help_from: int
    work: tuple[WorkKind, ...]
    anywhere: tuple[HelpLine, ...]
    regions: tuple[HelpRegion, ...]


@lru_cache(maxsize=4)
def load_balance(root: Path | None = None) -> BalanceCheck:
    """The shipped balance check. Raises ContentError with every fault."""
    report = Report(root or content_root())
    check = read_balance(report.root / BALANCE, report)
    if check is None or report.errors:
        raise ContentError(report.errors)
    return check


def read_balance(file: Path, report: Report, *, sources: Collection[str] | None = None) -> BalanceCheck | None:
    """The balance check from its file, or None; faults are noted in the report, unknown sources too if given."""
    top = read_yaml(file, report)
    if top is None:
        return None
    top.identifier()
    check = BalanceCheck(
        version=top.text("version"),
        question=top.text("question"),
        options=tuple(_option(record) for record in top.records("options")),
        help_from=top.integer("help_from", 1, 5),
        work=tuple(_work(record) for record in top.records("work")),
        anywhere=tuple(_line(record, sources) for record in top.records("anywhere")),
        regions=tuple(_region(record, sources) for record in top.records("regions")),
    )
    top.done()
    if [option.value for option in check.options] != [1, 2, 3, 4, 5]:
        top.problem("E-OPTIONS", "the answers need the values 1 to 5 in order", "options")
    for key, ids in (("work", [kind.id for kind in check.work]), ("regions", [place.id for place in check.regions])):
        for id in sorted({id for id in ids if ids.count(id) > 1}):
            top.problem("E-TWICE", f'"{id}" stands twice - keep one', key)
    return check


def _option(record: Record) -> StrainOption:
    option = StrainOption(record.integer("value", 1, 5), record.text("label"), record.text("text"))
    record.done()
    return option


def _work(record: Record) -> WorkKind:
    kind = WorkKind(record.identifier(), record.text("name"), record.text("hint"))
    record.done()
    return kind


def _region(record: Record, sources: Collection[str] | None) -> HelpRegion:
    lines = tuple(_line(line, sources) for line in record.records("lines"))
    region = HelpRegion(record.identifier(), record.text("name"), lines)
    record.done()
    return region


def _line(record: Record, sources: Collection[str] | None) -> HelpLine:
    line = HelpLine(record.text("text"), record.texts("sources", required=False), record.text("checked", ""))
    record.done()
    if _NUMBER.search(line.text) and not (line.sources and line.checked):
        record.problem("E-SOURCE", "a telephone number needs sources: and checked: - add both, or name no number")
    if line.checked and not re.fullmatch(r"20\d\d-(0[1-9]|1[0-2])", line.checked):
        record.problem("E-DATE", f'checked "{line.checked}" is no month - write it as 2026-11', "checked")
    for id in line.sources:
        if sources is not None and id not in sources:
            record.problem("E-SOURCE", f'"{id}" is not in sources.yaml - add it there or mend the id', "sources")
    return line

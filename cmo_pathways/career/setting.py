"""The post in each setting: who stands above, beside and below it, and the hours of a usual week."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from cmo_pathways.content import Record, Report, content_root, read_yaml
from cmo_pathways.errors import ContentError, UnknownId
from cmo_pathways.scale import Mark

SETTINGS = "data/post/sectors.yaml"
PLACES = ("above", "beside", "below")
TIES = ("line", "dotted")
MOST_HOURS = 100  # [hours per week] more than this is a slip of the pen


@dataclass(frozen=True, slots=True)
class WeekKind:
    """A kind of work that takes hours of the week."""

    id: str
    name: str
    hint: str


@dataclass(frozen=True, slots=True)
class ReportingLine:
    """Somebody ``above``, ``beside`` or ``below`` the post; a ``dotted`` tie advises or answers without directing."""

    who: str
    where: str
    tie: str
    note: str
    mark: Mark
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Setting:
    """The post in one setting; ``id`` is a variation of the framework, ``week`` the hours by kind of work."""

    id: str
    name: str
    finding: str
    lines: tuple[ReportingLine, ...]
    mark: Mark
    week: Mapping[str, float]

    def at(self, where: str) -> tuple[ReportingLine, ...]:
        """The lines above, beside or below the post."""
        return tuple(line for line in self.lines if line.where == where)


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings by id, and the kinds of work in their order."""

    work: tuple[WeekKind, ...]
    settings: Mapping[str, Setting]

    def setting(self, id: str) -> Setting:
        """The setting of that id. Raises UnknownId."""
        if id not in self.settings:
            raise UnknownId("setting", id, self.settings)
        return self.settings[id]


@lru_cache(maxsize=4)
def load_settings(root: Path | None = None) -> Settings:
    """The shipped settings. Raises ContentError with every fault."""
    report = Report(root or content_root())
    found = read_settings(report.root / SETTINGS, report)
    if found is None or report.errors:
        raise ContentError(report.errors)
    return found


def read_settings(
    file: Path, report: Report, *, variations: Collection[str] | None = None, sources: Collection[str] | None = None
) -> Settings | None:
    """The settings from their file, or None; faults are noted, unknown variations and sources too where given."""
    top = read_yaml(file, report)
    if top is None:
        return None
    top.identifier(), top.integer("version", 1, 99)
    work = tuple(_work(record) for record in top.records("work"))
    settings: dict[str, Setting] = {}
    for record in top.records("settings"):
        setting = _setting(record, [kind.id for kind in work], sources)
        if variations is not None and setting.id not in variations:
            record.problem("E-LINK", f'"{setting.id}" is no variation of variations.yaml - mend the id', "setting")
        if setting.id in settings:
            record.problem("E-TWICE", f'"{setting.id}" stands twice - keep one', "setting")
        settings.setdefault(setting.id, setting)
    top.done()
    return Settings(work, settings)


def _work(record: Record) -> WeekKind:
    kind = WeekKind(record.identifier(), record.text("name"), record.text("hint"))
    record.done()
    return kind


def _setting(record: Record, kinds: list[str], sources: Collection[str] | None) -> Setting:
    setting = Setting(
        id=record.identifier("setting"),
        name=record.text("name"),
        finding=record.text("finding"),
        lines=tuple(_line(line, sources) for line in record.records("lines")),
        mark=record.mark("mark"),
        week=_week(record.record("week"), kinds),
    )
    record.done()
    if "mark" in record and setting.mark is not Mark.ASSUMPTION:
        record.problem("E-MARK", "no source gives the hours of such a week - the mark is E", "mark")
    if not setting.at("above"):
        record.problem("E-LINES", "nobody stands above the post - name at least one", "lines")
    return setting


def _week(record: Record, kinds: list[str]) -> dict[str, float]:
    week = {kind: record.number(kind) for kind in kinds}
    record.done()
    for kind, hours in week.items():
        if hours is None or not 0 <= hours <= MOST_HOURS:
            record.problem("E-HOURS", f"{kind} needs hours from 0 to {MOST_HOURS}", kind if kind in record else None)
    return {kind: hours or 0.0 for kind, hours in week.items()}


def _line(record: Record, sources: Collection[str] | None) -> ReportingLine:
    line = ReportingLine(
        who=record.text("who"),
        where=record.choice("where", PLACES),
        tie=record.choice("tie", TIES),
        note=record.text("note"),
        mark=record.mark("mark"),
        sources=record.texts("sources", required=False),
    )
    record.done()
    if "mark" in record and bool(line.sources) == line.mark.assumed:
        record.problem("E-SOURCE", "an assumption (E) names no source, anything else names one - agree", "mark")
    for id in line.sources:
        if sources is not None and id not in sources:
            record.problem("E-SOURCE", f'"{id}" is not in sources.yaml - add it there or mend the id', "sources")
    return line

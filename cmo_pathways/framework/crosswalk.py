"""Other people's frameworks by name, and which of their parts each competency of the skill map answers to."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from cmo_pathways.content import Record, Report, read_table, read_yaml
from cmo_pathways.scale import Mark

CROSSWALK_COLUMNS = ("competency", "framework", "code", "title", "mark")
NONE = "-"
"""The title of a row that says: no part of this framework is a good match."""

_TITLES = ("parts", "finer", "none")
_YEAR = re.compile(r"(19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a framework by its short name; ``code`` where its publisher uses one."""

    name: str
    code: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class OutsideFramework:
    """A published framework: names only. ``code`` is its letter in the crosswalk, empty where it is not mapped.

    ``titles`` says what the crosswalk names of it: ``parts`` of the structure, ``finer`` names below them, ``none``.
    """

    id: str
    code: str
    name: str
    body: str
    version: str
    year: str
    size: str
    structure: tuple[Part, ...]
    titles: str
    levels: str
    may: str
    licence: str
    mark: Mark
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """One row of the crosswalk: a competency and a part of a framework; ``title`` is None where nothing matches."""

    competency: str
    framework: str
    code: str
    title: str | None
    mark: Mark


@dataclass(frozen=True, slots=True)
class Crosswalk:
    """The frameworks by id, and the rows that tie competencies to their parts (all of them our judgment)."""

    frameworks: Mapping[str, OutsideFramework]
    rows: tuple[Match, ...]

    def of(self, competency: str) -> tuple[tuple[OutsideFramework, tuple[Match, ...]], ...]:
        """The matches of one competency by framework, in the order of the frameworks; none are left out."""
        found = []
        for framework in self.frameworks.values():
            rows = [row for row in self.rows if (row.competency, row.framework) == (competency, framework.code)]
            if rows and framework.code:
                found.append((framework, tuple(row for row in rows if row.title)))
        return tuple(found)


def read_crosswalk(
    folder: Path, competencies: Collection[str], report: Report, *, sources: Collection[str] | None = None
) -> Crosswalk:
    """``frameworks.yaml`` and ``crosswalk.csv`` below ``folder``; source ids are looked up where ``sources`` is given.

    Every fault is noted: unknown ids, a title that the structure does not hold, a pair without any row.
    """
    top = read_yaml(folder / "frameworks.yaml", report)
    frameworks = _frameworks(top, sources) if top else {}
    records = read_table(folder / "crosswalk.csv", report)
    if top is None or not _columns_there(records, folder / "crosswalk.csv", report):
        return Crosswalk(frameworks, ())
    by_code = {framework.code: framework for framework in frameworks.values() if framework.code}
    rows = [(_row(record, competencies, by_code), record) for record in records]
    records[0].done()
    _check_rows(rows, competencies, by_code, folder / "crosswalk.csv", report)
    return Crosswalk(frameworks, tuple(row for row, _ in rows))


def _frameworks(top: Record, sources: Collection[str] | None) -> dict[str, OutsideFramework]:
    found: dict[str, OutsideFramework] = {}
    codes: dict[str, str] = {}
    top.identifier(), top.integer("version", 1, 99)
    for record in top.records("frameworks"):
        framework = _framework(record)
        _check_framework(framework, record, sources)
        if framework.id in found:
            record.problem("E-TWICE", f'id "{framework.id}" stands twice - give a new one', "id")
        elif framework.code and framework.code in codes:
            taken = codes[framework.code]
            record.problem("E-TWICE", f'code "{framework.code}" belongs to {taken} - give another letter', "code")
        elif framework.id:
            found[framework.id] = framework
            codes[framework.code] = framework.id
    top.done()
    return found


def _framework(record: Record) -> OutsideFramework:
    parts = []
    for item in record.records("structure"):
        parts.append(Part(item.text("name"), item.text("code", ""), item.mark("mark", record.text("mark", "U"))))
        item.done()
    framework = OutsideFramework(
        id=record.identifier(),
        code=record.text("code", ""),
        name=record.text("name"),
        body=record.text("body"),
        version=record.text("version", ""),
        year=record.text("year", ""),
        size=record.text("size", ""),
        structure=tuple(parts),
        titles=record.choice("titles", _TITLES),
        levels=record.text("levels"),
        may=record.text("may"),
        licence=record.text("licence"),
        mark=record.mark("mark"),
        sources=record.texts("sources", required=False),
    )
    record.done()
    return framework


def _check_framework(framework: OutsideFramework, record: Record, sources: Collection[str] | None) -> None:
    if framework.mark in (Mark.PRIMARY, Mark.SECONDARY) and not framework.sources:
        record.problem("E-SOURCE", f"is marked {framework.mark} but names no source - name it or mark it U", "sources")
    if framework.mark is Mark.UNVERIFIED and framework.size:
        record.problem("E-MARK", "gives a size although it is marked U - clear the size", "size")
    if framework.year and not _YEAR.fullmatch(framework.year):
        record.problem("E-YEAR", f'year "{framework.year}" is no year - write four digits', "year")
    if bool(framework.code) == (framework.titles == "none"):
        record.problem("E-CODE", "code and titles disagree - titles is none exactly where code is empty", "titles")
    for source in framework.sources if sources is not None else ():
        if source not in (sources or ()):
            hint = _near(source, sources or ())
            record.problem("E-SOURCE", f'source "{source}" is not in sources.yaml - {hint}', "sources")


def _columns_there(records: tuple[Record, ...], file: Path, report: Report) -> bool:
    missing = [name for name in CROSSWALK_COLUMNS if records and name not in records[0].keys()]  # noqa: SIM118
    for name in missing:
        report.add(file, 1, "E-KEY", f'the column "{name}" is missing - add it')
    return bool(records) and not missing


def _row(record: Record, competencies: Collection[str], frameworks: Mapping[str, OutsideFramework]) -> Match:
    competency, code = record.text("competency"), record.text("framework")
    part, title, mark = record.text("code", ""), record.text("title"), record.mark("mark")
    if competency and competency not in competencies:
        record.problem("E-LINK", f'"{competency}" is not in the skill map - {_near(competency, competencies)}')
    if mark is not Mark.ASSUMPTION:
        record.problem("E-MARK", "no publisher maps its framework to ours - the mark of each row is E")
    if framework := frameworks.get(code):
        _check_title(record, framework, part, title)
    elif code:
        known = ", ".join(frameworks)
        record.problem("E-FRAMEWORK", f'"{code}" is no code of frameworks.yaml - use one of {known}')
    return Match(competency, code, part, None if title == NONE else title, mark)


def _check_title(record: Record, framework: OutsideFramework, part: str, title: str) -> None:
    if title == NONE:
        if part:
            record.problem("E-TITLE", f'a row without a match carries the code "{part}" - clear it')
        return
    names = {p.name: p.code for p in framework.structure}
    if framework.titles != "parts":
        return
    if title and title not in names:
        record.problem("E-TITLE", f'"{title}" is no part of {framework.id} - {_near(title, names)}')
    elif title and names[title] and part != names[title]:
        record.problem("E-TITLE", f'"{title}" has the code {names[title]}, not "{part}" - agree')


def _check_rows(
    rows: list[tuple[Match, Record]],
    competencies: Collection[str],
    frameworks: Mapping[str, OutsideFramework],
    file: Path,
    report: Report,
) -> None:
    pairs: dict[tuple[str, str], dict[tuple[str, str | None], Record]] = {}
    for row, record in rows:
        said = pairs.setdefault((row.competency, row.framework), {})
        first = said.setdefault((row.code, row.title), record)
        if first is not record:
            record.problem("E-TWICE", f"says the same as line {first.line} - keep one of them")
    for said in pairs.values():
        none = next((record for (_, title), record in said.items() if title is None), None)
        if none is not None and len(said) > 1:
            none.problem("E-TITLE", f'"{NONE}" stands beside a title for the same pair - keep one of them')
    for competency in competencies:
        for code, framework in frameworks.items():
            if (competency, code) not in pairs:
                words = f'no row for "{competency}" and {code} ({framework.id})'
                report.add(file, 1, "E-MISSING", f"{words} - add one, with the title {NONE} where nothing matches")


def _near(found: str, known: Collection[str]) -> str:
    near = difflib.get_close_matches(found, list(known), n=1)
    return f'did you mean "{near[0]}"?' if near else "add it or mend it"

"""Reads ``data/activities/activities.csv``; collects every fault of form and meaning with its line."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from pathlib import Path
from types import MappingProxyType

from cmo_pathways.career.activity import KINDS, REGIONS, SECTORS, STATUS, Activity, Training
from cmo_pathways.career.activity_check import check_activity, check_cycles, check_ladders
from cmo_pathways.career.graph import CareerGraph
from cmo_pathways.content import Record, Report, read_table
from cmo_pathways.scale import LEVELS, Figure, Mark, Range

COLUMNS = (  # noqa: SIM905
    "id name kind status gains levels_mark hours_low hours_low_mark hours_typical hours_typical_mark hours_high "
    "hours_high_mark weeks_low weeks_low_mark weeks_typical weeks_typical_mark weeks_high weeks_high_mark cost_low "
    "cost_low_mark cost_typical cost_typical_mark cost_high cost_high_mark cost_year needs needs_text evidence sectors "
    "regions topics sources note"
).split()

_GAIN = re.compile(r"([a-z0-9-]+):(\d+)>(\d+)")
_UNKNOWN = Range(*[Figure(None, Mark.UNVERIFIED)] * 3)


def read_activities(
    file: Path, report: Report, *, competencies: Collection[str], tags: Collection[str], graph: CareerGraph
) -> Mapping[str, Activity]:
    """The activities of a table by id, in file order; every fault of form and meaning goes into the report.

    ``competencies`` are the rated skills, ``tags`` the words beside them, ``graph`` gives steps, wildcards, sources.
    """
    records = read_table(file, report)
    if not records:
        return MappingProxyType({})
    missing = [name for name in COLUMNS if name not in records[0].keys()]  # noqa: SIM118 - a Record is no mapping
    for name in missing:
        report.add(file, 1, "E-KEY", f'the column "{name}" is missing - add it, empty where nothing is known')
    if missing:
        return MappingProxyType({})
    read: dict[str, tuple[Activity, Record]] = {}
    for record in records:
        activity = _activity(record)
        if activity.id in read:
            line = read[activity.id][1].line
            record.problem("E-TWICE", f'id "{activity.id}" stands in line {line} already - give a new one')
        elif activity.id:
            read[activity.id] = (activity, record)
    records[0].done()
    known = {*read, *graph.steps, *graph.wildcards}
    for activity, record in read.values():
        check_activity(activity, record, skills=(*competencies, *tags), known=known, sources=graph.sources)
    check_cycles(read, graph)
    check_ladders(read, competencies, file, report)
    return MappingProxyType({id: activity for id, (activity, _) in read.items()})


def read_training(file: Path) -> Mapping[str, Training]:
    """The name and gains of each activity, by id: what an estimate needs, without the checks of ``read_activities``."""
    records = read_table(file, Report(file.parent))
    rows = ((record.text("id", ""), record.text("name", ""), record) for record in records)
    return MappingProxyType({id: Training(name, MappingProxyType(_gains(record))) for id, name, record in rows})


def _activity(record: Record) -> Activity:
    return Activity(
        id=record.identifier(),
        name=record.text("name"),
        kind=record.choice("kind", tuple(KINDS)),
        status=record.choice("status", STATUS),
        gains=MappingProxyType(_gains(record)),
        levels_mark=record.mark("levels_mark"),
        hours=_range(record, "hours"),
        weeks=_range(record, "weeks"),
        cost=_range(record, "cost"),
        cost_year=record.text("cost_year", ""),
        needs=_needs(record.text("needs", "")),
        needs_text=record.text("needs_text", ""),
        evidence=record.text("evidence"),
        sectors=_words(record, "sectors", SECTORS),
        regions=_words(record, "regions", REGIONS),
        topics=record.texts("topics", required=False),
        sources=record.texts("sources", required=False),
        note=record.text("note", ""),
    )


def _gains(record: Record) -> dict[str, tuple[int, int]]:
    gains: dict[str, tuple[int, int]] = {}
    for part in record.text("gains").split(";"):
        found = _GAIN.fullmatch(part.strip())
        if not found:
            record.problem("E-GAIN", f'"{part.strip()}" is no gain - write it like patient-safety:1>3')
            continue
        skill, start, end = found[1], int(found[2]), int(found[3])
        if skill in gains:
            record.problem("E-TWICE", f'"{skill}" is gained twice - keep one of the two')
        elif not {start, end} <= set(LEVELS):
            record.problem("E-LEVEL", f"{skill} goes from {start} to {end} - levels run from 0 to 5")
        elif start >= end:
            record.problem("E-LEVEL", f"{skill} goes from {start} to {end} - the second level must be the higher one")
        else:
            gains[skill] = (start, end)
    return gains


def _needs(text: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(one.strip() for one in part.split(" or ")) for part in text.split(";") if part.strip())


def _range(record: Record, stem: str) -> Range:
    """The three figures, or three unverified ones without a number where the row says U and nothing else."""
    numbers = record.range(stem)
    if not numbers.figures and record.text(f"{stem}_typical_mark", "") == Mark.UNVERIFIED:
        return _UNKNOWN
    return numbers


def _words(record: Record, key: str, allowed: tuple[str, ...]) -> tuple[str, ...]:
    words = record.texts(key)
    for word in words:
        if word not in allowed:
            record.problem("E-CHOICE", f'{key} names "{word}", which is not known - use {", ".join(allowed)}')
    return words

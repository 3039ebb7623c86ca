"""Reads the career tables and ``sources.yaml``; collects every fault with its file and line."""

from __future__ import annotations

from pathlib import Path

from cmo_pathways.career.check import (
    check_cycles,
    check_delay,
    check_reach,
    check_step,
    check_transition,
    check_wildcard,
)
from cmo_pathways.career.graph import CareerGraph, build_graph
from cmo_pathways.career.model import (
    KINDS,
    MEASURES,
    REGIONS,
    STAGES,
    TYPES,
    YEARS_ARE,
    Delay,
    Step,
    Transition,
    Wildcard,
)
from cmo_pathways.career.rows import read_rows
from cmo_pathways.career.sources import read_sources
from cmo_pathways.content import Record, Report
from cmo_pathways.scale import is_id

STEP_COLUMNS = (  # noqa: SIM905 - reads better than 25 lines
    "id name short kind region stage years_are years_low years_low_mark years_typical years_typical_mark years_high "
    "years_high_mark cost_low cost_typical cost_high cost_currency cost_year cost_mark cost_note also_asks "
    "competencies mark sources note"
).split()
TRANSITION_COLUMNS = (  # noqa: SIM905
    "id origin target type group only_if gap_low gap_low_mark gap_typical gap_typical_mark gap_high gap_high_mark "
    "opens closes mark sources note"
).split()
WILDCARD_COLUMNS = ["id", "name", "members"]
DELAY_COLUMNS = (  # noqa: SIM905
    "id applies_to measure amount_low amount_low_mark amount_typical amount_typical_mark amount_high amount_high_mark "
    "sources note"
).split()


def read_career(folder: Path, report: Report) -> CareerGraph:
    """The career graph of the tables in ``folder``; the sources stand in ``sources.yaml`` beside the folder.

    Every fault goes into the report. Rows that cannot be placed (an end that is no step) are left out of the graph.
    """
    sources = read_sources(folder.parent / "sources.yaml", report)
    steps = read_rows(folder / "steps.csv", STEP_COLUMNS, _step, report)
    wild = read_rows(folder / "wildcards.csv", WILDCARD_COLUMNS, _wildcard, report)
    rows = read_rows(folder / "transitions.csv", TRANSITION_COLUMNS, _transition, report)
    delays = read_rows(folder / "delays.csv", DELAY_COLUMNS, _delay, report)
    ids = {step.id: step for step, _ in steps}
    for step, record in steps:
        check_step(step, record, sources)
    for wildcard, record in wild:
        check_wildcard(wildcard, record, ids)
    known_wild = {w.id: Wildcard(w.id, w.name, tuple(m for m in w.members if m in ids)) for w, _ in wild}
    placed = [row for row, record in rows if check_transition(row, record, ids, known_wild, sources)]
    _check_against_each_other(rows)
    for delay, record in delays:
        check_delay(delay, record, ids, sources)
    graph = build_graph(ids.values(), placed, known_wild.values(), sources.values(), (delay for delay, _ in delays))
    check_cycles(graph, {row.id: record for row, record in rows}, folder / "transitions.csv", report)
    check_reach(graph, {step.id: record for step, record in steps})
    return graph


def _step(record: Record) -> Step:
    name = record.text("name")
    return Step(
        id=record.identifier(),
        name=name,
        short=record.text("short", "") or name.partition(" (")[0],
        kind=record.choice("kind", tuple(KINDS)),
        region=record.choice("region", REGIONS),
        stage=record.choice("stage", STAGES),
        years=record.range("years"),
        years_are=record.choice("years_are", YEARS_ARE, ""),
        cost=record.range("cost", marks="cost_mark"),
        cost_currency=record.text("cost_currency", ""),
        cost_year=record.text("cost_year", ""),
        cost_note=record.text("cost_note", ""),
        also_asks=record.text("also_asks", ""),
        competencies=record.texts("competencies", required=False),
        mark=record.mark("mark"),
        sources=record.texts("sources", required=False),
        note=record.text("note", ""),
    )


def _transition(record: Record) -> Transition:
    return Transition(
        id=record.identifier(),
        origin=record.text("origin"),
        target=record.text("target"),
        type=record.choice("type", TYPES),
        group=record.text("group", ""),
        only_if=record.text("only_if", ""),
        gap=record.range("gap"),
        mark=record.mark("mark"),
        sources=record.texts("sources", required=False),
        note=record.text("note", ""),
        opens=record.text("opens", ""),
        closes=record.text("closes", ""),
    )


def _delay(record: Record) -> Delay:
    return Delay(
        id=record.identifier(),
        applies_to=record.text("applies_to"),
        measure=record.choice("measure", MEASURES),
        amount=record.range("amount"),
        sources=record.texts("sources", required=False),
        note=record.text("note", ""),
    )


def _wildcard(record: Record) -> Wildcard:
    wildcard = Wildcard(record.text("id"), record.text("name"), record.texts("members"))
    if wildcard.id and not (wildcard.id.endswith("-*") and is_id(wildcard.id[:-2])):
        record.problem("E-ID", f'"{wildcard.id}" is not a wildcard - write it like residency-*', "id")
    return wildcard


def _check_against_each_other(rows: list[tuple[Transition, Record]]) -> None:
    groups: dict[tuple[str, str], Transition] = {}
    pairs: dict[tuple[str, str, str, str], Transition] = {}
    for row, record in rows:
        same = pairs.setdefault((row.origin, row.target, row.type, row.group), row)
        if same is not row:
            record.problem("E-TWICE", f"says the same as {same.id} (origin, target, type, group) - keep one of them")
        other = groups.setdefault((row.target, row.group), row) if row.group else row
        if (other.type == "usual-requires") != (row.type == "usual-requires"):
            words = f'group "{row.group}" is {other.type} in {other.id} and {row.type} here'
            record.problem("E-GROUP", f"{words} - a group is either required or usually required")

"""What one row of the career tables must keep to; each fault says what was found and how to mend it."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Mapping
from datetime import date
from pathlib import Path

from cmo_pathways.career.graph import CareerGraph, find_cycles
from cmo_pathways.career.model import GROUPED, KINDS, STAGES, Delay, Source, Step, Transition, Wildcard
from cmo_pathways.career.needs import Learner, Need, reachable_needs
from cmo_pathways.content import Record, Report
from cmo_pathways.scale import Mark, Range, is_id

_CITES = re.compile(r"\b[SAR]\d{2,3}\b")
_YEAR = re.compile(r"\d{4}|undated")


def check_step(step: Step, record: Record, sources: Mapping[str, Source]) -> None:
    """Notes the faults of one row of ``steps.csv``."""
    _check_numbers("years", step.years, step.mark, step.sources, record)
    _check_numbers("cost", step.cost, step.mark, step.sources, record, marks="cost_mark")
    _check_sources(step.mark, step.sources, (step.note, step.cost_note, step.also_asks), record, sources)
    if step.years.figures and not step.years_are:
        record.problem("E-YEARS", "years are given, but not what they mean - fill years_are")
    if step.years_are and not step.years.figures:
        record.problem("E-YEARS", f'years_are is "{step.years_are}", but no years are given - clear it')
    _check_cost(step, record)
    for competency in step.competencies:
        if not is_id(competency):
            record.problem("E-ID", f'"{competency}" is not an id - use lower-case words joined by hyphens')


def check_wildcard(wildcard: Wildcard, record: Record, steps: Collection[str]) -> None:
    """Notes members that are no steps."""
    for member in wildcard.members:
        if member not in steps:
            record.problem("E-STEP", f'member "{member}" is not in steps.csv - {_near(member, steps)}')


def check_delay(delay: Delay, record: Record, steps: Collection[str], sources: Mapping[str, Source]) -> None:
    """Notes the faults of one row of ``delays.csv``."""
    _check_numbers("amount", delay.amount, Mark.ASSUMPTION, delay.sources, record)
    _check_sources(Mark.ASSUMPTION, delay.sources, (delay.note,), record, sources)
    known = [*steps, *(f"kind:{kind}" for kind in KINDS), *(f"stage:{stage}" for stage in STAGES)]
    if delay.applies_to and delay.applies_to not in known:
        words = f'"{delay.applies_to}" is no step, kind or stage'
        record.problem("E-STEP", f"{words} - {_near(delay.applies_to, known)}", "applies_to")
    if not delay.amount.known:
        record.problem("E-RANGE", "amount_typical is missing - a delay without a number says nothing", "amount_typical")
    for figure in delay.amount.figures:
        if delay.measure == "pass" and not 0 < (figure.value or 0) <= 1:
            record.problem("E-RANGE", f"{figure.value:g} is no chance - write it between 0 and 1", "amount_typical")
        if delay.measure == "attempts" and (figure.value or 0) not in range(1, 101):
            record.problem("E-RANGE", f"{figure.value:g} attempts cannot be - write 1 or more", "amount_typical")


def check_transition(
    row: Transition,
    record: Record,
    steps: Mapping[str, Step],
    wildcards: Mapping[str, Wildcard],
    sources: Mapping[str, Source],
) -> bool:
    """Notes the faults of one row of ``transitions.csv``; False where the row cannot be placed in the graph."""
    _check_numbers("gap", row.gap, row.mark, row.sources, record)
    _check_sources(row.mark, row.sources, (row.note,), record, sources)
    _check_group(row, record, wildcards)
    _check_window(row, record)
    placed = bool(row.type)
    for name, end in (("origin", row.origin), ("target", row.target), ("only_if", row.only_if)):
        if end and end not in steps and (name == "only_if" or end not in wildcards):
            known = [*steps, *wildcards]
            record.problem("E-STEP", f'{name} "{end}" is not in steps.csv or wildcards.csv - {_near(end, known)}', name)
            placed = False
    if not (placed and row.origin and row.target):
        return False
    ends = [set(wildcards[end].members) if end in wildcards else {end} for end in (row.origin, row.target)]
    if ends[0] & ends[1]:
        record.problem("E-SELF", f'"{min(ends[0] & ends[1])}" leads to itself - mend one of the two ends')
        return False
    return True


def check_cycles(graph: CareerGraph, records: Mapping[str, Record], file: Path, report: Report) -> None:
    """Notes every cycle with all its steps, at the line of a transition that closes it."""
    for cycle in find_cycles(graph):
        closing = next(
            (
                row
                for row in graph.into(cycle[1])
                if row.type != "during" and cycle[0] in graph.members(row.origin) and row.id in records
            ),
            None,
        )
        line = records[closing.id].line if closing else 0
        chain = " -> ".join(cycle)
        report.add(file, line, "E-CYCLE", f"{chain} goes round in a circle - remove one of these transitions")


def check_reach(graph: CareerGraph, records: Mapping[str, Record]) -> None:
    """Notes every CMO role to which no set of steps leads from nothing held, with what bars it.

    Unverified roles are placeholders that nobody has to reach.
    """
    goals = [s.id for s in graph.steps.values() if s.is_role and s.stage == "cmo" and not s.unverified]
    needs: dict[str, tuple[Need, ...]] = {}
    for goal in goals:
        needs |= reachable_needs(graph, goal, Learner(), known=needs)
    reached = _reached(needs)
    for goal in goals:
        if goal not in reached:
            own = reachable_needs(graph, goal, Learner())
            bars = [id for id, found in own.items() if any(not need.ways for need in found)]
            words = f'no set of steps leads to "{goal}"'
            why = f", for nothing leads to {', '.join(bars)}" if bars else ""
            records[goal].problem("E-REACH", f"{words}{why} - add a transition, or mend what it requires")


def _reached(needs: Mapping[str, tuple[Need, ...]]) -> set[str]:
    """The steps all of whose needs can be met by steps that are reached themselves; conditional needs wait."""
    reached: set[str] = set()
    while True:
        ready = {
            id
            for id, found in needs.items()
            if all(need.only_if or any(way.origin in reached for way in need.ways) for need in found)
        }
        if ready == reached:
            return reached
        reached = ready


def _check_window(row: Transition, record: Record) -> None:
    days = []
    for name, text in (("opens", row.opens), ("closes", row.closes)):
        try:
            days += [date.fromisoformat(text)] if text else []
        except ValueError:
            record.problem("E-DATE", f'{name} "{text}" is no day - write it as 2030-12-31', name)
    if len(days) == 2 and days[0] > days[1]:
        record.problem("E-DATE", "the way closes before it opens - mend one of the two days", "closes")


def _check_numbers(
    stem: str, numbers: Range, mark: Mark, sources: tuple[str, ...], record: Record, marks: str | None = None
) -> None:
    for part in ("low", "typical", "high"):
        figure = getattr(numbers, part)
        column = marks or f"{stem}_{part}_mark"
        if figure.value is None:
            if not marks and column in record:
                record.problem("E-MARK", f"{column} marks a number that is not there - clear it", column)
        elif figure.value < 0:
            record.problem("E-RANGE", f"{stem}_{part} is {figure.value:g} - it cannot be below 0", f"{stem}_{part}")
        elif mark is Mark.UNVERIFIED:
            record.problem("E-MARK", f"{stem}_{part} is a number in a row marked U - such a row carries none")
        elif column in record and figure.mark is Mark.UNVERIFIED:
            record.problem("E-MARK", f"{stem}_{part} is marked U - clear the number or mark it E", column)
        elif column in record and not figure.mark.assumed and not sources:
            record.problem("E-SOURCE", f"{stem}_{part} is marked {figure.mark} without a source - name it", column)
    if marks and not numbers.figures and marks in record:
        record.problem("E-MARK", f"{marks} marks a number that is not there - clear it", marks)


def _check_sources(
    mark: Mark, named: tuple[str, ...], notes: tuple[str, ...], record: Record, sources: Mapping[str, Source]
) -> None:
    for source in named:
        if source not in sources:
            record.problem("E-SOURCE", f'source "{source}" is not in sources.yaml - {_near(source, sources)}')
    if "mark" in record and mark not in (Mark.ASSUMPTION, Mark.UNVERIFIED) and not named:
        record.problem("E-SOURCE", f"the row is marked {mark} but names no source - name it or mark it E")
    for note in notes:
        if found := _CITES.search(note):
            record.problem("E-NOTE", f"a note cites {found[0]} - name it in the sources column")


def _check_cost(step: Step, record: Record) -> None:
    if step.cost.figures and not step.cost_currency:
        record.problem("E-COST", "a cost is given without a currency - fill cost_currency")
    if step.cost_currency and not step.cost.figures:
        record.problem("E-COST", "a currency is given without a cost - clear it")
    assumed = any(figure.mark.assumed for figure in step.cost.figures)
    if step.cost_currency and not step.cost_year and not assumed:
        record.problem("E-COST", f"the {step.cost_currency} cost has no year - fill cost_year, or write undated")
    if step.cost_year and assumed:
        record.problem("E-COST", "the cost is marked E but cites a year - nobody published an assumption; clear it")
    elif step.cost_year and not _YEAR.fullmatch(step.cost_year):
        record.problem("E-COST", f'cost_year "{step.cost_year}" is no year - write four digits or undated')


def _check_group(row: Transition, record: Record, wildcards: Collection[str]) -> None:
    if row.group and row.type and row.type not in GROUPED:
        record.problem("E-GROUP", f'{row.type} cannot stand in a group ("{row.group}") - clear it or use one-of')
    if row.type == "one-of" and not row.group:
        record.problem("E-GROUP", "one-of needs a group that names its alternatives - fill group")
    if row.only_if and (row.group or row.type not in ("requires", "usual-requires") or row.origin in wildcards):
        record.problem("E-ONLY-IF", "only_if works for requires from one step without a group - split the row")


def _near(found: str, known: Collection[str]) -> str:
    near = difflib.get_close_matches(found, list(known), n=1)
    return f'did you mean "{near[0]}"?' if near else "add it or mend the id"

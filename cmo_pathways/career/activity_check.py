"""What the table of activities must keep to, row by row and as a whole; each fault says how to mend it."""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

from cmo_pathways.career.activity import Activity
from cmo_pathways.career.graph import CareerGraph
from cmo_pathways.content import Record, Report
from cmo_pathways.scale import Mark, Range

ENTRY = 1
"""The level at which a physician who finished training is taken to start [0-5]; our assumption, mark E."""

ENTRY_OF = {"clinical-expertise": 3}
"""Skills in which training itself leads further than ``ENTRY``; our assumption, mark E."""

_Rows = Mapping[str, tuple[Activity, Record]]
_CITES = re.compile(r"\b[AQS]\d{2,3}\b")
_YEAR = re.compile(r"\d{4}|undated")
_TOPIC = re.compile(r"C(0[1-9]|[12]\d|30)")
_SECRET = re.compile(
    r"\b(peer[- ]review|ethics|consult\w*|patient|case|event|incident)s?\W+"
    r"(file|minutes|note|record|log|report|letter|transcript)s?\b",
    re.I,
)


def check_activity(
    activity: Activity, record: Record, *, skills: Collection[str], known: Collection[str], sources: Collection[str]
) -> None:
    """Notes the faults of one row; ``known`` are the ids that a prerequisite may name."""
    for skill in activity.gains:
        if skill not in skills:
            record.problem("E-COMPETENCY", f'"{skill}" is neither a competency nor a tag - {_near(skill, skills)}')
    for id in (id for need in activity.needs for id in need):
        if not _is_known(id, known):
            record.problem("E-NEED", f'prerequisite "{id}" is no activity, step or wildcard - {_near(id, known)}')
    if "levels_mark" in record and not activity.levels_mark.assumed:
        record.problem("E-MARK", f"levels_mark is {activity.levels_mark} - no source gives levels on this scale; use E")
    for stem in ("hours", "weeks", "cost"):
        _check_numbers(stem, getattr(activity, stem), activity.sources, record)
    _check_cost_year(activity, record)
    for source in activity.sources:
        if source not in sources:
            record.problem("E-SOURCE", f'source "{source}" is not in sources.yaml - {_near(source, sources)}')
    for text in (activity.note, activity.evidence, activity.needs_text):
        if cited := _CITES.search(text):
            record.problem("E-NOTE", f"a text cites {cited[0]} - name it in the sources column")
    for topic in activity.topics:
        if not _TOPIC.fullmatch(topic):
            record.problem("E-TOPIC", f'"{topic}" is no case topic - use C01 to C30')
    if secret := _SECRET.search(activity.evidence):
        words = f'evidence names "{secret[0]}"'
        record.problem("E-EVIDENCE", f"{words} - a portfolio holds counts, letters and results, never such material")


def check_cycles(rows: _Rows, graph: CareerGraph) -> None:
    """Notes every cycle of prerequisites with all its members, those through the career graph too."""
    before = _what_comes_before(rows, graph)
    while cycle := _cycle(before):
        turned = next((cycle[n:-1] + cycle[: n + 1] for n, id in enumerate(cycle) if id in rows), cycle)
        if turned[0] in rows:
            chain = " -> ".join(turned)
            rows[turned[0]][1].problem("E-CYCLE", f"{chain} goes round in a circle - remove one of these needs")
        del before[cycle[1]][cycle[0]]


def check_ladders(rows: _Rows, competencies: Collection[str], file: Path, report: Report) -> None:
    """Notes gains that nobody can start, and competencies that too few levels of activity cover."""
    ladders: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for id, (activity, _) in rows.items():
        for skill, (start, end) in activity.gains.items():
            if not activity.retired:
                ladders[skill].append((start, end, id))
    for competency in competencies:
        starts = {start for start, _, _ in ladders[competency]}
        if len(starts) < 2 or max((end for _, end, _ in ladders[competency]), default=0) < 5:
            found = ", ".join(map(str, sorted(starts))) or "none"
            words = f'"{competency}" has activities that start at these levels: {found}'
            report.add(file, 1, "E-COVER", f"{words} - it needs two or more, and a way up to level 5")
    for skill, gains in ladders.items():
        for start, id in _out_of_reach(skill, gains):
            words = f"{skill} starts at level {start}, and no activity leads there from level {_entry(skill)}"
            rows[id][1].problem("E-START", f"{words} - lower the start or add what comes before")


def _out_of_reach(skill: str, gains: list[tuple[int, int, str]]) -> Iterator[tuple[int, str]]:
    reached = _entry(skill)
    for start, end, id in sorted(gains):
        if start > reached:
            yield start, id
        else:
            reached = max(reached, end)


def _entry(skill: str) -> int:
    return ENTRY_OF.get(skill, ENTRY)


def _check_numbers(stem: str, numbers: Range, sources: tuple[str, ...], record: Record) -> None:
    if numbers.figures and not numbers.known:
        record.problem("E-RANGE", f"{stem} has a low or high value without a typical one - add it")
    for part in ("low", "typical", "high"):
        figure, column = getattr(numbers, part), f"{stem}_{part}_mark"
        if figure.value is None:
            unverified = part == "typical" and record.text(column, "") == Mark.UNVERIFIED
            if column in record and not unverified:
                record.problem("E-MARK", f"{column} marks a number that is not there - clear it")
            if part == "typical" and column not in record and not numbers.figures:
                record.problem("E-MARK", f"{stem} has no number and no mark - add the number, or mark it U")
        elif figure.value < 0:
            record.problem("E-RANGE", f"{stem}_{part} is {figure.value:g} - it cannot be below 0")
        elif column in record and figure.mark is Mark.UNVERIFIED:
            record.problem("E-MARK", f"{stem}_{part} is marked U - clear the number or mark it E")
        elif column in record and not figure.mark.assumed and not sources:
            record.problem("E-SOURCE", f"{stem}_{part} is marked {figure.mark} without a source - name it")


def _check_cost_year(activity: Activity, record: Record) -> None:
    if activity.cost.figures and not activity.cost_year:
        record.problem("E-COST", "a cost is given without the year of its dollars - fill cost_year")
    elif activity.cost_year and not activity.cost.figures:
        record.problem("E-COST", "cost_year is given without a cost - clear it")
    elif activity.cost_year and not _YEAR.fullmatch(activity.cost_year):
        record.problem("E-COST", f'cost_year "{activity.cost_year}" is no year - write four digits or undated')


def _is_known(id: str, known: Collection[str]) -> bool:
    """True for a known id, and for ``degree-*`` where some known id starts with ``degree-``."""
    return id in known or (id.endswith("-*") and any(one.startswith(id[:-1]) for one in known))


def _what_comes_before(rows: _Rows, graph: CareerGraph) -> dict[str, dict[str, None]]:
    before: dict[str, dict[str, None]] = defaultdict(dict)  # a set would name another cycle on each run
    for row in graph.transitions:
        if row.type != "during":
            for target in graph.members(row.target):
                before[target].update(dict.fromkeys(graph.members(row.origin)))
    for id, (activity, _) in rows.items():
        for need in (one for group in activity.needs for one in group):
            if need in graph.wildcards or not need.endswith("-*"):  # an open degree-* is met by whatever fits
                before[id].update(dict.fromkeys(graph.members(need)))
    return before


def _cycle(before: Mapping[str, Collection[str]]) -> tuple[str, ...]:
    """One cycle, each id before the one that needs it and the first repeated at the end; empty where there is none."""
    try:
        TopologicalSorter(before).prepare()
    except CycleError as error:
        return tuple(error.args[1])
    return ()


def _near(found: str, known: Collection[str]) -> str:
    near = difflib.get_close_matches(found, sorted(known), n=1)
    return f'did you mean "{near[0]}"?' if near else "add it or mend the id"

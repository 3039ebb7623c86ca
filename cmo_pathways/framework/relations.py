"""Reads ``data/framework/relations.yaml``: which competency needs which other, and which helps which."""

from __future__ import annotations

import difflib
from collections.abc import Collection
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

from cmo_pathways.content import Record, Report, read_yaml
from cmo_pathways.framework.model import Relation
from cmo_pathways.scale import Mark

KINDS = ("needs", "helps")


def read_relations(file: Path, competencies: Collection[str], report: Report) -> tuple[Relation, ...]:
    """The relations in ``file``, in its order; every fault is noted, a circle of needs with all its members."""
    top = read_yaml(file, report)
    if top is None:
        return ()
    top.identifier(), top.integer("version", 1, 99)
    if top.mark("mark") is not Mark.ASSUMPTION:
        top.problem("E-MARK", "no source ties these competencies to each other - the mark of relations is E", "mark")
    found: dict[tuple[str, str], tuple[Relation, Record]] = {}
    records = top.records("relations")
    for record in records:
        relation = _relation(record, competencies)
        if relation is not None and _check_pair(relation, record, found):
            found[relation.origin, relation.target] = relation, record
    top.done()
    relations = tuple(relation for relation, _ in found.values())
    _check_circle(relations, found)
    if len(relations) == len(records):  # a relation that is mended may well join the rest
        _check_alone(relations, competencies, top)
    return relations


def _relation(record: Record, competencies: Collection[str]) -> Relation | None:
    kinds = [kind for kind in KINDS if kind in record]
    origin = record.text("competency")
    if len(kinds) != 1:
        record.problem("E-RELATION", "a relation has either needs or helps - name the other competency under one")
        return None
    target, why = record.text(kinds[0]), record.text("why")
    record.done()
    known = True
    for key, id in (("competency", origin), (kinds[0], target)):
        if id and competencies and id not in competencies:
            near = difflib.get_close_matches(id, list(competencies), n=1)
            hint = f'did you mean "{near[0]}"?' if near else "mend the id"
            record.problem("E-COMPETENCY", f'{key} names "{id}", which is no competency - {hint}', key)
            known = False
    if known and origin == target:
        record.problem("E-SELF", f'"{origin}" stands on both sides - a relation joins two competencies', kinds[0])
        return None
    return Relation(origin, kinds[0], target, why) if known and origin and target else None


def _check_pair(relation: Relation, record: Record, found: dict[tuple[str, str], tuple[Relation, Record]]) -> bool:
    """False where the pair is told already: in the same direction, or as need and help at once."""
    here = found.get((relation.origin, relation.target))
    back = found.get((relation.target, relation.origin))
    told = here or (back if back and back[0].kind != relation.kind else None)
    if told is not None:
        message = f"{relation.origin} and {relation.target} are joined in line {told[1].line} already - keep one"
        record.problem("E-TWICE", message)
    return told is None


def _check_circle(relations: tuple[Relation, ...], found: dict[tuple[str, str], tuple[Relation, Record]]) -> None:
    needs: dict[str, list[str]] = {}
    for relation in relations:
        if relation.kind == "needs":
            needs.setdefault(relation.origin, []).append(relation.target)
    try:
        TopologicalSorter(needs).prepare()
    except CycleError as error:
        circle = list(reversed(error.args[1]))
        first = min(range(len(circle) - 1), key=lambda at: found[circle[at], circle[at + 1]][1].line)
        ring = circle[first:-1] + circle[: first + 1]
        message = f"the needs run in a circle: {' needs '.join(ring)} - take one of them out"
        found[ring[0], ring[1]][1].problem("E-CYCLE", message)


def _check_alone(relations: tuple[Relation, ...], competencies: Collection[str], top: Record) -> None:
    joined = {id for relation in relations for id in (relation.origin, relation.target)}
    for id in competencies:
        if id not in joined:
            top.problem("E-HOLE", f'"{id}" is joined to no other competency - add what it needs or helps', "relations")

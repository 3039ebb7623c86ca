"""Needs and helps between competencies: what ships, and what is refused (a broken twin holds every fault)."""

from __future__ import annotations

from pathlib import Path

import pytest

from cmo_pathways.catalogue import load_catalogue
from cmo_pathways.content import Report
from cmo_pathways.framework.relations import read_relations

HEAD = "id: competency-relations\nversion: 1\nmark: E\nrelations:\n"


@pytest.fixture(scope="module")
def framework():
    return load_catalogue().framework


def read(tmp_path: Path, *rows: str):
    file = tmp_path / "relations.yaml"
    file.write_text(HEAD + "".join(f"  - {{{row}, why: x}}\n" for row in rows), encoding="utf-8")
    report = Report(tmp_path)
    return read_relations(file, ("a", "b", "c", "d"), report), [(p.line, p.code, p.message) for p in report.problems]


def test_every_competency_is_joined_to_others_by_at_most_three_of_each_kind(framework):
    assert len(framework.relations) >= 40
    for id in framework.competencies:
        own = [r for r in framework.relations if r.origin == id]
        assert framework.relations_of(id)
        assert all(sum(r.kind == kind for r in own) <= 3 for kind in ("needs", "helps")), id


def test_every_relation_has_its_own_reason_and_is_marked_as_our_assumption(framework):
    reasons = [relation.why for relation in framework.relations]
    assert len(set(reasons)) == len(reasons)
    assert all(relation.mark.assumed for relation in framework.relations)
    assert max(map(len, reasons)) <= 120


def test_relations_of_a_competency_are_those_from_it_and_to_it(framework):
    found = {(r.origin, r.kind, r.target) for r in framework.relations_of("data-analytics")}
    assert ("quality-improvement", "needs", "data-analytics") in found
    assert ("data-analytics", "helps", "patient-safety") in found
    assert all("data-analytics" in (origin, target) for origin, _, target in found)


def test_a_circle_of_needs_is_named_whole_where_it_begins(tmp_path):
    needs = "competency: b, needs: c", "competency: a, needs: b", "competency: c, needs: a", "competency: d, needs: a"
    _, problems = read(tmp_path, *needs)
    assert problems == [
        (5, "E-CYCLE", "the needs run in a circle: b needs c needs a needs b - take one of them out"),
    ]


def test_helps_may_run_both_ways_but_a_need_may_not_be_answered_by_help(tmp_path):
    both = "competency: a, helps: b", "competency: b, helps: a", "competency: c, helps: d"
    relations, problems = read(tmp_path, *both)
    assert (len(relations), problems) == (3, [])
    _, problems = read(tmp_path, "competency: a, needs: b", "competency: b, helps: a", "competency: c, helps: d")
    assert problems == [(6, "E-TWICE", "b and a are joined in line 5 already - keep one")]


def test_a_competency_that_is_joined_to_nothing_is_named(tmp_path):
    _, problems = read(tmp_path, "competency: a, needs: b", "competency: b, helps: c")
    assert problems == [(4, "E-HOLE", '"d" is joined to no other competency - add what it needs or helps')]

"""The rules of the career tables, one by one, on graphs of a few lines."""

from __future__ import annotations

import pytest
from career.graphs import graph, step

from cmo_pathways.career import CareerGraph
from cmo_pathways.career.needs import Learner, implied_by, needs_of
from cmo_pathways.scale import Mark


def origins(found: CareerGraph, id: str, learner: Learner | None = None) -> list[list[str]]:
    return [[way.origin for way in need.ways] for need in needs_of(found, id, learner or Learner())]


def test_all_requires_count_and_one_of_each_group():
    found = graph(
        [step(id) for id in "abcdg"],
        ["a > g requires", "b > g one-of paper", "c > g one-of paper", "d > g boost"],
    )
    assert origins(found, "g") == [["a"], ["b", "c"]]


def test_a_role_without_requires_needs_one_way_in_and_the_learner_chooses():
    found = graph([step(id) for id in "abcg"], ["a > g usual-next", "b > g alt", "c > g usual-requires"])
    assert origins(found, "g") == [["c"], ["a", "b"]]


def test_a_role_with_requires_takes_its_ways_in_as_advice():
    found = graph([step(id) for id in "abg"], ["a > g requires", "b > g usual-next"])
    assert origins(found, "g") == [["a"]]


def test_usual_next_into_a_step_that_is_no_role_is_advice():
    found = graph([step("a"), step("g", "credential")], ["a > g usual-next"])
    assert origins(found, "g") == []


def test_a_waived_usual_requirement_does_not_count_but_a_required_one_does():
    found = graph([step(id) for id in "abg"], ["a > g requires", "b > g usual-requires"])
    assert origins(found, "g", Learner(waived=frozenset("ab"))) == [["a"]]


def test_during_sets_no_order_and_needs_nothing():
    assert origins(graph([step(id) for id in "ag"], ["a > g during"]), "g") == []


def test_a_wildcard_is_one_group_and_joins_a_named_group_with_all_members():
    steps = [step("r-1", "residency"), step("r-2", "residency"), step("p", "training"), step("g", "license")]
    alone = graph(steps, ["r-* > g requires"], {"r-*": "r-1 r-2"})
    assert origins(alone, "g") == [["r-1"]]
    assert origins(alone, "g", Learner(specialty="r-2")) == [["r-2"]]
    joined = graph(steps, ["p > g requires year", "r-* > g requires year"], {"r-*": "r-1 r-2"})
    assert origins(joined, "g", Learner(specialty="r-2")) == [["p"]]
    assert origins(joined, "g", Learner(held=frozenset({"r-2"}))) == [["r-2"]]


def test_between_trainings_the_lowest_requires_row_is_the_default():
    steps = [*(step(id, "residency") for id in "abc"), step("g")]
    found = graph(steps, ["a > g one-of x", "b > g requires x", "c > g requires x"])
    assert origins(found, "g") == [["b"]]


def test_a_joint_medical_degree_is_no_way_for_somebody_who_has_a_medical_degree():
    steps = [
        step("md", "degree"),
        step("md-mba", "degree"),
        step("mba", "degree", stage="study"),
        step("paper", "cert"),
    ]
    found = graph(steps, ["md-mba > paper one-of study", "mba > paper one-of study"])
    assert origins(found, "paper") == [["md-mba", "mba"]]
    assert origins(found, "paper", Learner(held=frozenset({"md"}))) == [["mba"]]


def test_what_is_held_or_continues_it_comes_before_the_default():
    steps = [step("md", "degree"), step("do", "degree"), step("usmle", "exam"), step("comlex", "exam")]
    found = graph(
        [*steps, step("license", "license")],
        ["do > comlex requires", "usmle > license one-of exam", "comlex > license one-of exam"],
    )
    assert origins(found, "license") == [["usmle"]]
    assert origins(found, "license", Learner(held=frozenset({"do"}))) == [["comlex"]]
    assert origins(found, "license", Learner(held=frozenset({"comlex"}))) == [["comlex"]]


def test_unverified_rows_and_steps_are_left_out_until_they_are_wanted():
    steps = [step("a"), step("b", mark=Mark.UNVERIFIED), step("c"), step("g")]
    found = graph(steps, ["a > g usual-next", "b > g usual-next", "c > g usual-next - - U"])
    assert origins(found, "g") == [["a"]]
    assert origins(found, "g", Learner(unverified=True)) == [["a", "b", "c"]]


def test_a_role_whose_only_ways_in_are_unverified_is_barred_and_not_free():
    found = graph([step("a"), step("g")], ["a > g usual-next - - U"])
    assert origins(found, "g") == [[]]


@pytest.mark.parametrize(
    ("id", "expected"),
    [
        ("medical-director-service", {"attending-physician", "state-medical-license", "board-certification"}),
        ("vpma", {"attending-physician", "state-medical-license", "board-certification"}),
        ("attending-physician", {"state-medical-license", "residency-match"}),
    ],
)
def test_who_holds_a_step_holds_what_every_way_to_it_needs(shipped: CareerGraph, id: str, expected: set[str]):
    certain = implied_by(shipped, id, Learner(frozenset({id})), certain=True)
    assert expected <= certain
    assert not any(name.startswith("residency-") and name != "residency-match" for name in certain)
    assert "qi-project-lead" not in certain


def test_who_holds_cpe_need_not_have_chaired_a_committee(shipped: CareerGraph):
    assert "committee-chair" not in implied_by(shipped, "cert-cpe", Learner(frozenset({"cert-cpe"})))

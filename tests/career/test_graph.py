from __future__ import annotations

import pytest
from career.graphs import graph, step

from cmo_pathways.career import CareerGraph
from cmo_pathways.career.graph import find_cycles
from cmo_pathways.errors import UnknownId


def test_a_cycle_is_named_with_all_its_steps():
    found = graph([step(id) for id in "abc"], ["a > b requires", "b > c boost", "c > a usual-next"])
    (cycle,) = find_cycles(found)
    assert cycle[0] == cycle[-1] and set(cycle) == set("abc")


def test_two_cycles_are_both_found():
    found = graph([step(id) for id in "abcd"], ["a > b alt", "b > a alt", "c > d alt", "d > c alt"])
    assert {frozenset(cycle) for cycle in find_cycles(found)} == {frozenset("ab"), frozenset("cd")}


def test_what_runs_in_parallel_closes_no_cycle(shipped: CareerGraph):
    assert find_cycles(graph([step(id) for id in "ab"], ["a > b requires", "b > a during"])) == ()
    assert find_cycles(shipped) == ()


def test_every_step_stands_after_all_that_lead_to_it(shipped: CareerGraph):
    looked = 0
    for row in shipped.transitions:
        if row.type != "during":
            for origin in shipped.members(row.origin):
                for target in shipped.members(row.target):
                    assert shipped.rank(origin) < shipped.rank(target), row.id
                    looked += 1
    assert looked > 400


def test_a_transition_to_a_wildcard_leads_into_each_member(shipped: CareerGraph):
    assert [row.id for row in shipped.into("residency-urology")] == ["t022"]


def test_an_unknown_step_is_refused_with_the_nearest_id(shipped: CareerGraph):
    with pytest.raises(UnknownId, match='Did you mean "vpma"'):
        shipped.step("vmpa")

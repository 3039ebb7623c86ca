"""Transitions that the learner adds to the graph."""

from __future__ import annotations

from dataclasses import replace

import pytest
from career.graphs import graph, step

from cmo_pathways.career import CareerGraph, plan_routes, with_transitions
from cmo_pathways.errors import LearnerError, UnknownId


def small() -> CareerGraph:
    return graph([step("a"), step("b"), step("goal")], ["a > b requires", "b > goal usual-next"])


def test_a_way_of_the_learner_s_own_opens_a_route():
    own = replace(small().transitions[1], id="own-1", origin="a")
    plan = plan_routes(with_transitions(small(), [own]), to="goal", held={}, draws=5)
    assert [[one.id for one in route.steps] for route in plan.routes] == [["a", "goal"]]  # b is to spare now


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"origin": "goal", "target": "a"}, "goes round in a circle. Remove one of these requirements."),
        ({"origin": "a", "target": "a"}, "A cannot lead to itself."),
        ({"type": "maybe"}, '"maybe" is no kind of transition.'),
    ],
)
def test_what_cannot_be_is_refused_in_one_sentence(change: dict[str, str], message: str):
    own = replace(small().transitions[0], id="own-1", **change)  # type: ignore[arg-type]
    with pytest.raises(LearnerError) as caught:
        with_transitions(small(), [own])
    assert message.lower() in str(caught.value).lower()


def test_an_end_that_is_no_step_is_refused():
    with pytest.raises(UnknownId):
        with_transitions(small(), [replace(small().transitions[0], id="own-1", origin="elsewhere")])

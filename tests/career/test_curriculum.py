"""Measures of a curriculum, worked by hand and against a search through every chain."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cmo_pathways.career import CourseMetrics, curriculum_metrics
from cmo_pathways.errors import LearnerError, UnknownId

Requires = dict[str, list[str]]


def test_a_chain_of_three_and_one_that_stands_alone():
    found = curriculum_metrics({"a": [], "b": ["a"], "c": ["b"], "alone": []})
    assert found.steps["a"] == CourseMetrics(blocking=2, delay=3, centrality=0)
    assert found.steps["b"] == CourseMetrics(blocking=1, delay=3, centrality=3)
    assert found.steps["c"] == CourseMetrics(blocking=0, delay=3, centrality=0)
    assert found.steps["alone"] == CourseMetrics(blocking=0, delay=1, centrality=0)
    assert (found.blocking, found.delay, found.centrality, found.complexity) == (3, 10, 3, 13)
    assert found.longest == ("a", "b", "c")


def test_two_chains_through_one_step_count_both_lengths():
    found = curriculum_metrics({"a": [], "b": [], "x": ["a", "b"], "c": ["x"], "d": ["c"]})
    assert found.steps["x"] == CourseMetrics(blocking=2, delay=4, centrality=4 + 4)


def test_a_circle_is_named_whole():
    with pytest.raises(LearnerError) as caught:
        curriculum_metrics({"a": ["c"], "b": ["a"], "c": ["b"]})
    assert "goes round in a circle. Remove one of these requirements." in str(caught.value)
    assert all(name in str(caught.value) for name in "abc")


def test_an_unknown_requirement_is_refused():
    with pytest.raises(UnknownId, match='no step "z"'):
        curriculum_metrics({"a": ["z"]})


def test_nothing_has_no_chain():
    assert curriculum_metrics({}).longest == ()


@st.composite
def curricula(draw: st.DrawFn) -> Requires:
    names = [f"s{n}" for n in range(draw(st.integers(1, 9)))]
    return {
        name: sorted(draw(st.sets(st.sampled_from(names[:place]), max_size=3))) if place else []
        for place, name in enumerate(names)
    }


def chains(requires: Requires) -> list[tuple[str, ...]]:
    """Every chain from a step that requires nothing to one that nothing requires."""
    needed = {name for earlier in requires.values() for name in earlier}

    def upto(name: str) -> list[tuple[str, ...]]:
        return [(*c, name) for before in requires[name] for c in upto(before)] or [(name,)]

    return [chain for name in requires if name not in needed for chain in upto(name)]


@given(curricula())
@settings(max_examples=200, deadline=None)
def test_every_measure_equals_a_search_through_all_chains(requires: Requires):
    every = chains(requires)
    found = curriculum_metrics(requires)
    for name, metrics in found.steps.items():
        through = [chain for chain in every if name in chain]
        after = {other for chain in through for other in chain[chain.index(name) + 1 :]}
        middle = [chain for chain in through if name not in (chain[0], chain[-1])]
        assert metrics == CourseMetrics(len(after), max(map(len, through)), sum(map(len, middle)))
    assert len(found.longest) == max(map(len, every))

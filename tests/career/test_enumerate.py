"""Smallest sets against a search through all subsets, on random AND/OR graphs."""

from __future__ import annotations

from itertools import combinations

from career.graphs import graph, step
from hypothesis import given, settings
from hypothesis import strategies as st

from cmo_pathways.career.enumerate import smallest_sets
from cmo_pathways.career.needs import Need, Way

Needs = dict[str, tuple[Need, ...]]


def way(origin: str) -> Way:
    row = graph([step(origin), step("z")], [f"{origin} > z requires"]).transitions[0]
    return Way(row, origin)


@st.composite
def and_or_graphs(draw: st.DrawFn) -> tuple[str, Needs, frozenset[str]]:
    names = [f"s{n}" for n in range(draw(st.integers(2, 8)))]
    needs: Needs = {names[0]: ()}
    for place, name in enumerate(names[1:], 1):
        earlier = st.sets(st.sampled_from(names[:place]), min_size=0 if draw(st.integers(0, 9)) == 0 else 1, max_size=3)
        groups = draw(st.lists(earlier, max_size=3))
        needs[name] = tuple(
            Need(tuple(way(origin) for origin in sorted(group)), draw(st.sampled_from(["", "", "", *names[:place]])))
            for group in groups
        )
    held = draw(st.sets(st.sampled_from(names[:-1]), max_size=2))
    return names[-1], {name: found for name, found in needs.items() if name not in held}, frozenset(held)


def is_valid(chosen: frozenset[str], goal: str, needs: Needs, held: frozenset[str]) -> bool:
    there = chosen | held
    return goal in chosen and all(
        any(one.origin in there for one in need.ways)
        for name in chosen
        for need in needs[name]
        if not need.only_if or need.only_if in there
    )


@given(and_or_graphs())
@settings(max_examples=300, deadline=None)
def test_every_set_is_valid_and_smallest_and_none_is_missing(case: tuple[str, Needs, frozenset[str]]):
    goal, needs, held = case
    valid = [
        frozenset(chosen)
        for size in range(1, len(needs) + 1)
        for chosen in combinations(sorted(needs), size)
        if is_valid(frozenset(chosen), goal, needs, held)
    ]
    smallest = {one for one in valid if not any(other < one for other in valid)}
    found = smallest_sets(goal, needs, held)
    assert set(found) == smallest
    assert len(found) == len(smallest)


def test_a_condition_adds_its_requirement_only_on_routes_that_hold_it():
    needs = {
        "goal": (Need((way("home"), way("abroad"))), Need((way("certificate"),), only_if="abroad")),
        "home": (),
        "abroad": (),
        "certificate": (),
    }
    found = smallest_sets("goal", needs, frozenset())
    assert set(found) == {frozenset({"goal", "home"}), frozenset({"goal", "abroad", "certificate"})}


def test_a_need_without_a_way_bars_the_goal():
    assert smallest_sets("goal", {"goal": (Need(()),)}, frozenset()) == ()

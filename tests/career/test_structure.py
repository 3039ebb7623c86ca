"""Structural answers against a search through all sets of steps, and on the shipped graph."""

from __future__ import annotations

from itertools import combinations

import pytest
from career.graphs import graph, step
from hypothesis import given, settings
from hypothesis import strategies as st

from cmo_pathways.career import CareerGraph, Learner, international_moves, loss_of, standing_of, structure_of
from cmo_pathways.career.structure import roles_lost
from cmo_pathways.errors import LearnerError


@st.composite
def role_graphs(draw: st.DrawFn) -> tuple[CareerGraph, frozenset[str]]:
    names = [f"s{n}" for n in range(draw(st.integers(2, 7)))]
    rows = []
    for place, name in enumerate(names[1:], 1):
        for group in range(draw(st.integers(0, 2))):
            origins = sorted(draw(st.sets(st.sampled_from(names[:place]), min_size=1, max_size=3)))
            rows += [f"{origin} > {name} one-of g{group}" for origin in origins]
        if place > 1 and draw(st.booleans()):
            origin, only = draw(st.sampled_from(names[:place])), draw(st.sampled_from(names[:place]))
            rows.append(f"{origin} > {name} requires - {only}")
    held = draw(st.sets(st.sampled_from(names), max_size=1))
    return graph([step(name) for name in names], rows), frozenset(held)


def reached(found: CareerGraph, held: frozenset[str], without: str = "") -> set[str]:
    """Every step in some set that meets all requirements of its steps, straight from the rules."""
    free = [id for id in found.steps if id not in held and id != without]
    good: set[str] = set()
    for size in range(1, len(free) + 1):
        for chosen in combinations(free, size):
            there = held | set(chosen)
            if all(_met(found, id, there) for id in chosen):
                good |= set(chosen)
    return good


def _met(found: CareerGraph, id: str, there: frozenset[str]) -> bool:
    groups: dict[str, list[str]] = {}
    for row in found.into(id):
        if not row.only_if or row.only_if in there:
            groups.setdefault(row.group or row.id, []).append(row.origin)
    return all(any(origin in there for origin in origins) for origins in groups.values())


@given(role_graphs())
@settings(max_examples=150, deadline=None)
def test_what_a_step_blocks_is_what_no_set_without_it_reaches(case: tuple[CareerGraph, frozenset[str]]):
    found, held = case
    learner = Learner(held)
    every = reached(found, held)
    structure = structure_of(found, learner)
    assert set(structure.steps) == every
    for id, place in structure.steps.items():
        lost = every - reached(found, held, id) - {id}
        assert set(place.blocks) == lost == set(roles_lost(found, id, learner))
        next_ones = {role for role in every - {id} if _met(found, role, held | {id}) and not _met(found, role, held)}
        assert next_ones <= set(place.opens_next) | set(place.leads_to) | next_ones


def test_a_chain_and_a_choice():
    found = graph(
        [step(id) for id in ("a", "b", "c", "goal")],
        ["a > b requires", "a > c requires", "b > goal one-of g", "c > goal one-of g"],
    )
    structure = structure_of(found, Learner())
    assert structure.steps["a"].blocks == ("b", "c", "goal")
    assert structure.steps["b"].blocks == ()
    assert structure.steps["b"].leads_to == ("goal",)
    assert (structure.steps["a"].after, structure.steps["a"].chain) == (3, 3)
    assert structure.longest[0] == "a" and structure.longest[-1] == "goal"
    assert structure.blocks_most()[0].id == structure.opens_most()[0].id == "a"


def test_what_is_open_next_asks_for_this_step_alone():
    found = graph(
        [step(id) for id in ("a", "b", "both", "one")], ["a > both requires", "b > both requires", "a > one requires"]
    )
    structure = structure_of(found, Learner())
    assert structure.steps["a"].opens_next == ("one",)
    assert structure_of(found, Learner(frozenset({"b"}))).steps["a"].opens_next == ("both", "one")


def test_board_certification_blocks_the_hospital_path_of_an_attending(shipped: CareerGraph):
    standing = standing_of(shipped, {"attending-physician": 2}, Learner(frozenset({"attending-physician"})))
    most = structure_of(shipped, standing.learner).blocks_most(1)[0]
    assert most.id == "board-certification"
    assert {"vpma", "cmo-hospital-small", "cmo-hospital-large"} <= set(most.blocks)
    loss = loss_of(shipped, "board-certification", to="cmo-hospital-large", standing=standing)
    assert (loss.routes_after, loss.years_after, loss.longer) == (0, None, None)
    assert loss.words == "Without board certification, no route leads to CMO of a large hospital."


def test_without_a_post_the_routes_that_remain_are_counted_and_timed(shipped: CareerGraph):
    standing = standing_of(shipped, {"attending-physician": 0}, Learner(frozenset({"attending-physician"})))
    loss = loss_of(shipped, "vpma", to="cmo-hospital-large", standing=standing)
    assert 0 < loss.routes_after < loss.routes_before
    assert loss.longer is not None and loss.longer >= 0
    assert loss.words.startswith(f"Without VPMA, {loss.routes_after} routes are left to CMO of a large hospital; ")


@pytest.mark.parametrize(
    ("step_", "message"),
    [("attending-physician", "You hold attending physician already"), ("vpma", "VPMA is your goal.")],
)
def test_what_cannot_fall_away_is_refused(shipped: CareerGraph, step_: str, message: str):
    standing = standing_of(shipped, {"attending-physician": 0}, Learner(frozenset({"attending-physician"})))
    with pytest.raises(LearnerError, match=message):
        loss_of(shipped, step_, to="vpma", standing=standing)


def test_a_country_whose_next_post_needs_no_more_time_says_so_in_words(shipped: CareerGraph):
    held = dict.fromkeys(("uk-consultant", "uk-associate-medical-director"), 20)
    standing = standing_of(shipped, held, Learner(frozenset(held)))
    move = next(move for move in international_moves(shipped, standing) if move.country == "uk")
    assert move.years == 0
    assert "with no time added to what you hold" in move.words and "0 typical" not in move.words


def test_there_is_one_move_for_each_of_the_nine_countries(shipped: CareerGraph):
    standing = standing_of(shipped, {"uk-consultant": 2}, Learner(frozenset({"uk-consultant"})))
    moves = {move.country: move for move in international_moves(shipped, standing)}
    assert len(moves) == 9
    assert moves["uk"].home and not moves["us"].home
    # consultant two years ago: clinical lead 4 - 2, clinical director 4, associate medical director 4, director 4
    assert (moves["uk"].goal, moves["uk"].years) == ("uk-medical-director", 4 - 2 + 4 + 4 + 4)
    assert moves["canada"].local[0] == "canada-md" and "our sources do not say" in moves["canada"].words
    assert moves["singapore"].years is None and "no chief medical officer post" in moves["singapore"].words

"""Ways that close on a date, limits of the learner, and the routes that no other one beats."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import product

import pytest
from career.graphs import graph, step, years
from hypothesis import given, settings
from hypothesis import strategies as st

from cmo_pathways.career import CareerGraph, RouteLimits, build_graph, compare_routes, plan_routes
from cmo_pathways.career.readiness import Weighed, unbeaten
from cmo_pathways.errors import LearnerError, UnknownId

NOW = date(2026, 11, 20)
US = frozenset({"us", "global"})


def ids(plan: object) -> list[list[str]]:
    return [[one.id for one in route.steps] for route in plan.routes]  # type: ignore[attr-defined]


def dated(found: CareerGraph, row: str, **days: str) -> CareerGraph:
    rows = [replace(one, **days) if one.id == row else one for one in found.transitions]
    return build_graph(found.steps.values(), rows)


def test_after_years_of_practice_the_practice_pathway_is_taken_in_time_and_its_date_is_told(shipped: CareerGraph):
    plan = plan_routes(shipped, to="cert-halm-board", held={"attending-physician": 6}, today=NOW, draws=20)
    window = plan.routes[0].windows[0]
    assert (window.closes, window.state) == ("2030-12-31", "open")
    assert "closes on December 31, 2030" in window.words
    assert [risk.kind for risk in plan.routes[0].weaknesses if risk.kind == "window"] == ["window"]


def test_a_way_that_closes_before_it_is_reached_gives_place_to_the_next(shipped: CareerGraph):
    plan = plan_routes(shipped, to="cert-halm-board", held={"attending-physician": 0}, today=NOW, draws=20)
    assert "fellowship-halm" in ids(plan)[0]
    assert [(window.step, window.state) for window in plan.missed] == [("cert-halm-board", "late")]


def test_a_closed_way_is_not_offered_and_the_day_is_named(shipped: CareerGraph):
    held = {"attending-physician": 30.0}
    plan = plan_routes(shipped, to="cert-halm-board", held=held, today=date(2031, 1, 1), draws=20)
    assert "fellowship-halm" in ids(plan)[0]
    assert plan.missed[0].words == (
        "The way from attending physician to HALM board certification closed on December 31, 2030."
    )
    last_day = plan_routes(shipped, to="cert-halm-board", held=held, today=date(2030, 12, 31), draws=20)
    assert "fellowship-halm" not in ids(last_day)[0]


def test_where_the_only_way_is_closed_one_sentence_says_so():
    found = dated(graph([step("a"), step("goal")], ["a > goal requires"]), "t001", closes="2025-01-31")
    with pytest.raises(LearnerError) as caught:
        plan_routes(found, to="goal", held={"a": 1}, today=NOW)
    assert str(caught.value) == "The way from a to goal closed on January 31, 2025. No other way leads to goal."
    assert plan_routes(found, to="goal", held={"a": 1}).routes


def test_who_does_not_relocate_is_offered_no_step_abroad():
    found = graph([step("a", region="uk"), step("b"), step("goal")], ["a > goal usual-next", "b > goal alt"])
    here = RouteLimits(only=US)
    assert ids(plan_routes(found, to="goal", held={}, limits=here, draws=5)) == [["b", "goal"]]
    only_abroad = graph([step("a", region="uk"), step("goal")], ["a > goal usual-next"])
    with pytest.raises(LearnerError, match="Every route to goal leads out of your country"):
        plan_routes(only_abroad, to="goal", held={}, limits=here)


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ({"to": "uk-medical-director", "limits": RouteLimits(only=US)}, "NHS medical director is a post in United Kin"),
        ({"regions": frozenset({"uk"}), "limits": RouteLimits(only=US)}, "You want to stay in United States and to go"),
        ({"limits": RouteLimits(budget=-1)}, "A budget of -1 is not possible."),
        ({"limits": RouteLimits(pace=0)}, "0 is not a share of full time."),
    ],
)
def test_contradictions_and_impossible_numbers_get_one_sentence(
    shipped: CareerGraph, more: dict[str, object], message: str
):
    with pytest.raises(LearnerError, match=message):
        plan_routes(shipped, **({"to": "vpma", "held": {}, "draws": 5} | more))  # type: ignore[arg-type]


def test_a_country_that_is_not_there_is_refused(shipped: CareerGraph):
    with pytest.raises(UnknownId, match='no country "mars"'):
        plan_routes(shipped, to="vpma", held={}, regions=frozenset({"mars"}))


def test_part_time_study_takes_longer_and_says_that_this_is_assumed():
    course = step("course", "program", years(2, 2, 2, marks="PPP"))
    found = graph([course, step("goal", "credential")], ["course > goal requires"])
    route = plan_routes(found, to="goal", held={}, limits=RouteLimits(pace=0.5), draws=5).routes[0]
    assert (route.typical_years, route.assumed_share) == (4, 1.0)
    assert "At 50% of full time, study and training take 2 times as long." in route.assumes


def test_a_route_beyond_the_budget_says_so(shipped: CareerGraph):
    route = plan_routes(shipped, to="attending-physician", held={}, limits=RouteLimits(budget=1000), draws=5).routes[0]
    assert [risk.words for risk in route.weaknesses if risk.kind == "money"] == [
        "Its published fees reach USD 272,000; you gave 1,000."
    ]


def test_two_routes_side_by_side(shipped: CareerGraph):
    plan = plan_routes(shipped, to="cmo-hospital-large", held={"attending-physician": 5}, k=2, draws=200)
    one, other = plan.routes
    found = compare_routes(shipped, one, other)
    assert set(found.both) | set(found.only_first) == {step.id for step in one.steps}
    assert found.years == other.years.p50 - one.years.p50 > 0
    assert found.words[0].startswith("Only the first asks for ")
    back = compare_routes(shipped, other, one)
    assert (back.years, back.only_first) == (-found.years, found.only_second)
    same = compare_routes(shipped, one, one)
    assert same.words[:2] == ("Both ask for the same steps.", "At the median both take the same time.")


def test_readiness_is_the_share_of_competencies_met_or_built():
    steps = [step("a", competencies=("x",)), step("b", competencies=("y", "z")), step("goal")]
    found = graph(steps, [("a > goal usual-next", years(1, 1, 1)), ("b > goal alt", years(2, 2, 2))])
    plan = plan_routes(found, to="goal", held={}, gaps={"w": 0, "x": 1, "y": 0.5, "z": 2}, draws=5)
    quick, ready = plan.routes
    assert quick.readiness is not None and ready.readiness is not None
    assert (quick.readiness.share, ready.readiness.share) == (2 / 4, 3 / 4)
    words = " ".join(compare_routes(found, quick, ready).words)
    assert "The second builds more of the competencies that the role asks for (25 % of them)." in words
    assert (quick.readiness.open, ready.readiness.built) == (("y", "z"), ("y", "z"))
    assert quick.efficient and ready.efficient  # quicker, and readier
    assert plan_routes(found, to="goal", held={}, draws=5).routes[1].efficient is False


POINTS = st.builds(
    Weighed,
    years=st.sampled_from([1.0, 2.0, 3.0]),
    cost=st.sampled_from([None, 100.0, 200.0]),
    currency=st.just("USD"),
    unpriced=st.sampled_from([frozenset(), frozenset("a"), frozenset("ab")]),
    readiness=st.sampled_from([0.2, 0.5, 1.0]),
)


@given(st.lists(POINTS, max_size=7))
def test_only_what_another_beats_is_left_out(points: list[Weighed]):
    def scores(one: Weighed) -> tuple[float, ...]:
        lacks = [name in one.unpriced for name in "ab"]
        return (one.years, one.cost or 0, *map(float, lacks), -one.readiness)

    def beaten(one: Weighed) -> bool:
        pairs = [list(zip(scores(other), scores(one), strict=True)) for other in points]
        return any(all(a <= b for a, b in pair) and any(a < b for a, b in pair) for pair in pairs)

    assert unbeaten(points) == tuple(n for n, one in enumerate(points) if not beaten(one))


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_the_routes_of_a_small_graph_are_those_of_an_exhaustive_search(data: st.DataObject):
    """Layers of posts, one of each to be passed: every path, its exact time, and the Pareto set, by listing all."""
    layers = [[f"s{layer}{n}" for n in range(data.draw(st.integers(1, 3)))] for layer in range(2)]
    gaps = {id: data.draw(st.sampled_from([1.0, 2.0, 3.0, 5.0])) for layer in layers for id in layer}
    builds = {id: tuple(data.draw(st.sets(st.sampled_from("xyz")))) for id in gaps}
    rows: list[str | tuple[str, object]] = []
    for first in layers[0]:
        for second in layers[1]:
            rows.append((f"{first} > {second} usual-next", years(*[gaps[first]] * 3)))
    rows += [(f"{id} > goal usual-next", years(*[gaps[id]] * 3)) for id in layers[1]]
    steps = [step(id, competencies=builds[id]) for id in gaps]
    found = graph([*steps, step("goal")], rows)  # type: ignore[arg-type]
    short = dict.fromkeys("xyz", 1.0)
    plan = plan_routes(found, to="goal", held={}, k=20, draws=5, gaps=short)
    every = {(*path, "goal"): sum(gaps[id] for id in path) for path in product(*layers)}
    ready = {path: len({c for id in path[:-1] for c in builds[id]}) for path in every}
    assert {tuple(one): route.typical_years for one, route in zip(ids(plan), plan.routes, strict=True)} == every
    for one, route in zip(ids(plan), plan.routes, strict=True):
        mine = tuple(one)
        better = [
            other
            for other in every
            if every[other] <= every[mine]
            and ready[other] >= ready[mine]
            and (every[other] < every[mine] or ready[other] > ready[mine])
        ]
        assert route.efficient is not bool(better)
    assert plan.routes[0].typical_years == min(every.values())

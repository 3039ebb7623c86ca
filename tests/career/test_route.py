"""Routes on the shipped graph, with times worked out by hand from the published table of gaps."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from career.graphs import graph, step, years
from hypothesis import given, settings
from hypothesis import strategies as st

from cmo_pathways.career import CareerGraph, Route, RoutePlan, name_in_text, plan_routes
from cmo_pathways.career.needs import Learner, needs_of
from cmo_pathways.errors import LearnerError, UnknownId

GOAL = "cmo-hospital-large"
DIRECTOR: Mapping[str, float | None] = {"attending-physician": 7, "medical-director-service": 3}


def typical(route: Route) -> dict[str, float]:
    return {step.id: step.typical_start for step in route.steps}


def route_through(plan: RoutePlan, *ids: str) -> Route:
    return next(route for route in plan.routes if set(ids) <= {step.id for step in route.steps})


def test_attending_today_to_large_hospital_takes_sixteen_typical_years_through_director_and_vpma(shipped: CareerGraph):
    plan = plan_routes(shipped, to=GOAL, held={"attending-physician": 0}, k=9, draws=50)
    times = typical(route_through(plan, "qi-project-lead", "medical-director-service", "vpma"))
    # attending > QI lead 2, > medical director 4, > VPMA 5, > CMO of a large hospital 5
    assert times["qi-project-lead"] == 2
    assert times["medical-director-service"] == 2 + 4
    assert times["vpma"] == 2 + 4 + 5
    assert times[GOAL] == 2 + 4 + 5 + 5


def test_time_already_spent_in_a_post_counts(shipped: CareerGraph):
    plan = plan_routes(shipped, to=GOAL, held=DIRECTOR, k=5, draws=50)
    found = {route.steps[0].id: route.typical_years for route in plan.routes}
    # medical director 3 years ago; the gap to the first post less 3, then the gap to the goal
    assert found == {
        "associate-cmo": (4 - 3) + 5,
        "vpma": (5 - 3) + 5,
        "cmo-hospital-small": (6 - 3) + 5,
        "chief-quality-officer": (5 - 3) + 6,
    }


def test_college_to_attending_is_four_and_four_and_three_years(shipped: CareerGraph):
    (route,) = plan_routes(shipped, to="attending-physician", held={}, draws=200).routes
    assert route.typical_years == 4 + 4 + 3
    assert typical(route)["residency-internal-medicine"] == 8
    assert typical(route)["state-medical-license"] == 4 + 4 + 1


@pytest.mark.parametrize(("specialty", "length"), [("general-surgery", 5), ("residency-neurological-surgery", 7)])
def test_the_learner_s_specialty_sets_the_length_of_training(shipped: CareerGraph, specialty: str, length: int):
    (route,) = plan_routes(shipped, to="attending-physician", held={}, specialty=specialty, draws=50).routes
    assert route.typical_years == 8 + length


def test_a_do_goes_on_with_comlex_and_never_with_usmle(shipped: CareerGraph):
    (route,) = plan_routes(shipped, to="attending-physician", held={"do-degree": 0}, draws=50).routes
    ids = {step.id for step in route.steps}
    assert route.typical_years == 3
    assert "comlex-level-3" in ids and not any(id.startswith(("usmle", "md-")) for id in ids)


def test_a_graduate_from_abroad_needs_ecfmg_for_the_match_and_the_license(shipped: CareerGraph):
    (route,) = plan_routes(shipped, to="attending-physician", held={"foreign-medical-degree": 0}, draws=50).routes
    assert "t027" in route.transitions
    assert typical(route)["residency-match"] == 1
    assert route.typical_years == 1 + 3


def test_start_holds_a_step_from_today_with_all_before_it(shipped: CareerGraph):
    plan = plan_routes(shipped, to=GOAL, held={}, start="vpma", draws=50)
    assert [step.id for step in plan.routes[0].steps] == [GOAL]
    assert plan.routes[0].typical_years == 5
    assert {"attending-physician", "board-certification", "state-medical-license"} <= set(plan.taken_as_held)


def test_a_step_without_a_date_counts_from_today_and_the_reason_says_so(shipped: CareerGraph):
    undated = plan_routes(shipped, to=GOAL, held={"medical-director-service": None}, k=1, draws=50).routes[0]
    today = plan_routes(shipped, to=GOAL, held={"medical-director-service": 0}, k=1, draws=50).routes[0]
    assert undated.typical_years == today.typical_years
    assert "No date is given for medical director" in undated.because
    assert "No date" not in today.because


def test_the_reason_names_the_chain_and_what_is_assumed(shipped: CareerGraph):
    route = plan_routes(shipped, to=GOAL, held=DIRECTOR, k=1, draws=50).routes[0]
    assert route.because == (
        "From medical director through associate CMO to CMO of a large hospital. "
        "All 4 times on it are our assumptions; no source publishes a figure."
    )
    assert route.assumed_share == 1.0


def test_degrees_strengthen_a_route_and_are_not_part_of_it(shipped: CareerGraph):
    for route in plan_routes(shipped, to=GOAL, held=DIRECTOR, k=5, draws=50).routes:
        assert {"degree-physician-mba", "degree-mmm"} <= set(route.strengthened_by)
        assert not any(step.id.startswith("degree") for step in route.steps)


def test_a_degree_that_is_held_strengthens_no_more(shipped: CareerGraph):
    plan = plan_routes(shipped, to=GOAL, held={**DIRECTOR, "degree-mmm": 1}, k=1, draws=50)
    assert "degree-mmm" not in plan.routes[0].strengthened_by


def test_bottlenecks_are_what_every_way_still_needs(shipped: CareerGraph):
    assert plan_routes(shipped, to=GOAL, held={"attending-physician": 2}, draws=50).bottlenecks == (
        "board-certification",
    )
    assert plan_routes(shipped, to=GOAL, held=DIRECTOR, draws=50).bottlenecks == ()


def test_a_waived_usual_requirement_leaves_the_route(shipped: CareerGraph):
    held: Mapping[str, float | None] = {"attending-physician": 2}
    plan = plan_routes(shipped, to=GOAL, held=held, waived=frozenset({"board-certification"}), draws=50)
    assert plan.bottlenecks == ()


def test_routes_are_ranked_by_median_and_differ_in_a_role(shipped: CareerGraph):
    plan = plan_routes(shipped, to=GOAL, held={"attending-physician": 0}, k=27, draws=200)
    medians = [route.years.p50 for route in plan.routes]
    steps = [frozenset(step.id for step in route.steps) for route in plan.routes]
    roles = {frozenset(id for id in chosen if shipped.steps[id].is_role) for chosen in steps}
    assert plan.alternatives == len(plan.routes) == len(roles) == 27
    assert medians == sorted(medians)
    assert not any(one < other for one in steps for other in steps)


def test_one_of_choices_outside_training_are_all_enumerated(shipped: CareerGraph):
    plan = plan_routes(shipped, to="cert-cpe", held={"attending-physician": 0}, k=40, draws=50)
    routes = [frozenset(step.id for step in route.steps) for route in plan.routes]
    learner = Learner(frozenset({"md-degree"}))
    study = {way.origin for need in needs_of(shipped, "cert-cpe", learner) for way in need.ways}
    study = {id for id in study if shipped.steps[id].stage == "study"} - {"degree-mmm"}  # needs the course hours itself
    assert {"aapl-management-education", "degree-mba"} < study
    assert {id for steps in routes for id in steps if id in study} == study
    posts = [frozenset(id for id in steps if shipped.steps[id].is_role) for steps in routes]
    assert plan.alternatives == len(routes) == len(set(posts)) * len(study)


def test_ways_that_differ_in_a_post_come_before_those_that_differ_in_a_degree(shipped: CareerGraph):
    plan = plan_routes(shipped, to="cert-cpe", held={"attending-physician": 0}, k=4, draws=50)
    posts = [frozenset(step.id for step in route.steps if shipped.steps[step.id].is_role) for route in plan.routes]
    assert len(set(posts)) == 4


def test_what_the_reader_sees_agrees_with_the_headline(shipped: CareerGraph):
    for route in plan_routes(shipped, to=GOAL, held={}, k=5).routes:
        assert route.steps[-1].id == GOAL
        assert route.steps[-1].start == pytest.approx(route.years.p50)
        assert route.years.p10 <= route.years.p50 <= route.years.p90
        assert all(0 <= step.start <= step.end for step in route.steps)


def test_the_published_fee_is_summed_and_the_missing_ones_are_counted(shipped: CareerGraph):
    cost = plan_routes(shipped, to=GOAL, held={}, k=1, draws=50).routes[0].cost
    assert (cost.low, cost.typical, cost.high, cost.currency) == (272_000, 272_000, 272_000, "USD")
    assert cost.priced == ("md-degree",)
    assert cost.words == "USD 272,000; 8 steps without a published cost"


def test_a_route_without_any_published_fee_says_so_and_does_not_say_zero(shipped: CareerGraph):
    cost = plan_routes(shipped, to=GOAL, held=DIRECTOR, k=1, draws=50).routes[0].cost
    assert (cost.typical, cost.words) == (None, "no fees: paid posts only")


def test_the_same_seed_gives_the_same_plan(shipped: CareerGraph):
    once, again = (plan_routes(shipped, to=GOAL, held=DIRECTOR, seed=11, draws=300) for _ in range(2))
    assert once == again


def test_a_share_of_the_time_is_published_where_training_is_on_the_route(shipped: CareerGraph):
    (route,) = plan_routes(shipped, to="attending-physician", held={}, draws=50).routes
    # bachelor, MD, first year, residency are published; only the year after the MCAT is assumed
    assert route.assumed_share == pytest.approx(1 / 5)
    assert route.because.endswith(
        "1 of its 5 times is our assumption; the others are published or reported. "
        "The chances to pass its 5 exams and applications are assumptions."
    )


def test_a_length_that_nobody_publishes_makes_the_total_a_minimum(shipped: CareerGraph):
    (route,) = plan_routes(shipped, to="attending-physician", held={}, specialty="med-peds", draws=50).routes
    assert route.at_least
    assert "so this is a minimum" in route.because


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ({"held": {GOAL: 1}}, "You hold CMO of a large hospital already. Choose another goal."),
        ({"held": {"vpma": 1}, "to": "attending-physician"}, "What you hold already includes attending physician."),
        ({"to": "cert-cphims"}, "No source confirms a way to CPHIMS. Allow unverified steps to see what is claimed."),
        ({"k": 0}, "The number of routes is 0. Use 1 or more."),
        ({"held": {"vpma": -2}}, "VPMA lies -2 years back. Use 0 or more years."),
        ({"held": {"vpma": float("nan")}}, "VPMA lies nan years back."),
    ],
)
def test_what_cannot_be_answered_gets_one_sentence(shipped: CareerGraph, more: dict[str, object], message: str):
    with pytest.raises(LearnerError) as caught:
        plan_routes(shipped, **({"to": GOAL, "held": {}, "draws": 10} | more))  # type: ignore[arg-type]
    assert str(caught.value).startswith(message)


@pytest.mark.parametrize(
    "more",
    [
        {"to": "cmo-hospital-larg"},
        {"held": {"vmpa": 1}},
        {"start": "attending"},
        {"waived": frozenset({"board"})},
        {"specialty": "surgery"},
    ],
)
def test_unknown_ids_are_refused_with_a_suggestion(shipped: CareerGraph, more: dict[str, object]):
    with pytest.raises(UnknownId, match=r'There is no \w+ ".+"\. (Did you mean|Known here)'):
        plan_routes(shipped, **({"to": GOAL, "held": {}, "draws": 10} | more))  # type: ignore[arg-type]


def test_an_unverified_goal_is_reached_when_the_learner_wants_it(shipped: CareerGraph):
    plan = plan_routes(shipped, to="cert-cphims", held={}, unverified=True, draws=10)
    assert [step.id for step in plan.routes[0].steps] == ["cert-cphims"]


def cmo_roles(found: CareerGraph) -> list[str]:
    return [step.id for step in found.steps.values() if step.stage == "cmo" and not step.unverified]


def test_every_cmo_role_is_reached_by_a_smallest_set_of_steps_from_nothing(shipped: CareerGraph):
    goals = cmo_roles(shipped)
    assert len(goals) == 26
    for goal in goals:
        plan = plan_routes(shipped, to=goal, held={}, k=1, draws=10)
        _assert_nothing_is_skipped(shipped, plan.routes[0], {})


@pytest.mark.parametrize("held", [{}, {"attending-physician": 0}])
def test_routes_of_a_us_learner_stay_at_home_unless_the_goal_lies_abroad(
    shipped: CareerGraph, held: Mapping[str, float | None]
):
    for goal in cmo_roles(shipped):
        home = {"us", "global", shipped.steps[goal].region}
        for route in plan_routes(shipped, to=goal, held=held, k=20, draws=10).routes:
            assert {shipped.steps[step.id].region for step in route.steps} <= home, goal


def test_another_country_opens_its_ways_when_it_is_asked_for(shipped: CareerGraph):
    goal = "pharma-safety-physician"
    at_home = plan_routes(shipped, to=goal, held={}, k=9, draws=10)
    asked = plan_routes(shipped, to=goal, held={}, k=9, draws=10, regions=frozenset({"uk"}))
    through = [{shipped.steps[step.id].region for step in route.steps} for route in (*at_home.routes, *asked.routes)]
    assert (at_home.alternatives, asked.alternatives) == (1, 2)
    assert sorted(map(sorted, through)) == [["global", "uk"], ["global", "us"], ["global", "us"]]


def test_who_holds_a_step_abroad_may_go_on_there(shipped: CareerGraph):
    held: Mapping[str, float | None] = {"uk-foundation-programme": 0, "uk-gmc-full-registration": 1}
    plan = plan_routes(shipped, to="pharma-safety-physician", held=held, k=1, draws=10)
    # GMC registration a year ago and 4 years of clinical training after it, 4 of PMST, 2 to the post
    assert plan.routes[0].typical_years == (4 - 1) + 4 + 2
    assert {shipped.steps[step.id].region for step in plan.routes[0].steps} == {"uk", "global"}


def test_a_consultant_in_the_uk_becomes_medical_director_after_sixteen_typical_years(shipped: CareerGraph):
    (route,) = plan_routes(shipped, to="uk-medical-director", held={"uk-consultant": 0}, draws=50).routes
    # consultant > clinical lead 4 > clinical director 4 > associate medical director 4 > medical director 4
    assert route.typical_years == 4 + 4 + 4 + 4


@pytest.mark.parametrize(
    ("id", "words"),
    [
        ("medical-director-service", "medical director"),
        ("associate-cmo", "associate CMO"),
        ("vpma", "VPMA"),
        ("us-surgeon-general", "Surgeon General"),
        ("germany-chefarzt", "Chefarzt"),
        ("germany-aerztlicher-direktor", "Ärztlicher Direktor"),
        ("canada-chief-of-staff", "Canadian CMO"),
        ("brazil-diretor-tecnico", "diretor técnico"),
        ("uk-darzi-fellowship", "Darzi Fellowship"),
    ],
)
def test_a_short_name_stands_inside_a_sentence_as_an_editor_would_write_it(shipped: CareerGraph, id: str, words: str):
    assert name_in_text(shipped, id) == words


def test_where_every_way_leads_abroad_it_is_taken():
    found = graph([step("a", region="uk"), step("goal")], ["a > goal usual-next"])
    assert [one.id for one in plan_routes(found, to="goal", held={}, draws=10).routes[0].steps] == ["a", "goal"]


def test_what_bars_the_goal_is_named():
    found = graph([step("a"), step("b"), step("goal")], ["a > b usual-next - - U", "b > goal usual-next"])
    with pytest.raises(LearnerError, match="No route leads to goal: no source confirms a way to b"):
        plan_routes(found, to="goal", held={})


def test_between_two_posts_without_a_gap_two_to_eight_years_are_assumed():
    found = graph([step("a"), step("goal")], ["a > goal usual-next"])
    route = plan_routes(found, to="goal", held={"a": 1}).routes[0]
    assert (route.typical_years, route.assumed_share) == (4 - 1, 1.0)


def test_a_course_counts_from_its_end_and_a_band_adds_nothing():
    course = step("course", "program", years(2, 2, 2, marks="PPP"))
    banded = step("goal", "credential", years(9, 9, 9), years_are="band")
    found = graph([course, banded], [("course > goal requires", years(1, 1, 1, marks="PPP"))])
    assert plan_routes(found, to="goal", held={}).routes[0].typical_years == 2 + 1
    assert plan_routes(found, to="goal", held={"course": 0.25}).routes[0].typical_years == 0.75


def test_the_length_of_a_route_is_its_longest_chain_and_not_the_sum():
    steps = [step("a", "program", years(1, 1, 1)), step("b", "program", years(3, 3, 3)), step("goal", "credential")]
    found = graph(steps, ["a > goal requires", "b > goal requires"])
    assert plan_routes(found, to="goal", held={}).routes[0].typical_years == 3


@given(st.data())
@settings(max_examples=40, deadline=None)
def test_no_route_skips_a_requirement(data: st.DataObject):
    graph_ = _shipped()
    verified = sorted(id for id, found in graph_.steps.items() if not found.unverified)
    held = data.draw(st.dictionaries(st.sampled_from(verified), st.floats(0, 30) | st.none(), max_size=4))
    goal = data.draw(st.sampled_from([id for id in verified if graph_.steps[id].is_role or id.startswith("cert")]))
    try:
        plan = plan_routes(graph_, to=goal, held=held, k=4, draws=20)
    except LearnerError as error:
        assert "hold" in str(error)
        return
    for route in plan.routes:
        _assert_nothing_is_skipped(graph_, route, held)


def _assert_nothing_is_skipped(found: CareerGraph, route: Route, held: Mapping[str, float | None]) -> None:
    """Straight from the wording of the rules: hard rows, groups, and a way in, each started in time."""
    on_route = {one.id for one in route.steps}
    rows = {row.id: row for row in found.transitions}
    followed = [rows[id] for id in route.transitions]
    for id in on_route:
        into = [row for row in found.into(id) if not row.unverified]
        hard = [row for row in into if row.type in ("requires", "one-of", "usual-requires")]
        demands = {row.group or row.id for row in hard if not row.only_if}
        met = {row.group or row.id for row in followed if row in hard}
        assert demands <= met, (id, demands - met)
        ways = [row for row in into if row.type in ("usual-next", "alt")]
        if found.steps[id].is_role and ways and not any(row.type in ("requires", "one-of") for row in hard):
            assert any(row in ways for row in followed), id
    done: set[str] = set()
    for task in route.schedule.tasks:
        for wait in task.waits:
            assert wait.origin in done or wait.origin in route.schedule.held, (task.step, wait.origin)
        done.add(task.step)
    assert not on_route & set(held)


def _shipped() -> CareerGraph:
    from cmo_pathways.career import read_career
    from cmo_pathways.content import Report, content_root

    if not _CACHE:
        _CACHE.append(read_career(content_root() / "data" / "career", Report(content_root())))
    return _CACHE[0]


_CACHE: list[CareerGraph] = []

"""From ranked gaps to a plan over the shipped content, and back from what really happened."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

import cmo_pathways as cmo
from cmo_pathways.catalogue import load_catalogue, load_reference
from cmo_pathways.errors import LearnerError, UnknownId
from cmo_pathways.journey import keep_plan, kept_plan, open_journey, plan_of
from cmo_pathways.ledger import replay
from cmo_pathways.plan import (
    Effort,
    Limits,
    Past,
    Placed,
    Running,
    change_between,
    conflict_sentence,
    level_now,
    make_problem,
    past_of,
    plan_development,
    wanted_gaps,
)
from cmo_pathways.plan.verify import faults_of
from cmo_pathways.standing import rank_gaps

NOW = datetime(2026, 11, 3, 9, 0, tzinfo=UTC)
PAST = Past(frozenset({"attending-physician", "committee-member"}))
EASY = Limits(8, 20_000, 48)
QUICK = Effort(work=4.0, searches=1)


@pytest.fixture(scope="module")
def catalogue():
    return load_catalogue()


@pytest.fixture(scope="module")
def gaps(catalogue):
    return rank_gaps(catalogue, replay(()), "vpma")


@pytest.fixture
def journey(tmp_path):
    found = open_journey(tmp_path / "home", clock=lambda: NOW)
    found.aim("vpma")
    found.record("step", "attending-physician", {"held": True, "since": "2012"})
    return found


def test_a_gap_counts_from_half_a_level_below_on(gaps):
    gap = gaps[0]
    assert level_now(replace(gap, level=2.5, target=4, p_meets=0.1)) == 3
    assert level_now(replace(gap, level=2.49, target=4, p_meets=0.1)) == 2
    assert level_now(replace(gap, level=3.6, target=4, p_meets=0.4)) == 3
    assert level_now(replace(gap, level=3.6, target=4, p_meets=0.6)) == 4


def test_the_gaps_that_matter_most_are_taken_and_met_ones_need_nothing(gaps):
    assert [gap.competency for gap in wanted_gaps(gaps, 3)] == [gap.competency for gap in gaps if not gap.met][:3]
    steps = wanted_gaps(gaps, None, "next-level")
    assert all(gap.target == level_now(gap) + 1 for gap in steps)
    with pytest.raises(LearnerError, match="at least one gap"):
        wanted_gaps(gaps, 0)
    with pytest.raises(LearnerError, match="no aim"):
        wanted_gaps(gaps, 3, "high")


def test_the_front_door_plans_one_level_up_with_proof(catalogue, gaps):
    found = cmo.plan_development(catalogue, gaps, limits=EASY, past=PAST, aim="next-level", effort=QUICK)
    assert found.plan.status == "optimal"
    assert found.plan.weeks == found.plan.bound_weeks
    assert {closed.competency for closed in found.plan.closes} == {gap.competency for gap in found.gaps}
    assert faults_of(found.problem, found.plan.placed) == ()
    assert found.plan.cost <= 20_000
    assert found.best is found.plan


def test_without_a_plan_the_reasons_and_the_next_best_are_given(catalogue, gaps):
    found = plan_development(catalogue, gaps, limits=Limits(2, 0, 6), past=PAST, effort=QUICK)
    assert found.plan.status == "infeasible"
    assert found.conflict and set(found.conflict) <= {"months", "hours", "budget"}
    assert "No plan closes these 5 gaps within" in conflict_sentence(found)
    assert found.relaxations
    if found.instead is not None:
        assert found.instead.weeks <= 26 and found.instead.cost == 0


def test_only_what_is_offered_here_is_considered(catalogue, gaps):
    activities = load_reference().activities
    draft = make_problem(activities, catalogue.career, gaps, EASY, PAST)
    for task in draft.problem.tasks:
        activity = activities[task.id]
        assert not activity.retired and activity.suits("hospital")
        assert "U" not in activity.marks.values()
    assert draft.considered == len(draft.problem.tasks) > 20


@pytest.mark.parametrize(
    ("limits", "error", "words"),
    [
        (Limits(4, 0, 12, must=frozenset({"qi-projct"})), UnknownId, "qi-projct"),
        (Limits(4, 0, 12, never=frozenset({"nothing"})), UnknownId, "nothing"),
        (Limits(4, 0, float("inf")), LearnerError, "The number of months cannot be inf"),
        (Limits(169, 0, 12), LearnerError, "The hours per week cannot be 169"),
        (Limits(4, 0, 12, must=frozenset({"qi-collaborative"})), LearnerError, "cannot be in a plan"),
    ],
)
def test_what_cannot_be_meant_gets_one_sentence(catalogue, gaps, limits, error, words):
    known = load_reference().activities
    with pytest.raises(error, match=words):
        make_problem(known, catalogue.career, gaps, limits, Past())


def test_what_is_under_way_goes_on_and_what_is_done_is_not_planned(journey):
    journey.record("activity", "qi-project-unit", {"status": "done", "on": "2026-10-01"})
    journey.record("activity", "lean-value-stream", {"status": "started", "on": "2026-10-06", "hours": 20})
    journey.record("activity", "qi-collaborative", {"status": "dropped"})
    state, activities = journey.state(), load_reference().activities
    past = past_of(state, activities, rank_gaps(journey.catalogue, state), date(2026, 11, 3))
    assert "qi-project-unit" in past.done
    assert past.running == {"lean-value-stream": Running(hours=40.0, weeks=8)}
    found = plan_of(journey, state, EASY, number=3, aim="next-level", effort=QUICK)
    at = {item.id: item for item in found.plan.placed}
    assert at["lean-value-stream"].start == 0
    assert not {"qi-project-unit", "qi-collaborative"} & at.keys()


def test_a_late_activity_keeps_a_quarter_of_its_time(journey):
    journey.record("activity", "lean-value-stream", {"status": "late", "on": "2026-01-06", "hours": 60})
    past = past_of(journey.state(), load_reference().activities, (), date(2026, 11, 3))
    assert past.running == {"lean-value-stream": Running(hours=15.0, weeks=3)}


def test_who_has_told_no_step_is_taken_for_a_physician():
    assert past_of(replay(()), {}, (), NOW.date()).done == {"attending-physician"}


def test_a_finished_activity_lifts_the_level_until_it_is_rated_again(journey):
    journey.rate("quality-improvement", 1, "sure", not_applicable=False)
    activities, later = load_reference().activities, replace(journey, clock=lambda: NOW.replace(day=5))
    later.record("activity", "qi-project-unit", {"status": "done"})
    state = later.state()
    gaps = tuple(replace(gap, level=1.0) for gap in rank_gaps(later.catalogue, state))
    assert past_of(state, activities, gaps, NOW.date()).lifted["quality-improvement"] == 3
    again = replace(journey, clock=lambda: NOW.replace(day=9))
    again.rate("quality-improvement", 2, "sure", not_applicable=False)
    assert "quality-improvement" not in past_of(again.state(), activities, gaps, NOW.date()).lifted


def test_a_kept_plan_is_followed_and_seen_from_today(journey):
    found = plan_of(journey, journey.state(), EASY, number=2, aim="next-level", effort=QUICK)
    keep_plan(journey, "vpma", found)
    assert kept_plan(journey.state(), "vpma", NOW.date()) == found.plan.placed
    later = kept_plan(journey.state(), "vpma", date(2026, 11, 23))
    assert [item.end for item in later] == [max(0, item.end - 2) for item in found.plan.placed]
    again = plan_of(journey, journey.state(), EASY, number=2, aim="next-level", effort=QUICK)
    assert again.plan.placed == found.plan.placed


def test_what_changes_between_two_plans_is_told():
    before = (Placed("a", 0, 2), Placed("b", 2, 4), Placed("c", 4, 6), Placed("d", 0, 1))
    change = change_between(before, (Placed("a", 0, 2), Placed("b", 3, 5), Placed("e", 0, 1)), done=("d",))
    assert (change.kept, change.moved, change.added, change.dropped) == (("a",), ("b",), ("e",), ("c",))

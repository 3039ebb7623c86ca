"""The whole chain on a real ledger, and again after everything was closed."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from cmo_pathways.cases import current_scene, is_over, open_choices
from cmo_pathways.errors import LearnerError, LedgerError, UnknownId
from cmo_pathways.journey import (
    decide,
    dossier_for,
    gaps_of,
    held_years,
    new_play,
    next_step,
    open_journey,
    play_so_far,
    progress_of,
    reply,
    routes_of,
)

NOW = datetime(2026, 11, 3, 9, 0, tzinfo=UTC)


@pytest.fixture
def journey(tmp_path):
    return open_journey(tmp_path / "home", clock=lambda: NOW)


def play_through(journey, pick):
    case = next(iter(journey.catalogue.cases.values()))
    play = new_play(journey.state(), case.id)
    now = play_so_far(journey, journey.state(), case.id, play)
    while not is_over(case, now):
        now = decide(journey, case.id, play, pick(open_choices(case, now)).id)
    return case, play, now


def test_the_next_step_leads_through_the_lessons_in_order(journey):
    seen = [next_step(journey, journey.state()).notebook]
    journey.aim("cmo-hospital-large")
    seen.append(next_step(journey, journey.state()).notebook)
    for id in journey.catalogue.framework.competencies:
        journey.rate(id, 2, "fairly", not_applicable=False)
    seen.append(next_step(journey, journey.state()).notebook)
    journey.record("step", "attending-physician", {"held": True, "since": "2015"})
    seen.append(next_step(journey, journey.state()).notebook)
    play_through(journey, lambda choices: choices[0])
    seen.append(next_step(journey, journey.state()).notebook)
    journey.record("entry", "impact-1", {"section": "impact", "title": "Sepsis"})
    seen.append(next_step(journey, journey.state()).notebook)
    journey.record(
        "export", "a.pdf", {"audience": "x", "kind": "dossier", "format": "pdf", "sha256": "0" * 64, "pages": 1}
    )
    seen.append(next_step(journey, journey.state()).notebook)
    journey.record("plan", "cmo-hospital-large", {"begin": "2026-11-09", "activities": []})
    seen.append(next_step(journey, journey.state()).notebook)
    assert [name[:2] for name in seen] == ["00", "03", "05", "07", "08", "08", "06", "02"]


def test_a_reopened_journey_answers_the_same(journey):
    journey.aim("vpma")
    journey.rate("patient-safety", 3, "sure", not_applicable=False)
    again = open_journey(journey.home, clock=lambda: NOW)
    assert gaps_of(again, again.state()) == gaps_of(journey, journey.state())
    assert progress_of(again, again.state())["rated"] == 1


def test_a_play_is_rebuilt_move_by_move_from_the_ledger(journey):
    case, play, end = play_through(journey, lambda choices: choices[-1])
    again = open_journey(journey.home, clock=lambda: NOW)
    assert play_so_far(again, again.state(), case.id, play) == end
    assert again.state().plays[play].result.ending == current_scene(case, end).id


def test_a_second_play_has_its_own_id_and_leaves_the_first_alone(journey):
    case, first, _ = play_through(journey, lambda choices: choices[0])
    _, second, _ = play_through(journey, lambda choices: choices[-1])
    assert (first, second) == (f"{case.id}-1", f"{case.id}-2")
    assert set(journey.state().plays) == {first, second}


def test_a_move_that_is_refused_records_nothing(journey):
    case = next(iter(journey.catalogue.cases.values()))
    with pytest.raises(UnknownId):
        decide(journey, case.id, f"{case.id}-1", "no-such-choice")
    with pytest.raises(LearnerError):
        reply(journey, case.id, f"{case.id}-1", "not a number")
    with pytest.raises(UnknownId):
        journey.rate("no-such-skill", 3, None, not_applicable=False)
    with pytest.raises(UnknownId):
        journey.aim("no-such-role")
    assert journey.ledger.events() == ()


def test_years_held_count_from_the_month_or_the_start_of_the_year(journey):
    journey.record("step", "attending-physician", {"held": True, "since": "2020-11"})
    journey.record("step", "md-degree", {"held": True, "since": None})
    journey.record("step", "mcat", {"held": False, "since": None})
    found = held_years(journey.state(), date(2026, 11, 1))
    assert found == {"attending-physician": pytest.approx(6.0, abs=0.01), "md-degree": None}


def test_routes_start_from_what_is_held(journey):
    journey.record("step", "attending-physician", {"held": True, "since": "2012"})
    journey.record("step", "medical-director-service", {"held": True, "since": "2020"})
    plan = routes_of(journey, journey.state(), to="cmo-hospital-large")
    assert plan.routes[0].steps[-1].id == "cmo-hospital-large"
    assert "medical-director-service" not in {s.id for route in plan.routes for s in route.steps}


def test_a_dossier_needs_a_ledger_and_carries_what_it_was_made_from(journey, tmp_path):
    journey.record("profile", "me", {"name": "Ada Example, MD"})
    journey.record(
        "entry", "position-1", {"section": "position", "title": "Chief", "organization": "A", "start": "2019"}
    )
    journey.record("entry", "position-2", {"section": "position", "title": "Half-written"})
    document, source = dossier_for(journey.home, audience="hospital-board", today=date(2026, 11, 3))
    assert document.title == "Ada Example, MD"
    assert source["entries"] == {"position-1": journey.state().entries["position-1"]}
    with pytest.raises(LedgerError):
        dossier_for(tmp_path / "nowhere", audience="hospital-board", today=date(2026, 11, 3))

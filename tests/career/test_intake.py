"""Where the learner stands: read from the ledger, checked all at once, and what it means for routes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from cmo_pathways.career import (
    CareerGraph,
    Intake,
    ResumeEntry,
    intake_body,
    intake_problems,
    limits_of,
    propose_steps,
    read_intake,
    specialty_of,
)
from cmo_pathways.ledger.event import event_problems

TODAY = date(2026, 11, 20)
FULL = Intake(
    country="uk",
    stage="practice",
    years=4,
    specialty="residency-pediatrics",
    hours_per_week=5,
    budget=20_000,
    currency="GBP",
    no_relocation=True,
    part_time=0.6,
    clinical_share=0.5,
    held={"uk-consultant": "2022-03"},
)


def test_an_intake_goes_through_the_ledger_and_comes_back():
    assert read_intake(intake_body(FULL), FULL.held) == FULL
    assert event_problems("intake", "me", intake_body(FULL)) == ()
    assert event_problems("intake", "me", intake_body(Intake())) == ()


def test_the_ledger_refuses_an_intake_that_cannot_be():
    assert event_problems("intake", "me", {"part_time": 0, "budget": -5, "pets": 2}) == (
        "part_time should be a share above 0, 1 at most",
        "budget should be a number of 0 or more or null",
        '"pets" is not a known key',
    )


def test_what_is_odd_in_an_old_event_is_left_out():
    assert read_intake({"country": 7, "years": "many", "part_time": True}, {}) == Intake()


def test_a_sound_intake_has_no_problems(shipped: CareerGraph):
    assert intake_problems(shipped, FULL, TODAY) == ()
    assert intake_problems(shipped, Intake(), TODAY) == ()


def test_all_problems_are_told_at_once(shipped: CareerGraph):
    wrong = Intake(
        country="mars",
        stage="emperor",
        years=-1,
        specialty="residency-magic",
        hours_per_week=200,
        budget=-5,
        currency="XYZ",
        part_time=0,
        clinical_share=1.5,
        held={"vpma": "2030-01", "nothing-known": None, "attending-physician": "soon"},
    )
    found = intake_problems(shipped, wrong, TODAY)
    assert len(found) == 12
    assert all(sentence.endswith(".") for sentence in found)
    assert "VPMA is dated 2030-01, which is still to come. Mend the date, or take the step out." in found


@pytest.mark.parametrize(
    ("intake", "words"),
    [
        (Intake(no_relocation=True), "You want to stay in your country, but none is given."),
        (Intake(stage="student", held={"vpma": None}), "You are in medical school and hold VPMA."),
        (
            Intake(held={"board-certification": "2010", "state-medical-license": "2012"}),
            "Board certification (2010) comes before state medical license (2012), which it requires.",
        ),
    ],
)
def test_contradictions_are_named(shipped: CareerGraph, intake: Intake, words: str):
    (found,) = intake_problems(shipped, intake, TODAY)
    assert found.startswith(words)


def test_the_intake_sets_the_limits_of_routes():
    limits = limits_of(FULL)
    assert limits.only == limits.home == {"uk", "global"}
    assert (limits.pace, limits.budget, limits.currency) == (0.6, 20_000, "GBP")
    assert limits_of(replace(FULL, no_relocation=False)).only == frozenset()
    assert "us" in limits_of(Intake()).home


def test_the_residency_held_is_the_specialty_unless_another_is_named(shipped: CareerGraph):
    held = {"residency-general-surgery": "2015"}
    assert specialty_of(shipped, Intake(held=held)) == "residency-general-surgery"
    assert specialty_of(shipped, Intake(held=held, specialty="residency-urology")) == "residency-urology"
    assert specialty_of(shipped, Intake()) is None


@pytest.mark.parametrize(
    ("section", "text", "steps"),
    [
        ("work", "Medical Director, Hospital Medicine", ["medical-director-service"]),
        ("work", "Associate Chief Medical Officer", ["associate-cmo"]),
        ("work", "Internal medicine resident", ["residency-internal-medicine"]),
        ("work", "Hospital porter", []),
        ("education", "MD", ["md-degree"]),
        ("education", "Fellowship in gastroenterology", ["fellowship-gastroenterology"]),
        ("education", "Doctorate in mdma policy", []),
        ("certificates", "Certified Physician Executive (CPE)", ["cert-cpe"]),
        ("certificates", "Basic life support", []),
    ],
)
def test_words_of_a_resume_propose_steps(shipped: CareerGraph, section: str, text: str, steps: list[str]):
    found = propose_steps(shipped, [ResumeEntry(section, text, "2019-07", None)])
    assert [one.step for one in found] == steps
    assert all(one.found in text for one in found)


def test_a_chief_medical_officer_is_asked_of_which_house(shipped: CareerGraph):
    (found,) = propose_steps(shipped, [ResumeEntry("work", "Chief Medical Officer", "2024", None)])
    assert {"cmo-hospital-small", "cmo-hospital-large", "cmo-health-system", "cmo-biotech"} <= set(found.choices)
    assert found.since == "2024"


def test_a_post_counts_from_its_start_and_training_from_its_end(shipped: CareerGraph):
    entries = [
        ResumeEntry("work", "Medical director", "2019-07", "2022"),
        ResumeEntry("work", "Pediatrics resident", "2011-07", "2014-06"),
        ResumeEntry("work", "Medical director, clinics", "2017", None),
    ]
    found = {one.step: one.since for one in propose_steps(shipped, entries)}
    assert found == {"residency-pediatrics": "2014-06", "medical-director-service": "2017"}

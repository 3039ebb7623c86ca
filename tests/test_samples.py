"""The sample physician: invented, sound, and lived at the times that its file names."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from cmo_pathways.catalogue import load_catalogue
from cmo_pathways.content import Report, content_root
from cmo_pathways.journey import dossier_of, open_journey
from cmo_pathways.ledger import replay
from cmo_pathways.portfolio import check_entry
from cmo_pathways.samples import SAMPLE, check_sample, live_sample, load_sample, read_sample


@pytest.fixture
def lived(tmp_path: Path):  # type: ignore[no-untyped-def]
    sample = load_sample()
    return live_sample(open_journey(tmp_path / "home", clock=lambda: sample.today), sample)


def test_every_event_carries_its_own_time_in_order(lived) -> None:
    times = [event.at for event in lived.ledger.events()]
    assert times == sorted(times)
    assert times[0].startswith("2026-08-16") and times[-1].startswith("2026-11-14")
    assert {event.at for event in lived.ledger.events()} <= {
        deed.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") for deed in load_sample().deeds
    }


def test_the_sample_touches_every_part_of_the_chain(lived) -> None:
    state = lived.state()
    assert len(state.ratings) == 20 and all(rating.sureness for rating in state.ratings.values())
    assert len(state.rating_history) > 20
    assert len(state.steps) >= 8 and all(step.since for step in state.steps.values())
    assert state.target == "cmo-hospital-large"
    (play,) = state.plays.values()
    assert play.result is not None
    sections = {str(body["section"]) for body in state.entries.values()}
    assert {"impact", "position", "education", "credential", "crisis", "publication"} <= sections
    assert 8 <= len(state.entries) <= 12


def test_its_dossier_shows_every_entry_and_its_results_are_verified(lived) -> None:
    state = lived.state()
    made = dossier_of(lived, state, audience=load_sample().audience, today=load_sample().today.date())
    assert set(made.chosen) == set(state.entries) and made.left_out == ()
    for body in state.entries.values():
        assert check_entry(str(body["section"]), body) == ()
        if body["section"] == "impact":
            assert all(body.get(key) for key in ("before", "after", "unit", "n", "period", "source", "verifier"))


def test_it_says_that_it_is_invented_and_reaches_nobody() -> None:
    text = (content_root() / SAMPLE).read_text(encoding="utf-8")
    assert "fictional: true" in text and "invented" in load_sample().about
    assert "@example.org" in text and " 555 " in text
    profile = next(deed.body for deed in load_sample().deeds if deed.kind == "profile")
    assert "invented" in str(profile["headline"])


def test_the_journey_ends_on_the_day_of_the_sample(lived) -> None:
    assert lived.clock() == datetime(2026, 11, 20, 15, 30, tzinfo=UTC)


def test_two_lives_are_equal(lived, tmp_path) -> None:
    sample = load_sample()
    again = live_sample(open_journey(tmp_path / "again", clock=lambda: sample.today), sample)
    assert replay(again.ledger.events()) == lived.state()


HEAD = "id: s\nversion: 1\nfictional: true\nabout: x\ntoday: 2026-11-20T00:00:00Z\naudience: hospital-board\nevents:\n"

# one event, the code and a part of its message
WRONG = [
    ("- {at: 2026-01-01T00:00:00Z, kind: rating, competency: finance, level: 3, sureness: sure}", "no competency"),
    ("- {at: 2026-01-01T00:00:00Z, kind: rating, competency: telemedicine, level: 7, sureness: sure}", "level"),
    ("- {at: 2026-01-01T00:00:00Z, kind: rating, competency: telemedicine, level: 3, sureness: yes}", "sureness"),
    ("- {at: soon, kind: target, step: vpma}", "is no time"),
    ("- {at: 2026-01-01T00:00:00Z, kind: target, step: vpm}", "There is no role"),
    ("- {at: 2026-01-01T00:00:00Z, kind: step, step: vpm}", "There is no step"),
    ("- {at: 2026-01-01T00:00:00Z, kind: wish, step: vpma}", "kind"),
    ("- {at: 2026-01-01T00:00:00Z, kind: entry, id: e-1, section: impact}", "What changed is missing"),
    (
        "- {at: 2026-01-01T00:00:00Z, kind: play, case: this-months-number, choices: [by-nine], answers: {}}",
        "add the choices up to an ending",
    ),
    (
        "- {at: 2026-01-02T00:00:00Z, kind: target, step: vpma}\n"
        "- {at: 2026-01-01T00:00:00Z, kind: target, step: vpma}",
        "lies before the event above it",
    ),
]


@pytest.mark.parametrize(("event", "part"), WRONG, ids=[part for _, part in WRONG])
def test_a_fault_in_a_sample_is_named_with_its_line(tmp_path, event, part) -> None:
    file = tmp_path / "sample.yaml"
    file.write_text(HEAD + event + "\n")
    report = Report(tmp_path)
    check_sample(file, report, load_catalogue())
    assert any(part in problem.message and problem.line >= 8 for problem in report.errors), report.problems


def test_a_sample_that_cannot_be_read_is_no_sample(tmp_path) -> None:
    report = Report(tmp_path)
    assert read_sample(tmp_path / "none.yaml", report) is None
    assert report.errors

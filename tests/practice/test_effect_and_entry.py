"""What a play counts for, and its one entry in the portfolio."""

from __future__ import annotations

from datetime import date

import pytest
from practice.conftest import CASE

from cmo_pathways.errors import LearnerError, UnknownId
from cmo_pathways.journey import decide, dossier_of, estimates_of
from cmo_pathways.portfolio import check_entry
from cmo_pathways.practice import add_entry, counted_play, effects_of, entry_id, entry_of, remove_entry


def test_the_effect_is_the_difference_that_the_play_makes(journey, finish):
    before = estimates_of(journey, journey.state())
    play = finish()
    state = journey.state()
    after, constants = estimates_of(journey, state), journey.catalogue.constants
    effects = effects_of(journey, state, play)
    case = journey.catalogue.case(CASE)
    assert [one.competency for one in effects] == list(case.competencies)
    for one in effects:
        assert one.before == pytest.approx(before[one.competency].level)
        assert one.after == pytest.approx(after[one.competency].level)
        score = state.plays[play].result.scores[one.competency]
        share = min(1, max(0, score.got / score.best))
        assert one.says == pytest.approx(constants.case_floor + share * 3 * constants.case_span_per_difficulty)
        own, case_own = constants.rating_sd("fairly"), constants.case_sd
        weight = (own**2 + constants.lean_sd**2) / (case_own**2 + constants.case_lean_sd**2)
        assert one.weight == pytest.approx(weight), "difficulty 3 neither widens nor narrows"
        assert "difficulty 3 of 5" in one.why


def test_a_later_play_counts_instead_of_an_earlier_one(journey, finish):
    first = finish()
    second = finish(pick=-1)
    state = journey.state()
    assert counted_play(state, CASE) == second
    assert effects_of(journey, state, first) == ()
    assert effects_of(journey, state, second)


def test_what_is_not_part_of_the_work_is_not_counted(journey, finish):
    play = finish()
    journey.rate("data-analytics", None, None, not_applicable=True)
    told = {one.competency for one in effects_of(journey, journey.state(), play)}
    assert told == set(journey.catalogue.case(CASE).competencies) - {"data-analytics"}


def test_a_case_is_added_once_and_named_as_an_exercise(journey, finish):
    play = finish()
    assert add_entry(journey, play) is not None
    assert add_entry(journey, play) is None
    entry = entry_of(journey.state(), CASE)
    assert list(journey.state().entries) == [entry_id(CASE)]
    assert (entry["section"], entry["play"], entry["year"]) == ("cases", play, "2026-11")
    assert check_entry("cases", entry) == ()
    assert "Quality" not in entry["practiced"] and "quality improvement" in entry["practiced"]


def test_a_later_play_takes_the_place_and_own_words_stay(journey, finish):
    first = finish()
    add_entry(journey, first)
    journey.record("entry", entry_id(CASE), {**entry_of(journey.state(), CASE), "text": "I named nobody."})
    second = finish(pick=-1)
    add_entry(journey, second)
    entry = entry_of(journey.state(), CASE)
    assert (entry["play"], entry["text"]) == (second, "I named nobody.")


def test_an_entry_is_taken_out_and_may_come_back(journey, finish):
    play = finish()
    assert remove_entry(journey, CASE) is None
    add_entry(journey, play)
    remove_entry(journey, CASE)
    assert entry_of(journey.state(), CASE) is None
    assert journey.state().plays[play].result is not None
    assert add_entry(journey, play) is not None


def test_only_a_finished_play_is_added(journey):
    decide(journey, CASE, f"{CASE}-1", "by-nine")
    with pytest.raises(LearnerError, match="not finished"):
        add_entry(journey, f"{CASE}-1")
    with pytest.raises(UnknownId):
        add_entry(journey, "no-such-play")


@pytest.mark.parametrize("audience", ["hospital-board", "fellowship", "health-system"])
def test_a_dossier_shows_the_case_once_and_always_as_an_exercise(journey, finish, audience):
    title = journey.catalogue.case(CASE).title
    add_entry(journey, finish())
    journey.record("entry", entry_id(CASE), {**entry_of(journey.state(), CASE), "title": "Led a hospital"})
    other = next(id for id in journey.catalogue.cases if id != CASE)
    finish(other)
    found = dossier_of(journey, journey.state(), audience=audience, today=date(2026, 11, 22))
    shown = [block for block in found.document.blocks if getattr(block, "place", "") == "Case exercise, fictional"]
    assert [block.title for block in shown] == ["Led a hospital", journey.catalogue.case(other).title]
    assert title not in [block.title for block in shown]
    assert entry_id(CASE) in found.chosen

"""The library: what trains the widest gaps first, and the filters of the learner."""

from __future__ import annotations

from dataclasses import replace

import pytest
from practice.conftest import CASE

from cmo_pathways.journey import decide, gaps_of
from cmo_pathways.practice import (
    MY_GAPS,
    SECTORS,
    TOP_GAPS,
    CaseFilter,
    decisions_ahead,
    next_offer,
    sector_of,
    shelf_of,
    situation_of,
)


def ids(offers) -> list[str]:
    return [offer.case.id for offer in offers]


def test_cases_stand_in_the_order_of_the_gaps_that_they_train(journey):
    for id in journey.catalogue.framework.competencies:
        journey.rate(id, 5, "sure", not_applicable=False)
    journey.rate("data-analytics", 0, "sure", not_applicable=False)
    state = journey.state()
    shelf = shelf_of(journey, state)
    place = [gap.competency for gap in gaps_of(journey, state)]
    assert place[0] == "data-analytics"
    best = [min(place.index(id) for id in offer.case.competencies) for offer in shelf.offers]
    assert best == sorted(best)
    assert "data-analytics" in shelf.offers[0].case.competencies
    assert shelf.rated and len(shelf.top) <= TOP_GAPS
    assert all(set(offer.trains) == set(shelf.top) & set(offer.case.competencies) for offer in shelf.offers)


def test_without_a_rating_the_shelf_says_so(journey):
    assert not shelf_of(journey, journey.state()).rated


def test_a_waiting_play_stands_first_and_a_played_case_last(journey, finish):
    other = next(id for id in journey.catalogue.cases if id != CASE)
    finish(other)
    decide(journey, CASE, f"{CASE}-1", "by-nine")
    offers = shelf_of(journey, journey.state()).offers
    assert (offers[0].case.id, offers[0].status, offers[0].decisions) == (CASE, "waiting", 1)
    assert (offers[-1].case.id, offers[-1].status) == (other, "played")
    assert offers[-1].grade in ("strong", "mixed", "poor")
    assert next_offer(shelf_of(journey, journey.state()), other).status == "new"


def test_the_next_case_is_new_and_not_the_one_just_played(journey):
    shelf = shelf_of(journey, journey.state())
    first, second = shelf.offers[:2]
    assert next_offer(shelf, first.case.id) == second
    assert next_offer(replace(shelf, offers=(replace(first, status="played"),)), "") is None


@pytest.mark.parametrize("field", ["sector", "difficulty", "competency", "minutes"])
def test_each_filter_keeps_exactly_what_it_names(journey, field):
    shelf = shelf_of(journey, journey.state())
    for case in journey.catalogue.cases.values():
        value = {"sector": sector_of(case), "difficulty": case.difficulty, "competency": case.competencies[0],
                 "minutes": case.minutes.play}[field]  # fmt: skip
        kept = {offer.case.id for offer in CaseFilter(**{field: value}).chosen(shelf)}
        assert case.id in kept
        for other in journey.catalogue.cases.values():
            fits = {"sector": sector_of(other) == value, "difficulty": other.difficulty == value,
                    "competency": value in other.competencies,
                    "minutes": field == "minutes" and other.minutes.play <= value}[field]  # fmt: skip
            assert (other.id in kept) == fits


def test_my_gaps_and_not_yet_played_look_at_the_learner(journey, finish):
    finish()
    shelf = shelf_of(journey, journey.state())
    assert CASE not in ids(CaseFilter(unplayed=True).chosen(shelf))
    assert ids(CaseFilter(competency=MY_GAPS).chosen(shelf)) == [o.case.id for o in shelf.offers if o.trains]


def test_orders_sort_and_keep_every_case(journey):
    shelf = shelf_of(journey, journey.state())
    easy, short, title = (CaseFilter(order=order).chosen(shelf) for order in ("easy", "short", "title"))
    assert [o.case.difficulty for o in easy] == sorted(o.case.difficulty for o in shelf.offers)
    assert [o.case.minutes.play for o in short] == sorted(o.case.minutes.play for o in shelf.offers)
    assert [o.case.title for o in title] == sorted((o.case.title for o in shelf.offers), key=str.casefold)


def test_a_kept_filter_that_cannot_be_read_keeps_everything():
    assert CaseFilter.of({"sector": 3, "difficulty": True, "order": "luck", "more": 1}) == CaseFilter()
    assert CaseFilter.of({"sector": "a sector of an older version"}) == CaseFilter()
    asked = CaseFilter("payer", "data-analytics", 3, 20, True, "easy")
    assert CaseFilter.of(asked.values) == asked and asked.narrows
    assert not CaseFilter(order="easy").narrows


@pytest.mark.parametrize(
    ("intro", "line"),
    [
        ("You lead. It rains.", "You lead."),
        ("Dr. Osei calls. You listen.", "Dr. Osei calls."),
        ('At St. Mary\'s, J. Okafor asks: "Why?" You wait.', 'At St. Mary\'s, J. Okafor asks: "Why?"'),
        ("The share is 5.5 % in the U.S. market today. More.", "The share is 5.5 % in the U.S. market today."),
        ("You are chief medical officer of Meridian Health, four hospitals. More.", "Meridian Health, four hospitals."),
        ("You are the CMO of the Three Rivers District. More.", "Three Rivers District."),
        ("You are chief medical officer of a company. More.", "You are chief medical officer of a company."),
        ("No end", "No end"),
        ("", ""),
    ],
)
def test_the_situation_is_the_first_sentence(journey, intro, line):
    assert situation_of(replace(journey.catalogue.case(CASE), intro=intro)) == line


def test_every_shipped_situation_fits_two_lines(journey):
    assert all(20 < len(situation_of(case)) < 240 for case in journey.catalogue.cases.values())


def test_what_is_ahead_shrinks_by_one_with_each_decision_at_most(journey):
    from cmo_pathways.cases import choose, is_over, open_choices, start_case

    for case in journey.catalogue.cases.values():
        state = start_case(case)
        few, most = decisions_ahead(case, state)
        while not is_over(case, state):
            state = choose(case, state, open_choices(case, state)[-1].id)
            after = decisions_ahead(case, state)
            assert few - 1 <= after[1] and after[1] <= most - 1
            few, most = after
        assert (few, most) == (0, 0)


@pytest.mark.parametrize(
    ("words", "sector"),
    [
        ("hospital", "hospital"),
        ("health system", "hospital"),
        ("public hospital", "public-health"),
        ("public health agency", "public-health"),
        ("pharmaceutical company", "pharma-biotech"),
        ("biotech company", "pharma-biotech"),
        ("health-technology company", "health-tech"),
        ("accountable care organization", "payer"),
        ("health plan", "payer"),
        ("nonprofit", "global-health"),
        ("Global health", "global-health"),
    ],
)
def test_the_setting_of_a_case_belongs_to_one_sector(journey, words, sector):
    assert sector_of(replace(journey.catalogue.case(CASE), sector=words)) == sector


def test_every_sector_has_a_case(journey):
    assert {sector_of(case) for case in journey.catalogue.cases.values()} == set(SECTORS)

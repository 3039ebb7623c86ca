"""Each mark in the self-assessment is one rating in the ledger, and the form opens where it was left."""

from __future__ import annotations

import pytest
from widgets.page import Page, blocks

from cmo_pathways.journey import estimates_of, gaps_of
from cmo_pathways.ledger import Event

FIRST, SECOND = "clinical-expertise", "regulatory-compliance"


@pytest.fixture
def page(open_page) -> Page:
    """The form with all 20 in order, at its first competency."""
    return open_page("self-assessment").press("all")


def answers(page: Page) -> tuple[Event, ...]:
    """What was said; where the learner is on the screen is no answer."""
    return tuple(event for event in page.events if event.kind != "place")


def test_nothing_is_marked_at_first(page):
    assert page.control("level")["value"] is None
    assert page.control("sureness")["value"] is None
    assert page.control("skip")["value"] is False
    assert answers(page) == ()


@pytest.mark.parametrize("level", range(6))
def test_a_level_is_recorded_as_it_was_marked(page, level):
    page.change("level", str(level))
    (event,) = answers(page)
    assert (event.kind, event.subject, event.body["level"]) == ("rating", FIRST, level)
    assert event.body["framework"] == page.journey.catalogue.framework.version
    assert page.control("level")["value"] == str(level)
    assert page.alarm == ""


@pytest.mark.parametrize("sureness", ["guess", "fairly", "sure"])
def test_sureness_joins_the_level_whichever_comes_first(page, sureness):
    page.change("sureness", sureness).change("level", "3")
    rating = page.state.ratings[FIRST]
    assert (rating.level, rating.sureness) == (3, sureness)
    page.press("next").change("level", "3").change("sureness", sureness)
    rating = page.state.ratings[SECOND]
    assert (rating.level, rating.sureness) == (3, sureness)


def test_a_changed_mind_keeps_the_history(page):
    page.change("level", "4").change("level", "2")
    assert page.state.ratings[FIRST].level == 2
    assert [rating.level for rating in page.state.rating_history] == [4, 2]


def test_not_part_of_my_work_and_back_gives_the_level_again(page):
    page.change("level", "4").change("sureness", "sure").change("skip", True)
    rating = page.state.ratings[FIRST]
    assert (rating.level, rating.not_applicable) == (None, True)
    assert page.control("skip")["value"] is True
    assert FIRST not in estimates_of(page.journey, page.state)
    page.change("skip", False)
    rating = page.state.ratings[FIRST]
    assert (rating.level, rating.sureness, rating.not_applicable) == (4, "sure", False)


def test_a_level_takes_back_not_part_of_my_work(page):
    page.change("skip", True).change("level", "1")
    rating = page.state.ratings[FIRST]
    assert (rating.level, rating.not_applicable) == (1, False)


def test_next_and_back_move_without_recording(page):
    page.change("level", "3").press("next")
    assert page.view["page"] == SECOND
    page.press("back")
    assert (page.view["page"], page.control("level")["value"]) == (FIRST, "3")
    assert len(answers(page)) == 1
    page.press("back")
    assert page.view["page"] == "start"


def test_the_form_counts_what_is_answered(page):
    page.change("level", "3").change("sureness", "sure").press("next").change("skip", True)
    assert (page.view["head"]["done"], page.view["head"]["total"]) == (2, 20)
    assert page.view["head"]["spoken"] == "2 of 20 rated"
    assert page.view["head"]["groups"][0][:2] == ["done", "now"]


def test_all_twenty_in_order_end_at_the_gaps(page):
    seen = []
    for _ in range(20):
        seen.append(page.view["page"])
        page.change("level", "2").change("sureness", "fairly").press("next")
    assert tuple(seen) == tuple(page.journey.catalogue.framework.competencies)
    assert page.view["page"] == "gaps"
    assert page.view["head"]["aside"] == "all answered"
    top = gaps_of(page.journey, page.state)[0]
    assert any(block.get("key") == f"gap-{top.competency}" for block in blocks(page.view))


def test_the_gaps_of_a_rating_are_those_that_the_core_works_out(page):
    page.change("level", "2").change("sureness", "guess").press("gaps")
    (gap,) = (gap for gap in gaps_of(page.journey, page.state) if gap.rated)
    assert gap.competency == FIRST
    assert f"{gap.level:.1f}" in page.text
    assert f"{gap.because}." in page.text


def test_gaps_without_a_rating_say_what_to_do(page):
    assert "Rate one competency to see your first gap" in page.press("gaps").text
    assert page.press("first").view["page"] == FIRST


def test_another_target_is_recorded_and_measured_against(page):
    page.change("level", "3").press("gaps").change("target", "vpma")
    assert page.state.target == "vpma"
    assert page.control("target")["value"] == "vpma"
    role = page.journey.catalogue.framework.role("vpma")
    assert f"to {role.short}" in page.text


@pytest.mark.parametrize("rounds", [0, 7])
def test_after_the_kernel_died_the_same_place_and_values_are_shown(page, rounds):
    for _ in range(rounds):
        page.change("level", "3").change("sureness", "sure").press("next")
    page.change("level", "4")
    reopened = page.again()
    assert {**reopened.view, "n": {}} == {**page.view, "n": {}}
    assert reopened.control("level")["value"] == "4"


def test_two_screens_on_one_ledger_see_each_others_answers(page):
    other = page.again()
    page.change("level", "4")
    other.change("sureness", "sure")
    rating = page.state.ratings[FIRST]
    assert (rating.level, rating.sureness) == (4, "sure")
    assert other.control("level")["value"] == "4"

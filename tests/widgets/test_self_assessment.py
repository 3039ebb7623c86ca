"""Each mark in the self-assessment is one rating in the ledger, and the form opens where it was left."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import replace
from datetime import timedelta

import pytest
from widgets.page import NOW, Page, blocks

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


def test_the_first_page_places_once_and_may_be_left_out_or_changed(open_page):
    page = open_page("self-assessment")
    assert page.view["page"] == "start"
    assert page.control("responsibility")["value"] is None
    page.change("responsibility", "2").change("responsibility", "3")
    assert page.state.of("placement")["me"]["responsibility"] == 3
    assert "our assumption" in page.text
    assert page.press("short").press("back").view["page"] == "start"
    assert page.control("responsibility")["value"] == "3"


def test_the_short_form_says_why_and_stops_when_the_five_are_clear(open_page):
    page = open_page("self-assessment").press("short")
    assert "Asked first because" in page.text
    seen = []
    while page.view["page"] != "enough":
        id = page.view["page"]
        seen.append(id)
        page.change("level", str(len(seen) % 4)).change("sureness", "sure").press("next")
        assert len(seen) <= 20
    assert len(seen) == len(set(seen)) < 20
    top = [gap.competency for gap in gaps_of(page.journey, page.state)[:5]]
    names = [page.journey.catalogue.framework.competency(id).short for id in top]
    assert all(name in page.text for name in names)
    assert set(top) <= set(seen)
    page.press("beyond")
    assert page.view["page"] not in seen


def test_the_way_back_through_the_short_form_is_the_way_it_came(open_page):
    page = open_page("self-assessment").press("short")
    seen = []
    for _ in range(3):
        seen.append(page.view["page"])
        page.change("level", "2").change("sureness", "fairly").press("next")
    for id in reversed(seen):
        assert page.press("back").view["page"] == id
        assert page.control("level")["value"] == "2"
    assert page.press("next").view["page"] == seen[1]
    assert page.again().view["page"] == seen[1]


def test_a_question_that_was_passed_is_not_asked_again(open_page):
    page = open_page("self-assessment").press("short")
    first = page.view["page"]
    second = page.press("next").view["page"]
    assert second != first
    assert page.press("gaps").press("first").view["page"] == second


def test_signals_suggest_a_level_and_the_learner_takes_it_or_not(page):
    page.change("level", "3").press("depth")
    assert page.view["page"] == f"depth-{FIRST}-3"
    for n in (1, 2, 3):
        page.change(f"signal:3.{n}", "yes")
    page.press("depth:on")
    for n in (1, 2, 3):
        page.change(f"signal:4.{n}", "no" if n > 1 else "yes")
    assert "Your answers suggest level 3." in page.text
    assert page.state.of("signals")[FIRST]["answers"] == {
        **{f"3.{n}": "yes" for n in (1, 2, 3)},
        **{"4.1": "yes", "4.2": "no", "4.3": "no"},
    }
    page.press("item").change("level", "2")
    assert page.state.ratings[FIRST].level == 2
    page.press("depth").press("depth:take")
    assert (page.view["page"], page.state.ratings[FIRST].level) == (FIRST, 3)


def test_importance_and_interest_are_folded_and_recorded(page):
    page.change("importance", "5").change("interest", "2")
    assert page.state.importance[FIRST] == 5
    assert page.state.of("interest")[FIRST]["value"] == 2
    (fold,) = (block for block in blocks(page.view) if block.get("key") == "more")
    assert fold["open"] is False
    assert page.control("importance")["value"] == "5"


def test_evidence_is_kept_field_by_field_and_removed_on_request(page):
    page.change("level", "3").press("evidence:add")
    assert [event.kind for event in answers(page)] == ["rating"]
    page.change("ev:text", "=cmd() Chart review, 2024").change("ev:date", "2024-07").change("ev:verifier", "Chair")
    page.change("ev:level", "4").change("ev:link", "policies.example.org/7")
    data = b64encode(b"abc").decode()
    page.change("ev:file", [{"name": "review.pdf", "size": 3, "data": data}])
    ((id, body),) = page.state.of("evidence").items()
    assert {key: held for key, held in body.items() if key != "at"} == {
        "competency": FIRST,
        "text": "=cmd() Chart review, 2024",
        "level": 4,
        "date": "2024-07",
        "verifier": "Chair",
        "link": "policies.example.org/7",
        "file": "review.pdf",
        "sha256": "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    }
    assert page.again().view["page"] == f"evidence-{id}"
    page.press("item")
    assert "=cmd() Chart review, 2024" in page.text and "confirmed by Chair" in page.text
    page.press(f"evidence:remove:{id}")
    assert page.state.of("evidence") == {}
    assert page.press("evidence:add").change("ev:text", "Another").state.of("evidence").keys() == {
        f"evidence-{FIRST}-2"
    }


@pytest.mark.parametrize("date", ["2024-13", "July", "2024-02-31", "20240701"])
def test_a_date_that_is_none_is_said_and_not_kept(page, date):
    page.press("evidence:add").change("ev:text", "Chart review").change("ev:date", date)
    assert "The date is not saved yet." in page.text
    assert all(body.get("date") is None for body in page.state.of("evidence").values())
    assert "not saved" not in page.change("ev:date", "2024").text


def test_the_history_tells_what_changed_and_why(page):
    page.change("level", "3").change("sureness", "fairly")
    later = Page("self-assessment", page.home, replace(page.journey, clock=lambda: NOW + timedelta(days=30)))
    later.change("level", "2").change("note", "A peer review showed me what I had not seen.")
    text = later.text
    assert "November 22, 2026 Level 3, fairly sure" in text
    assert "December 22, 2026 Level 2, fairly sure" in text
    assert "A peer review showed me what I had not seen." in text


def test_a_course_keeps_its_three_ratings_apart(page):
    page.press("courses").change("course", "Finance, fall 2026").press("course:new").change("competency", SECOND)
    page.change("before", "3").change("after", "4").change("then", "2")
    (then,) = page.state.then_ratings
    assert (then.competency, then.level, then.course) == (SECOND, 2, "Finance, fall 2026")
    assert page.state.ratings[SECOND].level == 4
    assert "Before the course: level 3" in page.text
    assert "2 levels up" in page.text and "yardstick may have become stricter" in page.text
    again = page.again()
    assert again.view["page"] == "course-Finance, fall 2026"
    assert "Open Finance, fall 2026" in again.press("courses").text


def test_a_rating_before_a_course_cannot_be_given_afterwards(page):
    page.press("courses").change("course", "Finance").press("course:new").change("after", "3")
    assert "It can only be given before the other two" in page.text
    assert "<before>" not in page.text


def test_a_place_that_cannot_be_read_opens_the_form_anyway(page):
    for body in ({"page": "nowhere"}, {"page": "item", "item": "gone"}, {"trail": 3}, {}):
        page.journey.record("place", "self-assessment", body)
        assert page.again().view["page"] == "start"


def test_a_rating_of_an_older_wording_is_flagged(page):
    body = {"level": 3, "sureness": "sure", "not_applicable": False, "framework": "0.1.0"}
    page.journey.record("rating", FIRST, body)
    assert "The wording has changed since." in page.again().text


def test_the_gaps_page_saves_a_report_and_hands_it_out(page):
    page.press("gaps")
    assert "report" not in {button["name"] for button in page.view["buttons"]}
    page.press("first").change("level", "3").press("gaps").press("report")
    (export,) = page.state.exports
    assert (export.kind, export.format) == ("assessment", "pdf")
    assert (page.journey.home / "exports" / export.file).read_bytes().startswith(b"%PDF-")
    assert any(f'download="{export.file}"' in str(block) for block in blocks(page.view))
    assert page.view["page"] == "gaps"
    assert page.alarm == ""

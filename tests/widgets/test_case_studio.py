"""A case played on screen gives what the engine gives when it is called, move by move."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from widgets.page import Page, blocks, faulty

from cmo_pathways.cases import (
    MemoQuestion,
    NumberQuestion,
    answer,
    choose,
    current_scene,
    is_over,
    open_choices,
    outcome,
    start_case,
)
from cmo_pathways.journey import decide, estimates_of
from cmo_pathways.ledger import Event
from cmo_pathways.practice import effects_of, sector_of, shelf_of
from cmo_pathways.scale import level_text

CASE = "this-months-number"
MEMO = "October lies inside the limits, so there is no name to give."


@pytest.fixture
def page(open_page) -> Page:
    return open_page("case-studio")


def work(page: Page) -> list[Event]:
    """What was recorded, without where the reader was."""
    return [event for event in page.events if event.kind != "place"]


def rows(page: Page) -> list[tuple[str, str]]:
    """The rows of the library: the id of the case and the words of its state."""
    html = next((block["html"] for block in blocks(page.view) if block.get("key") == "cases"), "")
    return re.findall(r'data-read="([^"]+)".*?<p class="cmo-(?:new|waiting|played)">([^<]+)<', html)


def advance(page: Page, until: str) -> Page:
    """Take the first open choice in each scene until that scene is reached."""
    case = page.journey.catalogue.case(CASE)
    page.press(f"open:{CASE}")
    state = start_case(case)
    while state.scene != until:
        choice = open_choices(case, state)[0].id
        state = choose(case, state, choice)
        page.change("choice", choice).press("decide")
    return page


def test_the_library_lists_every_case_once(page):
    assert sorted(rows(page)) == [(id, "New") for id in sorted(page.journey.catalogue.cases)]
    assert page.events == ()


@pytest.mark.parametrize("pick", [0, -1], ids=["first", "last"])
def test_a_play_to_the_end_equals_the_engine(page, pick):
    case = page.journey.catalogue.case(CASE)
    state = start_case(case)
    page.press(f"open:{CASE}")
    while not is_over(case, state):
        question = current_scene(case, state).question
        if isinstance(question, NumberQuestion):
            state = answer(case, state, "50.3")
            page.change("number", "50.3").press("answer")
        elif isinstance(question, MemoQuestion):
            state = answer(case, state, MEMO)
            page.change("memo", MEMO)
        options = open_choices(case, state)
        assert [option["value"] for option in page.control("choice")["options"]] == [c.id for c in options]
        state = choose(case, state, options[pick].id)
        page.change("choice", options[pick].id).press("decide")
        assert page.alarm == ""
    end = outcome(case, state)
    result = page.state.plays[f"{CASE}-1"].result
    assert result.ending == end.ending
    assert {id: (score.got, score.best) for id, score in result.scores.items()} == {
        score.competency: (score.got, score.best) for score in end.scores
    }
    assert dict(result.counters) == dict(end.counters)
    assert page.view["head"]["where"] == "Debrief"
    assert MEMO in page.text
    kinds = [event.kind for event in page.events]
    assert kinds.count("result") == 1
    assert kinds.count("decision") == len(state.path)


def test_a_marked_choice_is_not_yet_a_decision(page):
    page.press(f"open:{CASE}").change("choice", "by-nine")
    assert page.control("choice")["value"] == "by-nine"
    assert work(page) == []
    page.press("decide")
    assert [(event.kind, event.body["choice"]) for event in work(page)] == [("decision", "by-nine")]
    assert page.control("choice")["value"] is None


def test_deciding_without_a_mark_says_so_and_records_nothing(page):
    page.press(f"open:{CASE}").press("decide")
    assert "No choice is marked yet" in page.alarm
    assert work(page) == []


def test_a_second_click_on_decide_does_not_decide_the_next_scene(page):
    page.press(f"open:{CASE}").change("choice", "by-nine").press("decide").press("decide")
    assert [event.kind for event in work(page)] == ["decision"]


def test_the_number_question_takes_the_first_number_and_keeps_a_wrong_word(page):
    advance(page, "limits")
    page.change("number", "about fifty").press("answer")
    assert page.alarm
    assert page.control("number")["value"] == "about fifty"
    assert not [event for event in page.events if event.kind == "answer"]
    page.change("number", "50,3").press("answer")
    (given,) = [event for event in page.events if event.kind == "answer"]
    assert (given.body["ask"], given.body["value"]) == ("number", 50.3)
    assert "Within the tolerance." in page.text
    page.press("answer")
    assert len([event for event in page.events if event.kind == "answer"]) == 1


def test_a_number_outside_the_tolerance_is_told_with_the_way_to_it(page):
    advance(page, "limits").change("number", "41.8").press("answer")
    assert "Not within the tolerance." in page.text
    assert page.state.plays[f"{CASE}-1"].moves[-1]["value"] == 41.8


def test_the_memo_is_stored_as_it_is_written(page):
    advance(page, "memo")
    for text in (MEMO[:10], MEMO):
        page.change("memo", text)
        assert page.control("memo")["value"] == text
        assert page.state.plays[f"{CASE}-1"].moves[-1]["value"] == text
    assert page.again().control("memo")["value"] == MEMO


def test_another_kernel_goes_on_at_the_scene_where_the_first_was_killed(page):
    page.change("read", CASE)
    assert page.again().view["page"] == f"{CASE}-1-0"
    page.change("choice", "by-nine").press("decide")
    assert page.again().view["page"] == f"{CASE}-1-1"


def test_leaving_keeps_the_play_which_waits_on_top_of_the_library(page):
    page.change("read", CASE).change("choice", "by-nine").press("decide").press("leave")
    assert rows(page)[0] == (CASE, "Waiting at decision 2")
    reopened = page.again()
    assert rows(reopened) == rows(page)
    reopened.change("read", CASE).change("choice", "limits-first").press("decide")
    assert page.change("read", CASE).view["page"] == f"{CASE}-1-2"


def test_a_play_of_a_ledger_without_a_place_is_opened_where_it_waits(page):
    decide(page.journey, CASE, f"{CASE}-1", "by-nine")
    assert page.again().view["page"] == f"{CASE}-1-1"


def test_playing_again_is_a_new_play(page):
    advance(page, "board").change("choice", "close-item").press("decide")
    assert page.view["page"] == f"{CASE}-1-debrief"
    page.press("again").change("choice", "by-nine").press("decide")
    assert set(page.state.plays) == {f"{CASE}-1", f"{CASE}-2"}
    assert page.state.plays[f"{CASE}-1"].result is not None


def test_a_choice_that_is_not_open_is_refused_and_the_play_stays(page):
    page.press(f"open:{CASE}").change("choice", "redesign")
    assert "What arrived is no answer to this" in page.alarm
    page.press("decide")
    assert "No choice is marked yet" in page.alarm
    assert work(page) == []
    assert page.view["page"] == f"{CASE}-1-0"


def test_the_chart_of_a_scene_has_its_numbers_as_a_table(page):
    advance(page, "limits")
    charts = [block["html"] for block in blocks(page.view) if str(block.get("key", "")).startswith("chart-")]
    assert charts
    assert all('role="img"' in chart and "<table" in chart for chart in charts)


def test_a_case_that_does_not_exist_is_one_sentence(page):
    page.press("open:no-such-case")
    assert "no-such-case" in page.alarm
    assert page.press("leave").alarm == ""


def test_a_filter_narrows_the_rows_and_is_back_after_a_restart(page):
    cases = page.journey.catalogue.cases
    page.change("filter-sector", "hospital")
    hospital = {case.id for case in cases.values() if sector_of(case) == "hospital"}
    assert {id for id, _ in rows(page)} == hospital
    page.change("filter-difficulty", "4")
    kept = {id for id in hospital if cases[id].difficulty == 4}
    assert {id for id, _ in rows(page)} == kept
    assert f"{len(kept)} of {len(cases)} cases." in page.text
    again = page.again()
    assert rows(again) == rows(page)
    assert again.control("filter-difficulty")["value"] == "4"
    assert work(page) == []


def test_a_filter_that_nothing_fits_says_so_and_shows_all_again(page):
    shortest, hardest = (page.control(f"filter-{name}")["options"] for name in ("minutes", "difficulty"))
    page.change("filter-minutes", shortest[1]["value"]).change("filter-difficulty", hardest[-1]["value"])
    assert "Nothing fits. No case has all of this at once." in page.text
    page.press("clear")
    assert len(rows(page)) == len(page.journey.catalogue.cases)


def test_the_order_and_the_bold_gaps_are_told_as_they_are(page):
    assert "First what your target role weighs most" in page.text
    assert "<b>" not in next(block["html"] for block in blocks(page.view) if block.get("key") == "cases")
    page.journey.rate("data-analytics", 1, "sure", not_applicable=False)
    again = page.again()
    assert "First what trains your widest gaps, in bold" in again.text
    top = shelf_of(page.journey, page.state).top
    html = next(block["html"] for block in blocks(again.view) if block.get("key") == "cases")
    assert html.count("<b>") == sum(id in top for case in page.journey.catalogue.cases.values()
                                    for id in case.competencies)  # fmt: skip


def test_an_emptied_memo_is_empty_after_a_restart(page):
    advance(page, "memo").change("memo", MEMO).change("memo", "")
    assert page.again().control("memo")["value"] == ""
    assert "0 words" in page.text
    assert "12 words" in page.change("memo", MEMO).text


def test_the_rubric_and_the_model_wait_for_the_debrief(page):
    case = page.journey.catalogue.case(CASE)
    question = case.scene("memo").question
    advance(page, "memo").change("memo", MEMO)
    assert all(words not in page.text for _, words in question.levels)
    page.change("choice", "plain").press("decide").change("choice", "close-item").press("decide")
    assert all(" ".join(words.split()) in page.text for _, words in question.levels)


def test_the_level_of_a_memo_is_kept_and_counts_for_nothing(page):
    advance(page, "memo").change("memo", MEMO)
    page.change("choice", "plain").press("decide").change("choice", "close-item").press("decide")
    before = (page.state.count, estimates_of(page.journey, page.state))
    page.change("memo-level-memo", "3")
    assert page.again().control("memo-level-memo")["value"] == "3"
    assert (page.state.count, estimates_of(page.journey, page.state)) == before


def test_feedback_of_an_instructor_stands_beside_the_memo_and_counts_for_nothing(page):
    advance(page, "memo").change("memo", MEMO)
    page.change("choice", "plain").press("decide").change("choice", "close-item").press("decide")
    assert "From your instructor" not in page.text
    before = estimates_of(page.journey, page.state)
    scores = {"case": {"name": "The memo's level", "level": 2.5, "anchor": "Names the limits"}}
    body = {"play": f"{CASE}-1", "scene": "memo", "scores": scores, "comment": "Say who decides.", "raters": 2}
    page.journey.record("memo-feedback", f"{CASE}-1-memo", body)
    shown = page.again().text
    assert "From your instructor" in shown and "between 2 and 3" in shown and "Names the limits" in shown
    assert "Say who decides." in shown and "2 raters" in shown and "no estimate counts it" in shown
    assert estimates_of(page.journey, page.state) == before
    page.press("again")
    assert "From your instructor" not in page.text


def test_the_debrief_is_back_after_a_restart_and_goes_on_to_the_next_case(page):
    advance(page, "board").change("choice", "close-item").press("decide")
    assert page.again().view["page"] == f"{CASE}-1-debrief"
    following = next(block for block in blocks(page.view) if block.get("style") == "primary")
    assert following["label"].startswith("Next: ")
    page.press(following["name"])
    assert page.view["page"] == f"{following['name'].removeprefix('open:')}-1-0"


def test_the_debrief_tells_what_was_secured_missed_and_counted(page):
    advance(page, "board").change("choice", "close-item").press("decide")
    case = page.journey.catalogue.case(CASE)
    assert all(words in page.text for _, words in case.objectives)
    (told,) = (str(block["html"]) for block in blocks(page.view) if "What the case was about" in str(block.get("html")))
    assert told.count("missed") + told.count("secured") == len(case.objectives)
    assert "missed" in told
    assert "What it did to your estimates" in page.text
    effects = effects_of(page.journey, page.state, f"{CASE}-1")
    assert all(f"{level_text(one.before)} to {level_text(one.after)}" in page.text for one in effects)
    page.press("again").change("choice", "by-nine").press("decide").press("leave")
    assert rows(page)[0] == (CASE, "Waiting at decision 2")


def test_a_case_is_in_the_portfolio_with_one_click_and_out_with_another(page):
    advance(page, "board").change("choice", "close-item").press("decide")
    page.press("add")
    assert "In your portfolio." in page.text and "fictional" in page.text
    (entry,) = page.state.entries.values()
    assert (entry["section"], entry["play"]) == ("cases", f"{CASE}-1")
    assert "remove" in names(page) and "add" not in names(page)
    page.press("remove")
    assert not page.state.entries and "add" in names(page)


def names(page: Page) -> list[str]:
    return [block["name"] for block in page.view["buttons"]]


def test_a_choice_is_taken_back_only_where_the_case_allows_it(page, tmp_path):
    page.change("read", CASE).change("choice", "by-nine").press("decide")
    assert "take-back" not in names(page)
    cases = {**page.journey.catalogue.cases, CASE: replace(page.journey.catalogue.cases[CASE], undo=True)}
    lenient = faulty(page.journey, catalogue=replace(page.journey.catalogue, cases=cases))
    allowed = Page("case-studio", page.home, lenient)
    assert "take-back" in names(allowed)
    allowed.change("choice", "limits-first").press("decide").change("number", "50.3").press("answer")
    allowed.press("take-back")
    assert allowed.view["page"] == f"{CASE}-1-1"
    assert Page("case-studio", page.home, lenient).view["page"] == f"{CASE}-1-1"
    allowed.press("take-back")
    assert "take-back" not in names(allowed)


def test_what_is_shown_stands_beside_the_text_and_what_came_before_is_folded(page):
    page.change("read", CASE)
    (play,) = (block for block in blocks(page.view) if block.get("style") == "play")
    assert [block["key"] for block in play["blocks"]] == ["told", "shown", "act"]
    assert page.view["wide"] is True
    page.change("choice", "by-nine").press("decide")
    (folded,) = (block for block in blocks(page.view) if block.get("key") == "earlier")
    assert folded["open"] is False


def test_a_case_that_was_revised_under_a_play_says_so_and_goes_on_with_what_fits(page):
    page.change("read", CASE).change("choice", "by-nine").press("decide")
    page.journey.record("decision", CASE, {"play": f"{CASE}-1", "version": "0.9.0", "scene": "series", "choice": "x"})
    reopened = page.again()
    assert reopened.alarm == ""
    assert 'in "series" your decision "x" is no longer among the choices' in reopened.text
    assert reopened.change("choice", "limits-first").press("decide").alarm == ""
    assert "revised" not in reopened.text

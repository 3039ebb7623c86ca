"""What is held goes into the ledger with its year, the routes are those of the core, and each part asks it anew."""

from __future__ import annotations

import json

import pytest
from widgets.page import Page, blocks

from cmo_pathways.career import inputs_of, simulate_time
from cmo_pathways.charts import NARROW
from cmo_pathways.journey import intake_of, loss_for, moves_for, routes_of, structure_for
from cmo_pathways.ledger import LedgerState
from cmo_pathways.scale import level_text


@pytest.fixture
def page(open_page) -> Page:
    page = open_page("career-pathways").change("part", "me")
    return page.change("held:attending-physician", True).change("since:attending-physician", "2013-08")


@pytest.fixture
def timed(page) -> Page:
    return page.change("part", "time")


def first_route(page: Page):
    return routes_of(page.journey, page.state).routes[0]


def names(page: Page) -> list[str]:
    return [str(block["name"]) for block in blocks(page.view) if block.get("name")]


def test_a_step_is_held_with_its_month(page):
    held = page.state.steps["attending-physician"]
    assert (held.held, held.since) == (True, "2013-08")
    assert page.control("held:attending-physician")["value"] is True
    assert page.control("since:attending-physician")["value"] == "2013-08"
    assert page.view["head"]["aside"] == "1 step held"


def test_a_year_being_typed_is_not_recorded_and_not_scolded(page):
    page.change("held:section-chief", True)
    before = page.events
    for typed in ("2", "20", "201"):
        page.change("since:section-chief", typed)
        assert (page.events, page.alarm) == (before, "")
    page.change("since:section-chief", "2019")
    assert page.state.steps["section-chief"].since == "2019"


@pytest.mark.parametrize("typed", ["soon", "2019-13", "19th of May"])
def test_a_date_that_cannot_be_read_is_refused_and_the_former_one_stays(page, typed):
    page.change("since:attending-physician", typed)
    assert typed in page.alarm
    assert "2019-07" in page.alarm
    assert page.state.steps["attending-physician"].since == "2013-08"


def test_an_emptied_date_keeps_the_step(page):
    page.change("since:attending-physician", "")
    held = page.state.steps["attending-physician"]
    assert (held.held, held.since) == (True, None)


def test_a_step_that_is_unticked_is_no_longer_held(page):
    page.change("held:attending-physician", False)
    assert page.state.steps["attending-physician"].held is False
    assert page.view["head"]["aside"] == "0 steps held"
    assert [event.kind for event in page.events if event.kind != "place"] == ["step"] * 3


def test_the_routes_on_screen_are_those_of_the_core(page):
    plan = routes_of(page.journey, page.state)
    page.change("part", "map")
    options = page.control("route")["options"]
    assert len(options) == len(plan.routes)
    for place, route in enumerate(plan.routes):
        page.change("route", str(place))
        assert page.control("route")["value"] == str(place)
        assert route.because in page.text
        assert level_text(route.years.p50) in page.text
        assert all(f'data-node="{step.id}"' in page.control("open")["svg"] for step in route.steps)
    assert {event.kind for event in page.events[2:]} <= {"step", "place"}, "looking records the place only"


def test_a_step_on_the_map_opens_its_facts(page):
    page.change("open", "medical-director-service")
    assert any(block.get("key") == "read-medical-director-service" for block in blocks(page.view))
    page.change("open", "no-such-step")
    assert "no-such-step" in page.alarm
    assert any(block.get("key") == "read-medical-director-service" for block in blocks(page.view))


def test_a_target_that_is_held_already_is_said_and_not_a_fault(page):
    page.change("held:cmo-hospital-small", True).change("part", "map")
    assert page.state.steps["cmo-hospital-small"].held is True
    assert "No route to draw." in page.text
    page.change("target", "cmo-hospital-large")
    assert "No route to draw." not in page.text


def test_after_the_kernel_died_the_same_routes_and_dates_are_shown(page):
    reopened = page.again()
    assert {**reopened.view, "n": {}} == {**page.view, "n": {}}


def test_another_screen_on_the_ledger_sees_the_step(page):
    other = page.again()
    page.change("held:section-chief", True)
    other.change("route", "0")
    assert other.view["head"]["aside"] == "2 steps held"


PARTS = ("me", "map", "compare", "time", "doors", "abroad", "grow")


@pytest.mark.parametrize("part", PARTS)
def test_each_part_opens_and_reopens_at_the_same_place(page, part):
    page.change("part", part)
    assert page.control("part")["value"] == part
    assert not page.alarm
    assert page.again().control("part")["value"] == part


def test_the_step_that_was_open_is_open_again_after_the_kernel_died(page):
    page.change("part", "map").change("route", "1").change("open", "medical-director-service")
    reopened = page.again()
    assert reopened.control("route")["value"] == "1"
    assert any(block.get("key") == "read-medical-director-service" for block in blocks(reopened.view))


def test_a_place_of_another_version_is_passed_over(page):
    odd = {"part": "nowhere", "route": "x", "country": "atlantis", "open": "no-such-step", "kind": "dance"}
    page.journey.record("place", "career-pathways", odd)
    assert page.again().control("part")["value"] == "map"


def test_an_answer_of_the_intake_counts_at_once(page):
    page.change("me:country", "us").change("me:part_time", "50").change("me:no_relocation", True)
    intake = intake_of(page.state)
    assert (intake.country, intake.part_time, intake.no_relocation) == ("us", 0.5, True)
    assert page.control("me:part_time")["value"] == "50"
    assert "2.0 times as long" in page.text


@pytest.mark.parametrize(("field", "typed"), [("budget", "-5"), ("part_time", "0"), ("hours_per_week", "many")])
def test_an_answer_that_cannot_be_is_said_in_a_sentence_and_not_kept(page, field, typed):
    page.change(f"me:{field}", typed)
    assert page.alarm
    assert not page.state.of("intake")


def test_the_map_fits_a_panel_of_748_pixels_and_has_at_most_16_nodes(page):
    for target in ("cmo-hospital-small", "cmo-hospital-large", "cmo-ama"):
        if target not in page.journey.catalogue.career.steps:
            continue
        page.change("target", target).change("part", "map")
        svg = page.control("open")["svg"]
        width = float(svg.split('viewBox="0 0 ')[1].split()[0])
        assert width <= NARROW + 12
        assert 2 <= svg.count("data-node=") <= 17


def test_every_time_on_the_map_stands_in_its_table_as_an_assumption(page):
    page.change("part", "map")
    table = next(block for block in blocks(page.view) if block.get("key") == "map-table")
    html = table["blocks"][0]["html"]
    route = first_route(page)
    assert all(f'data-read="{step.id}"' in html for step in route.steps)
    assert html.count("cmo-assumed") >= len(route.steps)


def test_two_routes_are_compared_with_their_differences(page):
    page.change("part", "compare")
    plan = routes_of(page.journey, page.state)
    one, other = plan.routes[:2]
    assert all(level_text(route.years.p50) in page.text for route in (one, other))
    assert "Only on this route" in page.text
    page.change("other", "0")
    assert "The same route twice." in page.text


def test_the_time_and_the_chance_are_those_of_the_simulation(timed):
    time = simulate_time(first_route(timed).schedule)
    assert f"Half arrive within {level_text(time.p50)} years" in timed.text
    timed.change("by", "2036")
    chance = 100 * time.chance_by((2036 - 2026) + 39 / 365.25)
    assert f"{chance:.0f} %" in timed.text


def test_a_longer_wait_for_each_post_moves_the_median_and_records_nothing(timed):
    before, events = first_route(timed).years.p50, len(timed.events)
    timed.change("ask:wait", 2)
    assert "later than the" in timed.text
    assert (first_route(timed).years.p50, len(timed.events)) == (before, events)
    timed.press("ask-reset")
    assert "As the route stands." in timed.text


def test_what_was_asked_becomes_the_learners_own_on_demand(timed):
    timed.change("ask:wait", 2).press("ask-keep")
    assert timed.state.of("assumption")["opening:cmo-hospital-small:wait"]["value"] == 2
    assert "yours" in timed.text
    assert "As the route stands." in timed.text


def test_one_assumption_can_be_moved_within_its_range(timed):
    id = timed.control("ask:input")["options"][1]["value"]
    timed.change("ask:input", id)
    slider = timed.control("ask:value")
    timed.change("ask:value", slider["max"])
    assert "later than the" in timed.text
    assert slider["unit"]


def test_hours_are_counted_against_the_activities_of_the_gaps(timed):
    competency = next(iter(timed.journey.catalogue.framework.competencies))
    assert "Once a competency is rated" in timed.text or "Hours count" in timed.text
    timed.journey.rate(competency, 1, "sure", not_applicable=False)
    timed.change("ask:hours", 10)
    assert "At 10 hours a week" in timed.text


def test_an_assumption_opens_into_fields_and_is_kept_and_given_back(timed):
    id = inputs_of(timed.journey.catalogue.career, first_route(timed).schedule)[0].id
    timed.change("read", f"edit:{id}")
    assert timed.control("number:low")["value"]
    timed.change("number:low", "1").change("number:typical", "2").change("number:high", "3").press("number-keep")
    assert dict(timed.state.of("assumption")[id]) | {"at": ""} == {"low": 1, "typical": 2, "high": 3, "at": ""}
    assert "number:low" not in names(timed)
    timed.change("read", f"edit:{id}").press("number-back")
    found = next(one for one in inputs_of(timed.journey.catalogue.career, first_route(timed).schedule) if one.id == id)
    assert not found.yours


@pytest.mark.parametrize("low", ["9", "-1", "soon"])
def test_numbers_that_cannot_be_are_refused_and_the_form_stays(timed, low):
    id = inputs_of(timed.journey.catalogue.career, first_route(timed).schedule)[0].id
    timed.change("read", f"edit:{id}").change("number:low", low).change("number:typical", "2")
    timed.change("number:high", "3").press("number-keep")
    assert timed.alarm
    assert timed.control("number:low")["value"] == low
    assert id not in timed.state.of("assumption")


def test_the_key_steps_are_those_of_the_core(page):
    page.change("part", "doors")
    found = structure_for(page.journey, page.state)
    graph = page.journey.catalogue.career
    assert all(graph.step(step.id).name in page.text for step in (*found.blocks_most(3), *found.opens_most(3)))
    lost = page.control("lost")["options"][1]["value"]
    page.change("lost", lost)
    assert loss_for(page.journey, page.state, lost).words in page.text


def test_a_closing_way_stands_with_its_date(page):
    page.change("part", "doors")
    assert "December 31, 2030" in page.text


@pytest.mark.parametrize("country", ["uk", "germany", "china"])
def test_another_country_tells_what_it_takes(page, country):
    page.change("part", "abroad").change("country", country)
    move = next(move for move in moves_for(page.journey, page.state) if move.country == country)
    assert move.words in page.text
    assert page.text.count("not known") >= 1
    assert page.again().control("country")["value"] == country


@pytest.mark.parametrize("kind", ["coaching", "mentoring", "conference", "service", "feedback"])
def test_activities_tell_what_they_take_give_and_leave_and_who_takes_part(page, kind):
    page.change("part", "grow").change("kind", kind)
    assert all(word in page.text for word in ("Takes", "Gives", "Leaves as evidence", "With you"))
    cards = [str(block["key"]) for block in blocks(page.view) if str(block.get("key", "")).startswith("do-")]
    assert cards
    page.change("read", cards[0].removeprefix("do-"))
    assert any(str(block.get("key")) == cards[0].replace("do-", "read-") for block in blocks(page.view))


def test_a_role_shows_its_occupation_codes(page):
    page.change("open", "cmo-hospital-large")
    assert "Occupation codes" in page.text
    assert "SOC" in page.text


def test_the_words_behind_a_number_can_be_reached_by_keyboard(page):
    page.change("part", "map")
    assert 'class="cmo-tip" tabindex="0"' in json.dumps(page.view).replace("\\", "")


def test_a_ledger_without_anything_still_opens_every_part(open_page):
    page = open_page("career-pathways")
    assert isinstance(page.state, LedgerState)
    for part in PARTS:
        assert not page.change("part", part).alarm


def test_who_holds_nothing_yet_is_asked_first_where_they_are(open_page):
    page = open_page("career-pathways")
    assert page.control("part")["value"] == "me"
    for part in ("map", "compare", "time", "doors"):
        assert "You hold no step yet, so the routes begin before medical school." in page.change("part", part).text
    page.change("part", "me").change("held:attending-physician", True)
    assert "no step yet" not in page.change("part", "map").text


def test_who_holds_a_step_is_shown_the_map(open_page):
    page = open_page("career-pathways")
    page.journey.record("step", "attending-physician", {"held": True, "since": "2013"})
    assert page.again().control("part")["value"] == "map"


def test_with_a_number_of_your_own_everywhere_the_times_are_still_shown_and_can_be_given_back(timed):
    route = first_route(timed)
    for one in inputs_of(timed.journey.catalogue.career, route.schedule):
        if one.typical is not None:
            timed.journey.record("assumption", one.id, {"value": one.typical})
    timed.change("part", "time")
    assert "No route to draw" not in timed.text
    assert "No single number moves the median by a month or more." in timed.text
    assert {"ask:pace", "ask:wait"} <= set(names(timed))
    assert "yours, edit" in timed.text

"""Renewals: the learner's dates become a line of years with warnings; what is no date changes nothing."""

from __future__ import annotations

import pytest


@pytest.fixture
def page(open_page):
    return open_page("renewals")


def test_without_a_date_the_screen_asks_for_one(page):
    assert "No date yet." in page.text
    assert next(block for block in page.view["blocks"] if block.get("key") == "dates")["open"] is True


def test_a_date_is_recorded_as_on_the_pathways_and_drawn(page):
    page.change("since:continuing-certification", "2022-03")
    assert page.state.steps["continuing-certification"].since == "2022-03"
    assert "Renew soon. Within 6 months: Board certification, March 2027" in page.text.replace("\n", " ")
    assert "Board certification is due soon: March 2027" in page.again().text


def test_a_date_given_on_the_pathways_is_used_here(page):
    page.journey.record("step", "dea-registration", {"held": True, "since": "2024"})
    assert "DEA registration is due soon: in 2027" in page.again().text


def test_the_period_of_the_own_state_is_kept_and_used(page):
    page.change("since:state-cme", "2024-12").change("period:state-cme", "3")
    again = page.again()
    assert again.control("period:state-cme")["value"] == "3"
    assert "December 2027" in again.text
    assert page.state.count == 1, "the period is a place, the date is work"


@pytest.mark.parametrize("text", ["last year", "2024-13", "2030", "2026-12"])
def test_what_is_no_date_or_lies_ahead_gets_one_sentence(page, text):
    page.change("since:state-cme", text)
    assert page.alarm
    assert page.events == ()


def test_while_a_year_is_typed_nothing_happens(page):
    page.change("since:state-cme", "202")
    assert (page.alarm, page.events) == ("", ())


def test_a_date_taken_back_leaves_the_step_held(page):
    page.change("since:cert-cphq", "2025-02").change("since:cert-cphq", "")
    assert page.state.steps["cert-cphq"].held
    assert "No date yet." in page.text
    page.change("since:cert-cpps", "")
    assert "cert-cpps" not in page.state.steps


def test_a_page_opens_and_leads_back(page):
    page.change("read", "dea-registration")
    assert "Back to: Renewals" in page.text
    assert "No date yet." in page.change("read", "back").text
    assert page.change("since:library-card", "2020").events == ()

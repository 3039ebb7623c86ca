"""The files on the post itself: settings, countries, renewals, the offer list; and what is worked out from them."""

from __future__ import annotations

from datetime import date

import pytest

from cmo_pathways.career import (
    load_offer,
    load_renewals,
    load_settings,
    load_world,
    renewals_of,
    training_years,
)
from cmo_pathways.catalogue import load_catalogue, load_reference
from cmo_pathways.errors import UnknownId
from cmo_pathways.framework import weigh_items
from cmo_pathways.scale import Mark

TODAY = date(2026, 11, 22)


def due(step: str, since: str | None, **more):
    found = renewals_of(load_renewals(), {step: since}, TODAY, **more)
    return next(renewal for renewal in found if renewal.rule.step == step)


def test_there_is_a_setting_for_every_variation_of_the_framework():
    assert set(load_settings().settings) == {item.id for item in load_reference().items.variations}
    with pytest.raises(UnknownId):
        load_settings().setting("space-station")


def test_every_week_is_ours_and_of_a_length_that_people_work():
    for setting in load_settings().settings.values():
        assert setting.mark is Mark.ASSUMPTION
        assert 50 <= sum(setting.week.values()) <= 60
        assert {line.where for line in setting.lines} == {"above", "beside", "below"}


def test_the_weight_of_a_duty_is_the_mean_of_its_competencies():
    reference, framework = load_reference(), load_catalogue().framework
    role = framework.roles["role-cmo-payer"]
    weighed = weigh_items(reference.items.responsibilities, role)
    growth = next(found for found in weighed if found.item.id == "responsibility-growth")
    assert growth.item.competencies == ("strategic-planning", "financial-acumen")
    expected = (role.targets["strategic-planning"].weight + role.targets["financial-acumen"].weight) / 2
    assert growth.weight == expected
    assert [found.weight for found in weighed] == sorted((found.weight for found in weighed), reverse=True)
    assert len(weighed) == 15


def test_the_nine_countries_are_there_and_the_years_are_those_of_their_steps():
    graph = load_catalogue().career
    world = {country.id: country for country in load_world()}
    assert list(world) == ["us", "canada", "uk", "germany", "australia", "singapore", "uae", "china", "brazil"]
    uk = training_years(world["uk"], graph)
    assert (uk.low, uk.typical, uk.high, uk.mark) == (4 + 2 + 5, 5 + 2 + 7, 6 + 2 + 8, Mark.PRIMARY)
    assert training_years(world["germany"], graph).mark is Mark.ASSUMPTION, "the weakest part decides"
    assert training_years(world["brazil"], graph) is None


def test_pay_is_shown_only_where_a_figure_of_that_country_is_published():
    assert [country.id for country in load_world() if country.pay] == ["us"]


@pytest.mark.parametrize(
    ("step", "since", "expected"),
    [
        ("dea-registration", "2019-07", [(2028, 7), (2031, 7)]),
        ("dea-registration", "2023-11", [(2026, 11), (2029, 11), (2032, 11)]),  # this month still counts
        ("dea-registration", "2023-10", [(2029, 10), (2032, 10)]),
        ("dea-registration", "2023", [(2026, 1), (2029, 1), (2032, 1)]),  # a year alone: any month of it
        ("continuing-certification", "2022-03", [(2027, 3), (2032, 3)]),
        ("cert-ccpe", "2024-05", [(2029, 5)]),  # renewed once, then permanent
        ("cert-ccpe", "2015-05", []),
        ("dea-registration", None, []),
        ("dea-registration", "soon", []),
    ],
)
def test_dates_follow_from_the_date_given(step, since, expected):
    assert [(day.year, day.month) for day in due(step, since).due] == expected


def test_the_own_period_counts_only_where_it_differs_by_place():
    one = due("state-cme", "2026-02", periods={"state-cme": 1}, ahead=3)
    assert [day.year for day in one.due] == [2027, 2028, 2029]
    assert due("dea-registration", "2026-02", periods={"dea-registration": 1}).due[0].year == 2029


@pytest.mark.parametrize(("since", "soon"), [("2022-05", True), ("2022-06", False), ("2021-12", True)])
def test_the_warning_comes_six_months_ahead(since, soon):
    assert due("continuing-certification", since).soon is soon


def test_the_nearest_comes_first_and_what_has_no_date_last():
    given = {"dea-registration": "2024-12", "cert-cpps": "2024-02"}
    found = renewals_of(load_renewals(), given, TODAY)
    assert [renewal.rule.step for renewal in found[:3]] == ["cert-cpps", "dea-registration", "state-cme"]


def test_every_cycle_of_the_career_graph_has_a_rule():
    steps = load_catalogue().career.steps.values()
    cycles = {step.id for step in steps if step.years_are == "cycle"}
    assert cycles and cycles <= {rule.step for rule in load_renewals().rules}


def test_the_offer_list_asks_for_what_an_executive_contract_turns_on():
    offer = load_offer()
    asked = " ".join(point.ask for point in offer).lower()
    for word in ("budget", "report", "indemnified", "non-compete", "bylaws", "tail", "severance"):
        assert word in asked or word in " ".join(point.id for point in offer)
    known = load_catalogue().career.sources
    assert all(source in known for point in offer for source in point.sources)
    assert sum(bool(point.sources) for point in offer) >= 8

"""The market: figures with year, n and source, nine countries, and no number that nobody published."""

from __future__ import annotations

import pytest

from cmo_pathways.career import load_world
from cmo_pathways.catalogue import load_reference

PARTS = ("pay", "jobs", "people", "world")


@pytest.fixture
def page(open_page):
    return open_page("market")


@pytest.mark.parametrize("part", PARTS)
def test_every_part_opens_and_comes_back_after_a_restart(page, part):
    page.change("part", part)
    assert page.alarm == ""
    assert page.again().control("part")["value"] == part
    assert page.state.count == 0


def test_every_published_figure_can_be_read(page):
    table = {"pay": "pay", "jobs": "market", "people": "survey"}
    for part, name in table.items():
        html = str(page.change("part", part).view)
        shown = [f for f in load_reference().facts.figures.values() if f.table == name and f.mark != "U"]
        assert shown and all(f'data-read="{figure.id}"' in html for figure in shown)
    page.change("read", "pay-cmo-2016")
    assert "388,000" in page.text and "Back to: People in the posts" in page.text


def test_the_titles_hold_what_the_figures_say(page):
    value = {id: figure.value for id, figure in load_reference().facts.figures.items()}
    assert (value["pay-cmo-2001"], value["pay-cmo-2016"]) == (225_000, 388_000)
    assert (value["bls-mhsm-growth"], value["bls-phys-growth"]) == (23, 3)
    assert value["cmo-postings-2021"] > value["cmo-postings-2022"] > value["cmo-postings-2024"]
    assert value["cmo-postings-2024"] > value["cmo-postings-2019"]
    women = [value[id] for id in ("cmo-female-aamc", "us-cmo-female-2021", "biotech-cmo-female")]
    assert (min(women), max(women)) == (24, 36)
    assert max(value["cmo-female-2004-hospital"], value["cmo-female-2004-system"]) <= 12
    sectors = [value[f"pay-cmo-{name}-2009"] for name in ("system", "mco", "hospital", "group")]
    assert sectors == sorted(sectors, reverse=True)
    assert page.alarm == ""


def test_a_figure_that_nobody_could_trace_is_not_drawn(page):
    assert "425,000" not in page.text
    assert 'data-read="pay-jobicy-cmo"' not in str(page.view)


def test_each_country_has_its_title_and_pay_only_where_sourced(page):
    text = page.change("part", "world").text
    for country in load_world():
        assert country.name in text and country.called in text
    assert text.count("Pay: no sourced figure") == 8
    assert text.count("length not known") == 2


def test_a_step_opens_from_its_country_and_leads_back(page):
    page.change("part", "world").change("read", "uk-medical-director")
    assert "Back to: Nine countries" in page.text
    assert page.change("read", "back").alarm == ""
    page.change("part", "cellar")
    assert page.control("part")["value"] == "world"

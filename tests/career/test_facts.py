"""Figures, occupation codes, beliefs and sources: what ships, and what each reader refuses."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from cmo_pathways.career import CareerFacts, CareerGraph, check_sources, cited_by, codes_for, read_facts, read_sources
from cmo_pathways.career.beliefs import read_beliefs
from cmo_pathways.career.codes import read_codes
from cmo_pathways.career.figures import read_figures
from cmo_pathways.content import Report, content_root
from cmo_pathways.scale import Mark

WRONG = Path(__file__).parents[1] / "wrong" / "career" / "facts"
DATA = content_root() / "data"
TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def facts(shipped: CareerGraph) -> CareerFacts:
    report = Report(content_root())
    found = read_facts(DATA, shipped, report, TODAY)
    assert report.problems == []
    return found


def test_the_broken_twin_yields_exactly_these_problems():
    report = Report(WRONG)
    sources = read_sources(WRONG / "sources.yaml", report)
    figures = read_figures(WRONG, report, sources, TODAY)
    steps = ("attending", "chief-officer", "residency-a")
    read_codes(WRONG / "codes.csv", report, steps, sources)
    read_beliefs(WRONG / "beliefs.yaml", report, steps, figures, sources)
    check_sources(sources, {"S01"}, WRONG / "sources.yaml", report, TODAY)
    assert "\n".join(map(str, report.problems)) + "\n" == (WRONG / "expected.txt").read_text(encoding="utf-8")


def test_every_row_of_the_facts_ships(facts: CareerFacts):
    tables = [figure.table for figure in facts.figures.values()]
    assert {table: tables.count(table) for table in tables} == {"survey": 83, "pay": 48, "market": 27}
    assert (len(facts.codes), len(facts.beliefs)) == (43, 18)


@pytest.mark.parametrize(
    ("id", "words"),
    [
        ("pay-cmo-2011", "USD 343,334 per year (2010, reported)"),
        ("pay-bls-physicians", "USD 239,200 or more per year (May 2024, sourced)"),
        ("cmo-degree-2009", "more than 80 % (2009, reported)"),
        ("cmo-clinical-duty-pay", "about \N{MINUS SIGN}10 % (2009-10, reported)"),
        ("sho-md-required", "22 of 51 (2020, sourced)"),
        ("physician-led-leapfrog", "no association (2016, sourced)"),
        ("physician-ceo-aha", "7.2 % (2016, computed)"),
        ("physician-ceo-usnwr", "65 % (year unknown, sourced)"),
        ("pay-jobicy-cmo", "not shown (year unknown, unverified)"),
    ],
)
def test_a_figure_is_told_with_its_year_and_mark(facts: CareerFacts, id: str, words: str):
    assert facts.figures[id].words == words


def test_no_amount_of_money_is_without_a_year(facts: CareerFacts):
    amounts = [figure for figure in facts.figures.values() if figure.is_money]
    assert len(amounts) > 40
    assert all(re.search(r"\d{4}", figure.year) and figure.year in figure.words for figure in amounts)


def test_a_figure_that_nobody_can_trace_has_no_number(facts: CareerFacts):
    hidden = [figure for figure in facts.figures.values() if figure.mark is Mark.UNVERIFIED]
    assert [(figure.id, figure.value, figure.value_words) for figure in hidden] == [("pay-jobicy-cmo", None, "")]
    table = (DATA / "figures" / "pay.csv").read_text(encoding="utf-8")
    assert "425" not in table


def test_a_computed_share_is_the_division_that_its_note_names(facts: CareerFacts):
    looked = 0
    for figure in facts.figures.values():
        if found := re.fullmatch(r"([\d,]+) of ([\d,]+)\.", figure.note):
            part, whole = (int(number.replace(",", "")) for number in found.groups())
            assert figure.value == round(100 * part / whole, 1), figure.id
            looked += 1
    assert looked == 6


def test_codes_of_a_role_come_with_the_main_one_first(facts: CareerFacts):
    assert [row.code for row in codes_for(facts.codes, "chief-medical-information-officer")] == ["1342.1", "11-3021"]
    assert {"11-9111", "1342", "1342.2"} <= {row.code for row in codes_for(facts.codes, "cmo-hospital-large")}
    assert all(row.fit_mark is Mark.ASSUMPTION for row in facts.codes.values())


def test_a_belief_names_where_its_numbers_stand(facts: CareerFacts):
    found = facts.beliefs["claim-10-15-years"]
    assert found.verdict_words == "not confirmed"
    assert [facts.figures[id].value for id in found.figures] == [55, 5]


def test_every_source_is_cited_or_background(shipped: CareerGraph, facts: CareerFacts):
    cited = cited_by(shipped, facts)
    assert cited <= set(shipped.sources)
    assert not any(shipped.sources[id].background for id in cited)
    assert len(shipped.sources) >= 280
    assert all(source.url or source.printed for source in shipped.sources.values())
    own = {id for id in shipped.sources if re.fullmatch(r"S[012]?\d\d", id)}
    assert own - cited == {id for id in own if shipped.sources[id].background}


def test_words_for_learners_are_us_english():
    british = re.compile(r"licence|programme|practising|recognis|organis|utilis|paediatr|orthopaed|centre\b", re.I)
    for file in (*sorted((DATA / "figures").glob("*.csv")), DATA / "career" / "beliefs.yaml"):
        # ids keep the spelling with which they were published
        text = re.sub(r"^cmio-practising-\d+|uk-foundation-programme", "", file.read_text(encoding="utf-8"), flags=re.M)
        assert british.findall(text) == [], file.name

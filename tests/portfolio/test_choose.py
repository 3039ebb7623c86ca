"""Which entries a reader sees, how fully, and why: small portfolios whose right choice is plain."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from portfolio.sample import PROFILE, TODAY

from cmo_pathways.portfolio import Portfolio, build_portfolio, load_audience
from cmo_pathways.portfolio.audience import Place
from cmo_pathways.portfolio.choose import DEPTHS, Weighed, cut_order, proof_of, weigh
from cmo_pathways.portfolio.fit import cuts_of, fit_pages

PLAIN = {"section": "impact", "title": "A change", "period": "2019"}
PROVED = {**PLAIN, "before": "18.2", "after": "11.9", "source": "Quality office", "verifier": "J. Okafor, CQO"}


def made(entries: dict[str, dict[str, object]], audience: str = "hospital-board", **more: object) -> Portfolio:
    return build_portfolio(entries, audience=audience, today=TODAY, profile=PROFILE, **more)  # type: ignore[arg-type]


def test_the_value_of_an_entry_is_the_documented_sum():
    reader, place = load_audience("payer"), Place("impact", "Results", 8, False, 3)
    body = {**PROVED, "competencies": ["financial-acumen", "clinical-expertise"], "year": "2025"}
    found = weigh("x", body, place=place, reader=reader, today=date(2026, 11, 21))
    assert (found.section, found.fit, found.competency, found.proof, found.recency) == (3, 3, "financial-acumen", 3, 2)
    assert found.value == 4 * 3 + 3 * 3 + 2 * 3 + 2


@pytest.mark.parametrize(
    ("more", "proof"),
    [
        ({}, 0),
        ({"before": "18"}, 0),
        ({"before": "18", "after": "9"}, 1),
        ({"doi": "10.1/x"}, 1),
        ({"evidence": ["e"]}, 1),
    ],
)
def test_proof_is_counted(more: dict[str, object], proof: int):
    assert proof_of({**PLAIN, **more}) == proof


def test_another_reader_gets_another_choice_of_the_same_facts():
    trial = {**PLAIN, "title": "A trial", "competencies": ["clinical-research-oversight"]}
    ward = {**PLAIN, "title": "Falls", "competencies": ["patient-safety"]}
    many = {f"t{n}": trial for n in range(9)} | {f"w{n}": ward for n in range(9)}
    board, biotech = made(many), made(many, "biotech")
    assert {id[0] for id in board.chosen} == {"w"}
    assert {id[0] for id in biotech.chosen} == {"t"}
    assert all(item.reason.endswith("holds at most 8 for this audience.") for item in board.left_out)


def test_a_pinned_entry_is_in_and_an_excluded_one_is_out_with_the_learner_as_the_reason():
    many: dict[str, dict[str, object]] = {f"r{n}": PROVED for n in range(9)}
    many["r9"] = {**PLAIN, "pinned": ["hospital-board"]}
    many["r0"] = {**PROVED, "excluded": ["hospital-board"]}
    found = made(many)
    reasons = {choice.id: choice.reason for choice in found.choices}
    assert reasons["r9"] == "You pinned it for this reader."
    assert ("r0", "You left it out for this reader.") in [(item.id, item.reason) for item in found.left_out]
    assert "r0" in made(many, "payer").chosen


def test_every_choice_says_why_in_words():
    body = {**PROVED, "competencies": ["patient-safety"], "year": "2025"}
    (choice,) = made({"r": body}, names={"patient-safety": "patient safety"}).choices
    assert choice.reason == (
        "It shows patient safety, which this reader weighs most; it names three proofs; "
        "it is from the last three years."
    )


weighed = st.builds(
    Weighed,
    st.uuids().map(str),
    st.integers(1, 3),
    st.integers(0, 3),
    st.just(""),
    st.integers(0, 4),
    st.integers(0, 2),
    st.booleans(),
)


@given(st.lists(weighed, max_size=12, unique_by=lambda entry: entry.id))
def test_cuts_go_deeper_step_by_step_and_never_take_out_what_is_pinned(entries: list[Weighed]):
    order = cut_order(entries)
    assert not any(entry.pinned and (entry.id, "out") in order for entry in entries)
    for entry in entries:
        depths = [depth for id, depth in order if id == entry.id]
        assert depths == list(DEPTHS[1:][: len(depths)])
    free = [entry for entry in entries if not entry.pinned]
    for one in free:
        for other in free:
            if one.value < other.value:
                assert order.index((one.id, "out")) < order.index((other.id, "out"))


@given(st.lists(st.integers(1, 9), min_size=1, max_size=15), st.integers(1, 40))
def test_the_fewest_cuts_that_fit_are_made(lengths: list[int], budget: int):
    order = [(str(n), "out") for n in range(len(lengths))]

    def pages(cuts: dict[str, str]) -> int:
        return 1 + sum(length for n, length in enumerate(lengths) if str(n) not in cuts)

    found = fit_pages(dict, order, budget=budget, pages_of=pages)
    slow = next((n for n in range(len(order) + 1) if pages(cuts_of(order[:n])) <= budget), None)
    assert found.fits is (slow is not None)
    assert found.cuts == cuts_of(order if slow is None else order[:slow])
    assert found.pages == pages(dict(found.cuts))

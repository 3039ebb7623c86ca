"""Kappa in its forms, and Gwet's coefficients."""

from __future__ import annotations

import numpy as np
import pytest
from analytics.agreement.published import FLEISS, GWET_RATERS, PREGNANCIES, SKIN
from hypothesis import given
from hypothesis import strategies as st

from cmo_pathways.analytics.agreement import KAPPA_BANDS, band, cohen_kappa, fleiss_kappa, gwet, kappa_of_pairs
from cmo_pathways.errors import LearnerError

PAIRS = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), min_size=1, max_size=40)


def test_the_two_by_two_table_of_the_textbook():
    found = cohen_kappa(((20, 5), (10, 15)))
    assert found.value == pytest.approx(0.40)
    assert found.rows == 50


@pytest.mark.parametrize(
    ("weights", "value", "low", "high"),
    [("none", 0.3449, 0.2030, 0.4868), ("linear", 0.5082, 0.3798, 0.6366)],
)
def test_the_dermatologists_agree_as_printed_in_the_sas_manual(weights, value, low, high):
    found = cohen_kappa(SKIN, weights=weights)
    assert (found.value, found.low, found.high) == pytest.approx((value, low, high), abs=5e-5)


def test_the_abstractors_agree_as_printed_by_gwet():
    found = cohen_kappa(PREGNANCIES)
    assert found.value == pytest.approx(0.7964094, abs=5e-8)
    assert (found.low, found.high) == pytest.approx((0.680, 0.913), abs=2e-3)
    assert band(found, KAPPA_BANDS) == "substantial to almost perfect"


@given(PAIRS, st.sampled_from(("none", "linear", "quadratic")))
def test_weighted_kappa_agrees_with_its_definition(pairs, weights):
    first, second = zip(*pairs, strict=True)
    found = kappa_of_pairs(first, second, categories=range(6), weights=weights)
    power = {"none": 0, "linear": 1, "quadratic": 2}[weights]

    def disagreement(a, b):
        return float(a != b) if power == 0 else abs(a - b) ** power

    observed = np.mean([disagreement(a, b) for a, b in pairs])
    expected = np.mean([disagreement(a, b) for a in first for b in second])
    if expected == 0:
        assert found.value is None
        assert "one category" in found.why
    else:
        assert found.value == pytest.approx(1 - observed / expected)
        assert -1 <= found.low <= found.value + 1e-9  # type: ignore[operator]
        assert found.value - 1e-9 <= found.high <= 1 + 1e-9  # type: ignore[operator]


def test_pairs_with_a_gap_are_left_out():
    found = kappa_of_pairs(["a", "b", None, "a"], ["a", "b", "b", None])
    assert (found.rows, found.value) == (2, 1.0)


@pytest.mark.parametrize(
    ("first", "second", "why"),
    [((), (), "nobody"), ((None,), (3,), "nobody"), ((3, 3), (3, 3), "one category")],
)
def test_kappa_without_ratings_or_with_one_category_has_no_value(first, second, why):
    found = kappa_of_pairs(first, second)
    assert found.value is None
    assert why in found.why
    assert band(found, KAPPA_BANDS) == "too few to say"


def test_an_empty_table_has_no_value():
    assert cohen_kappa(((0, 0), (0, 0))).value is None


@pytest.mark.parametrize("table", [((1, 2),), ((1, 2), (3,)), ((1, -2), (3, 4)), ((1,),)])
def test_a_table_that_is_not_square_is_refused(table):
    with pytest.raises(LearnerError, match="not square"):
        cohen_kappa(table)


def test_a_rating_in_no_category_is_refused():
    with pytest.raises(LearnerError, match='"7"'):
        kappa_of_pairs((1, 7), (1, 2), categories=(1, 2))


def test_fleiss_kappa_of_the_worked_example():
    found = fleiss_kappa(FLEISS)
    assert found.value == pytest.approx(0.210, abs=5e-4)
    assert (found.rows, found.raters) == (10, 14)


@pytest.mark.parametrize("counts", [(), ((1, 1), (2, 1)), ((1, 0), (0, 1)), ((0, 0),)])
def test_fleiss_kappa_needs_as_many_raters_in_every_row(counts):
    assert "same number" in fleiss_kappa(counts).why


def test_fleiss_kappa_of_one_category_has_no_value():
    assert "one category" in fleiss_kappa(((3, 0), (3, 0))).why


def test_gwets_published_coefficients():
    assert gwet(GWET_RATERS, categories=range(1, 6), seed=1).value == pytest.approx(0.77544, abs=5e-6)
    pairs = [(i, j) for i, row in enumerate(PREGNANCIES) for j, n in enumerate(row) for _ in range(n)]
    found = gwet(pairs, categories=range(3), seed=1)
    assert found.value == pytest.approx(0.8493305, abs=5e-8)
    # Printed: 0.764 to 0.935 from the large-sample error; the bootstrap should be near it.
    assert (found.low, found.high) == pytest.approx((0.764, 0.935), abs=0.02)


@given(PAIRS)
def test_weights_change_nothing_with_two_categories(pairs):
    two = [(a % 2, b % 2) for a, b in pairs]
    values = [gwet(two, categories=(0, 1), weights=w, seed=0, draws=1).value for w in ("none", "linear", "quadratic")]
    assert values == pytest.approx([values[0]] * 3)


def test_a_near_miss_counts_in_part():
    table = [(2, 3), (3, 3), (4, 4), (1, 1), (0, 1)]
    none, linear, quadratic = (
        gwet(table, categories=range(6), weights=w, seed=0).value for w in ("none", "linear", "quadratic")
    )
    assert none < linear < quadratic  # type: ignore[operator]


def test_the_interval_depends_on_the_seed_alone():
    again = [gwet(GWET_RATERS, categories=range(1, 6), seed=s) for s in (5, 5, 6)]
    assert again[0] == again[1]
    assert again[0].low != again[2].low or again[0].high != again[2].high


def test_agreement_on_one_category_is_full_where_kappa_has_no_value():
    found = gwet([(3, 3)] * 6, categories=range(6), seed=0)
    assert (found.value, found.low, found.high) == (1.0, 1.0, 1.0)


@pytest.mark.parametrize("table", [(), ((None, None),), ((3, None), (None, 2))])
def test_gwet_without_a_pair_has_no_value(table):
    assert "two ratings" in gwet(table, categories=range(6), seed=0).why


def test_gwet_of_two_rows_has_no_interval():
    found = gwet([(3, 3), (2, 3)], categories=range(6), seed=0)
    assert found.value is not None
    assert found.low is None


def test_faulty_categories_are_refused():
    with pytest.raises(LearnerError, match="two categories"):
        gwet([(1, 1)], categories=(1,), seed=0)
    with pytest.raises(LearnerError, match='"9"'):
        gwet([(1, 9)], categories=range(6), seed=0)

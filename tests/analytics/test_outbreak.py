from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmo_pathways.analytics.outbreak import (
    attack_rate,
    exposure,
    exposure_of_list,
    final_size,
    herd_threshold,
    reproduction,
)
from cmo_pathways.errors import InputError, LearnerError


def test_oswego_vanilla_ice_cream_is_as_published() -> None:
    assert attack_rate(46, 75) == pytest.approx(46 / 75)
    found = exposure(43, 54, 3, 21)
    assert 100 * found.rate_exposed == pytest.approx(79.6, abs=0.05)
    assert 100 * found.rate_unexposed == pytest.approx(14.3, abs=0.05)
    assert found.ratio == pytest.approx(5.57, abs=0.005)
    # Katz interval by hand: se = sqrt(1/43 - 1/54 + 1/3 - 1/21) = 0.53893.
    assert (found.low, found.high) == (pytest.approx(1.938, abs=5e-3), pytest.approx(16.03, abs=0.02))


def test_a_line_list_gives_the_same_and_counts_who_is_left_out() -> None:
    ill: list[float | None] = [1] * 43 + [0] * 11 + [1] * 3 + [0] * 18 + [None, 1]
    ate: list[float | None] = [1] * 54 + [0] * 21 + [1, None]
    found = exposure_of_list(ill, ate)
    assert found.ratio == exposure(43, 54, 3, 21).ratio
    assert found.missing == 2


def test_an_empty_cell_is_told() -> None:
    nobody_else = exposure(5, 10, 0, 10)
    assert nobody_else.ratio is None and nobody_else.difference == 0.5
    with pytest.raises(LearnerError, match="nobody without the exposure"):
        nobody_else.number()
    none_here = exposure(0, 10, 5, 10)
    assert (none_here.ratio, none_here.low, none_here.effectiveness()) == (0, None, (1, None, None))


@pytest.mark.parametrize("cells", [(11, 10, 1, 10), (1, 0, 1, 10), (1.5, 10, 1, 10)])
def test_impossible_counts_are_refused(cells: tuple[float, float, float, float]) -> None:
    with pytest.raises(InputError):
        exposure(*cells)


def test_other_codes_and_uneven_lists_are_refused() -> None:
    with pytest.raises(InputError, match="neither 1 nor 0"):
        exposure_of_list((1, 2), (1, 0))
    with pytest.raises(InputError, match="one of each"):
        exposure_of_list((1, 0), (1,))


def test_effectiveness_turns_ratio_and_limits_round() -> None:
    value, low, high = exposure(5, 1000, 50, 1000).effectiveness()
    assert value == pytest.approx(0.9)
    assert low is not None and high is not None and low < value < high


@pytest.mark.parametrize(("number", "share"), [(12, 0.917), (18, 0.944), (2, 0.5), (1, 0), (0.5, 0), (0, 0)])
def test_herd_threshold_as_published(number: float, share: float) -> None:
    assert herd_threshold(number) == pytest.approx(share, abs=5e-4)


@given(st.floats(1.001, 20))
def test_final_size_solves_its_equation_and_passes_the_threshold(number: float) -> None:
    size = final_size(number)
    assert 0 < size <= 1
    assert size == pytest.approx(1 - math.exp(-number * size), abs=1e-9)
    assert size >= herd_threshold(number)


def test_no_epidemic_below_one() -> None:
    assert final_size(1) == final_size(0.4) == final_size(0) == 0


def test_reproduction_by_hand() -> None:
    # Everybody infects on the next day: cases double, so infectivity of days 1-7 is 1+2+...+64 = 127, cases are 254.
    # Prior of mean 5 and spread 5 is Gamma(1, 5): posterior mean (1 + 254) / (1/5 + 127).
    (first,) = reproduction((1, 2, 4, 8, 16, 32, 64, 128), (1.0,))
    assert first.day == 7
    assert first.mean == pytest.approx(255 / 127.2)
    assert first.low < 2 < first.high


def test_without_cases_the_prior_is_all_there_is() -> None:
    (found,) = reproduction((0,) * 8, (0.5, 0.5))
    assert found.mean == pytest.approx(5)
    assert (found.low, found.high) == (pytest.approx(-5 * math.log(0.975)), pytest.approx(-5 * math.log(0.025)))


def test_too_few_days_give_no_window_and_odd_weights_are_refused() -> None:
    assert reproduction((1, 2, 3), (1.0,)) == ()
    assert len(reproduction((1, 2, 3), (1.0,), window=1)) == 2
    with pytest.raises(InputError, match=r"adds up to 0\.9"):
        reproduction((1,) * 9, (0.5, 0.4))

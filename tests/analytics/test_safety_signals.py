from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmo_pathways.analytics.safety_signals import disproportionality
from cmo_pathways.errors import InputError, LearnerError

EVANS = (41, 14, 754, 591_958)


def test_the_published_signal() -> None:
    # Evans 2001 prints PRR 586, ROR 2,299 (whole numbers) and the uncorrected chi-square with one decimal.
    found = disproportionality(*EVANS)
    assert found.prr.value == pytest.approx(586.0, abs=0.05)
    assert found.ror.value == pytest.approx(2299, abs=0.5)
    assert found.chi_square == pytest.approx(22739.5, abs=0.05)
    assert found.chi_square_yates == pytest.approx(22187, abs=0.5)
    assert found.evans and found.evans_yates and found.ror_signal


def test_the_misprinted_denominators_give_something_else() -> None:
    a, b, c, d = EVANS
    assert disproportionality(*EVANS).prr.value != pytest.approx((a / (a + c)) / (b / (b + d)), rel=0.1)


def test_intervals_by_hand() -> None:
    # 10 of 100 against 10 of 1,000: se of ln PRR is sqrt(0.1 - 0.01 + 0.1 - 0.001) = 0.43474.
    found = disproportionality(10, 90, 10, 990)
    assert (found.prr.low, found.prr.high) == (pytest.approx(4.2652, abs=5e-4), pytest.approx(23.4454, abs=5e-4))
    assert found.ror.value == pytest.approx(11)


def test_yates_may_decide_and_both_are_told() -> None:
    found = disproportionality(3, 24, 20, 600)
    assert found.chi_square is not None and found.chi_square_yates is not None
    assert found.chi_square > 4 > found.chi_square_yates
    assert (found.evans, found.evans_yates) == (True, False)


def test_two_cases_are_no_signal_however_large_the_ratio() -> None:
    found = disproportionality(2, 1, 10, 100_000)
    assert found.prr.value is not None and found.prr.value > 1000
    assert not found.evans and not found.ror_signal


def test_empty_cells_are_told_and_nothing_is_added() -> None:
    none = disproportionality(0, 10, 5, 100)
    assert (none.prr.value, none.prr.low, none.evans) == (0, None, False)
    only_here = disproportionality(5, 10, 0, 1000)
    assert only_here.prr.value is None and only_here.evans and not only_here.ror_signal
    with pytest.raises(LearnerError, match="PRR is not defined"):
        only_here.prr.number()
    assert disproportionality(0, 0, 5, 100).chi_square is None


@pytest.mark.parametrize("cells", [(-1, 1, 1, 1), (1.5, 1, 1, 1)])
def test_impossible_counts_are_refused(cells: tuple[float, float, float, float]) -> None:
    with pytest.raises(InputError, match="reports"):
        disproportionality(*cells)


@given(*[st.integers(1, 10_000)] * 4)
def test_intervals_hold_the_ratio_and_nest(a: int, b: int, c: int, d: int) -> None:
    narrow, wide = disproportionality(a, b, c, d, confidence=0.9), disproportionality(a, b, c, d, confidence=0.99)
    for inner, outer in ((narrow.prr, wide.prr), (narrow.ror, wide.ror)):
        assert outer.low is not None and inner.low is not None and inner.high is not None and outer.high is not None
        assert outer.low <= inner.low <= inner.number() <= inner.high <= outer.high
    assert narrow.chi_square is not None and narrow.chi_square_yates is not None
    assert narrow.chi_square_yates <= narrow.chi_square + 1e-9

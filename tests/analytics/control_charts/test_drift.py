"""Weighted averages and cumulative sums against published examples."""

from __future__ import annotations

from itertools import pairwise

import pytest

from cmo_pathways.analytics import xmr_chart
from cmo_pathways.analytics.control_charts import cusum, ewma_chart
from cmo_pathways.errors import InputError, LearnerError

# NIST/SEMATECH e-Handbook 6.3.2.4; the averages printed there begin with the target
M05 = (52.0, 47.0, 53.0, 49.3, 50.1, 47.0, 51.0, 50.1, 51.2, 50.5, 49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1)  # fmt: skip # noqa: E501
AVERAGES = (50.60, 49.52, 50.56, 50.18, 50.16, 49.21, 49.75, 49.85, 50.26, 50.33, 50.11, 49.36, 49.52, 50.05, 49.38, 49.92, 50.73, 51.23, 51.94, 51.99)  # fmt: skip # noqa: E501

# Montgomery and Runger, chemical process concentration: target 99, allowance 1, limit 10, with both printed sums
CONCENTRATION = (102.0, 94.8, 98.3, 98.4, 102.0, 98.5, 99.0, 97.7, 100.0, 98.1, 101.3, 98.7, 101.1, 98.4, 97.0, 96.7, 100.3, 101.4, 97.2, 101.0)  # fmt: skip # noqa: E501
UPPER = (2.0, 0, 0, 0, 2.0, 0.5, 0, 0, 0, 0, 1.3, 0, 1.1, 0, 0, 0, 0.3, 1.7, 0, 1.0)
LOWER = (0, 3.2, 2.9, 2.5, 0, 0, 0, 0.3, 0, 0, 0, 0, 0, 0, 1.0, 2.3, 0, 0, 0.8, 0)


def test_m05_ewma_equals_the_handbook() -> None:
    chart = ewma_chart(M05, target=50, sigma=2.0539, weight=0.3)
    assert chart.points == pytest.approx(AVERAGES, abs=0.0051)  # two places are printed
    assert chart.upper[-1] == pytest.approx(52.5884, abs=5e-4)  # settled after 20 points to 6e-7 of its width
    assert chart.lower[-1] == pytest.approx(47.4116, abs=5e-4)
    assert chart.signals == ()


def test_a_weight_of_one_is_a_chart_of_single_values() -> None:
    ewma, xmr = ewma_chart(M05, weight=1), xmr_chart(M05)
    assert ewma.points == xmr.points
    assert ewma.upper[0] == pytest.approx(xmr.upper[0])


def test_the_limits_of_an_ewma_widen_and_settle() -> None:
    upper = ewma_chart(M05, weight=0.2).upper
    assert all(a <= b for a, b in pairwise(upper) if a is not None and b is not None)


def test_equal_values_neither_drift_nor_fail() -> None:
    assert ewma_chart((7.0,) * 5).signals == ()
    assert [s.index for s in ewma_chart((7.0,) * 5, target=6).signals] == [0, 1, 2, 3, 4]


def test_cusum_equals_the_textbook_table() -> None:
    found = cusum(CONCENTRATION, target=99, allowance=1, limit=10)
    assert found.above == pytest.approx(UPPER, abs=1e-9)
    assert found.below == pytest.approx(LOWER, abs=1e-9)
    assert found.signals == ()


def test_cusum_finds_a_small_shift_and_when_it_began() -> None:
    values = (0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1)
    found = cusum(values, target=0, sigma=1)
    assert (found.allowance, found.limit) == (0.5, 5)
    assert found.signals == ()
    found = cusum((*values, 1), target=0, sigma=1, limit=4)
    assert (found.signals, found.since) == ((13,), (5,))
    assert cusum((0, 0, -3, -3), target=0, sigma=1, limit=4).signals == (3,)


@pytest.mark.parametrize(
    ("work", "words"),
    [
        (lambda: ewma_chart(M05, weight=0), "more than 0"),
        (lambda: ewma_chart(M05, weight=1.1), "at most 1"),
        (lambda: ewma_chart(M05, sigma=-1), "0 or more"),
        (lambda: ewma_chart((1.0,)), "2 or more"),
        (lambda: cusum((5.0, 5.0)), "above 0"),
        (lambda: cusum(M05, allowance=-1), "0 or more"),
        (lambda: cusum((1.0,)), "2 or more"),
        (lambda: cusum((1.0, float("nan"))), "missing"),
    ],
)
def test_what_cannot_be_is_refused(work: object, words: str) -> None:
    with pytest.raises((InputError, LearnerError), match=words):
        work()  # type: ignore[operator]

"""Charts of sample means and spreads, and capability, against Montgomery's piston rings (dataset of qcc)."""

from __future__ import annotations

import pytest

from cmo_pathways.analytics import METHODS, Rule
from cmo_pathways.analytics.capability import capability
from cmo_pathways.analytics.control_charts import phases_at, xbar_s_charts
from cmo_pathways.analytics.control_charts.measured import unbiasing
from cmo_pathways.errors import InputError, LearnerError

# The last two digits after 74 mm [thousandths], 25 samples of 5
RINGS = (
    (30, 2, 19, -8, 8), (-5, -8, 1, 11, 4), (-12, 24, 21, 5, 2), (2, -4, -7, 15, 9), (-8, 7, 15, -11, 14),
    (9, -6, -3, -15, -7), (-5, 6, -6, 0, 5), (-15, 3, -7, 15, -12), (8, -5, 9, 5, 4), (-2, 0, -10, 7, -5),
    (-6, -2, -6, -5, -10), (4, 0, 7, 0, -4), (-17, 2, -2, -3, 12), (6, -33, -6, 0, -16), (12, 14, -2, -1, 7),
    (0, -16, 5, -2, -4), (-6, 12, -14, 5, 7), (6, 10, 18, 3, 0), (-16, 2, 3, 5, -3), (0, 10, 13, 20, 3),
    (-12, 1, 9, 5, -4), (4, -1, -10, 6, 9), (10, -11, -10, 9, 14), (15, 8, -7, 0, 10), (-18, -16, -5, 17, 13),
)  # fmt: skip
SAMPLES = tuple(tuple(74 + x / 1000 for x in sample) for sample in RINGS)


def test_piston_rings_give_the_textbook_limits() -> None:
    charts = xbar_s_charts(SAMPLES, unit="mm")
    means, spreads = charts.means, charts.spreads
    assert means.centre[0] == pytest.approx(74.00118, abs=5e-6)
    # The printed constants for samples of 5 have three places: A3 = 1.427, B4 = 2.089.
    spread = spreads.centre[0]
    assert spread == pytest.approx(0.00924, abs=5e-6)
    assert (means.lower[0], means.upper[0]) == pytest.approx((73.988, 74.014), abs=5e-4)
    assert means.upper[0] == pytest.approx(74.00118 + 1.427 * spread, abs=1e-5)
    assert spreads.upper[0] == pytest.approx(2.089 * spread, abs=1e-5)
    assert spreads.lower[0] == 0
    assert means.signals == () == spreads.signals


@pytest.mark.parametrize(("n", "c4"), [(2, 0.7979), (3, 0.8862), (5, 0.9400), (10, 0.9727), (25, 0.9896)])
def test_unbiasing_constant_equals_the_printed_table(n: int, c4: float) -> None:
    assert unbiasing(n) == pytest.approx(c4, abs=5e-5)


def test_samples_of_different_size_use_the_pooled_spread() -> None:
    charts = xbar_s_charts(((1, 3), (2, 4, 6), (1, 2, 3, 4)))
    # pooled variance (1 x 2 + 2 x 4 + 3 x 5/3) / 6
    assert charts.spreads.centre[0] == pytest.approx((15 / 6) ** 0.5)
    assert charts.means.centre[0] == pytest.approx(26 / 9)
    assert charts.means.upper[0] > charts.means.upper[2]  # type: ignore[operator]


def test_a_sample_with_an_odd_spread_signals_on_the_spreads_alone() -> None:
    calm = [(10.0, 10.2, 9.8, 10.1, 9.9)] * 19
    charts = xbar_s_charts((*calm, (8.0, 12.0, 7.0, 13.0, 10.0)))
    assert [(s.rule, s.index) for s in charts.spreads.signals] == [(Rule.BEYOND_LIMIT, 19)]
    assert charts.means.signals == ()


def test_a_sample_of_one_is_refused() -> None:
    with pytest.raises(InputError, match="fewer than 2 values"):
        xbar_s_charts(((1, 2), (3,)))
    with pytest.raises(InputError, match="missing"):
        xbar_s_charts(((1, 2), (3, float("nan"))))


def test_phases_begin_where_something_was_changed() -> None:
    assert phases_at(5, {2: "bundle", 4: "audit"}) == ("baseline", "baseline", "bundle", "bundle", "audit")
    with pytest.raises(LearnerError, match="counted from 0"):
        phases_at(5, {5: "late"})


def test_capability_of_the_piston_rings_equals_the_published_ratios() -> None:
    # qcc: sigma within from the mean range of samples, 0.02276 / 2.326
    values = [x for sample in SAMPLES for x in sample]
    found = capability(values, lower=73.95, upper=74.05, sigma=0.02276 / 2.326)
    assert found.cp == pytest.approx(1.70, abs=0.005)
    assert found.cpk == pytest.approx(1.66, abs=0.005)
    assert found.pp == pytest.approx(0.1 / 6 / found.sigma_overall)
    assert found.outside == 0


def test_one_limit_gives_no_cp_and_a_mean_outside_a_negative_ratio() -> None:
    found = capability((1, 2, 1, 2, 1, 2), upper=1)
    assert (found.cp, found.pp) == (None, None)
    assert found.cpk < 0 and found.ppk < 0
    assert found.outside == 0.5


def test_an_unstable_process_says_that_its_figures_promise_nothing() -> None:
    assert capability((1, 2, 1, 2, 1, 2, 9), lower=0, upper=10).stable is False
    assert capability((1, 2, 1, 2, 1, 2), lower=0, upper=10).stable is True


def test_capability_is_refused_without_limits_or_variation() -> None:
    with pytest.raises(LearnerError, match="needs a limit"):
        capability((1, 2))
    with pytest.raises(LearnerError, match="Swap"):
        capability((1, 2), lower=3, upper=1)
    with pytest.raises(LearnerError, match="equal"):
        capability((2, 2), lower=1, upper=3)


def test_a_case_asks_capability_with_columns_of_limits() -> None:
    columns = ((1, 2, 1, 2), (0,) * 4, (3,) * 4)
    assert METHODS["cp"].function(*columns) == pytest.approx(3 / 6 * 1.128)
    assert METHODS["cpk"].function(*columns) == pytest.approx(1.5 / 3 * 1.128)

"""What figures of cases show: published values where there are any, and what happens at the edges."""

from __future__ import annotations

import pytest

from cmo_pathways.analytics import FIGURES
from cmo_pathways.analytics.figures.cash import cash_flow
from cmo_pathways.analytics.figures.epidemic import epi_curve
from cmo_pathways.analytics.figures.groups import plain_values, shares_or_rates
from cmo_pathways.analytics.figures.predictions import BARS, calibration_plot, operator_curves
from cmo_pathways.analytics.figures.waiting import waiting
from cmo_pathways.analytics.funnel import funnel_of_ratios, funnel_of_shares, limits_at
from cmo_pathways.errors import InputError, LearnerError


def test_cash_flow_gives_the_published_present_value_and_payback():
    found = cash_flow((-40000, 5000, 8000, 12000, 30000), 0.08)
    assert found.npv == pytest.approx(3065.22267, abs=1e-5)
    assert found.payback == pytest.approx(3.5)
    assert found.running[-1] == pytest.approx(found.npv)
    assert found.discounted_payback is not None and 3.5 < found.discounted_payback < 4


def test_cash_flow_without_a_rate_adds_up_and_without_an_outlay_has_no_payback():
    assert cash_flow((-10, 4, 4)).running == (-10, -6, -2)
    assert cash_flow((-10, 4, 4)).payback is None
    assert cash_flow((10, -4)).payback is None
    assert cash_flow((5,)).running == (5,)


def test_waits_are_those_of_the_county_hospital_example():
    found = waiting(("one", "two"), (2, 2), (3, 3), (1, 2))
    assert found.axis == "servers"
    assert [s.wait for s in found.situations] == [pytest.approx(2 / 3), pytest.approx(0.0417, abs=5e-5)]
    assert [x for x, _ in found.curves[0].points] == [1, 2, 3]


def test_a_line_that_cannot_keep_up_has_no_wait_and_a_curve_all_the_same():
    found = waiting(("full", "calm"), (3, 1), (3, 3), (1, 1))
    assert found.axis == "load"
    assert [s.wait is None for s in found.situations] == [True, False]
    assert [s.load for s in found.situations] == [1, pytest.approx(1 / 3)]
    assert max(x for x, _ in found.curves[0].points) == pytest.approx(0.97)


def test_each_named_situation_lies_on_its_curve():
    found = waiting(("a", "b", "c"), (2, 5, 9), (1, 1, 2), (3, 6, 6))
    for situation, curve in zip(found.situations, found.curves, strict=True):
        near = [wait for x, wait in curve.points if abs(x - situation.load) <= 0.005]
        assert min(near) <= situation.wait <= max(near)


def test_shares_carry_the_published_wilson_interval():
    group = shares_or_rates((65,), (100,)).groups[0]
    assert (group.low, group.high) == (pytest.approx(0.552544, abs=1e-6), pytest.approx(0.736358, abs=1e-6))
    assert group.differs == ""


def test_rates_carry_the_published_byar_interval_per_so_many():
    group = shares_or_rates((65,), (2000,), 1000).groups[0]
    assert group.value == 32.5
    assert (2 * group.low, 2 * group.high) == (pytest.approx(50.163188, abs=1e-5), pytest.approx(82.849139, abs=1e-5))


def test_a_group_differs_where_its_interval_leaves_out_all_together():
    found = shares_or_rates((80, 10, 45), (100, 100, 100))
    assert [g.differs for g in found.groups] == ["above", "below", ""]
    assert found.overall == pytest.approx(0.45)


@pytest.mark.parametrize(
    ("counts", "totals", "per"), [((1,), (0,), None), ((3,), (2,), None), ((1.5,), (2,), None), ((1,), (0,), 1000)]
)
def test_impossible_counts_are_refused(counts, totals, per):
    with pytest.raises(InputError):
        shares_or_rates(counts, totals, per)


def test_no_event_anywhere_is_a_group_like_any_other():
    found = shares_or_rates((0, 0), (10, 20))
    assert [g.differs for g in found.groups] == ["", ""]
    assert (found.overall, found.groups[0].low) == (0, 0)


def test_an_interval_has_two_ends_and_holds_its_value():
    with pytest.raises(InputError, match="two ends"):
        plain_values((1,), (0,))
    with pytest.raises(InputError):
        plain_values((1,), (2,), (3,))
    assert plain_values((1, 1)).overall is None


def test_calibration_groups_hold_all_patients_and_the_strip_too():
    risks = tuple(k / 200 for k in range(1, 101))
    outcomes = tuple(int(k % 4 == 0) for k in range(100))
    found = calibration_plot(risks, outcomes)
    assert sum(g.patients for g in found.groups) == 100 == sum(found.spread) + found.beyond
    assert (len(found.spread), found.events) == (BARS, 25)
    assert all(g.low <= g.observed <= g.high for g in found.groups)


def test_calibration_of_equal_risks_is_one_group_and_all_zero_is_refused():
    found = calibration_plot((0.2,) * 10, (1, 0) * 5)
    assert (len(found.groups), found.summary.slope) == (1, None)
    with pytest.raises(LearnerError, match="All predicted risks are 0"):
        calibration_plot((0.0, 0.0), (0, 1))


def test_operator_curves_take_the_level_given_or_work_one_out_always_the_same():
    risks, died = (0.05, 0.2, 0.1, 0.4) * 10, (0, 1, 0, 0) * 10
    given = operator_curves(risks, died, 3)
    assert (given.cusum.level, given.run_length, given.deaths) == (3, None, 10)
    assert given.lives[-1] == pytest.approx(sum(risks) - 10)
    assert operator_curves(risks, died).cusum.level == operator_curves(risks, died).cusum.level > 0


def test_risks_of_zero_and_one_only_have_no_level():
    with pytest.raises(LearnerError, match="All risks are 0 or 1"):
        operator_curves((0, 1), (0, 1))


def test_epi_curve_counts_whole_cases_and_finds_the_first_peak():
    found = epi_curve((0, 3, 3, 1), ("", "letter", "", ""))
    assert (found.total, found.peak, found.events[1]) == (7, 1, "letter")
    with pytest.raises(InputError):
        epi_curve((1, 0.5))


def test_limits_at_a_unit_are_those_of_the_unit():
    counts, totals = (5, 9, 30, 2, 60), (50, 90, 250, 40, 400)
    for adjustment in ("none", "additive", "multiplicative"):
        found = funnel_of_shares("abcde", counts, totals, adjustment=adjustment)
        for unit in found.units:
            assert limits_at(found, unit.size) == (pytest.approx(unit.alert), pytest.approx(unit.alarm))


def test_ratio_limits_at_the_published_sizes_part_five_events_from_the_rest():
    found = funnel_of_ratios(("a", "b"), (5, 6), (4.0, 7.0))
    for expected, which in ((11.6683331, 0), (16.4547448, 1)):
        assert limits_at(found, expected)[which][0] * expected == pytest.approx(5, abs=1e-5)
    for expected, which in ((1.6234863, 0), (0.7393719, 1)):
        assert limits_at(found, expected)[which][1] * expected == pytest.approx(4, abs=1e-5)


def test_every_figure_names_its_columns_and_kinds():
    for name, row in FIGURES.items():
        assert name == row.name
        assert len(row.columns) == len(row.kinds) >= row.needed >= 1

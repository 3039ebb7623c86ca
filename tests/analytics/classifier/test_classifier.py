from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmo_pathways.analytics.classifier import (
    Confusion,
    brier,
    by_group,
    calibration,
    calibration_bins,
    confusion,
    gaps,
    npv_at,
    ppv_at,
    ranking,
)
from cmo_pathways.errors import InputError, LearnerError

# Michigan, score of 6 or more: 38,455 stays, 2,552 septic, 6,971 alerted, 1,709 septic stays missed.
EPIC = Confusion(2552 - 1709, 6971 - (2552 - 1709), 1709, 38455 - 6971 - 1709)
COMPAS = Confusion(1369, 805, 532, 990)


def test_the_sepsis_model_recomputed_from_its_counts() -> None:
    assert EPIC.total == 38455
    assert EPIC.sensitivity == pytest.approx(0.330, abs=5e-4)
    assert EPIC.specificity == pytest.approx(0.829, abs=5e-4)
    assert EPIC.ppv == pytest.approx(0.121, abs=5e-4)
    assert EPIC.npv == pytest.approx(0.946, abs=5e-4)
    assert EPIC.alerts_per_100 == pytest.approx(18.1, abs=0.05)
    assert EPIC.false_negative_rate == pytest.approx(0.67, abs=5e-3)
    assert EPIC.needed_to_evaluate == pytest.approx(6971 / 843)


def test_the_published_group_measures() -> None:
    assert COMPAS.false_positive_rate == pytest.approx(0.4485, abs=5e-5)
    assert COMPAS.false_negative_rate == pytest.approx(0.2799, abs=5e-5)
    assert COMPAS.ppv == pytest.approx(0.6297, abs=5e-5)


def test_predictive_values_at_a_prevalence_agree_with_the_counts() -> None:
    assert EPIC.sensitivity is not None and EPIC.specificity is not None
    assert ppv_at(EPIC.sensitivity, EPIC.specificity, EPIC.prevalence) == pytest.approx(EPIC.ppv)
    assert npv_at(EPIC.sensitivity, EPIC.specificity, EPIC.prevalence) == pytest.approx(EPIC.npv)
    assert ppv_at(0.9, 0.9, 0.01) == pytest.approx(0.009 / 0.108)
    with pytest.raises(LearnerError, match="no alert"):
        ppv_at(0, 1, 0.1)
    with pytest.raises(InputError, match="prevalence"):
        ppv_at(0.9, 0.9, 7)


def test_net_benefit_by_hand() -> None:
    counts = Confusion(20, 80, 10, 890)
    assert counts.net_benefit(0.1) == pytest.approx((20 - 80 / 9) / 1000)
    assert counts.net_benefit_of_all(0.1) == pytest.approx((30 - 970 / 9) / 1000)
    assert counts.net_benefit(0) == 0.02
    with pytest.raises(InputError, match="at"):
        counts.net_benefit(1)


def test_a_score_at_the_cut_alerts() -> None:
    found = confusion((5, 6, 6, 7), (0, 1, 0, 1), 6)
    assert found == Confusion(2, 1, 0, 1)


def test_empty_denominators_have_no_share() -> None:
    silent = Confusion(0, 0, 0, 10)
    assert silent.sensitivity is None and silent.ppv is None and silent.needed_to_evaluate is None
    with pytest.raises(InputError, match="all four are 0"):
        Confusion(0, 0, 0, 0)
    with pytest.raises(InputError, match="counts"):
        Confusion(-1, 0, 0, 1)


def test_the_published_area_and_its_error() -> None:
    # Ratings of Hanley and McNeil; the paper prints the error with three decimals, cut and not rounded.
    normal, abnormal = (33, 6, 6, 11, 2), (3, 2, 2, 11, 33)
    scores = [r for r, n in enumerate(normal, 1) for _ in range(n)] + [
        r for r, n in enumerate(abnormal, 1) for _ in range(n)
    ]
    found = ranking(scores, [0] * 58 + [1] * 51)
    assert found.area == pytest.approx(0.893, abs=5e-4)
    assert found.error == pytest.approx(0.0325, abs=5e-5)
    assert (found.cases, found.others) == (51, 58)
    assert found.interval[0] < found.area < found.interval[1] <= 1


def test_equal_scores_are_a_coin_and_one_outcome_has_no_area() -> None:
    assert ranking((3, 3, 3, 3), (0, 1, 0, 1)).area == 0.5
    assert ranking((1, 2), (0, 1)).area == 1
    with pytest.raises(LearnerError, match="Give both"):
        ranking((1, 2), (1, 1))


@given(st.lists(st.tuples(st.integers(0, 5), st.booleans()), min_size=2).filter(lambda r: len({y for _, y in r}) == 2))
def test_turning_scores_round_turns_the_area_round(rows: list[tuple[int, bool]]) -> None:
    scores, outcomes = [s for s, _ in rows], [int(y) for _, y in rows]
    area = ranking(scores, outcomes).area
    assert ranking([-s for s in scores], outcomes).area == pytest.approx(1 - area)
    assert ranking([math.exp(s) for s in scores], outcomes).area == pytest.approx(area)


def test_brier_by_hand() -> None:
    assert brier((0.8, 0.3), (1, 0)) == pytest.approx((0.04 + 0.09) / 2)
    assert brier((1, 0), (1, 0)) == 0
    with pytest.raises(InputError, match="risks"):
        brier((80, 30), (1, 0))
    with pytest.raises(InputError, match="neither 1 nor 0"):
        brier((0.5,), (0.5,))


def test_right_risks_are_calibrated_and_doubled_odds_are_not() -> None:
    # 20 % of 100 and 60 % of 100 had the outcome, as predicted.
    outcomes = [1] * 20 + [0] * 80 + [1] * 60 + [0] * 40
    right = calibration([0.2] * 100 + [0.6] * 100, outcomes)
    assert (right.ratio, right.intercept, right.slope) == (
        pytest.approx(1),
        pytest.approx(0, abs=1e-8),
        pytest.approx(1),
    )
    assert right.brier == pytest.approx((100 * 0.16 + 100 * 0.24) / 200) and right.brier < right.brier_of_mean
    # Log odds of 0.2 and 0.6 doubled: 1/17 and 9/13. The slope must come back as one half.
    extreme = calibration([1 / 17] * 100 + [9 / 13] * 100, outcomes)
    assert extreme.slope == pytest.approx(0.5)


def test_what_cannot_be_fitted_says_why() -> None:
    assert calibration((0, 0.5, 1), (0, 1, 1)).why.startswith("a risk of exactly")
    assert calibration((0.2, 0.5), (0, 0)).why == "all stays have the same outcome"
    assert "equal" in calibration((0.2, 0.2, 0.2), (0, 0, 1)).why
    split = calibration((0.1, 0.2, 0.8, 0.9), (0, 0, 1, 1))
    assert split.slope is None and "without overlap" in split.why
    with pytest.raises(LearnerError, match="nothing can be compared"):
        calibration((0, 0), (0, 1))


@given(st.lists(st.tuples(st.sampled_from((0.1, 0.2, 0.5)), st.integers(0, 1)), min_size=1), st.integers(1, 12))
def test_bins_hold_every_stay_and_keep_equal_risks_together(rows: list[tuple[float, int]], bins: int) -> None:
    points = calibration_bins([p for p, _ in rows], [y for _, y in rows], bins=bins)
    assert sum(point.stays for point in points) == len(rows)
    assert [p.predicted for p in points] == sorted(p.predicted for p in points)
    assert len(points) <= min(bins, 3)


def test_gaps_leave_small_groups_out() -> None:
    rows = [("A", 7, 1)] * 30 + [("A", 2, 1)] * 10 + [("A", 7, 0)] * 20 + [("A", 2, 0)] * 80
    rows += [("B", 7, 1)] * 10 + [("B", 2, 1)] * 10 + [("B", 7, 0)] * 10 + [("B", 2, 0)] * 90
    rows += [("C", 7, 1)] * 3 + [("C", 2, 0)] * 40
    names, scores, outcomes = zip(*rows, strict=True)
    results = by_group(scores, outcomes, names, 6)
    assert [(r.group, r.too_few) for r in results] == [("A", False), ("B", False), ("C", True)]
    found = {gap.measure: gap for gap in gaps(results)}
    assert found["sensitivity"].size == pytest.approx(0.25)
    assert (found["sensitivity"].highest, found["sensitivity"].lowest) == ("A", "B")
    assert found["false_positive_rate"].size == pytest.approx(0.1)
    assert gaps(results[:1]) == ()

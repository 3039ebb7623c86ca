"""VLAD and risk-adjusted CUSUM against the published scores, closed forms and simulation."""

from __future__ import annotations

import math

import pytest

from cmo_pathways.analytics import METHODS
from cmo_pathways.analytics.risk_cusum import risk_cusum, score, signal_level, vlad
from cmo_pathways.errors import InputError, LearnerError


def test_m29_scores_of_a_patient_with_parsonnet_50() -> None:
    risk = 1 / (1 + math.exp(3.68 - 0.077 * 50))
    assert risk == pytest.approx(0.5424, abs=5e-5)
    assert score(risk, False, 2) == pytest.approx(-0.433, abs=5e-4)
    assert score(risk, True, 2) == pytest.approx(0.260, abs=5e-4)


def test_vlad_rises_with_lives_gained() -> None:
    assert vlad((0.1, 0.2, 0.5), (0, 1, 0)) == pytest.approx((0.1, -0.7, -0.2))


def test_the_sum_never_falls_below_zero_and_signals_once_for_each_rise() -> None:
    found = risk_cusum((0.05,) * 12, (0, 0, 1, 1, 1, 0, 0, 0, 0, 0, 0, 1), level=1.9)
    assert min(found.path) == 0
    assert found.path[1] == 0
    assert found.odds_ratio == 2
    assert found.path[4] == pytest.approx(3 * math.log(2 / 1.05))
    assert found.signals == (4, 11)


def test_improvement_is_looked_for_with_an_odds_ratio_below_one() -> None:
    found = risk_cusum((0.3,) * 30, (0,) * 30, level=2, odds_ratio=0.5)
    step = -math.log(1 - 0.3 + 0.15)
    assert found.path[-1] == pytest.approx(30 * step)
    assert found.signals == (math.ceil(2 / step) - 1,)


def test_the_expected_score_of_a_surgeon_as_expected_is_negative() -> None:
    for risk in (0.01, 0.2, 0.7):
        assert risk * score(risk, True, 2) + (1 - risk) * score(risk, False, 2) < 0
    assert score(0, False, 2) == 0
    assert score(1, True, 2) == 0


def test_the_signal_level_repeats_with_its_seed_and_rises_with_the_run_length() -> None:
    risks = (0.02, 0.05, 0.1, 0.3)
    short, long = (signal_level(risks, run_length=n, seed=1, runs=200) for n in (50, 400))
    assert short == signal_level(risks, run_length=50, seed=1, runs=200)
    assert 0 < short < long


def test_at_the_signal_level_false_alarms_come_as_rarely_as_wanted() -> None:
    # Another seed must give the wanted run length back within the spread of 400 exponential runs (4 sigma = 20%).
    import numpy as np

    risks, wanted = (0.05, 0.1, 0.2), 200
    level = signal_level(risks, run_length=wanted, seed=7)
    rng, lengths = np.random.default_rng(8), []
    for _ in range(400):
        total, case = 0.0, 0
        while total < level:
            risk = risks[rng.integers(3)]
            total, case = max(0.0, total + score(risk, bool(rng.random() < risk), 2)), case + 1
        lengths.append(case)
    assert np.mean(lengths) == pytest.approx(wanted, rel=0.28)


@pytest.mark.parametrize(
    ("work", "error"),
    [
        (lambda: vlad((0.1,), (0, 1)), InputError),
        (lambda: vlad((0.1,), (0.5,)), InputError),
        (lambda: vlad((12,), (1,)), InputError),
        (lambda: vlad((), ()), InputError),
        (lambda: score(0.1, True, 1), InputError),
        (lambda: risk_cusum((0.1,), (1,), level=0), InputError),
        (lambda: signal_level((0, 1), run_length=100, seed=1), LearnerError),
        (lambda: signal_level((0.1,), run_length=5, seed=1), InputError),
    ],
)
def test_what_cannot_be_is_refused(work: object, error: type[Exception]) -> None:
    with pytest.raises(error):
        work()  # type: ignore[operator]


def test_a_case_asks_for_the_end_of_the_display_and_the_highest_sum() -> None:
    risks, died = (0.1, 0.2, 0.5), (0, 1, 0)
    assert METHODS["vlad_end"].function(risks, died) == pytest.approx(-0.2)
    assert METHODS["risk_cusum_peak"].function(risks, died) == pytest.approx(score(0.2, True, 2))

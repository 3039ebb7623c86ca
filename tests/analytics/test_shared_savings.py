from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmo_pathways.analytics.shared_savings import (
    Settlement,
    capped_risk_growth,
    payment_risk_score,
    pmpm,
    shared_losses,
    shared_savings,
    trend,
)
from cmo_pathways.errors import InputError

BENCHMARK = 10_000 * 12_000.0


def settle(spend: float, minimum: float = 0.03) -> Settlement:
    return shared_savings(BENCHMARK, spend, minimum_rate=minimum, sharing_rate=0.75, cap_rate=0.20)


def test_ten_thousand_lives_share_three_point_six_million() -> None:
    found = settle(10_000 * 11_520)
    assert (found.difference, found.rate) == (4.8e6, pytest.approx(0.04))
    assert found.met and not found.capped
    assert (found.share, found.cap) == (pytest.approx(3.6e6), pytest.approx(24e6))


def test_just_under_the_minimum_rate_the_share_is_nothing() -> None:
    assert settle(BENCHMARK * 0.97).share == pytest.approx(0.75 * 0.03 * BENCHMARK)
    under = settle(BENCHMARK * 0.97 + 1)
    assert (under.met, under.share) == (False, 0)


def test_the_cap_cuts_what_is_above_it() -> None:
    found = settle(BENCHMARK * 0.5)
    assert found.capped and found.share == found.cap


def test_an_overspent_year_earns_nothing_and_may_owe() -> None:
    assert settle(BENCHMARK * 1.05, minimum=0).share == 0
    owed = shared_losses(BENCHMARK, BENCHMARK * 1.05, minimum_rate=0.02, loss_rate=0.4, cap_rate=0.1)
    assert (owed.share, owed.met) == (pytest.approx(0.02 * BENCHMARK), True)
    assert owed.rate == pytest.approx(-0.05)
    assert shared_losses(BENCHMARK, BENCHMARK * 0.9, minimum_rate=0, loss_rate=0.4, cap_rate=0.1).share == 0


def test_quality_scales_the_share() -> None:
    found = shared_savings(100, 90, minimum_rate=0, sharing_rate=0.5, cap_rate=1, quality=0.8)
    assert found.share == pytest.approx(4)


def test_trend_is_told_after_risk_adjustment() -> None:
    assert pmpm(1_200_000, 3000) == 400
    assert trend(400, 440) == pytest.approx(0.10)
    assert trend(400, 440, 1.0, 1.1) == pytest.approx(0)


def test_risk_scores_by_hand() -> None:
    assert payment_risk_score(1.2, 0.05, 1.14) == pytest.approx(1.0)
    assert capped_risk_growth(1.0, 1.08) == pytest.approx(1.03)
    assert capped_risk_growth(1.0, 0.95) == pytest.approx(0.95)


def test_percent_for_a_share_and_no_member_month_are_refused() -> None:
    with pytest.raises(InputError, match="minimum_rate"):
        settle(BENCHMARK, minimum=3)
    with pytest.raises(InputError, match="member_months"):
        pmpm(100, 0)


@given(st.floats(0.3, 1.3), st.floats(0, 0.2))
def test_less_spending_never_earns_less(spent: float, saved: float) -> None:
    assert settle((spent - saved) * BENCHMARK).share >= settle(spent * BENCHMARK).share
    assert 0 <= settle(spent * BENCHMARK).share <= 0.2 * BENCHMARK * (1 + 1e-12)

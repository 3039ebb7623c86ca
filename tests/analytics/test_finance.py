from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmo_pathways.analytics.finance import (
    break_even,
    capacity,
    contribution,
    irr,
    loan_balance,
    loan_payment,
    margin_of_safety,
    mirr,
    npv,
    payback,
    profitability_index,
    spreadsheet_npv,
)
from cmo_pathways.errors import InputError, LearnerError

CLINIC = (-40000, 5000, 8000, 12000, 30000)


def test_present_value_is_as_published() -> None:
    assert npv(CLINIC, 0.08) == pytest.approx(3065.22267, abs=5e-6)


def test_the_spreadsheet_discounts_today_too() -> None:
    assert spreadsheet_npv(CLINIC, 0.08) == pytest.approx(3065.22267 / 1.08, abs=5e-6)
    assert -40000 + spreadsheet_npv(CLINIC[1:], 0.08) == pytest.approx(npv(CLINIC, 0.08))


def test_rate_of_return_is_as_published() -> None:
    assert irr((-100, 39, 59, 55, 20)).number() == pytest.approx(0.28095, abs=5e-6)


def test_payback_is_three_and_a_half_years() -> None:
    assert payback(CLINIC) == 3.5
    assert payback((-100, 100)) == 1
    assert payback((-100, 50, 0, 50)) == 3


def test_several_rates_of_return_are_all_named_and_none_is_chosen() -> None:
    # -100 (1 + r)^2 + 230 (1 + r) - 132 has the roots 10 % and 20 %.
    found = irr((-100, 230, -132))
    assert found.rates == pytest.approx((0.10, 0.20))
    assert found.sign_changes == 2
    with pytest.raises(LearnerError, match="several rates"):
        found.number()


@pytest.mark.parametrize("flows", [(100, 50), (-1, -2), (0, 0)])
def test_one_way_money_has_no_rate(flows: tuple[float, ...]) -> None:
    with pytest.raises(LearnerError, match="no rate"):
        irr(flows).number()
    with pytest.raises(LearnerError, match="one way"):
        mirr(flows, 0.1, 0.1)


def test_changing_signs_without_a_real_rate_say_so() -> None:
    found = irr((100, -100, 100))
    assert found.rates == () and found.sign_changes == 2


def test_modified_rate_by_hand() -> None:
    # Returns 60 x 1.1 + 70 = 136 after two years on 100 today: root of 1.36 less 1.
    assert mirr((-100, 60, 70), 0.08, 0.10) == pytest.approx(math.sqrt(1.36) - 1)


def test_profitability_index_and_present_value_agree() -> None:
    assert profitability_index(CLINIC, 0.08) == pytest.approx(1 + 3065.22267 / 40000)
    with pytest.raises(InputError, match="below 0"):
        profitability_index((100, 50), 0.08)


def test_the_published_clinic_breaks_even_at_its_contribution() -> None:
    assert capacity(6, 8, 250) == 12000
    visits = capacity(6, 8, 250, 0.85)
    assert visits == pytest.approx(10200)
    assert visits * 125 == pytest.approx(1_275_000)
    assert contribution(1_275_000, 250 * 1700) == 850_000


def test_break_even_target_and_safety_by_hand() -> None:
    assert break_even(850_000, 125, 41.666666666666664) == pytest.approx(10200)
    assert break_even(1000, 30, 10) == 50
    assert break_even(1000, 30, 10, target=200) == 60
    assert margin_of_safety(80, 50) == pytest.approx(0.375)
    assert margin_of_safety(40, 50) == pytest.approx(-0.25)


def test_what_never_pays_says_so() -> None:
    with pytest.raises(LearnerError, match="no volume breaks even"):
        break_even(1000, 10, 10)
    with pytest.raises(LearnerError, match="does not come back within 2"):
        payback((-100, 40, 40))
    with pytest.raises(InputError, match="below 0"):
        payback((100, 40))


def test_the_monthly_payment_is_as_published() -> None:
    # numpy-financial's own example: 200,000 over 15 years at 7.5 % a year, printed as -1854.02.
    assert loan_payment(200_000, 0.075 / 12, 15 * 12) == pytest.approx(1854.0247200054619)
    assert loan_payment(1200, 0, 12) == 100


def test_a_loan_is_owed_in_full_at_first_and_not_at_all_at_last() -> None:
    assert loan_balance(200_000, 0.005, 180, 0) == pytest.approx(200_000)
    assert loan_balance(200_000, 0.005, 180, 180) == pytest.approx(0, abs=1e-5)
    assert loan_balance(1200, 0, 12, 3) == pytest.approx(900)
    with pytest.raises(InputError, match="paid"):
        loan_balance(1200, 0, 12, 13)


@pytest.mark.parametrize("flows", [(), (1, None), (1, math.inf)])
def test_missing_flows_are_refused(flows: tuple[float, ...]) -> None:
    with pytest.raises(InputError, match="flows"):
        npv(flows, 0.08)


@given(st.lists(st.floats(1, 1e6), min_size=1, max_size=30), st.floats(1, 1e6), st.floats(0, 0.5))
def test_present_value_falls_with_the_rate_and_is_zero_at_the_return(
    later: list[float], outlay: float, rate: float
) -> None:
    flows = (-outlay, *later)
    assert npv(flows, rate + 0.01) <= npv(flows, rate) + 1e-6
    found = irr(flows).number()
    assert npv(flows, found) == pytest.approx(0, abs=1e-4 * (outlay + sum(later)))

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cmo_pathways.analytics import METHODS
from cmo_pathways.analytics.stopping import (
    crossing,
    lan_demets,
    lan_demets_pocock,
    obrien_fleming,
    pocock,
    spent_obrien_fleming,
    spent_pocock,
)
from cmo_pathways.analytics.thresholds import load_thresholds
from cmo_pathways.errors import InputError

FIFTHS = (0.2, 0.4, 0.6, 0.8, 1.0)


def test_five_obrien_fleming_looks_are_as_published() -> None:
    found = obrien_fleming(5)
    assert found.z == pytest.approx((4.562, 3.226, 2.634, 2.281, 2.040), abs=6e-4)
    assert found.spent[-1] == pytest.approx(0.05, abs=1e-7)


def test_the_shipped_boundaries_are_these() -> None:
    table = load_thresholds()
    for look, z in enumerate(obrien_fleming(5).z, start=1):
        assert z == pytest.approx(table.threshold(f"obrien-fleming-look-{look}").number, abs=6e-4)


# Constants of Jennison and Turnbull 2000, tables 2.1 and 2.3, printed with three decimals.
@pytest.mark.parametrize(
    ("looks", "flat", "last"),
    [(1, 1.960, 1.960), (2, 2.178, 1.977), (3, 2.289, 2.004), (4, 2.361, 2.024), (5, 2.413, 2.040)],
)
def test_constants_are_as_published(looks: int, flat: float, last: float) -> None:
    assert pocock(looks).z == pytest.approx((flat,) * looks, abs=6e-4)
    assert obrien_fleming(looks).z[-1] == pytest.approx(last, abs=6e-4)


def test_spending_like_obrien_fleming_gives_the_published_bounds() -> None:
    # gsDesign and ldbounds print these for five equal looks, 0.025 on each side.
    found = lan_demets(FIFTHS)
    assert found.z == pytest.approx((4.877, 3.357, 2.680, 2.290, 2.031), abs=6e-4)
    assert found.spent == pytest.approx([spent_obrien_fleming(t) for t in FIFTHS], abs=1e-7)


def test_all_is_spent_at_the_end_and_nothing_at_the_start() -> None:
    for spend in (spent_obrien_fleming, spent_pocock):
        assert spend(0) == 0
        assert spend(1, 0.05) == pytest.approx(0.05)


def test_usual_significance_at_every_look_is_no_five_percent() -> None:
    # Armitage, McPherson and Rowe 1969: five looks at 0.05 each cross 14.2 % of the time.
    assert crossing((1.96,) * 5, FIFTHS)[-1] == pytest.approx(0.142, abs=6e-4)


def test_a_case_can_ask_for_a_bound() -> None:
    assert METHODS["obrien_fleming"].function((5.0,), (3.0,), None) == pytest.approx(2.634, abs=6e-4)
    assert METHODS["pocock"].function((2.0,), (1.0,), None) == pytest.approx(2.178, abs=6e-4)
    assert METHODS["alpha_spending_last"].function(FIFTHS) == pytest.approx(2.031, abs=6e-4)
    with pytest.raises(InputError, match="look"):
        METHODS["pocock"].function((2.0,), (3.0,), None)


def test_a_very_early_look_cannot_stop() -> None:
    found = lan_demets((0.02, 0.5, 1))
    assert found.z[0] == math.inf and found.p[0] == 0
    assert found.spent[-1] == pytest.approx(0.05, abs=1e-7)


@pytest.mark.parametrize("information", [(), (0.5, 0.5), (0.5, 0.4), (0.5, 1.2), (0,), (0.5, 0.51)])
def test_looks_that_do_not_rise_are_refused(information: tuple[float, ...]) -> None:
    with pytest.raises(InputError, match="information"):
        lan_demets(information)


@pytest.mark.parametrize(("looks", "alpha"), [(0, 0.05), (21, 0.05), (2.5, 0.05), (3, 0), (3, 0.6)])
def test_impossible_plans_are_refused(looks: float, alpha: float) -> None:
    with pytest.raises(InputError):
        obrien_fleming(looks, alpha=alpha)


@settings(max_examples=15, deadline=None)
@given(st.sets(st.integers(2, 25), min_size=1, max_size=5), st.sampled_from((0.01, 0.05, 0.1)))
def test_what_is_spent_follows_the_plan_at_any_looks(steps: set[int], alpha: float) -> None:
    times = tuple(step / 25 for step in sorted(steps))
    found = lan_demets_pocock(times, alpha=alpha)
    assert found.spent == pytest.approx([spent_pocock(t, alpha) for t in times], abs=1e-7)
    stricter = lan_demets_pocock(times, alpha=alpha / 2)
    assert all(low < high for low, high in zip(found.z[:1], stricter.z[:1], strict=True))

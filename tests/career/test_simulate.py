from __future__ import annotations

import random
from statistics import fmean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmo_pathways.career.lives import pert_table
from cmo_pathways.career.schedule import Schedule, Task, Wait
from cmo_pathways.career.simulate import percentile, simulate_time
from cmo_pathways.career.spread import NO_TIME, Spread

GAP = Spread(2, 4, 8, assumed=True)


def chain(*gaps: Spread) -> Schedule:
    tasks, before = [], "held"
    for number, gap in enumerate(gaps):
        tasks.append(Task(f"s{number}", True, NO_TIME, (Wait(f"t{number}", before, gap),)))
        before = f"s{number}"
    return Schedule(tuple(tasks), {"held": 0.0})


def reference(gaps: tuple[Spread, ...], draws: int, seed: int) -> list[float]:
    """Slow and independent: one draw at a time from ``random.betavariate``, no table, no columns."""
    source = random.Random(seed)
    totals = []
    for _ in range(draws):
        total = 0.0
        for gap in gaps:
            width = gap.high - gap.low
            left, right = 1 + 4 * (gap.typical - gap.low) / width, 1 + 4 * (gap.high - gap.typical) / width
            total += gap.low + width * source.betavariate(left, right)
        totals.append(total)
    return sorted(totals)


def test_percentiles_agree_with_an_independent_simulation():
    gaps = (GAP, Spread(3, 5, 9, assumed=True), Spread(0, 1, 3, assumed=True))
    years = simulate_time(chain(*gaps), draws=40_000, seed=1)
    slow = reference(gaps, 40_000, seed=2)
    for found, share in ((years.p10, 0.1), (years.p50, 0.5), (years.p90, 0.9)):
        # The sum has a standard deviation of 1.7 years; a percentile of 40,000 draws has a standard error of about
        # 0.015 years, and so has the reference: 0.08 is more than 3.5 times the error of their difference.
        assert found == pytest.approx(slow[int(share * len(slow))], abs=0.08)


@pytest.mark.parametrize("numbers", [(2, 4, 8), (0, 0, 3), (3, 3, 9), (1, 5, 5), (2, 4, 4)])
def test_the_mean_of_the_draws_is_that_of_the_distribution(numbers: tuple[float, float, float]):
    low, typical, high = numbers
    drawn = low + (high - low) * pert_table((typical - low) / (high - low))
    assert low <= min(drawn) and max(drawn) <= high
    assert fmean(drawn) == pytest.approx((low + 4 * typical + high) / 6, abs=1e-4 * (high - low))


def test_a_certain_time_is_not_drawn():
    years = simulate_time(chain(Spread(3, 3, 3, assumed=False)), draws=10)
    assert (years.p10, years.p50, years.p90) == (3, 3, 3)


def test_nothing_starts_before_today_however_long_ago_the_rest_was():
    schedule = Schedule((Task("s", True, NO_TIME, (Wait("t", "held", GAP),)),), {"held": -40.0})
    assert simulate_time(schedule, draws=50).p90 == 0


def test_the_same_seed_gives_the_same_answer_and_another_one_does_not():
    once, again, other = (simulate_time(chain(GAP, GAP), seed=seed) for seed in (7, 7, 8))
    assert once == again != other


@given(st.lists(st.floats(0, 50), min_size=1), st.floats(0, 1), st.floats(0, 1))
def test_percentiles_rise_with_their_share(values: list[float], one: float, other: float):
    ordered = sorted(values)
    low, high = percentile(ordered, min(one, other)), percentile(ordered, max(one, other))
    assert ordered[0] <= low <= high + 1e-9 and high <= ordered[-1] + 1e-9


def test_a_percentile_between_two_values_lies_on_the_line_between_them():
    assert percentile([1.0, 2.0, 4.0], 0.75) == 3.0

"""The estimate: against the textbook posterior of a normal, and what must hold for any observations."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmo_pathways.assess import (
    Constants,
    Observation,
    estimate_level,
    from_case,
    from_rating,
    read_constants,
    shortfall,
)
from cmo_pathways.content import Report, content_root

WIDE = Constants(
    prior_mean=2.5,
    prior_sd=1.0,
    rating_sd=(("guess", 1.2), ("fairly", 0.8), ("sure", 0.6)),
    bias_sd=0.6,
    case_sd=1.0,
    case_floor=1.0,
    case_span_per_difficulty=1.0,
)
observations = st.lists(
    st.builds(Observation, st.floats(0, 5), st.floats(0.3, 3), st.just("seen"), st.just("rating")), max_size=5
)


def test_one_observation_as_precise_as_the_prior_lands_in_the_middle():
    found = estimate_level("x", [Observation(3.5, 1.0, "seen", "case")], WIDE)
    assert found.mu == pytest.approx(3.0)
    assert found.sd == pytest.approx(math.sqrt(0.5))
    # 3.0 -+ 1.2816 x 0.7071; holding the value within -0.5 to 5.5 moves it by less than 0.01
    assert (found.low, found.high) == pytest.approx((2.094, 3.906), abs=0.01)


def test_nothing_rated_gives_the_prior_and_says_so():
    found = estimate_level("x", [], WIDE)
    assert found.level == pytest.approx(2.5, abs=0.01)
    assert found.observed == 0
    assert "nothing is rated yet" in found.because[0]


def test_a_surer_rating_weighs_more_and_its_lean_never_vanishes():
    guess, sure = (from_rating(5, how, "May 1, 2026", WIDE) for how in ("guess", "sure"))
    assert sure.sd == pytest.approx(math.hypot(0.6, 0.6))
    assert estimate_level("x", [sure], WIDE).level > estimate_level("x", [guess], WIDE).level


def test_a_case_shows_its_floor_on_the_weakest_path_and_more_on_the_best():
    assert from_case("A", 0.0, "0 of 6", 3, "May 1, 2026", WIDE).value == 1.0
    assert from_case("A", 1.0, "6 of 6", 3, "May 1, 2026", WIDE).value == 4.0
    assert from_case("A", 1.0, "6 of 6", 5, "May 1, 2026", WIDE).value == 5.0


def test_a_target_of_zero_is_always_met_and_a_rating_at_target_more_likely_than_not():
    found = estimate_level("x", [Observation(4.0, 0.3, "seen", "case")], WIDE)
    assert found.p_at_least(0) == 1.0
    assert found.p_at_least(4) > 0.5 > found.p_at_least(5)


@given(observations)
def test_level_lies_in_its_interval_and_everything_on_the_scale(seen):
    found = estimate_level("x", seen, WIDE)
    assert 0 <= found.low <= found.level <= found.high <= 5
    chances = [found.p_at_least(target) for target in range(6)]
    assert chances == sorted(chances, reverse=True)
    assert all(0 <= chance <= 1 for chance in chances)
    assert 0 <= shortfall(found, 4) <= 4


@given(observations, st.floats(0, 5))
def test_one_more_observation_never_widens_the_spread(seen, value):
    more = [*seen, Observation(value, 1.0, "seen", "case")]
    assert estimate_level("x", more, WIDE).sd < estimate_level("x", seen, WIDE).sd


def test_the_shipped_constants_read_without_problem_and_are_assumptions():
    report = Report(content_root())
    constants = read_constants(content_root() / "data" / "framework" / "estimate.yaml", report)
    assert report.problems == []
    assert [word for word, _ in constants.rating_sd] == ["guess", "fairly", "sure"]
    assert [sd for _, sd in constants.rating_sd] == sorted((sd for _, sd in constants.rating_sd), reverse=True)

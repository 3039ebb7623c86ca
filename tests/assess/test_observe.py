"""From the ledger's words to observations: values, scatter, age, and the words for a reader."""

from __future__ import annotations

import pytest
from assess.people import nobody, shipped
from hypothesis import given
from hypothesis import strategies as st

from cmo_pathways.assess import (
    SELF,
    as_one_view,
    from_case,
    from_evidence,
    from_gain,
    from_group,
    from_rating,
    from_signals,
    signal_level,
)

C = shipped()
DAY = "May 1, 2026"


def case(got, difficulty=3, **more):
    return from_case("finance", ("a", "A", difficulty), (got, 8), DAY, C, **more)


def test_a_case_shows_its_floor_without_points_and_more_with_each():
    assert (case(0).value, case(4).value, case(8).value) == (1.0, 2.5, 4.0)
    assert case(8, difficulty=5).value == 5.0
    assert case(4, difficulty=5).sd < case(4).sd < case(4, difficulty=1).sd
    assert case(4).words == 'the case "A" gave 4 of 8 points on May 1, 2026 (difficulty 3 of 5)'


def test_the_ends_of_a_scale_are_one_sided():
    assert (case(0).at_most, case(4).one_sided, case(8).at_least) == (True, False, True)
    rated = [from_rating("finance", level, "sure", DAY, C) for level in range(6)]
    assert [seen.one_sided for seen in rated] == [True, False, False, False, False, True]
    means = [nobody().update(seen).of("finance").mean for seen in rated]
    assert means == sorted(means)


def test_something_counts_half_after_its_half_life():
    for make, half in (
        (lambda age: from_rating("finance", 3, "sure", DAY, C, age=age), C.half_life_self),
        (lambda age: from_group("finance", "peers", 3.0, 5, 5, C, age=age), C.half_life_seen),
        (lambda age: case(4, age=age), C.half_life_seen),
        (lambda age: from_evidence("finance", 3, "a budget", "chief", C, age=age), C.half_life_evidence),
        (lambda age: from_gain("finance", ("mba", "MBA"), (2, 4), C, age=age), C.half_life_evidence),
    ):
        assert make(half).sd ** 2 == pytest.approx(2 * make(0.0).sd ** 2)
        assert make(-1.0).sd == make(0.0).sd


def test_more_raters_scatter_less_but_share_the_leniency_of_their_group():
    few, many = (from_group("finance", "direct-reports", 3.0, n, n, C) for n in (4, 400))
    assert few.sd == pytest.approx(C.rater_sd / 2)
    assert few.shared_sd == pytest.approx((C.group_lean_sd**2 + C.rater_lean_sd**2 / 4) ** 0.5)
    assert many.shared_sd == pytest.approx(C.group_lean_sd, abs=0.01)
    assert few.words == "4 direct reports saw 3.0"
    together = nobody().update(*[from_group(id, "peers", 4.0, 400, 400, C) for id in ("finance", "strategy")])
    assert together.of("finance").sd > C.group_lean_sd / 2


def test_signals_add_up_level_by_level():
    assert signal_level({"1.1": "yes", "2.1": "yes", "2.2": "no", "3.1": "no"}) == pytest.approx(1.5)
    assert signal_level({"3.1": "partly"}) == pytest.approx(2.5)
    assert signal_level({}) == 0
    every = {f"{level}.{n}": "yes" if level < 4 else "no" for level in range(1, 6) for n in (1, 2, 3)}
    seen = from_signals("finance", every, DAY, C)
    assert (seen.value, seen.sd, seen.shared) == (3.0, pytest.approx(C.signals_sd), SELF)
    assert seen.words == "you answered 15 signals on May 1, 2026: 9 yes, 0 partly"
    assert from_signals("finance", {"1.1": "yes"}, DAY, C).sd > seen.sd
    assert from_signals("finance", {"9.1": "yes", "2.1": "maybe"}, DAY, C) is None


def test_a_rating_and_the_signals_behind_it_count_as_one_view():
    rating = from_rating("finance", 3, "guess", DAY, C)
    signals = from_signals("finance", {"1.1": "yes", "2.1": "yes", "3.1": "yes"}, DAY, C)
    surest = min(rating.sd, signals.sd)
    precision = sum(1 / seen.sd**2 for seen in as_one_view([rating, signals]))
    assert precision == pytest.approx(1 / surest**2)
    assert as_one_view([rating]) == (rating,)


@given(st.integers(1, 5), st.sampled_from(["", "J. Doe"]))
def test_evidence_and_training_never_lower_a_level(level, verifier):
    start = nobody().of("finance").mean
    for seen in (
        from_evidence("finance", level, "x" * 90, verifier, C),
        from_gain("finance", ("mba", "MBA"), (level - 1, level), C),
    ):
        assert nobody().update(seen).of("finance").mean >= start
    assert ("nobody named" in from_evidence("finance", level, "x", verifier, C).words) == (not verifier)
    assert len(from_evidence("finance", level, "x" * 900, verifier, C).words) < 150


def test_evidence_that_nobody_can_verify_tells_nothing_about_the_lean():
    after = nobody().update(from_evidence("finance", 5, "x", "", C), from_rating("finance", 1, "sure", DAY, C))
    assert after.lean.mean == pytest.approx(0, abs=1e-9)

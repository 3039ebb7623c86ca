"""The estimate as a reader sees it: interval, chances, reasons."""

from __future__ import annotations

from dataclasses import fields

import pytest
from assess.people import DOMAINS, nobody, shipped
from hypothesis import given, settings
from hypothesis import strategies as st

from cmo_pathways.assess import (
    Constants,
    Observation,
    estimate_of,
    from_group,
    from_rating,
    lean_words,
    read_constants,
    shortfall,
)
from cmo_pathways.content import Report, content_root

C = shipped()
observations = st.lists(
    st.builds(
        Observation,
        st.sampled_from(list(DOMAINS)),
        st.floats(0, 5),
        st.floats(0.3, 3),
        st.just("rating"),
        at_least=st.booleans(),
    ),
    max_size=6,
)


def test_nothing_rated_gives_the_prior_and_says_so():
    found = estimate_of(nobody(), "finance")
    assert found.mu == pytest.approx(C.prior_mean)
    assert found.observed == 0
    assert "nothing is rated yet" in found.because[0]


def test_what_is_not_rated_says_that_other_competencies_speak_for_it():
    found = estimate_of(nobody().update(from_rating("finance", 5, "sure", "May 1, 2026", C)), "strategy")
    assert found.observed == 0
    assert f"your other competencies suggests {found.level:.1f}" in found.because[0]


def test_a_surer_rating_weighs_more():
    guess, sure = (nobody().update(from_rating("finance", 5, how, "May 1, 2026", C)) for how in ("guess", "sure"))
    assert estimate_of(sure, "finance").level > estimate_of(guess, "finance").level


def test_a_target_of_zero_is_always_met_and_a_rating_at_target_more_likely_than_not():
    found = estimate_of(nobody().update(Observation("finance", 4.0, 0.2, "case")), "finance")
    assert found.p_at_least(0) == 1.0
    assert found.p_at_least(4) > 0.5 > found.p_at_least(5)


def test_the_strongest_three_inputs_are_named_and_the_rest_counted():
    seen = [Observation("finance", 3 + k / 2, 1.0 - k / 10, "case", f"input {k}") for k in range(5)]
    found = estimate_of(nobody().update(*seen), "finance")
    assert found.because == ("input 4", "input 3", "input 2", "and 2 more", f"together {found.level:.1f}")
    assert [r.words for r in found.reasons][1:] == [f"input {k}" for k in range(5)]


@settings(max_examples=60, deadline=None)
@given(observations)
def test_level_lies_in_its_interval_and_everything_on_the_scale(seen):
    for id in DOMAINS:
        found = estimate_of(nobody().update(*seen), id)
        assert 0 <= found.low <= found.level <= found.high <= 5
        chances = [found.p_at_least(target) for target in range(6)]
        assert chances == sorted(chances, reverse=True)
        assert all(0 <= chance <= 1 for chance in chances)
        assert 0 <= shortfall(found, 4) <= 4
        assert sum(reason.moved for reason in found.reasons) == pytest.approx(found.mu, abs=1e-7)


def test_the_shipped_constants_read_without_problem_and_are_assumptions():
    report = Report(content_root())
    constants = read_constants(content_root() / "data" / "framework" / "estimate.yaml", report)
    assert report.problems == []
    assert constants.rating_sd_guess > constants.rating_sd_fairly > constants.rating_sd_sure
    by_duty = [getattr(constants, f"prior_mean_responsibility_{n}") for n in range(6)]
    assert by_duty == sorted(by_duty)
    assert len(fields(Constants)) > 30


def test_a_lean_is_told_only_where_others_show_one_and_in_either_direction():
    ratings = [from_rating(id, 3, "sure", "May 1, 2026", C) for id in DOMAINS]
    assert lean_words(nobody()) is None
    assert lean_words(nobody().update(*ratings)) is None
    low = [Observation(id, 0.5, 0.5, "case", "", "case:a", 0.2) for id in DOMAINS]
    assert nobody().update(*ratings, *low).lean.p_above_zero > 0.8
    assert lean_words(nobody().update(*ratings, *low)) is None
    for seen, side in ((1.2, "above"), (4.6, "below")):
        after = nobody().update(*ratings, *(from_group(id, "peers", seen, 8, 8, C) for id in DOMAINS))
        assert f"about {abs(after.lean.mean):.1f} levels {side} what others" in lean_words(after)


def test_a_level_beyond_all_of_its_own_inputs_says_where_it_comes_from():
    far = [from_rating(id, 5, "sure", "May 1, 2026", C) for id in ("strategy", "safety", "ethics")]
    found = estimate_of(nobody().update(*far, from_rating("finance", 1, "guess", "May 1, 2026", C)), "finance")
    others = next(r.moved for r in found.reasons if r.kind == "others")
    start = f"a start of {C.prior_mean:.1f} for your stage (our assumption)"
    assert found.because[1] == f"{start} and +{others:.1f} from your other competencies"

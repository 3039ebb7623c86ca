"""The joint posterior: against hand-worked values and the textbook formula, and what must hold of the lean."""

from __future__ import annotations

from dataclasses import replace
from statistics import NormalDist

import numpy as np
import pytest
from assess.people import DOMAINS, nobody, shipped
from hypothesis import given, settings
from hypothesis import strategies as st

from cmo_pathways.assess import (
    SELF,
    Observation,
    begin,
    from_group,
    from_rating,
    make_prior,
    rate_many,
    score_many,
    uncorrelated,
)

C = shipped()
PLAIN = replace(C, general_sd=1e-9, domain_sd=1e-9, own_sd=1.0, lean_sd=1e-9, prior_mean=2.5)
seen_things = st.lists(
    st.one_of(
        st.builds(
            Observation, st.sampled_from(list(DOMAINS)), st.floats(0, 5), st.floats(0.3, 2), st.just("case"),
            st.just("seen"), st.sampled_from(["case:a", "group:peers"]), st.just(0.5),
        ),
        st.builds(
            Observation, st.sampled_from(list(DOMAINS)), st.floats(0, 5), st.floats(0.3, 2), st.just("rating"),
            st.just("seen"), st.just(SELF),
        ),
    ),
    max_size=8,
)  # fmt: skip


def rate(level, id="finance", sureness="fairly"):
    return from_rating(id, level, sureness, "May 1, 2026", C)


def test_one_observation_as_precise_as_the_prior_lands_in_the_middle():
    found = nobody(PLAIN).update(Observation("finance", 3.5, 1.0, "case")).of("finance")
    assert (found.mean, found.sd) == pytest.approx((3.0, 0.5**0.5))


def test_competencies_speak_for_each_other_and_more_so_within_a_domain():
    after = nobody().update(Observation("finance", 4.0, 0.5, "case"))
    levels = dict(zip(after.competencies, after.mean, strict=True))
    assert levels["finance"] > levels["strategy"] > levels["safety"] == pytest.approx(levels["ethics"])
    assert levels["safety"] > C.prior_mean


def test_without_correlations_one_self_rating_forecasts_no_other():
    before = nobody(uncorrelated(C))
    after = before.update(rate(5))
    assert after.forecast("safety", 0.9).mean == pytest.approx(before.forecast("safety", 0.9).mean)
    total = C.general_sd**2 + C.domain_sd**2 + C.own_sd**2
    assert uncorrelated(C).own_sd == pytest.approx(total**0.5)


@given(st.lists(st.integers(0, 5), min_size=4, max_size=4))
def test_self_ratings_alone_never_tell_the_direction_of_a_lean(levels):
    after = nobody().update(*(rate(level, id) for level, id in zip(levels, DOMAINS, strict=True)))
    assert after.lean.mean == pytest.approx(0, abs=1e-9)
    assert after.lean.sd == pytest.approx(C.lean_sd)
    assert after.lean.p_above_zero == pytest.approx(0.5)


def test_a_possible_lean_widens_every_interval_and_moves_no_mean():
    narrow = replace(C, lean_sd=1e-6)
    ratings = [rate(level, id) for level, id in zip((4, 3, 2, 5), DOMAINS, strict=True)]
    with_lean, without = nobody().update(*ratings), nobody(narrow).update(*ratings)
    assert with_lean.mean == pytest.approx(without.mean, abs=1e-6)
    assert np.diag(with_lean.cov) == pytest.approx(np.diag(without.cov) + C.lean_sd**2, abs=1e-6)


def test_others_who_see_less_show_a_lean_upward_and_lower_what_nobody_else_saw():
    ratings = [rate(4, id) for id in DOMAINS]
    alone = nobody().update(*ratings)
    after = alone.update(*(from_group(id, "peers", 2.6, 6, 6, C) for id in ("finance", "strategy", "safety")))
    assert after.lean.p_above_zero > 0.8
    assert after.of("ethics").mean < alone.of("ethics").mean


def test_a_statement_of_at_least_raises_and_never_lowers():
    low, high = (Observation("finance", v, 0.8, "evidence", at_least=True) for v in (-2.0, 4.5))
    start = nobody().of("finance")
    assert start.mean <= nobody().update(low).of("finance").mean < start.mean + 0.05
    assert nobody().update(high).of("finance").mean > start.mean + 0.5


def test_a_statement_of_at_least_gives_the_moments_of_the_true_posterior():
    # Numerical integration of the normal prior times P(level + noise >= bound) on a fine grid.
    start = nobody(PLAIN).of("finance")
    grid = np.linspace(-6, 10, 4001)
    chance = np.array([NormalDist(3.0, 0.7).cdf(x) for x in grid])
    weight = np.exp(-((grid - start.mean) ** 2) / (2 * start.sd**2)) * chance
    weight /= weight.sum()
    mean = (weight * grid).sum()
    sd = ((weight * grid**2).sum() - mean**2) ** 0.5
    found = nobody(PLAIN).update(Observation("finance", 3.0, 0.7, "gain", at_least=True)).of("finance")
    assert (found.mean, found.sd) == pytest.approx((mean, sd), abs=1e-4)


@settings(max_examples=60, deadline=None)
@given(seen_things)
def test_the_posterior_is_that_of_the_textbook_formula(seen):
    after = nobody().update(*seen)
    mean, cov = textbook(seen)
    assert after.mean == pytest.approx(mean, abs=1e-7)
    assert after.cov == pytest.approx(cov, abs=1e-7)


@settings(max_examples=60, deadline=None)
@given(seen_things)
def test_start_and_moves_add_up_to_the_mean(seen):
    after = nobody().update(*seen)
    start = np.concatenate([after.prior.mean, np.zeros(len(after.names) - len(after.prior.names))])
    assert start + after.moved.sum(axis=0) == pytest.approx(after.state_mean, abs=1e-7)


@settings(max_examples=60, deadline=None)
@given(seen_things, st.randoms())
def test_order_does_not_matter_and_more_is_never_less_certain(seen, random):
    after = nobody().update(*seen)
    shuffled = list(seen)
    random.shuffle(shuffled)
    assert nobody().update(*shuffled).mean == pytest.approx(after.mean, abs=1e-7)
    more = after.update(Observation("finance", 3.0, 1.0, "case"))
    assert (np.diag(more.cov) <= np.diag(after.cov) + 1e-9).all()


def test_a_forecast_says_what_the_answer_would_do():
    before = nobody().update(rate(3))
    sd = C.rating_sd("fairly")
    coming = before.forecast("safety", sd)
    after = before.update(rate(4, "safety"))
    assert after.mean == pytest.approx(before.mean + coming.gain * (4 - coming.mean))
    assert after.cov == pytest.approx(coming.cov)
    # A 5 says "at least" and a 0 "at most": there the forecast is near, not exact.
    for end in (0, 5):
        ended = before.update(rate(end, "safety"))
        assert ended.mean == pytest.approx(before.mean + coming.gain * (end - coming.mean), abs=0.25)


def test_many_learners_at_once_get_the_posterior_of_each():
    prior = make_prior(DOMAINS, C)
    rows = np.hstack([np.eye(4), np.ones((4, 1))])
    values = np.array([[3.0, np.nan, 2.0, 5.0], [np.nan, 1.0, np.nan, np.nan]])
    means, covs = score_many(prior.mean, prior.cov, rows, values, np.full((2, 4), 0.9))
    stepwise_mean = np.tile(prior.mean, (2, 1))
    stepwise_cov = np.tile(prior.cov, (2, 1, 1))
    for k in range(4):
        stepwise_mean, stepwise_cov = rate_many(
            stepwise_mean, stepwise_cov, np.array([k, k]), values[:, k], np.full(2, 0.9)
        )
    for learner in range(2):
        given_ = [(id, v) for id, v in zip(DOMAINS, values[learner], strict=True) if not np.isnan(v)]
        one = begin(prior).update(*(Observation(id, v, 0.9, "rating", "", SELF) for id, v in given_))
        for mean, cov in ((means, covs), (stepwise_mean, stepwise_cov)):
            assert mean[learner] == pytest.approx(one.state_mean)
            assert cov[learner] == pytest.approx(one.state_cov)


def textbook(seen):
    """Mean and covariance of the levels by conditioning one large joint normal, errors marginalized."""
    start = nobody()
    n = len(start.competencies)
    if not seen:
        return start.mean, start.cov
    rows = np.zeros((len(seen), n + 1))
    noise = np.zeros((len(seen), len(seen)))
    for k, one in enumerate(seen):
        rows[k, start.competencies.index(one.competency)] = 1
        rows[k, n] = one.shared == SELF
        for m, other in enumerate(seen):
            noise[k, m] += one.shared_sd**2 * (one.shared == other.shared != SELF)
        noise[k, k] += one.sd**2
    full = start.state_cov
    gain = full @ rows.T @ np.linalg.inv(rows @ full @ rows.T + noise)
    mean = start.state_mean + gain @ (np.array([one.value for one in seen]) - rows @ start.state_mean)
    cov = full - gain @ rows @ full
    return mean[:n], cov[:n, :n]

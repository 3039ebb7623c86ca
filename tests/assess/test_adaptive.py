"""The short form: known answers in small worlds, and the bars on simulated learners."""

from __future__ import annotations

import statistics

import numpy as np
import pytest

from benchmarks.adaptive import simulate
from cmo_pathways.assess import SELF, Aim, Observation, ask_next, condition, make_prior, shortfall, uncorrelated
from cmo_pathways.assess.adaptive import _priorities
from cmo_pathways.assess.score import estimate_of
from cmo_pathways.catalogue import load_catalogue

SD = 0.9


@pytest.fixture(scope="module")
def catalogue():
    return load_catalogue()


@pytest.fixture(scope="module")
def prior(catalogue):
    domains = {id: competency.domain for id, competency in catalogue.framework.competencies.items()}
    return make_prior(domains, catalogue.constants)


def said(id: str, level: float) -> Observation:
    return Observation(id, level, SD, "rating", shared=SELF)


def aims(prior, target=4, importance=3) -> tuple[Aim, ...]:
    return tuple(Aim(id, target, importance) for id in prior.names[:-1])


def test_with_nothing_left_to_ask_the_five_are_those_that_are_there(prior):
    ids = prior.names[:-1]
    answers = [said(id, 1 if i < 5 else 5) for i, id in enumerate(ids)]
    step = ask_next(condition(prior, answers), aims(prior), (), sd=SD)
    assert set(step.top) == set(ids[:5])
    assert (step.ask, step.stable, step.enough) == (None, 1.0, True)


def test_a_competency_that_cannot_join_the_five_leaves_them_clear_at_once(prior):
    ids = prior.names[:-1]
    wanted = tuple(Aim(id, 0 if i == 19 else 4, 3) for i, id in enumerate(ids))
    answers = [said(id, 0 if i < 5 else 4) for i, id in enumerate(ids[:19])]
    step = ask_next(condition(prior, answers), wanted, (ids[19],), sd=SD)
    assert step.stable == 1.0 and step.enough
    assert step.ask == ids[19]


def test_asked_next_is_the_one_that_can_still_change_the_five(prior):
    ids = prior.names[:-1]
    # Of two open ones, one has no target at all; only the other can be a gap.
    wanted = tuple(Aim(id, 0 if i == 18 else 4, 3) for i, id in enumerate(ids))
    answers = [said(id, 1 if i < 4 else 3) for i, id in enumerate(ids[:18])]
    step = ask_next(condition(prior, answers), wanted, ids[18:], sd=SD)
    assert step.ask == ids[19]
    assert step.stable < 1.0


def test_the_form_does_not_stop_before_each_of_the_five_was_answered(prior):
    ids = prior.names[:-1]
    wanted = tuple(Aim(id, 5 if i < 5 else 0, 5) for i, id in enumerate(ids))
    step = ask_next(condition(prior, ()), wanted, ids, sd=SD)
    assert step.stable == 1.0
    assert not step.enough
    assert step.ask in ids[:5]


def test_equal_arguments_give_equal_steps_and_another_seed_a_stability_nearby(prior):
    posterior = condition(prior, [said("patient-safety", 2), said("telemedicine", 3)])
    left = [id for id in prior.names[:-1] if id not in ("patient-safety", "telemedicine")]
    first, again = (ask_next(posterior, aims(prior), left, sd=SD) for _ in range(2))
    assert first == again
    other = ask_next(posterior, aims(prior), left, sd=SD, seed=3)
    assert other.stable == pytest.approx(first.stable, abs=0.1)


@pytest.mark.parametrize("target", [1, 3, 5])
def test_gaps_are_weighed_as_they_are_ranked_elsewhere(prior, target):
    posterior = condition(prior, [said("patient-safety", 2), said("financial-acumen", 4)])
    wanted = aims(prior, target, 4)
    spread = np.sqrt(np.diag(posterior.cov))
    fast = _priorities(posterior.mean[None, :], spread, wanted)[0]
    exact = [shortfall(estimate_of(posterior, aim.competency), target) * 4 / 5 for aim in wanted]
    assert fast == pytest.approx(exact, abs=0.02)


def test_simulated_learners_answer_about_half_and_see_the_same_five(catalogue):
    found = simulate(catalogue, 40, world=catalogue.constants, seed=11)
    assert statistics.median(one.asked for one in found) <= 12
    assert statistics.fmean(one.same for one in found) >= 0.85


def test_without_correlations_the_form_still_finds_most_of_the_five(catalogue):
    found = simulate(catalogue, 30, world=uncorrelated(catalogue.constants), seed=11)
    assert statistics.median(one.asked for one in found) <= 13
    assert statistics.fmean(one.same for one in found) >= 0.8

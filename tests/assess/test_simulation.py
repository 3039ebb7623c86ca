"""The claims of docs/estimate.md on a few hundred simulated learners; ``benchmarks/estimate.py`` draws more."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks._learners import Inputs, World, draw, simulated_catalogue
from benchmarks.estimate import BAR, LEAN, score_batch, study
from cmo_pathways.standing import score_assessment

FEW = 200
ALONE, PEERS, CASES = Inputs(), Inputs(20, peers=5), Inputs(20, cases=3)


@pytest.mark.parametrize("lean", [LEAN, -LEAN], ids=["over-rating", "under-rating"])
@pytest.mark.parametrize("inputs", [ALONE, Inputs(20, peers=5, cases=3)], ids=lambda inputs: inputs.name)
def test_the_interval_of_80_percent_holds_the_level_in_75_to_85(lean, inputs):
    assert BAR[0] <= study(World(lean), inputs, learners=FEW).coverage <= BAR[1]


@pytest.mark.parametrize("lean", [LEAN, -LEAN], ids=["over-rating", "under-rating"])
@pytest.mark.parametrize("inputs", [PEERS, CASES], ids=lambda inputs: inputs.name)
def test_five_raters_or_three_cases_recover_the_direction_of_the_lean(lean, inputs):
    found = study(World(lean), inputs, learners=FEW)
    assert found.lean * lean > 0
    assert found.right_sign >= 0.8
    assert found.likely_right >= 10 * found.likely_wrong


def test_self_ratings_alone_leave_the_direction_open_and_only_widen_the_interval():
    alone, seen = (study(World(LEAN), inputs, learners=60) for inputs in (ALONE, PEERS))
    assert alone.lean == pytest.approx(0, abs=1e-9)
    assert alone.lean_sd == pytest.approx(simulated_catalogue().constants.lean_sd)
    assert alone.width > seen.width + 0.5


def test_where_nobody_leans_no_direction_is_found_and_none_for_those_with_the_lowest_levels():
    found = study(World(0.0), PEERS, learners=FEW)
    assert abs(found.lean) < 0.1
    assert abs(found.lowest_lean) < 0.15
    assert found.likely_right + found.likely_wrong < 0.3


def test_learners_leave_a_ledger_that_is_scored_and_the_same_seed_draws_the_same():
    content = simulated_catalogue()
    first, second = (
        draw(content, World(LEAN), Inputs(8, peers=5, cases=3, evidence=4), np.random.default_rng(3)) for _ in range(2)
    )
    assert first == second
    kinds = {r.kind for found in score_assessment(content, first[1]).values() for r in found.reasons}
    assert {"start", "rating", "group", "case", "evidence", "others"} <= kinds


def test_thousands_are_scored_at_once():
    _, means = score_batch(5000)
    assert means.shape == (5000, 20)
    assert np.isfinite(means).all()

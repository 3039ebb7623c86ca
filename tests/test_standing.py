"""Events and content to estimates and ranked gaps."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from cmo_pathways.catalogue import load_catalogue
from cmo_pathways.errors import LearnerError, UnknownId
from cmo_pathways.ledger import Event, replay
from cmo_pathways.standing import rank_gaps, score_assessment

AT = datetime(2026, 11, 3, 9, 0, tzinfo=UTC).isoformat().replace("+00:00", "Z")


def rating(seq, competency, level, sureness="fairly", skip=False):
    body = {"level": level, "sureness": sureness, "not_applicable": skip, "framework": "1.0.0"}
    return Event(seq, f"e{seq}", AT, "rating", competency, body)


def result(seq, case, got, best, competency):
    body = {"play": f"{case}-1", "version": "1.0.0", "ending": "end", "counters": {}, "path": []}
    return Event(seq, f"e{seq}", AT, "result", case, {**body, "scores": {competency: {"got": got, "best": best}}})


@pytest.fixture(scope="module")
def catalogue():
    return load_catalogue()


def test_every_competency_has_an_estimate_and_only_rated_ones_count_as_rated(catalogue):
    gaps = rank_gaps(catalogue, replay([rating(1, "financial-acumen", 2)]), "cmo-hospital-large")
    assert len(gaps) == 20
    assert [gap.competency for gap in gaps if gap.rated] == ["financial-acumen"]


def test_what_is_not_part_of_my_work_is_no_gap(catalogue):
    state = replay([rating(1, "telemedicine", None, None, skip=True)])
    assert "telemedicine" not in score_assessment(catalogue, state)
    assert len(rank_gaps(catalogue, state, "vpma")) == 19


def test_a_low_rating_ranks_above_a_high_one_of_equal_weight_and_target(catalogue):
    # Both have target 4 and weight 4 for a large hospital.
    state = replay([rating(1, "financial-acumen", 1), rating(2, "crisis-leadership", 4)])
    order = [gap.competency for gap in rank_gaps(catalogue, state, "cmo-hospital-large")]
    assert order.index("financial-acumen") < order.index("crisis-leadership")


def test_gaps_fall_by_priority_and_a_sure_rating_at_target_is_met(catalogue):
    state = replay([rating(n, id, 5, "sure") for n, id in enumerate(catalogue.framework.competencies, 1)])
    gaps = rank_gaps(catalogue, state, "medical-director-service")
    assert [g.priority for g in gaps] == sorted((g.priority for g in gaps), reverse=True)
    assert all(gap.met for gap in gaps if gap.target <= 3)


def test_the_learners_own_importance_replaces_the_weight_of_the_role(catalogue):
    own = Event(2, "e2", AT, "importance", "telemedicine", {"value": 5})
    state = replay([rating(1, "telemedicine", 1), own])
    gap = next(g for g in rank_gaps(catalogue, state, "cmo-hospital-large") if g.competency == "telemedicine")
    assert gap.importance == 5
    assert "you set its importance to 5" in gap.because


def test_the_reasons_name_rating_date_and_case(catalogue):
    case = next(iter(catalogue.cases.values()))
    competency = case.competencies[0]
    state = replay([rating(1, competency, 3), result(2, case.id, 4, 6, competency)])
    gap = next(g for g in rank_gaps(catalogue, state, "vpma") if g.competency == competency)
    assert "you rated yourself 3 on November 3, 2026 (fairly sure)" in gap.because
    assert f'the case "{case.title}" gave 4 of 6 points' in gap.because


def test_a_case_moves_the_level_toward_what_was_seen(catalogue):
    case = next(iter(catalogue.cases.values()))
    competency = case.competencies[0]
    before = score_assessment(catalogue, replay([rating(1, competency, 5)]))[competency]
    after = score_assessment(catalogue, replay([rating(1, competency, 5), result(2, case.id, 0, 6, competency)]))
    assert after[competency].level < before.level
    assert after[competency].sd < before.sd


def test_without_a_target_role_one_sentence_says_what_to_do(catalogue):
    with pytest.raises(LearnerError, match="No target role is chosen yet"):
        rank_gaps(catalogue, replay([]))
    with pytest.raises(UnknownId, match="Did you mean"):
        rank_gaps(catalogue, replay([]), "cmo-hospital-smal")

"""Events and content to estimates and ranked gaps."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

import numpy as np
import pytest

from cmo_pathways.catalogue import load_catalogue
from cmo_pathways.errors import LearnerError, UnknownId
from cmo_pathways.ledger import Event, replay
from cmo_pathways.standing import observations_of, rank_gaps, score_assessment

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


def heard(seq, groups, at=AT):
    return Event(seq, f"e{seq}", at, "feedback", f"report-{seq}", {"groups": groups})


def group(name, n, means, suppressed=False):
    answers = {id: {"n": n, "mean": mean} for id, mean in means.items()}
    return {"group": name, "n": n, "suppressed": suppressed, "competencies": answers}


def test_the_numbers_in_the_reasons_give_the_level_again(catalogue):
    # Reads the words of one gap back into numbers and works the posterior out by hand from them.
    case = next(iter(catalogue.cases.values()))
    id, c = case.competencies[0], catalogue.constants
    events = [rating(1, id, 3), heard(2, [group("peers", 6, {id: 2.4})]), result(3, case.id, 5, 8, id)]
    gap = next(g for g in rank_gaps(catalogue, replay(events), "vpma") if g.competency == id)
    said = re.search(r"you rated yourself (\d) on November 3, 2026 \(fairly sure\)", gap.because)
    saw = re.search(r"(\d+) peers saw ([\d.]+)", gap.because)
    gave = re.search(r"gave (\d+) of (\d+) points on November 3, 2026 \(difficulty (\d) of 5\)", gap.because)
    shown = c.case_floor + int(gave[1]) / int(gave[2]) * int(gave[3]) * c.case_span_per_difficulty
    values = np.array([float(said[1]), float(saw[2]), shown])
    lean, n = c.lean_sd**2, int(saw[1])
    spread = c.general_sd**2 + c.domain_sd**2 + c.own_sd**2 + lean
    noise = [
        c.rating_sd_fairly**2,
        c.rater_sd**2 / n + c.group_lean_sd**2 + c.rater_lean_sd**2 / n,
        c.case_sd**2 * 3 / int(gave[3]) + c.case_lean_sd**2,
    ]
    # The self-rating is level + lean, and the two together vary by "spread - lean".
    toward = np.array([spread - lean, spread, spread])
    cov = np.full((3, 3), spread) + np.diag(noise)
    cov[0, :] -= lean
    cov[1:, 0] -= lean
    gain = toward @ np.linalg.inv(cov)
    mean = c.prior_mean + gain @ (values - c.prior_mean)
    assert shown == pytest.approx(1 + 5 / 8 * case.difficulty)
    found = score_assessment(catalogue, replay(events))[id]
    assert found.mu == pytest.approx(mean)
    assert found.sd == pytest.approx((spread - gain @ toward) ** 0.5)
    assert float(re.search(r"together ([\d.]+)", gap.because)[1]) == pytest.approx(found.level, abs=0.05)
    assert [r.moved for r in gap.reasons[1:]] == pytest.approx(list(gain * (values - c.prior_mean)))


def test_others_of_whom_too_few_answered_are_left_out_and_a_later_report_replaces_an_earlier_one(catalogue):
    few = heard(1, [group("peers", 6, {}, suppressed=True), group("reports", 4, {"telemedicine": 4.0})])
    state = replay([few, heard(2, [group("reports", 5, {"telemedicine": 1.5})])])
    assert [seen.words for seen in observations_of(catalogue, state)] == ["5 reports saw 1.5"]


@pytest.mark.parametrize(
    "broken",
    [
        "text",
        {"group": "peers"},
        {"group": "peers", "n": 5, "competencies": {"telemedicine": {"mean": 9.0, "n": 5}}},
        {"group": "peers", "n": 5, "competencies": {"telemedicine": {"mean": True, "n": 0}}},
        {"group": "peers", "n": 5, "competencies": {"juggling": {"mean": 3.0, "n": 5}}},
    ],
)
def test_a_report_that_cannot_be_read_changes_nothing(catalogue, broken):
    assert observations_of(catalogue, replay([heard(1, [broken])])) == ()


def test_where_a_learner_is_placed_counts_before_any_answer(catalogue):
    c = catalogue.constants
    placed = Event(1, "e1", AT, "placement", "me", {"responsibility": 4})
    director = Event(1, "e1", AT, "step", "vpma", {"held": True, "since": None})
    found = {name: score_assessment(catalogue, replay(e))["telemedicine"] for name, e in
             {"none": [], "placed": [placed], "post": [director], "both": [placed, director]}.items()}  # fmt: skip
    assert found["none"].mu == pytest.approx(c.prior_mean)
    assert found["placed"].mu == found["both"].mu == pytest.approx(c.prior_mean_responsibility_4)
    assert found["post"].mu == pytest.approx(c.prior_mean_senior_leadership)
    assert found["placed"].sd < found["post"].sd == pytest.approx(found["none"].sd)


def test_evidence_signals_and_training_count_with_their_own_words(catalogue):
    now = catalogue.framework.version
    piece = {"competency": "financial-acumen", "text": "Budget of 2025", "level": 4, "date": "2025", "verifier": "CFO"}
    state = replay([
        Event(1, "e1", AT, "evidence", "piece-1", piece),
        Event(2, "e2", AT, "signals", "financial-acumen", {"framework": now, "answers": {"2.1": "yes", "3.1": "no"}}),
        Event(3, "e3", AT, "step", "degree-physician-mba", {"held": True, "since": "2025-05"}),
        Event(4, "e4", AT, "activity", "qi-project-unit", {"status": "done", "on": "2026-01-10"}),
        Event(5, "e5", AT, "activity", "lean-value-stream", {"status": "started"}),
    ])  # fmt: skip
    kinds = {(seen.competency, seen.kind) for seen in observations_of(catalogue, state)}
    assert {("financial-acumen", kind) for kind in ("evidence", "signals", "gain")} <= kinds
    assert ("patient-safety", "gain") in kinds
    assert ("interdisciplinary-collaboration", "gain") not in kinds


def test_evidence_counts_in_full_up_to_the_age_that_its_level_names_and_less_beyond(catalogue):
    years = catalogue.framework.competency("financial-acumen").levels[3].evidence_years
    new, due, old = (
        observations_of(
            catalogue,
            replay([Event(1, "e1", AT, "evidence", "a", {"competency": "financial-acumen", "text": "x", "level": 3})]),
            today=date(2026 + after, 11, 3),
        )[0].sd
        for after in (0, years, years + 4)
    )
    assert new == pytest.approx(due, rel=1e-3)
    assert old == pytest.approx(new * 2 ** (2 / catalogue.constants.half_life_evidence), rel=1e-3)


def test_signals_that_were_answered_in_an_older_wording_are_left_out(catalogue):
    body = {"framework": "0.1.0", "answers": {"3.1": "yes"}}
    assert observations_of(catalogue, replay([Event(1, "e1", AT, "signals", "telemedicine", body)])) == ()


def test_without_a_day_nothing_ages_beyond_the_last_event_and_a_later_day_widens(catalogue):
    state = replay([rating(1, "telemedicine", 4)])
    now, same, later = (
        score_assessment(catalogue, state, today=day)["telemedicine"]
        for day in (None, date(2026, 11, 3), date(2029, 11, 3))
    )
    assert now == same
    assert later.sd > now.sd
    assert later.mu < now.mu


def test_without_a_target_role_one_sentence_says_what_to_do(catalogue):
    with pytest.raises(LearnerError, match="No target role is chosen yet"):
        rank_gaps(catalogue, replay([]))
    with pytest.raises(UnknownId, match="Did you mean"):
        rank_gaps(catalogue, replay([]), "cmo-hospital-smal")

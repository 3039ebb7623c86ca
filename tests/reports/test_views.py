from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reports.sample import BODY, RATINGS, cell, group, hidden, released
from scipy import stats

from cmo_pathways.analytics.agreement import (
    Summary,
    between,
    from_rating,
    mean_interval,
    pooled,
    summary_of_counts,
)
from cmo_pathways.reports.views import hidden_groups, raters_in, views_of

LEVELS = st.lists(st.integers(0, 5), min_size=2, max_size=12)


def summary(levels):
    return summary_of_counts([list(levels).count(level) for level in range(6)])


@given(LEVELS, LEVELS)
def test_pooling_groups_gives_the_summary_of_all_their_ratings(one, other):
    found, whole = pooled([summary(one), summary(other)]), summary([*one, *other])
    assert (found.n, found.mean, found.sd) == pytest.approx((whole.n, whole.mean, whole.sd))


@given(LEVELS)
def test_the_interval_of_a_mean_is_students(levels):
    found = summary(levels)
    if found.sd**2 < 1 / 12:
        return
    oracle = stats.t.interval(0.8, found.n - 1, loc=found.mean, scale=found.sd / math.sqrt(found.n))
    assert mean_interval(found) == pytest.approx(oracle)


@given(LEVELS, LEVELS)
def test_two_means_differ_by_welchs_interval(one, other):
    a, b = summary(one), summary(other)
    if min(a.sd, b.sd) ** 2 < 1 / 12:
        return
    oracle = stats.ttest_ind(one, other, equal_var=False).confidence_interval(0.95)
    assert between(a, b) == pytest.approx((oracle.low, oracle.high))


def test_raters_who_all_agree_still_leave_the_rounding_of_a_level():
    low, high = mean_interval(Summary(4, 3.0, 0.0))
    assert 0.1 < high - 3.0 == pytest.approx(3.0 - low)


def test_one_rater_has_no_interval():
    one = Summary(1, 3.0, 0.0)
    assert mean_interval(one) is None
    assert from_rating(3, one) is None
    assert between(one, Summary(4, 3.0, 1.0)) is None
    assert summary_of_counts([0] * 6) is None
    assert pooled([]) is None


def test_a_blind_spot_is_named_only_where_the_gap_exceeds_its_uncertainty():
    readings = {view.competency: view.reading for view in views_of(BODY, RATINGS)}
    assert readings == {
        "financial-acumen": "blind-spot",
        "crisis-leadership": "agreement",
        "emotional-intelligence": "hidden-strength",
        "patient-safety": "agreement",
        "change-management": "agreement",
        "executive-communication": "agreement",
        "data-analytics": "open",
    }


def test_a_gap_of_a_level_from_three_raters_who_differ_is_no_blind_spot():
    body = released(group("peers", {"patient-safety": cell(2, 3, 4)}))
    assert views_of(body, {"patient-safety": 4})[0].reading == "agreement"


def test_groups_are_split_where_their_means_lie_a_level_apart_beyond_chance():
    split = {view.competency: view.split for view in views_of(BODY, RATINGS) if view.split}
    assert list(split) == ["change-management"]
    assert (split["change-management"].higher, split["change-management"].lower) == ("peers", "direct-reports")


def test_withheld_cells_and_hidden_groups_are_named_and_never_counted():
    views = {view.competency: view for view in views_of(BODY, RATINGS)}
    assert views["executive-communication"].withheld == ("direct-reports",)
    assert views["executive-communication"].others.n == 6
    assert hidden_groups(BODY) == ("supervisors", "partners")
    assert raters_in(BODY) == 10
    only = views_of(released(group("peers", {}, withheld=("patient-safety",))), {"patient-safety": 4})
    assert (only[0].others, only[0].reading) == (None, "open")
    assert views_of(released(hidden("peers")), {}) == ()


def test_a_cell_without_counts_is_read_from_mean_and_sd():
    seen = {"n": 4, "mean": 2.5, "sd": 0.6, "counts": None}
    others = views_of(released(group("peers", {"patient-safety": seen})), {})[0].others
    assert (others.n, others.mean, others.sd) == pytest.approx((4, 2.5, 0.6))


def test_intervals_stay_on_the_scale():
    view = views_of(released(group("peers", {"patient-safety": cell(5, 5, 4)})), {})[0]
    assert view.interval is not None
    assert view.interval[1] == 5.0

"""The arithmetic of the star rating: weights, groups that do not count, and clusters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmo_pathways.analytics import METHODS
from cmo_pathways.analytics.stars import GROUPS, standardized, star_summary, stars
from cmo_pathways.errors import InputError, LearnerError

THREE = (1.0, 1.0, 1.0)


def test_all_groups_are_weighted_as_published() -> None:
    found = star_summary({"mortality": (1, 2, 3), **dict.fromkeys(GROUPS[1:4], (0, 0, 0)), "timely": (-1, -1, -1)})
    assert found.number() == pytest.approx(0.22 * 2 - 0.12)
    assert found.peers == 5
    assert sum(found.weights.values()) == pytest.approx(1)


def test_weights_of_missing_groups_go_to_the_others_in_proportion() -> None:
    found = star_summary({"mortality": THREE, "safety": (0, 0, 0), "timely": (0, 0, 0), "experience": (5, 5, None)})
    assert found.weights == pytest.approx({"mortality": 22 / 56, "safety": 22 / 56, "timely": 12 / 56})
    assert found.number() == pytest.approx(22 / 56)
    assert found.peers == 3


def test_two_groups_give_no_rating_and_a_reason() -> None:
    found = star_summary({"mortality": THREE, "safety": THREE, "timely": (1, 1)})
    assert found.score is None
    with pytest.raises(LearnerError, match="2 groups"):
        found.number()
    assert star_summary({}).score is None


def test_an_unknown_group_is_refused() -> None:
    with pytest.raises(InputError, match="no group"):
        star_summary({"safty": THREE})


def test_standardized_measures_have_mean_zero_and_point_upward() -> None:
    assert standardized((1, 2, 3)) == pytest.approx((-(1.5**0.5), 0, 1.5**0.5))
    assert standardized((1, 2, 3), lower_is_better=True)[0] > 0
    with pytest.raises(LearnerError, match="same value"):
        standardized((2, 2, 2))


def test_clear_clusters_get_their_stars() -> None:
    scores = (0.0, 0.1, 5.0, 5.1, -5.0, -5.1, 9.0, 9.1, -9.0, -9.1)
    assert stars(scores) == (3, 3, 4, 4, 2, 2, 5, 5, 1, 1)


def test_too_few_different_scores_give_no_stars() -> None:
    with pytest.raises(LearnerError, match="4 different"):
        stars((1, 2, 3, 4, 4, 4))


@given(st.lists(st.integers(-300, 300), min_size=25, max_size=60, unique=True))
def test_a_better_score_never_has_fewer_stars(numbers: list[int]) -> None:
    scores = [n / 100 for n in numbers]
    try:
        given_stars = stars(scores)
    except LearnerError:
        return
    ordered = [star for _, star in sorted(zip(scores, given_stars, strict=True))]
    assert ordered == sorted(ordered)
    assert set(ordered) == {1, 2, 3, 4, 5}


def test_a_case_asks_with_a_long_table() -> None:
    groups = ("mortality",) * 3 + ("safety",) * 3 + ("readmission",) * 3
    assert METHODS["star_score"].function((1.0,) * 3 + (0.0,) * 6, groups) == pytest.approx(1 / 3)

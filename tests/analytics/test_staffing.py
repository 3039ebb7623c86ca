from __future__ import annotations

import pytest

from cmo_pathways.analytics.staffing import (
    fee_payment,
    nursing_hours_per_day,
    round_the_clock_posts,
    staffing_by_hours,
    staffing_by_ratio,
    work_units_in_2026_terms,
    work_units_per_post,
)
from cmo_pathways.analytics.thresholds import load_thresholds
from cmo_pathways.errors import InputError


def test_a_census_of_thirty_takes_the_published_posts() -> None:
    need = staffing_by_hours(30, 6)
    assert (need.hours, need.shifts, need.posts) == (180, 22.5, 31.5)


def test_twelve_hour_shifts_take_fewer_shifts_and_the_same_posts() -> None:
    assert staffing_by_hours(30, 6, 12).shifts == 15
    assert staffing_by_hours(30, 6, 12).posts == pytest.approx(31.5)


def test_telemetry_posts_have_seven_day_cover_in_them() -> None:
    # A textbook adds the 24 nurses of a day to the 33.6 posts and prints 57.6; that counts the weekdays twice.
    need = staffing_by_ratio(32, 4)
    assert need.shifts == 24
    assert need.posts == pytest.approx(24 * 7 / 5) == pytest.approx(33.6)


def test_one_place_around_the_clock_is_four_and_a_fifth_posts() -> None:
    assert round_the_clock_posts() == pytest.approx(4.21, abs=0.005)
    assert round_the_clock_posts(2) == 2 * round_the_clock_posts()


def test_leave_is_covered_by_people_who_take_leave_too() -> None:
    away = load_thresholds().threshold("non-productive-share").number / 100
    assert staffing_by_hours(30, 6).with_leave(224 / 2080) == pytest.approx(31.5 * 2080 / (2080 - 224))
    assert staffing_by_hours(30, 6).with_leave(away) > 31.5 * (1 + away)
    with pytest.raises(InputError, match="away"):
        staffing_by_hours(30, 6).with_leave(1)


def test_the_fee_of_2010_is_as_published() -> None:
    assert fee_payment(0.97, 0.80, 0.05, 38.00) == pytest.approx(69.16)


def test_each_rvu_has_its_own_place_index() -> None:
    assert fee_payment(1, 2, 3, 10, places=(1.1, 0.9, 0.5)) == pytest.approx(10 * (1.1 + 1.8 + 1.5))
    with pytest.raises(InputError, match="places"):
        fee_payment(1, 2, 3, 10, places=(1.1, 0.9))  # type: ignore[arg-type]


def test_the_same_work_is_fewer_units_in_2026() -> None:
    assert work_units_in_2026_terms(1000) == pytest.approx(975)
    assert work_units_in_2026_terms(1000, exempt=0.6) == pytest.approx(990)
    assert work_units_in_2026_terms(1000, exempt=1) == 1000


def test_productivity_is_per_clinical_post() -> None:
    assert work_units_per_post(4000, 0.8) == 5000
    assert nursing_hours_per_day(180, 30) == 6
    for refused in (lambda: work_units_per_post(4000, 0), lambda: nursing_hours_per_day(180, 0)):
        with pytest.raises(InputError):
            refused()


def test_an_empty_ward_takes_nobody_and_a_long_shift_is_refused() -> None:
    assert staffing_by_hours(0, 6).posts == 0
    with pytest.raises(InputError, match="shift"):
        staffing_by_hours(30, 6, 25)

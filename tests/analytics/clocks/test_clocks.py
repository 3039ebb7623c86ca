from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmo_pathways.analytics.clocks import (
    add_months,
    add_work_days,
    deadline,
    federal_holidays,
    hipaa_breach,
    hours_deadline,
    is_late,
    is_work_day,
    npdb_reportable,
    verification_in_time,
)
from cmo_pathways.errors import InputError, LearnerError, UnknownId

NEW_YORK = ZoneInfo("America/New_York")


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2024, 2, 29), 36, date(2027, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 5, 31), 0, date(2026, 5, 31)),
    ],
)
def test_months_end_where_the_month_ends(start: date, months: int, end: date) -> None:
    assert add_months(start, months) == end


def test_the_federal_holidays_of_2026_are_as_published() -> None:
    # Office of Personnel Management, 2026: July 4 is a Saturday and is kept on Friday the 3rd.
    assert sorted(federal_holidays(2026)) == [
        date(2026, 1, 1),
        date(2026, 1, 19),
        date(2026, 2, 16),
        date(2026, 5, 25),
        date(2026, 6, 19),
        date(2026, 7, 3),
        date(2026, 9, 7),
        date(2026, 10, 12),
        date(2026, 11, 11),
        date(2026, 11, 26),
        date(2026, 12, 25),
    ]


def test_a_sunday_holiday_is_kept_on_monday_and_new_year_in_the_old_year() -> None:
    assert date(2027, 7, 5) in federal_holidays(2027)  # July 4, 2027 is a Sunday
    assert not is_work_day(date(2021, 12, 31))  # New Year's Day 2022 was a Saturday
    assert is_work_day(date(2020, 6, 19))  # not yet a holiday
    with pytest.raises(InputError, match="year"):
        federal_holidays(1950)


def test_work_days_pass_over_weekends_and_holidays() -> None:
    # Aware on Wednesday, July 1, 2026: the 3rd is a holiday, so the 10th work day is Thursday the 16th.
    assert deadline("device-report", date(2026, 7, 1)).due == date(2026, 7, 16)
    assert add_work_days(date(2026, 11, 20), 1) == date(2026, 11, 23)
    assert add_work_days(date(2026, 11, 21), 0) == date(2026, 11, 21)


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.integers(1, 60))
def test_a_work_day_deadline_is_a_work_day_and_counts_right(start: date, days: int) -> None:
    end = add_work_days(start, days)
    between = [start + timedelta(days=n) for n in range(1, (end - start).days + 1)]
    assert is_work_day(end) and sum(map(is_work_day, between)) == days


def test_small_breach_is_due_sixty_days_after_the_year_leap_or_not() -> None:
    for year, last in ((2026, date(2027, 3, 1)), (2027, date(2028, 2, 29))):
        individuals, hhs, media = hipaa_breach(date(year, 1, 15), 499)
        assert individuals.due == date(year, 1, 15) + timedelta(days=60) == date(year, 3, 16)
        assert hhs.due == last
        assert media.due is None


def test_exactly_five_hundred_tells_hhs_at_the_same_time_and_gives_no_media_date() -> None:
    individuals, hhs, media = hipaa_breach(date(2024, 1, 1), 500, {"OH": 500})
    assert individuals.due == hhs.due == date(2024, 3, 1)  # a leap year: 60 days end on March 1, not 2
    assert hhs.rule == "hipaa-large-breach"
    with pytest.raises(LearnerError, match=r"45 CFR 164\.406"):
        media.when()


def test_breach_counts_must_fit() -> None:
    with pytest.raises(InputError, match="people"):
        hipaa_breach(date(2026, 1, 1), 0)
    with pytest.raises(InputError, match="more than the 10"):
        hipaa_breach(date(2026, 1, 1), 10, {"OH": 6, "PA": 5})


def test_exactly_thirty_days_is_not_longer_than_thirty() -> None:
    start = date(2026, 1, 1)
    assert not npdb_reportable(start, date(2026, 1, 31), today=date(2026, 6, 1))
    assert npdb_reportable(start, date(2026, 2, 1), today=date(2026, 6, 1))


def test_an_open_restriction_is_reported_once_it_lasts_longer() -> None:
    assert not npdb_reportable(date(2026, 1, 1), None, today=date(2026, 1, 31))
    assert npdb_reportable(date(2026, 1, 1), None, today=date(2026, 2, 1))
    with pytest.raises(InputError, match="before the start"):
        npdb_reportable(date(2026, 1, 2), date(2026, 1, 1), today=date(2026, 6, 1))


def test_an_action_is_reported_within_thirty_days() -> None:
    assert deadline("npdb-report-action", date(2026, 1, 31)).due == date(2026, 3, 2)
    assert deadline("npdb-report-payment", date(2024, 1, 31)).due == date(2024, 3, 1)


def test_recredentialing_counts_months_from_the_decision() -> None:
    assert deadline("ncqa-recredential", date(2024, 2, 29)).due == date(2027, 2, 28)
    assert deadline("joint-commission-reappointment", date(2024, 2, 29)).due == date(2027, 2, 28)
    assert deadline("oppe-interval", date(2025, 11, 30)).due == date(2026, 11, 30)


def test_a_verification_is_fresh_for_one_hundred_and_twenty_days() -> None:
    seen = date(2026, 1, 1)
    assert verification_in_time(seen, date(2026, 5, 1))
    assert not verification_in_time(seen, date(2026, 5, 2))
    assert not verification_in_time(seen, date(2026, 4, 2), "ncqa-verification-cvo")
    with pytest.raises(InputError, match="before the verification"):
        verification_in_time(seen, date(2025, 12, 31))


def test_hours_are_real_hours_across_a_change_of_the_clock() -> None:
    # November 1, 2026, 2 o'clock: clocks go back, so 8 real hours end one hour earlier on the wall.
    death = datetime(2026, 10, 31, 23, 30, tzinfo=NEW_YORK)
    due = hours_deadline("osha-fatality", death).when()
    assert due == datetime(2026, 11, 1, 6, 30, tzinfo=NEW_YORK)
    assert isinstance(due, datetime) and due.astimezone(UTC) - death.astimezone(UTC) == timedelta(hours=8)
    stay = hours_deadline("osha-hospitalization", datetime(2028, 2, 28, 12, tzinfo=UTC)).when()
    assert stay == datetime(2028, 2, 29, 12, tzinfo=UTC)
    assert hours_deadline("rca2-start", datetime(2026, 1, 2, 9, tzinfo=UTC)).due == datetime(2026, 1, 5, 9, tzinfo=UTC)


def test_hours_need_a_time_zone_and_a_rule_in_hours() -> None:
    with pytest.raises(InputError, match="time zone"):
        hours_deadline("osha-fatality", datetime(2026, 1, 1, 12))
    with pytest.raises(InputError, match="not in hours"):
        hours_deadline("npdb-report-action", datetime(2026, 1, 1, tzinfo=UTC))
    with pytest.raises(InputError, match="not in days"):
        deadline("osha-fatality", date(2026, 1, 1))
    with pytest.raises(InputError, match="not in days"):
        deadline("hhi-high", date(2026, 1, 1))
    with pytest.raises(UnknownId):
        deadline("no-such-rule", date(2026, 1, 1))


@pytest.mark.parametrize(
    "rule", ["emtala-report", "safety-report-serious", "hcqia-suspension", "immediate-jeopardy-track"]
)
def test_a_figure_that_is_not_verified_gives_no_date(rule: str) -> None:
    start = datetime(2026, 1, 1, tzinfo=UTC)
    found = hours_deadline(rule, start) if rule == "emtala-report" else deadline(rule, start.date())
    assert found.due is None and found.why.startswith("Check")
    with pytest.raises(LearnerError, match="no date can be given"):
        is_late(found, date(2026, 2, 1))


def test_the_last_day_is_in_time() -> None:
    found = deadline("hipaa-individuals", date(2026, 1, 1))
    assert not is_late(found, date(2026, 3, 2))
    assert is_late(found, date(2026, 3, 3))
    with pytest.raises(InputError, match="same form"):
        is_late(found, datetime(2026, 3, 2, tzinfo=UTC))

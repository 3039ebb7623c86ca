from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmo_pathways.analytics.queues import (
    erlang_b,
    erlang_c,
    number_present,
    occupancy,
    queue,
    servers_needed,
    time_present,
)
from cmo_pathways.errors import InputError, LearnerError


def test_the_county_hospital_with_one_doctor_is_as_published() -> None:
    # Hillier and Lieberman print three decimals.
    line = queue(2, 3)
    assert line.waiting == pytest.approx(1.333, abs=5e-4)
    assert line.present == pytest.approx(2)
    assert line.wait == pytest.approx(0.667, abs=5e-4)
    assert line.stay == pytest.approx(1)
    assert line.waits_longer(0.5) == pytest.approx(0.404, abs=5e-4)
    assert line.waits_longer(1) == pytest.approx(0.245, abs=5e-4)
    assert line.empty == pytest.approx(1 / 3)


def test_the_county_hospital_with_two_doctors_is_as_published() -> None:
    line = queue(2, 3, 2)
    assert line.empty == pytest.approx(0.5)
    assert line.waiting == pytest.approx(0.0833, abs=5e-5)
    assert line.present == pytest.approx(0.75)
    assert line.wait == pytest.approx(0.0417, abs=5e-5)
    assert line.stay == pytest.approx(0.375)
    assert line.must_wait == line.waits_longer(0) == pytest.approx(0.167, abs=5e-4)


def test_two_servers_at_twenty_an_hour_are_as_published() -> None:
    line = queue(20, 30, 2)
    assert (line.empty, line.present) == (pytest.approx(0.5), pytest.approx(0.75))


def test_littles_law_gives_the_published_twenty_months() -> None:
    assert time_present(160, 8) == 20
    assert number_present(8, 20) == 160


@pytest.mark.parametrize(("offered", "servers", "lost"), [(2, 0, 1), (1, 1, 0.5), (2, 2, 0.4), (0, 3, 0), (3, 1, 0.75)])
def test_erlang_b_by_hand(offered: float, servers: int, lost: float) -> None:
    assert erlang_b(offered, servers) == pytest.approx(lost)


def test_erlang_b_of_a_big_hospital_stays_a_number() -> None:
    # With ample beds the chance is that of the Poisson count: 900 of load never fills 2,000 beds.
    assert 0 < erlang_b(900, 950) < 0.02
    assert queue(900, 1, 2000).empty == pytest.approx(0)
    assert math.isfinite(queue(1990, 1, 2000).wait)


def test_nobody_arrives_nobody_waits() -> None:
    line = queue(0, 3, 2)
    assert (line.empty, line.must_wait, line.wait, line.present) == (1, 0, 0, 0)
    assert line.stay == pytest.approx(1 / 3)


@pytest.mark.parametrize("arrivals", [3, 3.5])
def test_a_line_that_grows_without_end_has_no_mean(arrivals: float) -> None:
    with pytest.raises(LearnerError, match="without end"):
        queue(arrivals, 3)


@pytest.mark.parametrize(
    ("arrivals", "service", "servers"), [(-1, 3, 1), (2, 0, 1), (2, 3, 0), (2, 3, 1.5), (math.nan, 3, 1)]
)
def test_impossible_numbers_are_refused(arrivals: float, service: float, servers: float) -> None:
    with pytest.raises(InputError):
        queue(arrivals, service, servers)


def test_occupancy_above_one_is_told_and_no_bed_refused() -> None:
    assert occupancy(20, 5, 125) == pytest.approx(0.8)
    assert occupancy(30, 5, 125) == pytest.approx(1.2)
    with pytest.raises(InputError, match="beds"):
        occupancy(20, 5, 0)


def test_servers_needed_is_the_smallest_that_keeps_the_promise() -> None:
    assert servers_needed(2, 3, within=0.5, share=0.5) == 1  # 40.4 % wait longer
    assert servers_needed(2, 3, within=0.5, share=0.9) == 2
    assert servers_needed(0, 3, within=0, share=0.99) == 1


@given(st.floats(0.01, 0.97), st.integers(1, 40))
def test_more_servers_wait_less_and_little_holds(use: float, servers: int) -> None:
    line = queue(use * servers, 1, servers)
    assert line.present == pytest.approx(line.waiting + line.offered)
    assert 0 <= line.must_wait <= line.utilization + 1e-9
    assert queue(use * servers, 1, servers + 1).wait <= line.wait
    assert erlang_b(line.offered, servers) <= erlang_c(line.offered, servers) + 1e-12

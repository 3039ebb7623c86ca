"""Variation and assurance at the last point."""

from __future__ import annotations

from typing import Literal

import pytest

from cmo_pathways.analytics import Rule, run_chart, xmr_chart
from cmo_pathways.analytics.control_charts import Assurance, Variation, verdict
from cmo_pathways.analytics.run_rules import MAKING_DATA_COUNT

CALM = (10.0, 12.0, 11.0, 10.0, 12.0, 11.0, 10.0, 12.0, 11.0, 10.0)


@pytest.mark.parametrize(
    ("last", "better", "expected"),
    [
        (11.0, "higher", Variation.COMMON),
        (30.0, "higher", Variation.IMPROVEMENT),
        (30.0, "lower", Variation.CONCERN),
        (-30.0, "higher", Variation.CONCERN),
        (-30.0, "lower", Variation.IMPROVEMENT),
        (30.0, None, Variation.CHANGE),
    ],
)
def test_variation_at_the_last_point(
    last: float, better: Literal["higher", "lower"] | None, expected: Variation
) -> None:
    assert verdict(xmr_chart((*CALM, last), baseline=10), better=better).variation is expected


def test_a_signal_of_long_ago_is_no_signal_now() -> None:
    chart = xmr_chart((*CALM, 90.0, *CALM), rules=(Rule.BEYOND_LIMIT,))
    assert [s.index for s in chart.signals] == [10]
    assert verdict(chart, better="higher").variation is Variation.COMMON


@pytest.mark.parametrize(
    ("target", "better", "expected"),
    [
        (0.0, "higher", Assurance.MET),
        (0.0, "lower", Assurance.MISSED),
        (100.0, "higher", Assurance.MISSED),
        (100.0, "lower", Assurance.MET),
        (11.0, "higher", Assurance.HIT_OR_MISS),
        (100.0, None, Assurance.NONE),
        (None, "higher", Assurance.NONE),
    ],
)
def test_assurance_follows_the_limits(
    target: float | None, better: Literal["higher", "lower"] | None, expected: Assurance
) -> None:
    assert verdict(xmr_chart(CALM), better=better, target=target).assurance is expected


def test_a_target_on_a_limit_is_met_by_chance() -> None:
    chart = xmr_chart(CALM)
    assert verdict(chart, better="higher", target=chart.upper[0]).assurance is Assurance.HIT_OR_MISS


def test_a_run_chart_promises_no_target() -> None:
    found = verdict(run_chart(CALM), better="higher", target=1)
    assert found.assurance is Assurance.NONE
    assert found.words == "Usual variation: nothing has changed. Nothing can be said about a target."


def test_a_rising_trend_counts_as_its_direction() -> None:
    values = (6.0, 1.0, 6.0, 1.0, 6.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0)
    found = verdict(xmr_chart(values, rules=MAKING_DATA_COUNT), better="higher")
    assert found.variation is Variation.IMPROVEMENT
    assert [s.words for s in found.signals] == ["seven or more points in a row, each further than the last (rising)"]

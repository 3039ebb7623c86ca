from __future__ import annotations

import pytest
from charts.samples import PHASES, POINTS, Page, control

from cmo_pathways.analytics import p_chart, run_chart, xmr_chart
from cmo_pathways.charts import Phase, control_chart, control_chart_of
from cmo_pathways.errors import LearnerError

WORDS = {"title": "t", "subtitle": "s", "unit": "days", "source": "n"}


def test_the_table_holds_every_point_with_its_lines_and_rule():
    chart = control()
    assert chart.columns[:2] == ("Period", "% of discharges")
    assert [(r[0], r[1]) for r in chart.rows] == [(label, f"{v:g}".replace("-", "−")) for label, v in POINTS]
    assert chart.rows[2] == ("M3", "−1.6", "14.80", "11.00", "18.00", "concern: one point beyond a limit")
    assert chart.rows[6][2:5] == ("12.20", "10.20", "14.20")


def test_rule_event_and_lines_stand_in_words_in_the_picture():
    words = " ".join(Page(control().svg).words)
    for part in (
        "one point beyond a limit",
        "four below the old mean",
        "Call-backs",
        "upper limit 14.3",
        "mean 12.2",
        "target 12.0",
    ):
        assert part in words


def test_concern_and_improvement_differ_in_shape_and_not_only_in_color():
    plain = control_chart(POINTS, PHASES, **WORDS)
    assert "--cmo-warn" not in plain.svg
    assert control().svg.count("C ") < plain.svg.count("C ")  # two circles became a diamond and a square


def test_the_alternative_counts_the_marked_points():
    marked = "1 marked as concern, 1 marked as improvement."
    assert control().alt == f"Fewer % of discharges. Control chart of 8 points, mean at the end 12.2; {marked}"
    assert control_chart(POINTS, PHASES, **WORDS).alt.endswith("no point marked.")


@pytest.mark.parametrize("count", [1, 2, 24, 200])
def test_any_number_of_points_is_drawn(count):
    chart = control_chart([(f"W{i}", float(i % 7)) for i in range(count)], [Phase(0, 3.0)], **WORDS)
    assert len(chart.rows) == count and "W0" in Page(chart.svg).words


def test_equal_values_are_drawn():
    assert control_chart([("a", 0.0), ("b", 0.0)], [Phase(0, 0.0, 0.0, 0.0)], **WORDS).svg


@pytest.mark.parametrize("phases", [[], [Phase(1, 2.0)], [Phase(0, 2.0), Phase(9, 2.0)]])
def test_phases_that_do_not_cover_the_points_are_refused(phases):
    with pytest.raises(LearnerError):
        control_chart(POINTS, phases, **WORDS)


VALUES = (14.1, 15.2, 13.6, 14.8, 15.9, 14.4, 12.0, 12.3, 12.1, 12.4, 11.9, 12.2, 12.3, 12.0)
LABELS = tuple(f"M{i}" for i in range(len(VALUES)))
HEAD = {"title": "t", "subtitle": "s", "source": "n"}


def test_a_worked_out_chart_brings_its_lines_and_signals():
    worked = xmr_chart(VALUES, unit="%")
    chart = control_chart_of(worked, LABELS, better="lower", **HEAD)
    assert [row[2] for row in chart.rows] == [f"{worked.centre[0]:.2f}"] * len(VALUES)
    assert chart.columns[1] == "%"
    assert any(row[5].startswith("improvement: ") for row in chart.rows[6:])
    assert not any(row[5].startswith("improvement") for row in chart.rows[:6])


def test_the_good_side_turns_a_signal_into_a_concern_or_a_plain_change():
    worked = xmr_chart(VALUES, unit="%")
    higher = control_chart_of(worked, LABELS, better="higher", **HEAD)
    neither = control_chart_of(worked, LABELS, better=None, **HEAD)
    assert any(row[5].startswith("concern: ") for row in higher.rows[6:])
    assert {row[5].partition(":")[0] for row in neither.rows} == {"", "change"}


def test_phases_of_a_worked_out_chart_are_split_at_their_event():
    worked = xmr_chart(VALUES, ["before"] * 6 + ["after"] * 8)
    chart = control_chart_of(worked, LABELS, better="lower", events={"after": "Team huddles start"}, **HEAD)
    assert "Team huddles start" in Page(chart.svg).words
    assert chart.rows[5][2] != chart.rows[6][2]


def test_limits_that_vary_and_charts_without_limits_are_drawn():
    varying = control_chart_of(p_chart((5, 9, 4), (100, 60, 140)), LABELS[:3], better="lower", **HEAD)
    assert len({row[4] for row in varying.rows}) == 3
    bare = control_chart_of(run_chart(VALUES), LABELS, better="lower", **HEAD)
    assert {row[3] for row in bare.rows} == {""} and "upper limit" not in " ".join(Page(bare.svg).words)

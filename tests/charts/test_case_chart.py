"""The picture of a case's table: the title tells the finding, the source the method, the table the numbers."""

from __future__ import annotations

import re

import pytest
from charts.samples import HOSTILE

from cmo_pathways.cases.computed import parse_call
from cmo_pathways.cases.model import Table
from cmo_pathways.charts import Chart, case_chart, chart_html
from cmo_pathways.charts.axes import SMALL
from cmo_pathways.charts.typeface import text_width


def drawn(chart: str, columns: str, *rows: tuple[object, ...], title: str = "What [hours]", **more: str) -> Chart:
    cells = tuple(tuple(str(cell) for cell in row) for row in rows)
    labels, better = more.get("labels", ""), more.get("better", "")
    made = case_chart(
        Table("t", title, "t.csv", tuple(columns.split()), cells, labels, parse_call(chart), "", None, 1, better)
    )
    assert made is not None
    return made


def colors(made: Chart) -> set[str]:
    return set(re.findall(r"var\(--cmo-([a-z0-9-]+)", made.svg))


UNITS = (("North", 12, 200), ("South", 60, 260), ("East", 14, 180), ("West", 11, 220), ("Mid", 13, 240))


def test_funnel_names_what_lies_outside_and_states_dispersion():
    made = drawn("funnel(unit, ill, seen)", "unit ill seen", *UNITS, title="Falls")
    assert made.title == "1 of 5 units lies outside the 99.8 % limits: South"
    assert "South: 23.1 % of 260" in made.svg and "North" not in made.svg
    assert "Over-dispersion: units vary more than chance alone (φ" in made.source
    assert "Exact binomial limits around the average 10.0 %" in made.source
    assert made.subtitle == "Falls; 5 units, by seen"
    assert made.rows[1][0] == "South" and made.rows[1][-1] == "99.8 %, above"


def test_the_good_side_turns_a_signal_into_an_improvement():
    worse = drawn("funnel(unit, ill, seen)", "unit ill seen", *UNITS, better="lower")
    better = drawn("funnel(unit, ill, seen)", "unit ill seen", *UNITS, better="higher")
    assert "warn" in colors(worse) and worse.rows[1][-1].endswith("concern")
    assert "warn" not in colors(better) and better.rows[1][-1].endswith("improvement")


def test_funnel_says_how_it_was_widened_and_around_which_target():
    made = drawn('funnel(unit, ill, seen, "additive", 0.05)', "unit ill seen", *UNITS)
    assert "widened for what varies beyond chance (additive) around the target 5.0 %" in made.source


def test_ratio_funnel_tells_observed_over_expected():
    rows = (("A", 41, 22.5), ("B", 20, 21), ("C", 30, 29.2))
    made = drawn("ratio_funnel(unit, o, e)", "unit o e", *rows)
    assert made.title.endswith("limits: A")
    assert made.rows[0][1] == "1.82"
    assert "No over-dispersion" in made.source or "Over-dispersion" in made.source


def test_calibration_judges_the_whole_and_draws_the_spread():
    rows = [(f"{(k % 40 + 1) / 100:.2f}", int(k % 20 == 0)) for k in range(400)]
    made = drawn("calibration(risk, event)", "risk event", *rows, title="Alerts")
    assert made.title == "Predicted risks are too high on the whole: 20 events, 82.0 predicted"
    assert len(made.rows) == 10
    assert "95 % Wilson intervals" in made.source and "Brier score" in made.source
    assert "Patients" in made.svg


def test_calibration_of_thousands_keeps_the_count_of_its_highest_bar_inside_the_picture():
    rows = [(f"{k % 5 / 100 + 0.01:.2f}", int(k % 20 == 0)) for k in range(6000)]
    made = drawn("calibration(risk, event)", "risk event", *rows, title="Alerts")
    (end, count) = re.findall(r'<text x="([0-9.]+)"[^>]*text-anchor:end">(\d,\d{3})</text>', made.svg)[0]
    assert float(end) >= text_width(count, SMALL)


def test_queue_names_each_situation_and_what_has_no_end():
    rows = (("Calm", 1, 3, 1), ("Busy", 2, 3, 1), ("Flooded", 4, 3, 1))
    made = drawn("queue(plan, a, s, c)", "plan a s c", *rows)
    assert made.title == "The mean wait is 0.17 hours (Calm) to 0.67 hours (Busy); for Flooded it has no end"
    assert made.rows[2][-1] == "no end"
    assert "Erlang C" in made.source


def test_queue_where_nothing_keeps_up_is_still_drawn():
    assert "more arrive than can be served" in drawn("queue(p, a, s, c)", "p a s c", ("X", 9, 1, 2)).title


def test_cash_flow_tells_payback_and_worth():
    rows = [(2027 + at, flow) for at, flow in enumerate((-40000, 5000, 8000, 12000, 30000))]
    made = drawn("cash_flow(flow, 0.08)", "year flow", *rows, title="Robot [USD]", labels="year")
    assert made.title == "The outlay is back after 3.5 years; worth USD 3,065 today at 8 %"
    assert made.columns == ("Year", "Flow [USD]", "Running total, discounted at 8 %")
    assert made.rows[-1] == ("2031", "30,000", "3,065")
    assert "NPV 3,065" in made.svg


def test_cash_flow_that_never_pays_back_says_so():
    made = drawn("cash_flow(flow)", "flow", (-5,), (1,), (1,))
    assert made.title == "The outlay is not back within 2 periods"


def test_operator_curves_tell_deaths_expectation_level_and_signal():
    rows = [("0.1", int(k > 40 and k % 2)) for k in range(60)]
    made = drawn("vlad(risk, died, 2)", "risk died", *rows)
    assert re.fullmatch(r"The CUSUM first reaches its level at case \d+: 10 deaths, 6.0 expected", made.title)
    assert "level h = 2.00: given by the author" in made.source
    assert sum(row[-1] == "level reached" for row in made.rows) >= 1
    quiet = drawn("vlad(risk, died, 2)", "risk died", *(("0.1", int(k % 10 == 0)) for k in range(30)))
    assert quiet.title == "The CUSUM stays below its level: 3 deaths, 3.0 expected"


def test_groups_that_differ_are_named_with_their_side():
    rows = (("ICU", 61, 70), ("ED", 40, 140), ("West", 55, 90))
    made = drawn("rates(seen, of)", "unit seen of", *rows, labels="unit")
    assert made.title == "2 of 3 groups differ from all together: ICU above and ED below"
    assert made.columns == ("Unit", "Seen", "Of", "Share [%]", "95 % interval", "Differs")


def test_plain_bars_name_the_ends_and_equal_ones_say_so():
    made = drawn("bars(v)", "m v", ("2026-01", 3), ("2026-02", -2), labels="m", title="Gain [USD million]")
    assert made.title == "Jan 2026 is highest at USD 3 million, Feb 2026 lowest at USD −2 million"
    assert drawn("bars(v)", "m v", ("a", 0), ("b", 0), labels="m", title="T").title == "All at 0"


def test_outbreak_tells_total_and_peak_and_what_happened():
    rows = (("2026-03-09", 1, ""), ("2026-03-10", 4, "Letter"), ("2026-03-11", 2, ""))
    made = drawn("epi_curve(n, what)", "day n what", *rows, labels="day")
    assert made.title == "7 cases; 4 at the peak, Mar 10"
    assert "Letter" in made.svg and "Mar 10: Letter." in made.alt
    assert drawn("epi_curve(n)", "d n", ("1", 0), labels="d").title == "No case in the whole time"


def test_control_chart_of_a_case_tells_its_signals_by_the_good_side():
    rows = [(f"2026-{m:02d}", v) for m, v in enumerate((50, 51, 49, 50, 51, 49, 50, 75, 51, 50), start=1)]
    made = drawn("xmr(v)", "month v", *rows, labels="month", better="higher")
    assert made.title == "Aug 2026 lies beyond a limit"
    assert "improvement" in made.alt and "warn" not in colors(made)
    assert "concern" in drawn("xmr(v)", "month v", *rows, labels="month", better="lower").alt
    calm = drawn("xmr(v)", "month v", *rows[:7], labels="month")
    assert calm.title == "No rule fires: 7 points of usual variation within the limits"


def test_control_chart_of_a_case_tells_patterns_and_whole_series_in_words():
    shifted = [(f"2026-{m:02d}", v) for m, v in enumerate((9, 11, 10, 9, 11, 10, 9, 11, 10, 9), start=1)]
    shifted += [(f"2027-{m:02d}", 12 + m % 2) for m in range(1, 11)]
    run = drawn("run(v)", "month v", *shifted, labels="month", better="higher")
    assert run.title.startswith("Not chance alone: a run longer than chance allows")
    assert "improvement" in run.alt
    cells = [row[-1] for row in run.rows]
    assert not any("crossings" in cell for cell in cells)
    pattern = [(f"2026-{m:02d}", v) for m, v in enumerate((10, 12, 8, 12, 8, 12, 8, 9, 9, 9, 9, 9), start=1)]
    told = drawn("xmr(v)", "month v", *pattern, labels="month").title
    assert told.startswith(("A pattern that chance seldom makes:", "No rule fires"))


EDGES = {
    "one unit": ("funnel(u, n, t)", "u n t", (("A", 1, 9),)),
    "one ratio": ("ratio_funnel(u, n, t)", "u n t", (("A", 0, 0.4),)),
    "all units equal": ("funnel(u, n, t)", "u n t", (("A", 2, 9),) * 12),
    "tiny and huge": ("funnel(u, n, t)", "u n t", (("A", 1, 2), ("B", 300, 40000))),
    "one patient": ("calibration(r, y)", "r y", (("0.5", 1),)),
    "certain risks": ("calibration(r, y)", "r y", (("0", 0), ("1", 1))),
    "nobody comes": ("queue(u, a, s, c)", "u a s c", (("A", 0, 2, 3),)),
    "many servers": ("queue(u, a, s, c)", "u a s c", (("A", 290, 1, 300), ("B", 290, 1, 310))),
    "no money": ("cash_flow(f, 0.1)", "f", ((0,), (0,))),
    "one flow": ("cash_flow(f)", "f", ((-3,),)),
    "one case": ("vlad(r, d, 1)", "r d", (("0.2", 1),)),
    "one day": ("epi_curve(n)", "n", ((3,),)),
}


@pytest.mark.parametrize("name", EDGES)
def test_edges_are_drawn_inside_the_sheet(name):
    chart, columns, rows = EDGES[name]
    made = drawn(chart, columns, *rows)
    width, height = (float(n) for n in re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', made.svg).groups())
    places = [(float(x), float(y)) for x, y in re.findall(r'<text x="([-\d.]+)" y="([-\d.]+)"', made.svg)]
    assert places and all(-1 <= x <= width + 1 and 0 <= y <= height for x, y in places)
    assert "nan" not in made.svg and "inf" not in made.svg.lower().replace("infer", "")


def test_hostile_words_stay_words_and_the_same_table_gives_the_same_bytes():
    rows = ((HOSTILE, 3, 9), ("B", 1, 9), ("C", 8, 900))
    made = drawn("funnel(u, n, t)", "u n t", *rows, title=f"{HOSTILE} [%]")
    page = chart_html(made)
    assert "<script" not in page
    assert made.svg == drawn("funnel(u, n, t)", "u n t", *rows, title=f"{HOSTILE} [%]").svg

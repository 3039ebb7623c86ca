from __future__ import annotations

import re

import pytest
from charts.samples import Page

from cmo_pathways.career import Input, Spread, Swing, Tornado, simulate_time
from cmo_pathways.career.schedule import Schedule, Task, Wait
from cmo_pathways.career.spread import NO_TIME
from cmo_pathways.charts import Deadline, chart_html, time_chart, tornado_chart
from cmo_pathways.errors import LearnerError
from cmo_pathways.scale import Mark

ASSUMED, SOURCED = (Mark.ASSUMPTION,) * 3, (Mark.PRIMARY,) * 3


def lives(low: float, typical: float, high: float):
    task = Task("goal", True, NO_TIME, (Wait("t", "held", Spread(low, typical, high, assumed=True)),))
    return simulate_time(Schedule((task,), {"held": 0.0}))


def swing(label: str, low: float, high: float, marks=ASSUMED, yours=False) -> Swing:
    return Swing(Input(f"step:{label}:years", label, "years", 1, 2, 3, marks, (), yours), low, high)


def test_fifty_dots_are_drawn_and_the_title_tells_the_median():
    made = time_chart(lives(2, 4, 8), role_name="VPMA", source="s", assumed=True)
    assert made.title.startswith("Half of the simulated lives reach VPMA within 4.")
    assert len(re.findall(r"<path d=\"M [^\"]* C ", made.svg.replace("\n", " "))) == 50
    assert [row[0] for row in made.rows] == ["1 in 10", "1 in 4", "half", "3 in 4", "9 in 10"]
    assert "(assumption)" in made.columns[1]
    assert any(words.startswith("half by 4.") for words in Page(made.svg).words)


def test_a_deadline_gives_the_chance_and_hollow_dots_after_it():
    time = lives(2, 4, 8)
    made = time_chart(time, role_name="VPMA", source="s", assumed=True, by=Deadline("2031", time.p50))
    assert made.title == "The chance to be VPMA by 2031 is 50 %"
    assert made.rows[-1][0] == "50 % by 2031"


@pytest.mark.parametrize(("years", "said"), [(0.5, "0 %"), (60.0, "100 %"), (2.2, "under 1 %")])
def test_a_deadline_far_off_or_long_past_is_still_drawn(years: float, said: str):
    made = time_chart(lives(2, 4, 8), role_name="VPMA", source="s", assumed=True, by=Deadline("then", years))
    assert made.title.endswith(f"is {said}")


@pytest.mark.parametrize("numbers", [(3, 3, 3), (0, 0, 0), (0, 0, 0.2), (0, 30, 60)])
def test_times_without_spread_or_with_a_wide_one_stay_on_the_sheet(numbers: tuple[float, float, float]):
    made = time_chart(lives(*numbers), role_name="VPMA", source="s", assumed=False)
    width, height = map(float, re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', made.svg).groups())
    assert height < 320
    for x, y in re.findall(r"[ML] ?([\d.-]+) ([\d.-]+)", made.svg):
        assert -1 <= float(x) <= width + 1 and -1 <= float(y) <= height + 1
    assert "(assumption)" not in made.columns[1]


def test_the_widest_swing_gives_the_title_and_assumptions_a_dashed_outline():
    tornado = Tornado(6.0, (swing("Gap, start to start", 4.0, 9.0), swing("Length of a degree", 5.5, 6.5, SOURCED)))
    made = tornado_chart(tornado, role_name="VPMA", source="s")
    assert made.title == "Gap moves the time most: from 4.0 to 9.0 years"
    assert made.svg.count("stroke-dasharray") == 1
    assert [row[-1] for row in made.rows] == ["assumption", "sourced"]
    assert "2 numbers move the median of 6.0 years, 1 of them assumptions" in made.alt
    assert 'role="img"' in chart_html(made)


def test_numbers_of_your_own_are_called_yours_and_what_moves_nothing_is_left_out():
    tornado = Tornado(6.0, (swing("Mine", 5.0, 7.0, (), yours=True), swing("Still", 6.0, 6.0)))
    made = tornado_chart(tornado, role_name="VPMA", source="s")
    assert len(made.rows) == 1 and made.rows[0][-1] == "yours"
    assert "1 to 3 years, yours" in Page(made.svg).words


def test_eight_bars_are_drawn_and_the_table_holds_all():
    tornado = Tornado(6.0, tuple(swing(f"Number {n}", 5 - n / 10, 7.0) for n in range(12)))
    made = tornado_chart(tornado, role_name="VPMA", source="s")
    assert len(made.rows) == 12 and made.svg.count("stroke-dasharray") == 8


def test_a_time_that_nothing_moves_has_no_chart():
    with pytest.raises(LearnerError, match="No single number"):
        tornado_chart(Tornado(6.0, (swing("Still", 6.0, 6.0),)), role_name="VPMA", source="s")

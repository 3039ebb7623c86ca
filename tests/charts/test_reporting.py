"""Reporting lines: said in words, drawn without a box on a box, assumptions and dotted lines told apart."""

from __future__ import annotations

import pytest

from cmo_pathways.career import load_settings
from cmo_pathways.charts import Tie, reporting_chart
from cmo_pathways.charts.reporting import _place
from cmo_pathways.errors import LearnerError

TIES = (
    Tie("Chief executive", "above", "line", "Hires.", "sourced"),
    Tie("Board committee", "above", "dotted", "Hears.", "assumption"),
    Tie("Medical staff", "beside", "dotted", "Elects.", "reported"),
    Tie("Chairs", "below", "line", "Report.", "assumption"),
)


def chart(ties=TIES):
    return reporting_chart(ties, post="Chief medical officer", title="Two above", subtitle="s", source="x")


def test_the_text_alternative_names_everybody_and_their_line():
    assert chart().alt == (
        "Two above. Diagram of the reporting lines of Chief medical officer. Above the post: Chief executive (full "
        "line), Board committee (dotted line). Beside it: Medical staff (dotted line). Below it: Chairs (full line)."
    )


def test_the_table_holds_one_row_per_line():
    assert chart().rows[1] == ("Board committee", "above", "dotted line", "Hears.", "assumption")
    assert len(chart().rows) == len(TIES)


def test_an_assumed_box_is_dashed_and_others_are_not():
    assert "stroke-dasharray" in chart().svg
    plain = [Tie("Chief executive", "above", "line", "Hires.", "sourced")]
    assert "stroke-dasharray" not in chart(plain).svg


def test_nobody_above_is_refused_in_one_sentence():
    with pytest.raises(LearnerError, match="Nobody is named above"):
        chart(TIES[2:])


@pytest.mark.parametrize("id", load_settings().settings)
def test_no_box_of_a_shipped_setting_touches_another_or_the_edge(id):
    setting = load_settings().settings[id]
    ties = [Tie(line.who, line.where, line.tie, line.note, line.mark.words) for line in setting.lines]
    rows = {where: [tie for tie in ties if tie.where == where] for where in ("above", "beside", "below")}
    sheet = _place(rows, "Chief medical officer")
    boxes = (sheet.post, *sheet.above, *sheet.beside, *sheet.below)
    assert len(boxes) == len(ties) + 1, "everybody is drawn"
    for n, box in enumerate(boxes):
        assert box.x - box.half >= 0 and box.x + box.half <= 460.8 and box.foot <= sheet.height
        assert not any("…" in line for line in box.lines)
        for other in boxes[n + 1 :]:
            apart = abs(box.x - other.x) >= box.half + other.half or box.foot <= other.top or other.foot <= box.top
            assert apart, (box.lines, other.lines)

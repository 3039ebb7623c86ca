"""Reading case files: the whole grammar, line by line."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from cmo_pathways.cases import Case, MemoQuestion, NumberQuestion, case_files, draw_table, expected_value, read_case
from cmo_pathways.cases.computed import parse_call
from cmo_pathways.cases.model import Call, Condition, Effect
from cmo_pathways.content import Report, content_root


def read(file: Path) -> tuple[Case | None, Report]:
    report = Report(file.parent)
    return read_case(file, report), report


def test_front_matter_of_the_sample(vacant: Case) -> None:
    assert (vacant.id, vacant.version, vacant.fictional, vacant.difficulty) == ("vacant-list", "1.0.0", True, 2)
    assert (vacant.minutes.prebrief, vacant.minutes.play, vacant.minutes.debrief) == (5, 3, 15)
    assert vacant.counters == (("trust", 0), ("resolve", 0))
    assert dict(vacant.objectives)["act-first"] == "Make patients safe before judging the colleague"
    assert vacant.line_of("counters") == 15


def test_choices_effects_and_feedback_of_the_sample(vacant: Case) -> None:
    call = vacant.scene("call")
    assert call is not None
    stop, defer = call.choices
    assert (stop.id, stop.to, stop.line) == ("stop", "review", 22)
    assert stop.text == "Stop the list and complete the count yourself"
    assert stop.effects == (
        Effect("competency", "patient-safety", 2),
        Effect("counter", "trust", -1),
        Effect("objective", "act-first"),
    )
    assert defer.feedback == "Silence is a decision too: the next count was wrong."


def test_endings_questions_and_notes_of_the_sample(vacant: Case) -> None:
    assert [(s.id, s.ending) for s in vacant.endings] == [("fair", "strong"), ("fast", "mixed"), ("harm", "poor")]
    assert vacant.endings[2].debrief == ("Who could have stopped the line, and what kept them from it?",)
    assert vacant.endings[2].facilitator == "Do not let the group blame the nurse."


def test_guards_set_effects_and_the_typographic_minus(changed: Callable[..., Path]) -> None:
    case, report = read(
        changed(
            "vacant", ("trust -2; resolve +1]", "trust \N{MINUS SIGN}2; resolve =1] when trust >= -1 and resolve != 3")
        )
    )
    assert case is not None and not report.problems
    suspend = case.scenes[1].choices[0]
    assert suspend.effects[1:] == (Effect("counter", "trust", -2), Effect("counter", "resolve", 1, True))
    assert suspend.guard == (Condition("trust", ">=", -1), Condition("resolve", "!=", 3))


def test_long_choice_may_go_on_in_an_indented_line_and_may_hold_an_arrow(changed: Callable[..., Path]) -> None:
    case, _ = read(changed("vacant", ("Hear both sides today, then", "Hear both -> in turn,\n  then")))
    assert case is not None
    assert case.scenes[1].choices[1].text == "Hear both -> in turn, then follow section 7"
    assert case.scenes[1].choices[1].to == "fair"


def test_comments_are_not_shown_and_do_not_move_lines(changed: Callable[..., Path]) -> None:
    case, _ = read(changed("vacant", ("## review", "<!-- not\nshown -->\n## review")))
    assert case is not None
    assert case.scenes[1].line == 28
    assert "shown" not in case.scenes[0].text + case.scenes[0].choices[1].feedback


def test_template_shows_every_optional_block(template: Case) -> None:
    first, meeting = template.scenes[0], template.scenes[1]
    assert first.reveal == ("falls",)
    assert isinstance(first.question, NumberQuestion)
    assert first.question.expect == Call("xmr_upper", ("rate",), ())
    assert (first.question.tolerance, first.question.unit) == (0.1, "per 1,000 patient-days")
    assert first.question.right.effects == (Effect("competency", "data-analytics", 1),)
    assert first.question.wrong.feedback.startswith("Mean plus 2.66")
    assert isinstance(meeting.question, MemoQuestion)
    assert [level for level, _ in meeting.question.levels] == [1, 2, 3]
    assert meeting.question.model.startswith("The last month is inside")
    assert template.intro and template.facilitator and len(template.debrief) == 1


def test_table_shows_only_its_columns_and_last_rows(number: Case) -> None:
    tile, series = number.table("tile"), number.table("series")
    assert tile is not None and series is not None
    assert tile.columns == ("month", "percent")
    assert tile.rows == (("2026-08", "78.7"), ("2026-09", "68.3"), ("2026-10", "59.7"))
    assert (len(series.rows), series.generator, series.seed) == (28, "make_data.py", 1137)


def test_table_is_drawn_as_it_asks(number: Case) -> None:
    kinds = {t.name: chart.kind if (chart := draw_table(t)) else None for t in number.tables}
    assert kinds == {
        "tile": None,
        "series": "run",
        "nights": None,
        "phases": "run",
        "limits-chart": "xmr",
        "waits": None,
    }


def test_hash_holds_for_windows_line_ends(changed: Callable[..., Path]) -> None:
    file = changed("falls")
    table = file.parent / "falls.csv"
    table.write_bytes(table.read_bytes().replace(b"\n", b"\r\n"))
    assert not read(file)[1].problems


@pytest.mark.parametrize(
    ("text", "call"),
    [
        ("xmr_lower(percent)", Call("xmr_lower", ("percent",), ())),
        (' p_upper( a , b_2,"since, 2025", -3.5 ) ', Call("p_upper", ("a", "b_2"), ("since, 2025", -3.5))),
        ("now()", Call("now", (), ())),
        ("a.b(c)", None),
        ("a(b.c)", None),
        ("a(b)(c)", None),
        ("a(b + c)", None),
        ("a(b,)", None),
        ('a("x", b)', None),
        ("a(b", None),
        ("lambda: 1", None),
        ("a([b])", None),
        ("a(__import__('os'))", None),
        ("", None),
    ],
)
def test_call_is_parsed_by_pattern_and_never_run(text: str, call: Call | None) -> None:
    assert parse_call(text) == call


def test_computed_value_comes_from_the_table(template: Case) -> None:
    question = template.scenes[0].question
    assert isinstance(question, NumberQuestion)
    assert expected_value(template, question) == pytest.approx(3.44 + 3 / 1.128 * 6.7 / 9)


def test_case_files_leave_the_template_out() -> None:
    names = [f.parent.name for f in case_files(content_root())]
    assert "this-months-number" in names
    assert "_template" not in names


def test_reading_every_case_loads_no_statistics_package():
    code = (
        "import sys; from cmo_pathways.catalogue import load_catalogue; assert len(load_catalogue().cases) > 20;"
        "print([name for name in ('scipy', 'statsmodels', 'matplotlib') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=content_root())
    assert done.stdout.strip() == "[]"

"""The gradebook: blank for missing, numbers that stay numbers, nothing that runs, and back again without a change."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pandas as pd
import pytest

from cmo_pathways.cohort.csv_text import csv_text, inert
from cmo_pathways.cohort.gradebook import LAYOUTS, Graded, gradebook_of, not_on_roster, write_gradebook
from cmo_pathways.cohort.memos import queue_of
from cmo_pathways.cohort.names import split_name
from cmo_pathways.cohort.roster import read_roster
from cmo_pathways.cohort.scoring import Settled
from cmo_pathways.cohort.share import SharedPlay
from cmo_pathways.errors import InputError, LearnerError

TITLES = {"vacant-list": "The vacant list", "other-case": "Other, with a comma"}


def play(case: str, number: int, got: float, best: float, at: str = "2026-10-30T20:00:00Z") -> SharedPlay:
    return SharedPlay(f"{case}-{number}", case, "1.0.0", at, "fair", (), {"patient-safety": (got, best)})


@pytest.fixture
def shares(a_share):
    return (
        a_share(1, name="Dana Whitfield", cases=(play("vacant-list", 1, 2, 3), play("other-case", 1, -1, 4))),
        a_share(2, name="Müller, Jörg", cases=(play("vacant-list", 1, 3, 3),), memos=()),
        a_share(3, name="=HYPERLINK(1)", cases=(), memos=()),
    )


@pytest.fixture
def book(shares):
    queue = queue_of(shares, (), salt="s")
    scores = {memo.id: Settled(memo.id, {"decision": 3.0, "risk": 2.5}, 2, (), ()) for memo in queue.memos}
    sessions = [("session-01", "Starting point", ("vacant-list", "other-case"))]
    return gradebook_of(shares, Graded(TITLES, sessions, queue, scores))


def rows_of(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_rows_are_learners_and_columns_cases_memos_and_sessions(book):
    assert [(column.title, column.points) for column in book.columns] == [
        ("Case: Other, with a comma", 100),
        ("Case: The vacant list", 100),
        ("Memo: The vacant list, memo", 8),
        ("Cases finished: Starting point", 2),
    ]
    assert [row.name for row in book.rows] == ["=HYPERLINK(1)", "Dana Whitfield", "Müller, Jörg"]
    assert dict(book.rows[1].points) == {
        "case:vacant-list": 66.7,
        "case:other-case": -25.0,
        "memo:vacant-list:memo": 5.5,
        "session:session-01": 2.0,
    }
    assert book.rows[0].points == {}


def test_the_last_play_of_a_case_counts(a_share):
    early, late = play("vacant-list", 1, 3, 3), play("vacant-list", 2, 1, 3, "2026-11-02T20:00:00Z")
    found = gradebook_of([a_share(1, cases=(late, early))], Graded(TITLES))
    assert found.rows[0].points["case:vacant-list"] == 33.3


def test_a_case_that_gives_no_points_is_blank_and_not_zero(a_share):
    found = gradebook_of([a_share(1, cases=(replace(play("vacant-list", 1, 0, 1), scores={}),))], Graded(TITLES))
    assert found.columns == () and found.rows[0].points == {}


def test_points_that_no_case_gives_are_blank(a_share):
    for got, best in ((1e9, 1e-300), (4, 3), (-1e9, 1)):
        assert gradebook_of([a_share(cases=(play("a", 1, got, best),))], Graded()).rows[0].points == {}
    assert gradebook_of([a_share(cases=(play("a", 1, -4, 2),))], Graded()).rows[0].points == {"case:a": -200}


def test_canvas_has_its_header_its_row_of_points_and_no_mark_in_front(book):
    data = write_gradebook(book, "canvas")
    assert not data.startswith(b"\xef\xbb\xbf")
    rows = rows_of(data)
    assert rows[0][:5] == ["Student", "ID", "SIS User ID", "SIS Login ID", "Section"]
    assert rows[1] == ["    Points Possible", "", "", "", "", "100", "100", "8", "2"]
    assert rows[3] == ["Dana Whitfield", "", "", "", "", "-25", "66.7", "5.5", "2"]
    assert rows[4][5:] == ["", "100", "", "1"]


def test_blackboard_quotes_everything_and_names_the_points(book):
    data = write_gradebook(book, "blackboard")
    rows = rows_of(data)
    assert data.startswith(b'\xef\xbb\xbf"Last Name","First Name","Username"')
    assert rows[0][4] == "Case: Other, with a comma [Total Pts: 100 Score]"
    assert rows[2][:2] == ["Whitfield", "Dana"]
    assert rows[3][:2] == ["Müller", "Jörg"]


def test_moodle_names_the_user_by_mail_or_number_from_the_roster(book):
    roster = read_roster(b"name,email,id number\nDana Whitfield,dana@example.org,77\n", "roster.csv")
    rows = rows_of(write_gradebook(book, "moodle", roster))
    assert rows[0][:5] == ["First name", "Last name", "Username", "ID number", "Email address"]
    assert rows[2][:5] == ["Dana", "Whitfield", "", "77", "dana@example.org"]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_comes_back_with_csv_and_with_pandas(book, layout):
    data = write_gradebook(book, layout)
    assert b"\r\n" in data and data.count(b"\n") == data.count(b"\r\n")
    rows = rows_of(data)
    assert len({len(row) for row in rows}) == 1
    frame = pd.read_csv(io.BytesIO(data), encoding="utf-8-sig", dtype=str, keep_default_na=False)
    assert [list(frame.columns), *frame.to_numpy().tolist()] == rows
    first = 2 if layout == "canvas" else 1
    wanted = [[row.points.get(column.id) for column in book.columns] for row in book.rows]
    graded = [[float(cell) if cell else None for cell in row[-len(book.columns) :]] for row in rows[first:]]
    assert graded == wanted


@pytest.mark.parametrize("layout", LAYOUTS)
def test_no_cell_begins_a_formula(book, layout):
    for row in rows_of(write_gradebook(book, layout)):
        for cell in row:
            assert not cell.lstrip().startswith(("=", "+", "@", "\t")), cell
            assert not cell.startswith("-") or float(cell) < 0


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("=1+1", "'=1+1"),
        ("+49 30", "'+49 30"),
        ("-2+3", "'-2+3"),
        ("-2.5", "-2.5"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\tx", "'\tx"),
        ("\rx", "'\rx"),
        ("  =1", "'  =1"),
        ("O'Neill - A", "O'Neill - A"),
        ("", ""),
    ],
)
def test_a_cell_that_begins_a_formula_is_made_inert(text, shown):
    assert inert(text) == shown


def test_numbers_have_no_trailing_zeros_and_no_minus_zero():
    assert csv_text([[1.0, 66.666, -0.001, 0.5, None, 100.0]]) == "1,66.67,0,0.5,,100\r\n"


def test_a_canvas_export_serves_as_roster_for_people_and_columns(book):
    export = (
        "\ufeffStudent,ID,SIS User ID,SIS Login ID,Section,Case: The vacant list (4711)\n"
        "    Points Possible,,,,,100\n"
        '"Whitfield, Dana",9,S9,dana,Tuesday,\n'
    )
    roster = read_roster(export.encode(), "export.csv")
    rows = rows_of(write_gradebook(book, "canvas", roster))
    assert rows[0][6] == "Case: The vacant list (4711)"
    assert rows[3][:5] == ["Whitfield, Dana", "9", "S9", "dana", "Tuesday"]
    assert not_on_roster(book, roster) == ("=HYPERLINK(1)", "Müller, Jörg")


def test_a_blackboard_export_serves_as_roster_in_utf_16_with_tabs(book):
    export = (
        '"Last Name"\t"First Name"\t"Username"\t"Case: The vacant list [Total Pts: 100 Score] |815"\n'
        '"Müller"\t"Jörg"\t"jm"\t""\n'
    )
    roster = read_roster(export.encode("utf-16"), "export.xls")
    rows = rows_of(write_gradebook(book, "blackboard", roster))
    assert rows[0][5] == "Case: The vacant list [Total Pts: 100 Score] |815"
    assert rows[3][:3] == ["Müller", "Jörg", "jm"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "E-EMPTY"),
        (b"email\nx@example.org\n", "E-COLUMN"),
        (b"name,email\nA B,1\nA B,2\n", "E-TWICE"),
        (b"\xff\xfe\xfa", "E-FILE"),
        (b"name\n\xe9\n", "E-FILE"),
    ],
)
def test_a_roster_that_cannot_be_used_says_why(data, code):
    with pytest.raises(InputError) as refused:
        read_roster(data, "roster.csv")
    assert refused.value.problems[0].code == code


def test_two_shares_of_one_name_cannot_be_told_apart_on_a_roster(a_share):
    book = gradebook_of([a_share(1, name="Dana W"), a_share(2, name="dana w")], Graded(TITLES))
    roster = read_roster(b"name,id\nDana W,1\n", "roster.csv")
    with pytest.raises(LearnerError, match="Two shares carry one name"):
        write_gradebook(book, "canvas", roster)


def test_an_unknown_layout_is_refused(book):
    with pytest.raises(LearnerError, match="no gradebook layout"):
        write_gradebook(book, "sakai")


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Dana Whitfield", ("Whitfield", "Dana")),
        ("Whitfield, Dana M.", ("Whitfield", "Dana M.")),
        ("Cher", ("Cher", "")),
        ("Imogen Vasquez-Thorne, MD, MBA", ("Vasquez-Thorne", "Imogen")),
        ("Whitfield, Dana, PhD", ("Whitfield", "Dana")),
        ("Ken Ito, MD FACHE", ("Ito", "Ken")),
    ],
)
def test_names_are_split_at_the_comma_or_the_last_blank(name, parts):
    assert split_name(name) == parts

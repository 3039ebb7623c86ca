"""A plan on the calendar: the rules of RFC 5545 on the bytes, and a table that no spreadsheet runs."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from icalendar import Calendar

from cmo_pathways.plan.agenda import PRODID, Entry, calendar_bytes, next_monday, table_text
from cmo_pathways.scale import Mark

STAMP = datetime(2026, 11, 3, 9, 30, tzinfo=UTC)
ENTRY = Entry(
    "chair-a-committee",
    "Chair; lead, and close a committee \\ one full year with a name that is long enough to be folded – twice",
    date(2026, 11, 9),
    date(2026, 11, 22),
    0,
    2,
    20.0,
    1500.0,
    "Minutes\nand a note",
    {"hours": Mark.ASSUMPTION},
)
BYTES = calendar_bytes((ENTRY,), stamp=STAMP, title="Plan")


def test_every_line_ends_with_crlf_and_has_at_most_75_octets():
    lines = BYTES.split(b"\r\n")
    assert lines[-1] == b"" and b"\n" not in b"".join(lines)
    assert max(map(len, lines)) <= 75


def test_a_parser_reads_back_what_was_meant():
    calendar = Calendar.from_ical(BYTES)
    (event,) = calendar.walk("VEVENT")
    assert (str(calendar["prodid"]), str(calendar["version"])) == (PRODID, "2.0")
    assert str(event["summary"]) == ENTRY.name
    assert event["dtstart"].dt == date(2026, 11, 9)
    assert event["dtend"].dt == date(2026, 11, 23)
    assert event["dtstamp"].dt == STAMP
    assert "20 hours, about 10.0 a week. USD 1,500." in str(event["description"])
    assert "assumptions" in str(event["description"])


def test_days_are_dates_and_the_stamp_is_utc():
    assert b"DTSTART;VALUE=DATE:20261109\r\n" in BYTES
    assert b"DTSTAMP:20261103T093000Z\r\n" in BYTES


def test_commas_semicolons_and_backslashes_are_escaped():
    text = BYTES.replace(b"\r\n ", b"")
    assert b"SUMMARY:Chair\\; lead\\, and close a committee \\\\ one" in text


def test_the_uid_stays_and_the_same_plan_gives_the_same_bytes():
    later = calendar_bytes((ENTRY,), stamp=STAMP.replace(year=2027), title="Plan")
    assert b"UID:chair-a-committee@plan.cmo-pathways.invalid" in later.replace(b"\r\n ", b"")
    assert calendar_bytes((ENTRY,), stamp=STAMP, title="Plan") == BYTES


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@now", "\t=1", "'=1", " =1"])
def test_no_cell_acts_as_a_formula(name):
    bad = Entry(name, name, ENTRY.first, ENTRY.last, 0, 2, 1.0, 0.0, "", {})
    _, row = csv.reader(io.StringIO(table_text((bad,))))
    assert row[0].startswith("'") and row[1].startswith("'")


def test_the_table_has_one_line_per_activity():
    rows = list(csv.DictReader(io.StringIO(table_text((ENTRY,)))))
    assert rows[0]["starts"] == "2026-11-09" and rows[0]["hours_per_week"] == "10.0" and rows[0]["marks"] == "hours:E"


def test_the_table_names_the_year_of_the_prices_and_the_sources():
    told = replace(ENTRY, year="2026", sources=("S12", "S40"))
    ours, theirs = csv.DictReader(io.StringIO(table_text((ENTRY, told))))
    assert (ours["price_year"], ours["sources"]) == ("", "")
    assert (theirs["price_year"], theirs["sources"]) == ("2026", "S12 S40")


@pytest.mark.parametrize(("today", "monday"), [((2026, 11, 2), (2026, 11, 2)), ((2026, 11, 3), (2026, 11, 9))])
def test_a_plan_begins_on_a_monday(today, monday):
    assert next_monday(date(*today)) == date(*monday)

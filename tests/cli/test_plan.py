"""What ``plan`` answers and writes, with and without a plan."""

from __future__ import annotations

import csv
import json

import pytest
from icalendar import Calendar

EASY = "plan --hours-per-week 6 --budget 20,000 --months 36 --aim next-level --gaps 3 --effort 4"
HARD = "plan --hours-per-week 2 --budget 0 --months 6 --gaps 3 --effort 2 --json"


def test_without_a_plan_the_answer_still_comes_and_the_status_is_one(run, home):
    done = run(*HARD.split(), "--home", home)
    assert done.status == 1
    answer = done.json
    assert (answer["status"], answer["weeks"], answer["activities"], answer["proved"]) == ("infeasible", None, [], True)
    assert answer["conflict"] == [done.sentence]
    assert set(answer["conflict_limits"]) <= {"months", "hours", "budget"}
    assert all(relaxation["words"] for relaxation in answer["relax"])


def test_every_number_that_is_assumed_carries_its_mark(run, home):
    answer = run(*EASY.split(), "--home", home, "--json").json
    assert answer["marks"]["weeks"] == "E"
    assert all(set(activity["marks"]) == {"levels", "hours", "weeks", "cost"} for activity in answer["activities"])
    assert all(activity["price_year"] >= "2020" for activity in answer["activities"])
    for activity in answer["activities"]:
        ours = {activity["marks"][number] for number in ("hours", "weeks", "cost")} == {"E"}
        assert ours or activity["sources"]
    assert answer["cost_usd"] == sum(activity["cost_usd"] for activity in answer["activities"]) <= 20_000
    assert max(activity["end_week"] for activity in answer["activities"]) == answer["weeks"]


@pytest.mark.parametrize("kind", ["ics", "csv", "json"])
def test_a_plan_is_written_as_calendar_table_or_json(run, home, tmp_path, kind):
    file = tmp_path / f"plan.{kind}"
    answer = run(*EASY.split(), "--home", home, "--out", file, "--json").json
    text = file.read_text(encoding="utf-8-sig")
    ids = {activity["id"] for activity in answer["activities"]}
    if kind == "ics":
        assert len(Calendar.from_ical(text).walk("VEVENT")) == len(ids) > 0
    elif kind == "csv":
        assert {row["id"] for row in csv.DictReader(text.splitlines())} == ids
    else:
        assert {activity["id"] for activity in json.loads(text)["activities"]} == ids


def test_a_plan_is_written_as_pdf_and_the_answer_names_it(run, home, tmp_path):
    file = tmp_path / "plan.pdf"
    done = run(*EASY.split(), "--home", home, "--out", file, "--json")
    assert done.status == 0 and file.read_bytes().startswith(b"%PDF-1.7")
    assert done.json["file"] == str(file)


def test_a_kept_plan_shows_in_the_status_and_is_followed(run, home):
    first = run(*EASY.split(), "--home", home, "--keep", "--json").json
    kept = run("status", "--home", home, "--json").json["plan"]
    assert [row["id"] for row in kept["activities"]] == [activity["id"] for activity in first["activities"]]
    again = run(*EASY.split(), "--home", home, "--json").json
    assert not again["changes"]["added"] and not again["changes"]["dropped"]


def test_a_robust_plan_comes_with_its_table_of_regret(run, home):
    answer = run(*EASY.split(), "--home", home, "--robust", "--json").json
    assert answer["status"] in ("optimal", "feasible")
    table = answer["regret"]["plans"]
    assert [max(row["regret"]) for row in table] == sorted(max(row["regret"]) for row in table)
    assert all(len(row["weeks"]) == len(answer["regret"]["scenarios"]) for row in table)


def test_somebody_who_has_recorded_nothing_gets_a_plan_too(run):
    done = run(*EASY.split(), "--role", "vpma")
    assert (done.status, done.err) == (0, "")
    assert "No plan is shorter (proved)" in done.out

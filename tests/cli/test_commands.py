"""Every command answers, in words and in the keys that the contract promises."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from cmo_pathways.cli.commands import COMMANDS
from cmo_pathways.ledger import open_ledger, replay

GAP_KEYS = ["competency", "level", "low", "high", "target", "p_meets", "importance", "priority", "because", "marks"]
CASE = "this-months-number"
CHOICES = "by-nine,limits-first,stable-and-short,stock-now,call-tonight,with-chart,ninety-days"

FEEDBACK = ("groups", "reliability", "raters_needed")

# words, keys of the JSON answer
ANSWERS = [
    ("status", {"events", "progress", "next", "credentials_due"}),
    ("routes --to cmo-hospital-large --draws 200", {"routes", "bottlenecks"}),
    (
        "plan --role cmo-hospital-large --hours-per-week 6 --budget 20000 --months 36 --aim next-level",
        {"status", "weeks", "bound_weeks", "cost_usd", "activities", "closes", "conflict"},
    ),
    ("career export --format graphml --out {tmp}/map.graphml", {"file", "format", "kept", "left_out"}),
    ("career export --format json --out {tmp}/map.json", {"file", "format", "kept", "left_out"}),
    (
        "career export --format curriculum --to cmo-hospital-large --out {tmp}/route.csv",
        {"file", "format", "kept", "left_out"},
    ),
    ("show", {"kinds"}),
    ("show steps", {"kind", "items"}),
    ("show financial-acumen", {"kind", "id", "name", "levels", "sources"}),
    ("show role-vpma", {"kind", "id", "name", "targets", "sources"}),
    ("show vpma", {"kind", "id", "name", "years", "cost", "needs", "leads_to", "sources"}),
    (f"show {CASE}", {"kind", "id", "name", "objectives", "sources"}),
    ("show degree-mba", {"kind", "id", "name", "years", "activity", "sources"}),
    ("show irb-member", {"kind", "id", "name", "lead", "parts", "sources"}),
    ("show tool-ehr", {"kind", "id", "name", "lead", "parts", "sources"}),
    ("show variation-hospital-system", {"kind", "id", "name", "lead", "parts", "sources"}),
    ("show nelson-trend", {"kind", "id", "name", "lead", "parts", "sources"}),
    ("show pay-cmo-2011", {"kind", "id", "name", "lead", "parts", "sources"}),
    ("show claim-10-15-years", {"kind", "id", "name", "lead", "parts", "sources"}),
    ("show population-health", {"kind", "id", "name", "lead", "parts", "sources"}),
    ("show responsibilities", {"kind", "items"}),
    ("show S01", {"kind", "id", "name", "url", "checked", "sources"}),
    ("check", {"counts", "problems"}),
    ("framework diff", {"from", "to", "changes", "ratings"}),
    ("framework diff --from 1.0.0 --to 1.1.0", {"from", "to", "changes", "ratings"}),
    ("framework export --format case --out {tmp}/map.json", {"file", "format", "kept", "left_out"}),
    ("results export --format xapi --out {tmp}/xapi.json", {"file", "format", "kept", "left_out"}),
    (f"case check {CASE}", {"counts", "problems"}),
    ("case list", {"cases"}),
    ("case list --sector hospital --competency data-analytics --difficulty 3", {"cases"}),
    (f"case show {CASE}", {"id", "scenes", "paths", "more_paths"}),
    (f"case play {CASE} --choices {CHOICES}", {"ending", "scores", "counters", "path", "debrief"}),
    (f"case handout {CASE} --out {{tmp}}/handouts", {"case", "version", "files"}),
    ("session list", {"sessions"}),
    ("session show session-05-money-and-value", {"kind", "id", "agenda", "board", "questions", "readiness", "marks"}),
    ("session check", {"counts", "problems"}),
    ("session handout 5 --form short --starts 13:00 --out {tmp}/tuesday", {"session", "form", "hours", "files"}),
    ("show session-03-when-care-harms", {"kind", "id", "name", "sources"}),
    ("feedback collector --name Dana --out {tmp}/dana.key", {"file", "name", "check", *FEEDBACK}),
    ("feedback invite --group peers --out {tmp}/peers.html", {"file", "invitation", "competencies", *FEEDBACK}),
    ("portfolio check", {"audience", "entries", "problems", "weak", "missing", "left_out"}),
    ("portfolio new --section credential --set title=CPE --set year=2026", {"entry", "section"}),
    ("portfolio export", {"file", "pages", "audience", "chosen", "left_out", "checks"}),
    ("portfolio export --format json", {"file", "pages", "audience", "chosen", "left_out", "checks"}),
    ("portfolio export --format md --paper a4 --design folio", {"file", "pages", "audience", "chosen", "left_out"}),
    ("share --preview", {"file", "written", "n", "items", "share", "hits", "notes"}),
    ("share --only levels --yes --out {tmp}/me.share", {"file", "written", "n", "items", "share", "hits", "notes"}),
    ("cohort list", {"n", "folder", "shares", "withdrawals", "withdrawn", "replaced", "problems"}),
    ("ledger export {tmp}/ledger.jsonl", {"file", "events"}),
    ("backup {tmp}/backup.zip", {"file", "events", "files"}),
    ("erase --text naloxone --yes", {"file", "erased"}),
    ("erase --all --yes", {"file", "erased"}),
]
WITHOUT_HOME = {"framework export", "show", "check", "case check", "case list", "case show", "case handout", "session"}


def with_home(words: str, home: Path) -> list[str]:
    given = words.format(tmp=home.parent).split()
    alone = any(words == name or words.startswith(f"{name} ") for name in WITHOUT_HOME)
    return given if alone else [*given, "--home", str(home)]


@pytest.mark.parametrize(("words", "keys"), ANSWERS, ids=[words for words, _ in ANSWERS])
def test_the_json_answer_has_the_promised_keys(run, home, words, keys) -> None:
    done = run(*with_home(words, home), "--json")
    assert (done.status, done.err) == (0, "")
    assert keys <= set(done.json)


@pytest.mark.parametrize("words", [words for words, _ in ANSWERS] + ["gaps", "gaps --role vpma"])
def test_the_answer_in_words_is_plain_and_narrow(run, home, words) -> None:
    done = run(*with_home(words, home))
    assert (done.status, done.err) == (0, "")
    assert done.out.strip()
    wide = [line for line in done.out.splitlines() if len(line) > 100 and "http" not in line and "/" not in line]
    assert wide == []
    assert "{" not in done.out.replace("{scene", "")


def test_the_table_of_answers_covers_every_command_that_answers() -> None:
    covered = {words.split()[0] for words, _ in ANSWERS} | {"gaps", "assess", "demo", "restore"}
    assert covered | {"lab", "app", "doctor"} == set(COMMANDS)


def test_demo_shows_the_whole_chain(lived) -> None:
    home, done = lived
    assert (done.status, done.err) == (0, "")
    answer = done.json
    assert {"pdf", "events", "estimates", "gaps", "routes", "plan", "case"} <= set(answer)
    assert answer["plan"]["status"] == "optimal"
    assert answer["plan"]["weeks"] == answer["plan"]["bound_weeks"] <= 260
    assert len(answer["plan"]["closes"]) >= 4
    assert Path(answer["pdf"]).read_bytes().startswith(b"%PDF-")
    assert Path(answer["pdf"]).parent == home / "exports"
    assert len(answer["estimates"]) == len(answer["gaps"]) == 20
    assert len(answer["routes"]) >= 2
    assert answer["case"]["ending"] == "half-way"
    assert (home / "notebooks").is_dir()


def test_two_demonstrations_are_equal_to_the_byte(lived, tmp_path) -> None:
    home, first = lived
    # In an interpreter of its own, whose sets have another order.
    command = [sys.executable, "-m", "cmo_pathways", "demo", "--home", tmp_path / "again", "--json"]
    environ = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PYTHONHASHSEED": "1"}
    second = subprocess.run(command, env=environ, capture_output=True, text=True, check=True)
    told = json.loads(second.stdout.replace(str(tmp_path / "again"), str(home)))
    assert told == first.json
    written = Path(json.loads(second.stdout)["pdf"])
    assert written.read_bytes() == Path(first.json["pdf"]).read_bytes()


def test_demo_in_words_says_that_all_is_invented_and_where_everything_is(run, tmp_path) -> None:
    done = run("demo", "--home", tmp_path / "again")
    assert done.status == 0
    assert "invented" in done.out and str(tmp_path / "again" / "exports") in done.out


def test_demo_refuses_a_folder_with_events(run, home) -> None:
    before = (home / "ledger.sqlite3").read_bytes()
    done = run("demo", "--home", home)
    assert done.status == 1
    assert "holds events already" in done.sentence
    assert (home / "ledger.sqlite3").read_bytes() == before


def test_gaps_give_a_list_with_the_promised_keys_highest_priority_first(run, home) -> None:
    found = run("gaps", "--role", "cmo-hospital-large", "--home", home, "--json").json
    assert [list(gap) for gap in found] == [GAP_KEYS] * 20
    priorities = [gap["priority"] for gap in found]
    assert priorities == sorted(priorities, reverse=True)


@pytest.mark.parametrize("form", ["pdf", "csv", "json"])
def test_gaps_go_into_a_report_whose_ending_says_the_format(run, home, tmp_path, form) -> None:
    file = tmp_path / f"report.{form}"
    done = run("gaps", "--role", "vpma", "--out", file, "--home", home)
    assert done.status == 0
    assert str(file) in done.out
    assert file.stat().st_size > 1000


def test_a_report_of_another_ending_is_refused_with_a_sentence(run, home, tmp_path) -> None:
    done = run("gaps", "--out", tmp_path / "report.docx", "--home", home)
    assert done.status == 1
    assert ".pdf, .csv or .json" in done.sentence


def test_gaps_without_a_role_are_those_to_the_target_role(run, home) -> None:
    own = run("gaps", "--home", home, "--json")
    assert own.json == run("gaps", "--role", "cmo-hospital-large", "--home", home, "--json").json


def test_routes_carry_every_promised_key(run, home) -> None:
    answer = run("routes", "--to", "cmo-hospital-large", "--home", home, "--json", "-k", 2).json
    assert len(answer["routes"]) == 2
    for route in answer["routes"]:
        assert set(route["years"]) == {"p10", "p50", "p90"}
        assert set(route["cost"]) == {"low", "typical", "high", "currency"}
        assert {"assumed_share", "because", "steps"} <= set(route)
        assert all(set(step) == {"id", "start", "end"} for step in route["steps"])


def test_the_same_seed_gives_the_same_routes(run, home) -> None:
    words = ("routes", "--to", "vpma", "--home", home, "--json", "--draws", 300, "--seed", 11)
    assert run(*words).out == run(*words).out


def test_routes_by_a_year_give_the_chance_of_each(run, home) -> None:
    found = [
        [
            route["chance_by"]
            for route in run("routes", "--to", "vpma", "--by", year, "--json", "--home", home).json["routes"]
        ]
        for year in ("2030", "2060")
    ]
    assert [chance["year"] for chance in found[0]] == [2030] * len(found[0])
    assert all(0 <= near["chance"] <= far["chance"] <= 1 for near, far in zip(*found, strict=True))
    assert "by the end of 2030 on route 1" in run("routes", "--to", "vpma", "--by", "2030", "--home", home).out
    assert "has passed" in run("routes", "--to", "vpma", "--by", "2001", "--home", home).err


def test_routes_need_no_ledger_and_make_none(run, own_home) -> None:
    done = run("routes", "--to", "vpma", "--from", "section-chief", "--draws", 100)
    assert done.status == 0
    assert "from Section / division chief" in done.out
    assert not own_home.exists()


def test_routes_mark_assumptions_in_words(run, home) -> None:
    assert "(assumption)" in run("routes", "--to", "cmo-hospital-large", "--home", home).out


def test_status_names_the_credentials_that_run_out(run, own_home) -> None:
    year = "2019"  # whatever the clock says, it has run out
    run("portfolio", "new", "--section", "credential", "--set", "title=CPE", "--set", f"expires={year}")
    (due,) = run("status", "--json").json["credentials_due"]
    assert (due["title"], due["until"], due["within"]) == ("CPE", "2019-12-31", 0)
    assert due["text"] == "CPE ran out in December 2019. Renew it, or correct the date."
    assert due["text"] in run("status").out


def test_status_of_a_new_learner_names_the_first_step_and_writes_nothing(run, own_home) -> None:
    done = run("status", "--json")
    assert done.status == 1
    assert done.json["events"] == 0
    assert done.json["next"]["notebook"] == "00-start-here"
    assert "cmo-pathways lab" in done.sentence
    assert not own_home.exists()


def test_the_home_may_come_from_the_environment(run, home, monkeypatch) -> None:
    monkeypatch.setenv("CMO_PATHWAYS_HOME", str(home))
    assert run("status", "--json").json["home"] == str(home)


@pytest.mark.parametrize("ending", ["csv", "json"])
def test_assess_records_what_the_file_says(run, tmp_path, ending) -> None:
    file = tmp_path / f"answers.{ending}"
    rows = [("financial-acumen", 3, "sure", 5), ("medical-ethics", 2, "guess", "")]
    if ending == "csv":
        lines = [f"{c},{level},{sure},{weight}" for c, level, sure, weight in rows]
        file.write_text("competency,level,sureness,importance\n" + "\n".join(lines) + "\ntelemedicine,,,\n")
        file.write_text(file.read_text().replace("telemedicine,,,\n", ""))
    else:
        file.write_text(json.dumps([dict(zip(("competency", "level", "sureness"), row, strict=False)) for row in rows]))
    done = run("assess", "--answers", file, "--home", tmp_path / "new", "--json")
    assert (done.status, done.json["recorded"]) == (0, 2)
    found = {gap["competency"]: gap for gap in run("gaps", "--home", tmp_path / "new", "--json").json}
    assert "you rated yourself 3" in found["financial-acumen"]["because"]
    if ending == "csv":
        assert found["financial-acumen"]["importance"] == 5


def test_assess_records_interest_evidence_and_placement(run, tmp_path) -> None:
    file, home = tmp_path / "a.csv", tmp_path / "new"
    file.write_text("competency,level,interest,evidence,placement\ntelemedicine,2,5,=1+1,3\n")
    done = run("assess", "--answers", file, "--home", home, "--json")
    assert {key: done.json[key] for key in ("recorded", "interest", "evidence", "placement")} == {
        "recorded": 1,
        "interest": 1,
        "evidence": 1,
        "placement": 3,
    }
    state = replay(open_ledger(home, create=False).events())
    assert state.of("interest")["telemedicine"]["value"] == 5
    assert state.of("placement")["me"]["responsibility"] == 3
    assert state.of("evidence")["evidence-telemedicine-1"]["text"] == "=1+1"


def test_a_ledger_goes_out_and_in_exactly(run, home, tmp_path) -> None:
    first, second = tmp_path / "one.jsonl", tmp_path / "two.jsonl"
    events = run("ledger", "export", first, "--home", home, "--json").json["events"]
    assert run("ledger", "import", first, "--home", tmp_path / "new", "--json").json["added"] == events
    run("ledger", "export", second, "--home", tmp_path / "new")
    assert first.read_bytes() == second.read_bytes()
    assert run("ledger", "import", first, "--home", tmp_path / "new", "--json").json == {
        "file": str(first),
        "added": 0,
        "known": events,
    }


def test_a_backup_comes_back_whole(run, home, tmp_path) -> None:
    file = tmp_path / "backup.zip"
    kept = run("backup", file, "--home", home, "--json").json
    back = run("restore", file, "--home", tmp_path / "new", "--json").json
    assert (back["events"], back["files"]) == (kept["events"], kept["files"])
    assert run("status", "--home", tmp_path / "new", "--json").json["events"] == kept["events"]


def test_restore_keeps_events_that_the_backup_lacks_unless_told_otherwise(run, home, tmp_path) -> None:
    file = tmp_path / "backup.zip"
    run("backup", file, "--home", home)
    run("portfolio", "new", "--section", "credential", "--set", "title=CPE", "--home", home)
    refused = run("restore", file, "--home", home)
    assert refused.status == 1 and "nothing was changed" in refused.sentence
    assert run("restore", file, "--replace", "--home", home).status == 0


def test_erase_asks_first(run, home) -> None:
    before = run("status", "--home", home, "--json").json["events"]
    for words in (["--text", "naloxone"], ["--all"]):
        assert run("erase", *words, "--home", home, stdin="n\n").status == 1
        assert run("erase", *words, "--home", home, stdin="").status == 1
    assert run("status", "--home", home, "--json").json["events"] == before
    assert run("erase", "--text", "naloxone", "--home", home, stdin="y\n").status == 0


def test_erased_text_is_gone_byte_for_byte(run, home) -> None:
    files = [file for file in home.rglob("*") if file.is_file()]
    assert any(b"Szymborski" in file.read_bytes() for file in files)
    done = run("erase", "--text", "szymborski", "--yes", "--home", home, "--json")
    assert done.json["erased"] == 1
    left = [file for file in home.rglob("*") if file.is_file()]
    assert not any(b"Szymborski" in file.read_bytes() for file in left)


def test_erase_says_when_nothing_holds_the_text(run, home) -> None:
    done = run("erase", "--text", "no such words", "--yes", "--home", home, "--json")
    assert (done.status, done.json["erased"]) == (1, 0)
    assert "No event holds this text" in done.sentence

"""A case played from the command line equals the same moves played by function calls, and is recorded as on screen."""

from __future__ import annotations

import json
import os
import pty
import select
import signal
import sys
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from cmo_pathways.cases import answer, case_from_json, choose, outcome, start_case
from cmo_pathways.catalogue import load_catalogue
from cmo_pathways.content import content_root
from cmo_pathways.ledger import open_ledger, replay

CASE = "this-months-number"
CHOICES = ["by-nine", "limits-first", "stable-and-short", "stock-now", "call-tonight", "with-chart", "ninety-days"]
EXERCISE = Path(__file__).resolve().parents[2] / "exercises" / CASE / "case.md"


def play(run, home, *more):  # type: ignore[no-untyped-def]
    return run("case", "play", CASE, "--choices", ",".join(CHOICES), "--home", home, "--json", *more)


def test_the_result_equals_that_of_function_calls(run, tmp_path) -> None:
    (tmp_path / "answers.yaml").write_text("limits: 50.2\nmemo: We act on signals.\n")
    told = play(run, tmp_path / "new", "--answers", tmp_path / "answers.yaml").json
    case = load_catalogue().case(CASE)
    state = start_case(case)
    for choice in CHOICES:
        state = answer(case, state, 50.2) if state.scene == "limits" else state
        state = answer(case, state, "We act on signals.") if state.scene == "memo" else state
        state = choose(case, state, choice)
    expected = outcome(case, state).as_json()
    assert {key: told[key] for key in expected} == expected
    assert told["grade"] == "mixed"
    assert told["debrief"]["numbers"][0]["within"] is True
    assert told["debrief"]["memos"][-1]["text"] == "We act on signals."


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.csv", "scene,value\nlimits,50.2\nmemo,Dear all\n"),
        ("a.yaml", "limits: 50.2\nmemo: Dear all\n"),
        ("a.json", '{"limits": 50.2, "memo": "Dear all"}'),
    ],
)
def test_answers_may_come_as_csv_yaml_or_json(run, tmp_path, name, text) -> None:
    (tmp_path / name).write_text(text)
    told = play(run, tmp_path / "new", "--answers", tmp_path / name).json
    assert told["debrief"]["numbers"][0]["given"] == 50.2
    assert told["debrief"]["memos"][-1]["text"] == "Dear all"


def test_every_move_is_in_the_ledger_under_one_play(run, tmp_path) -> None:
    home = tmp_path / "new"
    (tmp_path / "answers.yaml").write_text("limits: 50.2\n")
    told = play(run, home, "--answers", tmp_path / "answers.yaml").json
    events = open_ledger(home).events()
    kinds = [event.kind for event in events]
    assert kinds == ["decision", "decision", "answer", *["decision"] * 5, "result"]
    assert {event.body["play"] for event in events} == {told["play"]} == {f"{CASE}-1"}
    result = replay(events).plays[f"{CASE}-1"].result
    assert result is not None and result.ending == told["ending"]
    assert play(run, home).json["play"] == f"{CASE}-2"


def test_a_case_that_is_a_file_is_played_without_recording(run, tmp_path) -> None:
    words = ("case", "play", EXERCISE, "--choices", ",".join(CHOICES), "--home", tmp_path / "new")
    done = run(*words)
    assert done.status == 0
    assert "nothing was recorded" in done.out
    assert run(*words, "--json").json["play"] is None
    assert not (tmp_path / "new").exists()


def test_a_play_that_is_not_over_is_not_recorded(run, tmp_path) -> None:
    done = run("case", "play", CASE, "--choices", "by-nine", "--home", tmp_path / "new")
    assert done.status == 1
    assert "nothing was recorded" in done.sentence
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize(
    ("words", "keeps"),
    [
        (("--sector", "hospital"), lambda case: case.sector in ("hospital", "health system")),
        (("--sector", "public-health"), lambda case: "public" in case.sector),
        (("--competency", "data-analytics"), lambda case: "data-analytics" in case.competencies),
        (("--difficulty", "3", "--competency", "patient-safety"),
         lambda case: case.difficulty == 3 and "patient-safety" in case.competencies),
    ],
)  # fmt: skip
def test_case_list_keeps_what_is_asked_for(run, words, keeps) -> None:
    told = run("case", "list", *words, "--json").json["cases"]
    cases = load_catalogue().cases.values()
    assert [one["id"] for one in told] == [case.id for case in cases if keeps(case)]


def test_case_list_knows_the_sectors_and_competencies_there_are(run) -> None:
    assert "no sector" in run("case", "list", "--sector", "hospitel").err
    assert 'Did you mean "data-analytics"' in run("case", "list", "--competency", "data-analytix").err


def test_case_show_lists_paths_with_their_scores(run) -> None:
    told = run("case", "show", EXERCISE, "--json").json
    assert told["more_paths"] is True and len(told["paths"]) == 200
    assert set(told["paths"][0]) == {"choices", "ending", "grade", "scores", "counters"}
    assert {scene["id"] for scene in told["scenes"] if scene["ending"]} == {
        "redesign",
        "half-way",
        "quiet",
        "action-plan",
    }


def in_terminal(words: list[str], typed: list[str]) -> tuple[int, str]:
    """Run a command in a terminal and type one line at each prompt (``^C`` interrupts)."""
    child, terminal = pty.fork()
    if child == 0:
        os.execv(sys.executable, [sys.executable, "-m", "cmo_pathways", *words])
    shown, waiting, sent = "", "", ""
    lines, patience = iter(typed), 24
    while patience:
        if not select.select([terminal], [], [], 5)[0]:
            patience -= 1
            if sent == "^C":  # an interrupt between a prompt and the wait for its line is lost: pressed once more
                os.write(terminal, b"\x03")
            continue
        try:
            data = os.read(terminal, 65536).decode(errors="replace")
        except OSError:
            break
        if not data:
            break
        shown, waiting = shown + data, waiting + data
        if waiting.endswith(": ") and (line := next(lines, None)) is not None:
            os.write(terminal, b"\x03" if line == "^C" else line.encode() + b"\n")
            waiting, sent = "", line
    else:
        os.kill(child, signal.SIGKILL)  # it hangs
    # Waited for before the terminal closes: a hang-up would overtake the end of the program.
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    os.close(terminal)
    return status, shown


def test_in_a_terminal_the_case_asks(tmp_path) -> None:
    home = tmp_path / "new"
    typed = ["2", "3", "many", "50.1", "9", "1", "", "3", "", "1", "1"]
    status, shown = in_terminal(["case", "play", CASE, "--home", str(home)], typed)
    assert status == 0, shown
    assert '"many" is not a number' in shown
    assert '"9" is no whole number from 1 to 3' in shown
    assert "quiet (poor ending)" in shown
    kinds = [event.kind for event in open_ledger(home).events()]
    assert kinds == ["decision", "decision", "answer", *["decision"] * 4, "result"]


def test_what_was_decided_before_ctrl_c_stays(tmp_path) -> None:
    home = tmp_path / "new"
    status, shown = in_terminal(["case", "play", CASE, "--home", str(home)], ["2", "^C"])
    assert status == 1
    assert "Stopped. What was saved before is safe." in shown
    assert "Traceback" not in shown
    assert [event.kind for event in open_ledger(home).events()] == ["decision"]


def test_case_show_gives_the_parsed_form_whole_with_the_paths_counted(run) -> None:
    told = run("case", "show", EXERCISE, "--json").json
    assert case_from_json(told).scenes == load_catalogue().case(CASE).scenes
    assert told["path_counts"]["all"] == sum(result["paths"] for result in told["results"]) > 5000
    assert sum(told["path_counts"]["endings"].values()) == told["path_counts"]["all"]
    schema = json.loads((content_root() / "data" / "schema" / "case.schema.json").read_text(encoding="utf-8"))
    assert list(Draft202012Validator(schema).iter_errors(told)) == []


def test_case_show_draws_the_graph_into_a_file(run, tmp_path) -> None:
    file = tmp_path / "graph.svg"
    assert run("case", "show", EXERCISE, "--out", file, "--json").json == {
        "id": CASE,
        "version": load_catalogue().case(CASE).version,
        "file": str(file),
    }
    assert file.read_text(encoding="utf-8").startswith("<svg ")
    done = run("case", "show", CASE, "--out", tmp_path / "graph.png")
    assert done.status == 1
    assert 'ends in .svg, such as "graph.svg"' in done.err


def test_in_a_terminal_thousands_of_patients_come_as_the_numbers_of_their_chart(tmp_path) -> None:
    home = tmp_path / "new"
    status, shown = in_terminal(
        ["case", "play", "the-sepsis-alert", "--home", str(home)], ["2", "", "2", "1", "", "2", "3", "", "2"]
    )
    assert status == 0, shown
    assert "27.1 to 36.5" in shown
    assert len(shown.splitlines()) < 300

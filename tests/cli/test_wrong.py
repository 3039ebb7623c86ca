"""What can go wrong with each command: one sentence, status 1 or 2, and the ledger as it was."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from cli.conftest import run_main

CASE = "this-months-number"
PLAY = f"case play {CASE} --choices by-nine,limits-first,no-signal,after-board,plain,close-item"
NEW = "portfolio new --section credential --set title=CPE"

# Commands that need a ledger that is there.
READERS = [
    "gaps",
    "portfolio check",
    "portfolio export",
    "ledger export {tmp}/out.jsonl",
    "backup {tmp}/out.zip",
    "erase --text naloxone --yes",
    "erase --event abc --yes",
    "erase --all --yes",
    "status",
]
WRITERS = ["assess --answers {tmp}/answers.csv", PLAY, NEW, "ledger import {tmp}/ledger.jsonl", "demo"]
DOORS = ["lab --no-browser", "app --no-browser"]
LEDGER_USERS = [*READERS, *WRITERS, *DOORS, "routes --to vpma"]


@pytest.fixture(scope="session")
def written(lived, tmp_path_factory) -> Path:
    """Good files to work with: answers, an exported ledger, a backup."""
    place = tmp_path_factory.mktemp("files")
    (place / "answers.csv").write_text("competency,level,sureness\nfinancial-acumen,3,sure\ntelemedicine,2,guess\n")
    assert run_main("ledger", "export", place / "ledger.jsonl", "--home", lived[0]).status == 0
    assert run_main("backup", place / "backup.zip", "--home", lived[0]).status == 0
    return place


@pytest.fixture
def files(written, tmp_path) -> Path:
    """A copy of the good files."""
    return Path(shutil.copytree(written, tmp_path, dirs_exist_ok=True))


def at(words: str, home: Path, files: Path) -> list[str]:
    return [*words.format(tmp=files).split(), "--home", str(home)]


def content(home: Path) -> bytes:
    return (home / "ledger.sqlite3").read_bytes()


@pytest.mark.parametrize("words", READERS)
def test_a_missing_ledger_is_said_and_none_is_made(run, files, words) -> None:
    done = run(*at(words, files / "nowhere", files))
    assert done.status == 1
    assert "nowhere" in done.sentence
    assert not (files / "nowhere").exists()


@pytest.mark.parametrize("words", [words for words in LEDGER_USERS if words != "erase --all --yes"])
def test_a_corrupt_ledger_is_said_and_left_alone(run, home, files, words) -> None:
    (home / "ledger.sqlite3").write_bytes(b"no ledger " * 2000)
    before = content(home)
    done = run(*at(words, home, files))
    assert done.status == 1
    assert "is damaged" in done.sentence
    assert content(home) == before


@pytest.mark.parametrize("words", [*LEDGER_USERS, "restore {tmp}/backup.zip"])
def test_a_newer_ledger_is_said_and_left_alone(run, home, files, words) -> None:
    with closing(sqlite3.connect(home / "ledger.sqlite3")) as connection:
        connection.execute("PRAGMA user_version = 99")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    before = content(home)
    done = run(*at(words, home, files))
    assert done.status == 1
    assert "newer version" in done.sentence
    assert content(home) == before


# words, what the sentence must hold
UNKNOWN = [
    ("gaps --role cmo-hospital-larg", 'Did you mean "cmo-hospital-large"?'),
    ("plan --role vpm --hours-per-week 4 --budget 0 --months 12", 'Did you mean "vpma"?'),
    ("plan --role vpma --hours-per-week 0 --budget 0 --months 12", "The hours per week cannot be 0."),
    ("plan --role vpma --hours-per-week 4 --budget -1 --months 12", "The budget cannot be -1."),
    ("plan --role vpma --hours-per-week 4 --budget 0 --months nan", "The number of months cannot be nan."),
    ("plan --role vpma --hours-per-week 4 --budget 0 --months 12 --must qi-projct", 'There is no activity "qi-projct"'),
    (
        "plan --role vpma --hours-per-week 4 --budget 0 --months 12 --must qi-project-unit --never qi-project-unit",
        "marked as a must and as never",
    ),
    ("plan --role vpma --hours-per-week 4 --budget 0 --months 12 --must attending-physician", "attending-physician"),
    ("plan --role vpma --hours-per-week 4 --budget 0 --months 12 --out plan.txt", "End the name with .pdf, .ics"),
    ("routes --to vpm", 'Did you mean "vpma"?'),
    ("routes --to vpma --from section-chef", 'Did you mean "section-chief"?'),
    ("routes --to section-chief", "You hold"),
    (f"case play {CASE}s --choices a", f'Did you mean "{CASE}"?'),
    (f"case play {CASE} --choices by-nin", 'Did you mean "by-nine"?'),
    (f"case play {CASE} --choices by-nine", "these choices are open: pull-charts, by-shift and limits-first"),
    (f"{PLAY},more", "This play is over"),
    (f"case play {CASE}", "No choices were given"),
    ("case play {tmp}/none.md --choices a", "none.md"),
    ("case show vacant", "There is no case"),
    ("case check vacant", "There is no case"),
    ("show finacial-acumen", 'Did you mean "financial-acumen"?'),
    ("show zzzzzz", 'See what there is with "cmo-pathways show".'),
    ("erase --event no-such-event --yes", 'There is no event "no-such-event"'),
    ("erase --text  --yes", ""),
]


@pytest.mark.parametrize(("words", "part"), UNKNOWN, ids=[words for words, _ in UNKNOWN])
def test_an_unknown_id_is_said_with_the_nearest(run, home, files, words, part) -> None:
    before = content(home)
    done = run(*(words.split() if words.startswith(("show", "case show", "case check")) else at(words, home, files)))
    assert done.status in (1, 2)
    assert part in done.sentence
    assert content(home) == before


# file, content, command, what the sentence must hold
MALFORMED = [
    ("a.csv", "competency,level\nfinancial-acumen,9\n", "assess --answers {file}", "a.csv:2"),
    ("a.csv", "competency,level\nfinancial-acumen,3\ntelemedicin,3\n", "assess --answers {file}", "a.csv:3"),
    ("a.csv", 'competency,level\n"financial-acumen,3\n', "assess --answers {file}", "a.csv"),
    ("a.csv", "competency,level\nfinancial-acumen,3,4\n", "assess --answers {file}", "a.csv:2"),
    ("a.csv", "", "assess --answers {file}", "a.csv"),
    ("a.json", '[{"competency": "telemedicine",\n "level": }]', "assess --answers {file}", "a.json:2"),
    ("a.json", '{"level": 3}', "assess --answers {file}", "a.json:1"),
    ("e.yaml", "title: CPE\nyear: [2026\n", "portfolio new --section credential --file {file}", "e.yaml:"),
    ("e.yaml", "title: CPE\nyaer: 2026\n", "portfolio new --section credential --file {file}", "e.yaml:2"),
    ("e.yaml", "title: CPE\nyear: soon\n", "portfolio new --section credential --file {file}", "e.yaml:2"),
    ("e.yaml", "- CPE\n", "portfolio new --section credential --file {file}", "e.yaml:1"),
    ("e.yaml", "title: a\ntitle: b\n", "portfolio new --section credential --file {file}", "e.yaml:2"),
    ("m.csv", "scene,value\nlimits,50.3\nboard,3\n", PLAY + " --answers {file}", "m.csv:3"),
    ("m.yaml", "limits: 50.3\nlimit: 2\n", PLAY + " --answers {file}", "m.yaml:2"),
    ("m.yaml", "limits: many\n", PLAY + " --answers {file}", '"many" is not a number'),
    ("l.jsonl", "not a ledger\n", "ledger import {file}", "l.jsonl:1"),
    ("l.jsonl", '{"events": 1, "ledger": 1, "learner": "abc"}\n{"at": 1}\n', "ledger import {file}", "l.jsonl:2"),
    ("l.jsonl", '{"events": 0, "ledger": 9, "learner": "abc"}\n', "ledger import {file}", "newer version"),
    ("b.zip", "not a backup", "restore {file}", "is not a backup"),
    ("case.md", "---\ncase: x\n---\n", "case play {file} --choices a", "case.md:"),
    ("case.md", "no front matter\n", "case show {file}", "case.md:1"),
]


@pytest.mark.parametrize(
    ("name", "text", "words", "part"), MALFORMED, ids=[f"{row[2].split('{')[0]}{n}" for n, row in enumerate(MALFORMED)]
)
def test_a_malformed_file_is_said_with_its_line_and_nothing_is_taken_over(
    run, home, files, name, text, words, part
) -> None:
    file = files / name
    file.write_text(text)
    before = content(home)
    given = words.format(file=file).split()
    done = run(*given, *([] if "case show" in words else ["--home", str(home)]))
    assert done.status == 1
    assert part in done.sentence
    assert content(home) == before


@pytest.mark.parametrize(
    "words",
    [
        "assess --answers {tmp}/none.csv",
        "assess --answers {tmp}",
        "portfolio new --file {tmp}/none.yaml",
        "ledger import {tmp}/none.jsonl",
        "ledger import {tmp}",
        "restore {tmp}/none.zip",
        PLAY + " --answers {tmp}/none.yaml",
    ],
)
def test_a_file_that_is_not_there_is_said(run, home, files, words) -> None:
    before = content(home)
    done = run(*at(words, home, files))
    assert done.status == 1
    assert files.name in done.sentence or "none" in done.sentence
    assert content(home) == before


def test_with_json_all_problems_of_a_file_are_the_answer(run, home, files) -> None:
    (files / "a.csv").write_text("competency,level\nfinancial-acumen,9\ntelemedicin,3\n")
    done = run("assess", "--answers", files / "a.csv", "--home", home, "--json")
    assert done.status == 1
    assert [(p["line"], p["severity"]) for p in done.json["problems"]] == [(2, "error"), (3, "error")]
    assert set(done.json["problems"][0]) == {"file", "line", "code", "severity", "message"}
    assert "first of 2 problems" in done.sentence


def test_without_json_all_problems_of_a_file_are_listed(run, home, files) -> None:
    (files / "a.csv").write_text("competency,level\nfinancial-acumen,9\ntelemedicin,3\n")
    done = run("assess", "--answers", files / "a.csv", "--home", home)
    assert [line.split()[0] for line in done.out.splitlines()] == ["a.csv:2", "a.csv:3"]


@pytest.fixture
def closed(open_place, lived, files) -> Path:
    """A folder below which a user without rights may write nothing; it holds a home and the files."""
    shutil.copytree(lived[0], open_place / "home")
    for name in ("answers.csv", "ledger.jsonl", "backup.zip"):
        shutil.copy(files / name, open_place / name)
    for path in open_place.rglob("*"):
        path.chmod(0o555 if path.is_dir() else 0o444)
    open_place.chmod(0o555)
    return open_place


@pytest.mark.parametrize(
    "words",
    [
        *WRITERS[:4],
        "erase --text naloxone --yes",
        "erase --all --yes",
        "portfolio export",
        "restore {tmp}/backup.zip",
        "backup {tmp}/out.zip",
        "ledger export {tmp}/out.jsonl",
        *DOORS,
    ],
)
def test_a_home_that_may_not_be_written_is_said(run, closed, words) -> None:
    home = closed / "home"
    before = content(home)
    done = run(*at(words, home, closed), nobody=True)
    assert done.status == 1
    assert str(closed) in done.sentence
    assert content(home) == before


@pytest.mark.parametrize("words", [*WRITERS, "restore {tmp}/backup.zip", *DOORS])
def test_a_home_that_may_not_be_made_is_said(run, closed, words) -> None:
    done = run(*at(words, closed / "new", closed), nobody=True)
    assert done.status == 1
    assert str(closed) in done.sentence
    assert not (closed / "new").exists()


@pytest.mark.parametrize(
    "words", ["ledger export {tmp}/x/out.jsonl", "backup {tmp}/x/out.zip", "portfolio export --out {tmp}/x/out.pdf"]
)
def test_an_output_folder_that_is_a_file_is_said(run, home, files, words) -> None:
    (files / "x").write_text("a file")
    done = run(*at(words, home, files))
    assert done.status == 1
    assert str(files / "x") in done.sentence
    assert (files / "x").read_text() == "a file"


@pytest.mark.parametrize(
    "words",
    [
        *WRITERS[:4],
        "portfolio export",
        "portfolio export --out {tmp}/out.pdf",
        "ledger export {tmp}/out.jsonl",
        "backup {tmp}/out.zip",
        "demo",
        "restore {tmp}/backup.zip",
        *DOORS,
    ],
)
def test_a_full_disk_is_said_and_nothing_is_lost(run, home, files, words) -> None:
    fresh = words.startswith(("demo", "restore", "ledger import", "lab", "app"))
    place = files / "new" if fresh else home
    before = run("ledger", "export", files / "before.jsonl", "--home", home)
    assert before.status == 0
    done = run(*at(words, place, files), room=4096)
    assert done.status == 1
    assert done.sentence
    assert not list(files.glob("out.*")) and not list(files.glob(".out*"))
    run("ledger", "export", files / "after.jsonl", "--home", home)
    assert (files / "after.jsonl").read_bytes() == (files / "before.jsonl").read_bytes()


@pytest.mark.parametrize("words", ["erase --text naloxone --yes", "erase --all --yes"])
def test_erasing_on_a_full_disk_erases_or_says_why_not(run, home, files, words) -> None:
    count = run("status", "--home", home, "--json").json["events"]
    done = run(*at(words, home, files), room=4096)
    left = run("status", "--home", home, "--json")
    assert done.status in (0, 1)
    assert "Traceback" not in done.err
    assert left.status == 0 and left.json["events"] <= count


def test_a_play_that_stops_half_way_says_how_much_was_recorded(run, home, files) -> None:
    def fail_late() -> None:
        from cmo_pathways.errors import LedgerError
        from cmo_pathways.journey import Journey

        calls = []
        record = Journey.record

        def failing(self, kind, subject, body):  # type: ignore[no-untyped-def]
            calls.append(kind)
            if len(calls) == 3:
                raise LedgerError("The disk is full.")
            return record(self, kind, subject, body)

        Journey.record = failing  # type: ignore[method-assign]

    done = run(*at(PLAY, home, files), before=fail_late)
    assert done.status == 1
    assert "Only 2 of 6 moves were recorded: The disk is full." in done.sentence


@pytest.mark.parametrize(
    "words",
    [
        "assess --answers ~nobody-of-this-name/a.csv",
        "cohort add ~nobody-of-this-name/a.share",
        "cohort list --from ~nobody-of-this-name",
        "feedback collect ~nobody-of-this-name/a.answers",
        "portfolio import ~nobody-of-this-name/a.csv",
        "check ~nobody-of-this-name",
    ],
)
def test_a_folder_of_a_user_who_is_not_there_is_said(run, home, words) -> None:
    done = run(*words.split(), "--home", home) if not words.startswith("check") else run(*words.split())
    assert done.status == 1
    name = words.split()[-1]
    assert Path(name).name in done.sentence or "You have no key yet" in done.sentence


def test_a_plan_on_a_full_disk_leaves_the_older_file(run, home, tmp_path) -> None:
    words = ("plan", "--role", "vpma", "--hours-per-week", "4", "--budget", "9000", "--months", "12", "--home", home)
    out = tmp_path / "plan.csv"
    out.write_text("the plan of last year")
    done = run(*words, "--out", out, room=20)
    assert done.status == 1
    assert out.read_text() == "the plan of last year"
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []

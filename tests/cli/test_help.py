"""Help, the overview and the manners of the command line: suggestions, closed pipes, a full output, Ctrl-C."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import click
import pytest

from cmo_pathways.cli.commands import COMMANDS, overview
from cmo_pathways.cli.group import Family, root

CONTENT_ONLY = [("case", "list"), ("case", "check"), ("case", "show")]
PYTHON = [sys.executable, "-m", "cmo_pathways"]


def every_command() -> list[tuple[str, ...]]:
    found: list[tuple[str, ...]] = []
    context = click.Context(root)
    for name in COMMANDS:
        command = root.get_command(context, name)
        assert command is not None
        found.append((name,))
        if isinstance(command, Family):
            found += [(name, inner) for inner in command.list_commands(context)]
    return found


@pytest.mark.parametrize("words", every_command(), ids=" ".join)
def test_every_command_has_help_with_an_example(run, words) -> None:
    done = run(*words, "--help")
    assert (done.status, done.err) == (0, "")
    command = root.get_command(click.Context(root), words[0])
    if len(words) == 2 or not isinstance(command, Family):
        assert "Example:\n  cmo-pathways " + " ".join(words) in done.out
        assert len(done.out.splitlines()[2].strip()) > 15
        if words[0] not in ("show", "check", "session") and words[:2] not in (
            ("case", "list"),
            ("case", "check"),
            ("case", "show"),
            ("case", "handout"),
            ("framework", "export"),
            ("framework", "check-file"),
            ("results", "check-file"),
        ):
            assert "--home DIR" in done.out
        if words[0] not in ("lab", "app"):
            assert "--json" in done.out


def test_the_overview_names_every_command_once() -> None:
    lines = overview().splitlines()
    for name, entry in COMMANDS.items():
        assert sum(line.split()[:1] == [name] and line.endswith(entry.does) for line in lines) == 1
    assert max(map(len, lines)) <= 110


@pytest.mark.parametrize("words", [[], ["--help"], ["-h"], ["help"]])
def test_the_overview_opens_without_click(words) -> None:
    code = (
        "import sys; from cmo_pathways.cli import main; status = main(sys.argv[1:]);"
        "heavy = {'click', 'yaml', 'sqlite3', 'json', 'pandas', 'networkx', 'numpy'} & set(sys.modules);"
        "sys.exit(repr(heavy) if heavy else status)"
    )
    done = subprocess.run([sys.executable, "-c", code, *words], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == overview() + "\n"


def test_the_version_is_the_package_s(run) -> None:
    from cmo_pathways import __version__

    assert run("--version").out == f"cmo-pathways {__version__}\n"


# words, what the sentence must hold
USAGE = [
    ("rotes", 'Did you mean "cmo-pathways routes"?'),
    ("xyzzy", "Use one of these: lab, app, demo"),
    ("case lst", 'Did you mean "cmo-pathways case list"?'),
    ("case", "needs one of these after it: list, check, show, play, handout"),
    ("gaps --rol vpma", "Did you mean --role?"),
    ("gaps --xyzzy", 'See "cmo-pathways gaps --help".'),
    ("gaps vpma", '"cmo-pathways gaps" does not take "vpma"'),
    ("gaps --role", "--role"),
    ("--json gaps", "Options stand after the command"),
    ("routes", "The option --to is missing"),
    ("plan --role vpma --hours-per-week much --budget 0 --months 12", '"much" is no number'),
    ("plan --role vpma --hours-per-week 4 --budget 0 --months 12 --gaps none", '"none" is neither "all"'),
    ("plan --role vpma --hours-per-week 4 --budget 0 --months 12 --aim high", 'there is no aim "high"'),
    ("plan", "The option --hours-per-week is missing"),
    ("routes --to vpma -k 0", '"0" is no whole number from 1 to 20'),
    ("routes --to vpma --draws many", '"many" is no whole number'),
    ("routes --to vpma --seed -1", '"-1" is no whole number from 0'),
    ("assess", "The option --answers is missing"),
    ("backup", "The argument FILE is missing"),
    ("restore", "The argument FILE is missing"),
    ("ledger", "needs one of these after it: export, import"),
    ("ledger export", "The argument FILE is missing"),
    ("erase", "exactly one of --event, --text and --all"),
    ("erase --all --text x", "exactly one of --event, --text and --all"),
    ("portfolio new --section credential", "The fields of credential: title, issuer, year, expires, number."),
    ("portfolio new --set title=x", "Give the --section"),
    ("portfolio new --section impct --set title=x", 'there is no section "impct". Use statement, impact'),
    ("portfolio new --section credential --set title", '"title" is no field'),
    ("portfolio new --section credential --set a=1 --set a=2", "given twice"),
    ("portfolio export --format odt", 'there is no format "odt". Use pdf, docx, html, md, json-resume'),
    ("portfolio export --audience bord", 'there is no audience "bord". Use'),
    ("portfolio export --paper a5", "Use letter or a4"),
    ("portfolio export --design x", "Use board, folio or register"),
    ("portfolio export --kind letter", "Use dossier"),
    ("portfolio import", "The argument FILE... is missing"),
    ("portfolio import a.csv --only x", '"x" is no number of a record'),
    ("portfolio check --audience x", "there is no audience"),
    ("case play this-months-number --json", "add --choices"),
    ("case play", "is missing"),
    ("case check", "is missing"),
    ("case show", "is missing"),
    ("show a b", 'does not take "b"'),
    ("check a b", 'does not take "b"'),
    ("demo x", 'does not take "x"'),
    ("status x", 'does not take "x"'),
    ("lab --port 0", '"0" is no whole number from 1 to 65,535'),
    ("app --port x", '"x" is no whole number'),
]


@pytest.mark.parametrize(("words", "part"), USAGE, ids=[words for words, _ in USAGE])
def test_bad_usage_is_one_sentence_and_status_2(run, words, part) -> None:
    done = run(*words.split())
    assert done.status == 2
    assert done.out == ""
    assert part in done.sentence


def test_an_empty_home_is_bad_usage(run) -> None:
    done = run("status", "--home", "")
    assert (done.status, done.out) == (2, "")
    assert "--home" in done.sentence


@pytest.mark.parametrize("words", [["--help"], ["gaps", "--help"], ["show", "steps"], ["show", "vpma", "--json"]])
def test_a_closed_pipe_is_quiet(words) -> None:
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run([*PYTHON, *words], stdout=write, stderr=subprocess.PIPE, text=True, check=False)
    os.close(write)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("words", [["--help"], ["gaps", "--help"], ["show", "steps"], ["show", "vpma", "--json"]])
def test_a_full_output_is_one_sentence(words) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run([*PYTHON, *words], stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 1
    assert "could not be written (No space left on device)" in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_closed_output_is_one_sentence() -> None:
    command = [*PYTHON, "show", "steps"]
    done = subprocess.run(["sh", "-c", '"$@" >&-', "sh", *command], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "standard output is closed" in done.stderr
    assert done.stderr.count("\n") == 1


def test_letters_that_a_terminal_lacks_do_not_stop_an_answer(run) -> None:
    env = {**os.environ, "PYTHONIOENCODING": "ascii"}
    for words in (["case", "show", "this-months-number"], ["show", "this-months-number", "--json"]):
        done = subprocess.run([*PYTHON, *words], capture_output=True, env=env, check=False)
        assert (done.returncode, done.stderr) == (0, b"")
        assert done.stdout.isascii()


@pytest.mark.parametrize("sign", ["\x1b[31m", "\u202e", "\n", "\x07", "\x9b2J", "\r"])
def test_a_sign_that_steers_the_terminal_is_not_passed_on(run, sign) -> None:
    for words, status in ((("show", f"a{sign}b"), 1), (("case", "show", f"{sign}b"), 1), (("gaps", f"{sign}x"), 2)):
        done = run(*words)
        assert done.status == status
        assert sign not in done.sentence


def test_ctrl_c_stops_without_noise(home) -> None:
    command = [*PYTHON, "erase", "--all", "--home", str(home)]
    child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert child.stderr is not None
    asked = child.stderr.read(10)
    assert asked.startswith(b"Erase all")
    child.send_signal(signal.SIGINT)
    _, rest = child.communicate(timeout=20)
    assert child.returncode == 1
    assert b"Traceback" not in rest
    assert b"Nothing was erased" in rest or b"Stopped" in rest


def test_a_fault_of_ours_is_admitted_in_one_line(run) -> None:
    def break_it() -> None:
        import cmo_pathways.cli.tell_standing as room

        def fail(*_: object) -> None:
            raise RuntimeError("planted")

        room.has_ledger = fail  # type: ignore[assignment]

    done = run("status", before=break_it)
    assert done.status == 70 or done.status == 1
    assert done.err.startswith("This is a fault of cmo-pathways, not yours (RuntimeError in test_help.py, line ")
    assert done.err.count("\n") == 1
    assert "planted" not in done.err, "the text of an error may repeat what somebody typed"


@pytest.mark.parametrize("words", every_command(), ids=" ".join)
def test_help_of_a_command_loads_nothing_heavy(words) -> None:
    code = (
        "import sys; from cmo_pathways.cli import main; status = main([*sys.argv[1:], '--help']);"
        "heavy = {'yaml', 'pandas', 'networkx', 'numpy', 'matplotlib', 'ipywidgets', 'typst'} & set(sys.modules);"
        "sys.exit(repr(heavy) if heavy else status)"
    )
    done = subprocess.run([sys.executable, "-c", code, *words], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")

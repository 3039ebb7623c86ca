"""No command that learners use opens a network connection."""

from __future__ import annotations

import socket

import pytest

CHOICES = "by-nine,limits-first,no-signal,after-board,plain,close-item"


def close_the_network() -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a socket was opened")

    socket.socket = refuse  # type: ignore[assignment, misc]
    socket.create_connection = refuse  # type: ignore[assignment]
    socket.getaddrinfo = refuse  # type: ignore[assignment]


def test_the_guard_would_notice(run) -> None:
    def open_one() -> None:
        close_the_network()
        import cmo_pathways.cli.tell_standing as room

        room.has_ledger = lambda home: socket.socket()  # type: ignore[assignment, return-value]

    done = run("status", before=open_one)
    assert done.status == 70 and "AssertionError in test_offline.py" in done.err


@pytest.mark.parametrize(
    "words",
    [
        "status",
        "gaps",
        "routes --to cmo-hospital-large",
        "plan --hours-per-week 6 --budget 20000 --months 36 --gaps 3",
        f"case play this-months-number --choices {CHOICES}",
        "portfolio check",
        "portfolio export",
        "ledger export {tmp}/out.jsonl",
        "backup {tmp}/out.zip",
    ],
)
def test_a_command_needs_no_network(run, home, tmp_path, words) -> None:
    done = run(*words.format(tmp=tmp_path).split(), "--home", home, before=close_the_network)
    assert (done.status, done.err) == (0, "")


def test_the_demonstration_needs_no_network(run, tmp_path) -> None:
    done = run("demo", "--home", tmp_path / "new", before=close_the_network)
    assert (done.status, done.err) == (0, "")


@pytest.mark.parametrize("words", ["check", "show vpma"])
def test_content_needs_no_network(run, words) -> None:
    assert run(*words.split(), before=close_the_network).status == 0

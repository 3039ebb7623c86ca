"""``lab``, ``app`` and ``doctor``: the ways in, and what to mend where one does not open."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import click

from cmo_pathways.cli.group import F, Whole, command, home_option, json_option
from cmo_pathways.cli.output import complain, counted, say, say_json, table

_MORE = "Arguments after -- go to {}, as in: cmo-pathways {} -- --ip=0.0.0.0"


def door_options(port: int) -> Callable[[F], F]:
    """The options that both ways in share."""

    def decorate(function: F) -> F:
        function = click.argument("extra", metavar="[-- ARGUMENTS]", nargs=-1, type=click.UNPROCESSED)(function)
        words = "Where it listens; another one where it is taken."
        function = click.option("--port", type=Whole(1, 65535), default=port, show_default=True, help=words)(function)
        return click.option("--no-browser", is_flag=True, help="Print the address instead of opening it.")(function)

    return decorate


@command("lab", example="lab --home ~/my-path", more=_MORE.format("JupyterLab", "lab"))
@door_options(8888)
@home_option
def lab(home: Path, no_browser: bool, port: int, extra: tuple[str, ...]) -> None:
    """Prepare the folder, then JupyterLab at the start lesson."""
    _prepare(home)
    from cmo_pathways.launch import lab as open_lab

    open_lab(home, open_browser=not no_browser, port=port, extra=extra)


@command("app", example="app --home ~/my-path", more=_MORE.format("Voila", "app"))
@door_options(8866)
@home_option
def app(home: Path, no_browser: bool, port: int, extra: tuple[str, ...]) -> None:
    """Prepare the folder, then the pages at the start lesson."""
    _prepare(home)
    from cmo_pathways.launch import app as open_app

    open_app(home, open_browser=not no_browser, port=port, extra=extra)


@command("doctor", example="doctor", more="Nothing is changed, and nothing outside this computer is asked.")
@home_option
@json_option
def doctor(home: Path, as_json: bool) -> int:
    """Each check with its mend."""
    from cmo_pathways.doctor import examine

    checks = examine(home, os.environ)
    faults = sum(not check.ok for check in checks)
    if as_json:
        say_json({"checks": checks})
    else:
        say(table([("works" if check.ok else "MEND", check.name, check.fix) for check in checks]))
    if faults:
        complain(f"{counted(faults, 'thing')} to mend; the first is: {next(c.fix for c in checks if not c.ok)}")
    return 1 if faults else 0


def _prepare(home: Path) -> None:
    """A folder in which answers can be kept: the ledger opens, the lessons are there."""
    from cmo_pathways.ledger import open_ledger, synced_folder_warning
    from cmo_pathways.workspace import prepare_workspace

    open_ledger(home)
    news = prepare_workspace(home).news
    warning = synced_folder_warning(home)
    for sentence in (*news, *([warning] if warning else [])):
        complain(sentence)

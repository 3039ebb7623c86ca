"""``cohort``: what an instructor does with the shares of fellows."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from cmo_pathways.cli.group import OneOf, family, file_option, full_path, home_option, json_option

F = TypeVar("F", bound=Callable[..., Any])


def folder_option(name: str, words: str) -> Callable[[F], F]:
    """An option with the folder of shares, given on as ``folder``; without it ``shares/`` in the home folder.

    A name that no folder can have ends the command with click's BadParameter.
    """

    def read(ctx: click.Context, param: click.Parameter, value: str | None) -> Path | None:
        if value is not None and (not value.strip() or "\0" in value):
            raise click.BadParameter("it is no folder name", ctx=ctx, param=param)
        return None if value is None else full_path(value)

    return click.option(name, "folder", metavar="DIR", callback=read, help=f"{words} (else shares/ in your folder).")


@family("cohort")
def cohort() -> None:
    """A class, from the files that its fellows hand over."""


@cohort.command("add", example="cohort add inbox/*.share --into spring-class")
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@folder_option("--into", "The folder of your class")
@home_option
@json_option
def add(files: tuple[str, ...], folder: Path | None, home: Path, as_json: bool) -> None:
    """Check share files and copy the right ones into the folder of your class, each whole or not at all.

    Any order, as often as you like. A file that cannot be used is named in one sentence, and the others are taken.
    """
    from cmo_pathways.cli.tell_cohort import tell_add

    tell_add([full_path(file) for file in files], folder or home / "shares", as_json)


@cohort.command("list", example="cohort list --from spring-class")
@folder_option("--from", "The folder of your class")
@home_option
@json_option
def list_shares(folder: Path | None, home: Path, as_json: bool) -> None:
    """Say who shared what and when, who took it back, and which files cannot be read and why."""
    from cmo_pathways.cli.tell_cohort import tell_list

    tell_list(folder, home, as_json)


def _layouts() -> tuple[str, ...]:
    from cmo_pathways.cohort.gradebook import LAYOUTS

    return LAYOUTS


@cohort.command("gradebook", example="cohort gradebook --from spring-class --layout canvas --out grades.csv")
@folder_option("--from", "The folder of your class")
@click.option(
    "--layout", metavar="NAME", required=True, type=OneOf("layout", _layouts), help="canvas, moodle, blackboard or csv."
)
@file_option("--out", required=True, help="The CSV file to write.")
@file_option("--roster", help="A CSV with a column name and the platform's ids, or the gradebook that it exports.")
@home_option
@json_option
def gradebook(folder: Path | None, layout: str, out: Path, roster: Path | None, home: Path, as_json: bool) -> None:
    """Write the gradebook of your class: cases, sessions, and memos whose score stands.

    What is missing stays blank. With a roster the ids of people go into the file; an export of the platform itself
    also gives the ids of its columns, so that grades go where they belong.
    """
    from cmo_pathways.cli.tell_gradebook import tell_gradebook

    tell_gradebook(folder, layout, out, roster, home, as_json)


@cohort.command("statements", example="cohort statements --from spring-class --out class.json")
@folder_option("--from", "The folder of your class")
@file_option("--out", required=True, help="The file to write; one ending in .ndjson or .jsonl holds a line each.")
@home_option
@json_option
def statements(folder: Path | None, out: Path, home: Path, as_json: bool) -> None:
    """Write finished cases and levels as xAPI statements, without a name, for a learning record store."""
    from cmo_pathways.cli.tell_gradebook import tell_statements

    tell_statements(folder, out, home, as_json)


@cohort.command("report", example="cohort report --from spring-class --out class.pdf")
@folder_option("--from", "The folder of your class")
@file_option("--out", help="The report, .pdf or .html; without it only the numbers are told.")
@click.option(
    "--to",
    type=click.Choice(("sponsor", "class", "instructor")),
    default="sponsor",
    show_default=True,
    help="For whom it is; all get the same protected numbers, and the log keeps it.",
)
@click.option("--role", metavar="ID", help="The role whose targets count (else the one that most fellows aim at).")
@click.option("--paper", type=click.Choice(("letter", "a4")), default="letter", show_default=True, help="The paper.")
@click.option(
    "--engine",
    type=click.Choice(("pandas", "polars")),
    default="pandas",
    show_default=True,
    help="What counts; polars is quicker for thousands and needs cmo-pathways[fast].",
)
@home_option
@json_option
def report(
    folder: Path | None, out: Path | None, to: str, role: str | None, paper: str, engine: str, home: Path, as_json: bool
) -> None:
    """Where the class stands and how it grew, in aggregates that single nobody out.

    No number stands for fewer than three fellows. What is shown is logged in your folder, and a table is renewed only
    when three fellows or more joined or left since it was shown before.
    """
    from cmo_pathways.cli.tell_class_report import tell_class_report

    tell_class_report(folder, out, home, to=to, role=role, paper=paper, engine=engine, as_json=as_json)

"""``case``: list, read, play and check cases."""

from __future__ import annotations

from pathlib import Path

import click

from cmo_pathways.cli.group import OneOf, family, file_option, home_option, json_option


@family("case")
def case() -> None:
    """The case studio."""


@case.command("list", example="case list --competency data-analytics --difficulty 3")
@click.option("--sector", metavar="ID", default="", help="Only cases of this sector, such as public-health.")
@click.option("--competency", metavar="ID", default="", help="Only cases that train this competency.")
@click.option("--difficulty", type=click.IntRange(1, 5), default=None, help="Only cases of this difficulty [1-5].")
@json_option
def list_cases(sector: str, competency: str, difficulty: int | None, as_json: bool) -> None:
    """List the cases with their sector, difficulty and minutes."""
    from cmo_pathways.cli.tell_case import tell_list

    tell_list(sector, competency, difficulty or 0, as_json)


@case.command("check", example="case check my-case/case.md")
@click.argument("which", metavar="PATH|ID")
@file_option("--against", help="The case before your edit: tells which recorded decisions would be lost.")
@json_option
def check(which: str, against: Path | None, as_json: bool) -> int:
    """Find every fault of a case and its translations, with line, code and mend."""
    from cmo_pathways.cli.tell_case import tell_check

    return tell_check(which, against, as_json)


@case.command("show", example="case show this-months-number --out graph.svg")
@click.argument("which", metavar="PATH|ID")
@file_option("--out", help="Draw the graph of the case into this SVG file.")
@json_option
def show(which: str, out: Path | None, as_json: bool) -> None:
    """Show the scenes, where each choice leads, and every path with its scores (this gives the case away)."""
    from cmo_pathways.cli.tell_case import draw_graph, tell_show

    if out is None:
        tell_show(which, as_json)
    else:
        draw_graph(which, out, as_json)


@case.command("play", example="case play this-months-number --choices ask-for-data,wait")
@click.argument("which", metavar="PATH|ID")
@click.option("--choices", metavar="ID,ID,...", help="The choices in order; without them the terminal asks.")
@file_option("--answers", help="CSV (scene,value), YAML or JSON (scene: value) with numbers and memos.")
@home_option
@json_option
def play(which: str, choices: str | None, answers: Path | None, home: Path, as_json: bool) -> None:
    """Play a case and record it; a case given as a file is played without recording.

    With --json nobody is asked, so the choices have to be given with --choices.
    """
    if choices is None and as_json:
        raise click.UsageError("With --json the choices have to be given: add --choices.")
    from cmo_pathways.cli.tell_case import tell_play

    tell_play(which, choices, answers, home, as_json)


@case.command("handout", example="case handout this-months-number --out handouts")
@click.argument("which", metavar="PATH|ID")
@file_option("--out", help="The folder for both files (else the one you are in).")
@click.option(
    "--paper", metavar="PAPER", type=OneOf("paper", lambda: ("letter", "a4")), default="letter", show_default=True,
    help="letter or a4.",
)  # fmt: skip
@json_option
def handout(which: str, out: Path | None, paper: str, as_json: bool) -> None:
    """Print a case as two PDF files: the learner's copy, and the facilitator's, which gives the case away."""
    from cmo_pathways.cli.tell_handout import tell_handout

    tell_handout(which, out, paper, as_json)

"""``career``: the career graph in files of other systems, and the steps that a resume seems to show."""

from __future__ import annotations

from pathlib import Path

import click

from cmo_pathways.cli.group import OneOf, family, file_argument, file_option, home_option, json_option


@family("career")
def career() -> None:
    """The career graph and resumes in files of other systems."""


@career.command("export", example="career export --format graphml --out career.graphml")
@click.option(
    "--format",
    "form",
    metavar="NAME",
    type=OneOf("format", lambda: ("graphml", "json", "curriculum")),
    required=True,
    help="graphml, json, or curriculum (one route as a Curricular Analytics table).",
)
@file_option("--out", help="The file to write.", required=True)
@click.option("--to", "goal", metavar="ID", help="For a curriculum: the role whose quickest route is written.")
@home_option
@json_option
def export(form: str, out: Path, goal: str | None, home: Path, as_json: bool) -> None:
    """Write all steps and transitions, or one route, for another program."""
    from cmo_pathways.cli.tell_career import tell_career

    tell_career(form, out, goal, home, as_json)


@career.command("propose", example="career propose resume.json")
@file_argument("file", "FILE")
@home_option
@json_option
def propose(file: Path, home: Path, as_json: bool) -> None:
    """Say which steps a JSON Resume or a LinkedIn archive seems to show; nothing is recorded."""
    from cmo_pathways.cli.tell_career import tell_proposals

    tell_proposals(file, home, as_json)

"""``results``: the learner's levels as files for other systems, and such files read."""

from __future__ import annotations

from pathlib import Path

import click

from cmo_pathways.cli.group import OneOf, family, file_argument, file_option, home_option, json_option


@family("results")
def results() -> None:
    """Levels with their intervals, without a name or a mail address."""


@results.command("export", example="results export --format open-badges --out my-badges.json")
@click.option(
    "--format",
    "form",
    metavar="NAME",
    required=True,
    type=OneOf("format", lambda: ("open-badges", "xapi")),
    help="open-badges (3.0, self-issued and said so) or xapi (statements). For CSV: cmo-pathways gaps --out FILE.csv",
)
@click.option("--role", metavar="ID", help="The role whose targets are given (else your target role).")
@click.option("--evidence", is_flag=True, help="Add the evidence that you named, in your words (Open Badges only).")
@file_option("--out", required=True, help="The file to write; one ending in .ndjson or .jsonl holds a line each.")
@home_option
@json_option
def export(form: str, role: str | None, evidence: bool, out: Path, home: Path, as_json: bool) -> None:
    """Write one result per rated competency, and say what the format cannot hold."""
    from cmo_pathways.cli.tell_results import tell_export

    tell_export(form, role, evidence, out, home, as_json)


@results.command("check-file", example="results check-file their-badge.json")
@file_argument("file", "FILE")
@json_option
def check_file(file: Path, as_json: bool) -> None:
    """Read an Open Badge or xAPI file and say what it claims and what of that can be seen. Nothing is changed.

    An Open Badge may be a JSON file, a signed token, or a picture (PNG, SVG) with the badge inside. Its signature is
    checked where the key is in the file.
    """
    from cmo_pathways.cli.tell_results import tell_file

    tell_file(file, as_json)

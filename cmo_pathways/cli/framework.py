"""``framework``: what changed in the skill map, and the skill map in files of other systems."""

from __future__ import annotations

from pathlib import Path

import click

from cmo_pathways.cli.group import OneOf, family, file_argument, file_option, home_option, json_option


@family("framework")
def framework() -> None:
    """The skill map and its versions."""


@framework.command("diff", example="framework diff --from 1.0.0")
@file_argument("old", "[OLD", required=False)
@file_argument("new", "NEW]", required=False)
@click.option("--from", "start", metavar="VERSION", help="The version before (else that of your oldest rating).")
@click.option("--to", "end", metavar="VERSION", help="The version after (else the one in use).")
@home_option
@json_option
def diff(old: Path | None, new: Path | None, start: str | None, end: str | None, home: Path, as_json: bool) -> None:
    """Say what changed between two versions, or two folders of a skill map, and which ratings to look at again."""
    from cmo_pathways.cli.tell_framework import tell_folders, tell_versions

    if old is None:
        tell_versions(start, end, home, as_json)
    elif new is None or start or end:
        raise click.UsageError("Give two folders and no version, or no folder: framework diff OLD NEW.")
    else:
        tell_folders(old, new, home, as_json)


@framework.command("export", example="framework export --format case --out skill-map.json")
@click.option(
    "--format",
    "form",
    metavar="NAME",
    required=True,
    type=OneOf("format", lambda: ("case", "moodle")),
    help="case (1EdTech CASE 1.0, JSON; holds everything) or moodle (competency framework, CSV).",
)
@file_option("--out", required=True, help="The file to write.")
@json_option
def export(form: str, out: Path, as_json: bool) -> None:
    """Write the skill map for another system, and say what its format cannot hold."""
    from cmo_pathways.cli.tell_interop import tell_export

    tell_export(form, out, as_json)


@framework.command("check-file", example="framework check-file their-framework.json")
@file_argument("file", "FILE")
@json_option
def check_file(file: Path, as_json: bool) -> None:
    """Read a CASE or Moodle file, say what it holds, and compare it with the skill map. Nothing is changed."""
    from cmo_pathways.cli.tell_interop import tell_file

    tell_file(file, as_json)

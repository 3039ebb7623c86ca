"""``framework``: what changed in the skill map, and which of the learner's ratings that touches."""

from __future__ import annotations

from pathlib import Path

import click

from cmo_pathways.cli.group import family, file_argument, home_option, json_option


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

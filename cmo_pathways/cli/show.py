"""``show``: one item of the content with its sources, or the list of a kind."""

from __future__ import annotations

import click

from cmo_pathways.cli.group import command, json_option


@command(
    "show",
    example="show financial-acumen",
    more="Without an ID it counts what there is. A kind instead of an ID lists it: competencies, roles, steps, "
    "activities, skills, abilities, responsibilities, tools, variations, thresholds, figures, beliefs, tags, cases, "
    "sources, sessions.",
)
@click.argument("id", metavar="[ID]", required=False)
@json_option
def show(id: str | None, as_json: bool) -> None:
    """One item, one list, or the counts."""
    from cmo_pathways.cli.tell_item import tell_item

    tell_item(id, as_json)

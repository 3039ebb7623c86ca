"""``demo``: the whole chain on an invented physician, in a fresh folder."""

from __future__ import annotations

from pathlib import Path

from cmo_pathways.cli.group import command, demo_home_option, json_option


@command(
    "demo",
    example="demo --home ~/cmo-demo",
    more="The folder must hold no events yet. Everything about the physician is invented.",
)
@demo_home_option
@json_option
def demo(home: Path, as_json: bool) -> None:
    """Live the sample's events, rank, route, play, export."""
    from cmo_pathways.cli.tell_demo import tell_demo

    tell_demo(home, as_json)

"""``routes``: how the learner gets to a role."""

from __future__ import annotations

from pathlib import Path

import click

from cmo_pathways.cli.group import Whole, command, home_option, json_option


@command(
    "routes",
    example="routes --to cmo-hospital-large --from section-chief",
    more="A route starts from the steps that your ledger says you hold, or from the one given with --from.",
)
@click.option("--to", "goal", metavar="ID", required=True, help="The role, such as cmo-hospital-large.")
@click.option("--from", "start", metavar="ID", help="A step that counts as reached today.")
@click.option("-k", "number", type=Whole(1, 20), default=3, show_default=True, help="So many routes at most.")
@click.option("--draws", type=Whole(1, 1_000_000), default=2000, show_default=True, help="Simulated lives.")
@click.option("--seed", type=Whole(0, 2**63), default=7, show_default=True, help="The same seed, the same answer.")
@click.option("--by", "year", metavar="YEAR", type=Whole(2000, 2200), help="Also the chance by the end of that year.")
@home_option
@json_option
def routes(
    goal: str, start: str | None, number: int, draws: int, seed: int, year: int | None, home: Path, as_json: bool
) -> None:
    """Alternative routes, the quickest first."""
    from cmo_pathways.cli.tell_routes import tell_routes

    tell_routes(goal, start, number, draws, seed, year, home, as_json)

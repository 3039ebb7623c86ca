"""``plan``: activities that close the gaps to a role within hours, money and months."""

from __future__ import annotations

from pathlib import Path

import click

from cmo_pathways.cli.group import Amount, OneOf, Whole, command, file_option, home_option, json_option

_ACTIVITIES = {"metavar": "ID", "multiple": True}


@command(
    "plan",
    example="plan --role cmo-hospital-large --hours-per-week 6 --budget 20000 --months 48",
    more="The shortest plan that closes the gaps that matter most, with proof; where none works, the limits that "
    "clash, what would mend them, and the plan that reaches most. What you started, finished or dropped counts.",
)
@click.option("--role", metavar="ID", help="The role, such as cmo-hospital-large (else your own target).")
@click.option("--hours-per-week", "hours", type=Amount(), required=True, metavar="H", help="Hours you can give a week.")
@click.option("--budget", type=Amount(), required=True, metavar="USD", help="Money for all of it.")
@click.option("--months", type=Amount(), required=True, metavar="M", help="Months until it should be done.")
@click.option("--gaps", "number", default="5", show_default=True, metavar="N|all", help="So many gaps are closed.")
@click.option(
    "--aim",
    type=OneOf("aim", lambda: ("target", "next-level")),
    default="target",
    show_default=True,
    help="The role's targets, or one level up in each gap: next-level.",
)
@click.option("--must", **_ACTIVITIES, help="An activity that has to be in (may be given again).")  # type: ignore[arg-type]
@click.option("--never", **_ACTIVITIES, help="An activity that may not be in (may be given again).")  # type: ignore[arg-type]
@click.option("--unverified", is_flag=True, help="Also take activities whose numbers are not verified.")
@click.option("--robust", is_flag=True, help="The plan that stays good over scenarios, with its table of regret.")
@click.option("--keep", is_flag=True, help="Follow this plan: later ones change little of it.")
@click.option("--effort", type=Whole(1, 600), default=8, show_default=True, help="How long to search, about seconds.")
@click.option("--seed", type=Whole(0, 2**31 - 1), default=7, show_default=True, help="The same seed, the same plan.")
@file_option("--out", help="Write the plan as .pdf, .ics (calendar), .csv or .json.")
@home_option
@json_option
def plan(
    role: str | None,
    hours: float,
    budget: float,
    months: float,
    number: str,
    aim: str,
    must: tuple[str, ...],
    never: tuple[str, ...],
    unverified: bool,
    robust: bool,
    keep: bool,
    effort: int,
    seed: int,
    out: Path | None,
    home: Path,
    as_json: bool,
) -> None:
    """Plan, print, and write a file if asked."""
    from cmo_pathways.cli.tell_plan import Asked, tell_plan
    from cmo_pathways.plan import Effort, Limits

    limits = Limits(hours, budget, months, frozenset(must), frozenset(never), unverified=unverified)
    tell_plan(
        Asked(role, limits, _number(number), aim, robust, keep, Effort(work=float(effort), seed=seed), out),
        home,
        as_json,
    )


def _number(text: str) -> int | None:
    if text == "all":
        return None
    if not text.isdecimal() or not 1 <= int(text) <= 99:
        raise click.BadParameter(f'"{text}" is neither "all" nor a whole number from 1 to 99', param_hint="--gaps")
    return int(text)

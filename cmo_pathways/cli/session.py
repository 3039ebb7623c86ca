"""``session``: list, show, print and check the sessions of a fellowship."""

from __future__ import annotations

from pathlib import Path

import click

from cmo_pathways.cli.group import OneOf, family, file_argument, file_option, json_option


@family("session")
def session() -> None:
    """The sessions of a fellowship."""


@session.command("list", example="session list")
@json_option
def list_sessions(as_json: bool) -> None:
    """List the sessions in the order of the course."""
    from cmo_pathways.cli.tell_session import tell_list

    tell_list(as_json)


@session.command("show", example="session show session-03-when-care-harms")
@click.argument("which", metavar="ID|PATH")
@json_option
def show(which: str, as_json: bool) -> None:
    """Show a session with its run of show in both lengths."""
    from cmo_pathways.cli.tell_session import tell_show

    tell_show(which, as_json)


@session.command("check", example="session check my-session.yaml")
@file_argument("path", "[PATH]", required=False)
@json_option
def check(path: Path | None, as_json: bool) -> int:
    """Find every fault of the shipped sessions, or of your own file or folder."""
    from cmo_pathways.cli.tell_session import tell_check

    return tell_check(path, as_json)


@session.command("handout", example="session handout session-03-when-care-harms --out tuesday --starts 13:00")
@click.argument("which", metavar="ID|PATH")
@file_option("--out", help="The folder for the three files (else the one you are in).")
@click.option(
    "--form", metavar="FORM", type=OneOf("form", lambda: ("long", "short")), default="long", show_default=True,
    help="long (150 minutes) or short (90).",
)  # fmt: skip
@click.option("--starts", metavar="TIME", default="09:00", show_default=True, help="When the session starts, 13:00.")
@click.option("--sector", metavar="ID", default="hospital", help="Use the lead case of this sector, such as payer.")
@click.option(
    "--paper", metavar="PAPER", type=OneOf("paper", lambda: ("letter", "a4")), default="letter", show_default=True,
    help="letter or a4.",
)  # fmt: skip
@json_option
def handout(which: str, out: Path | None, form: str, starts: str, sector: str, paper: str, as_json: bool) -> None:
    """Print a session: the learner's sheet and the facilitator's script as PDF, and the learner's notebook."""
    from cmo_pathways.cli.tell_session_kit import tell_kit

    tell_kit(which, out or Path(), form, starts, sector, paper, as_json)

"""``feedback``: ask colleagues, collect sealed answers, release and read a report, all with files."""

from __future__ import annotations

from pathlib import Path

import click

from cmo_pathways.cli.group import OneOf, Whole, family, file_argument, file_option, full_path, home_option, json_option


def _groups() -> tuple[str, ...]:
    from cmo_pathways.assess.feedback360.groups import GROUPS

    return tuple(GROUPS)


@family("feedback")
def feedback() -> None:
    """Feedback from colleagues, offline."""


@feedback.command("collector", example='feedback collector --name "Dana Whitfield" --out dana.key')
@file_option("--out", required=True, help="The file with the public part of your key.")
@click.option("--name", default="", help="Your name, as raters will read it.")
@home_option
@json_option
def collector(out: Path, name: str, home: Path, as_json: bool) -> None:
    """Make your key as a collector and write its public part, to hand to a learner.

    The secret part stays in your folder. Without it nobody can open the answers, so keep a backup.
    """
    from cmo_pathways.cli.tell_feedback import tell_collector

    tell_collector(out, name, home, as_json)


@feedback.command("invite", example="feedback invite --group peers --collector dana.key --out peers.html")
@click.option("--group", required=True, metavar="ID", type=OneOf("rater group", _groups), help="Who is asked.")
@file_option("--collector", "key", help="The collector's key file; without it the answers are not anonymous.")
@file_option("--out", required=True, help="The form to send, an HTML file.")
@click.option("--name", default="", help="Your name, as raters will read it (else that of your portfolio).")
@click.option("--competency", "competencies", metavar="ID", multiple=True, help="Ask about this one (repeatable).")
@click.option("--invited", type=Whole(1, 500), help="How many people will get this form.")
@home_option
@json_option
def invite(
    group: str,
    key: Path | None,
    out: Path,
    name: str,
    competencies: tuple[str, ...],
    invited: int | None,
    home: Path,
    as_json: bool,
) -> None:
    """Write the form for one group of raters; by default it asks about your eight widest gaps."""
    from cmo_pathways.cli.tell_feedback import tell_invite

    tell_invite(group, key, out, name, competencies, invited, home, as_json)


@feedback.command("collect", example="feedback collect inbox/*.answers")
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@home_option
@json_option
def collect(files: tuple[str, ...], home: Path, as_json: bool) -> None:
    """Take in the files that raters sent you, in any order; no answer is shown.

    Take only files that come from the person who answered.
    """
    from cmo_pathways.cli.tell_feedback import tell_collect

    tell_collect([full_path(file) for file in files], home, as_json)


@feedback.command("release", example="feedback release --out alvarez.report")
@file_option("--out", required=True, help="The report to hand to the learner.")
@click.option("--learner", default="", metavar="NAME", help="Whose report, where you collect for several.")
@home_option
@json_option
def release(out: Path, learner: str, home: Path, as_json: bool) -> None:
    """Write the report for the learner: groups of three or more, never the answers of one person."""
    from cmo_pathways.cli.tell_feedback import tell_release

    tell_release(out, learner, home, as_json)


@feedback.command("import", example="feedback import alvarez.report")
@file_argument("file", "FILE")
@home_option
@json_option
def import_file(file: Path, home: Path, as_json: bool) -> None:
    """Take in the report that your collector released."""
    from cmo_pathways.cli.tell_feedback import tell_import

    tell_import(file, home, as_json)


@feedback.command("report", example="feedback report --out feedback.pdf")
@file_option("--out", help="A PDF with the debrief guide.")
@home_option
@json_option
def report(out: Path | None, home: Path, as_json: bool) -> None:
    """Show what your colleagues saw, or write it as a PDF."""
    from cmo_pathways.cli.tell_feedback import tell_report

    tell_report(out, home, as_json)

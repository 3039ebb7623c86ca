"""``status``, ``assess`` and ``gaps``: where the learner stands."""

from __future__ import annotations

from pathlib import Path

import click

from cmo_pathways.cli.group import command, file_option, home_option, json_option


@command("status", example="status --home ~/my-path")
@home_option
@json_option
def status(home: Path, as_json: bool) -> None:
    """Counts, the widest gaps, the next best step."""
    from cmo_pathways.cli.tell_standing import tell_status

    tell_status(home, as_json)


@command(
    "assess",
    example="assess --answers my-ratings.csv",
    more="""\b
The file has one row per competency. Columns of a CSV, or keys of a JSON list of objects:
  competency      an id such as financial-acumen (list them: cmo-pathways show competencies)
  level           0 to 5
  sureness        guess, fairly or sure
  not_applicable  yes where the competency is no part of your work
  importance      1 to 5, in place of the weight of your target role
  interest        1 to 5, how much you want to get better at it
  evidence        what shows it; with evidence_level (0 to 5), evidence_date (2024-07),
                  evidence_verifier, evidence_link, evidence_file (its name)
  placement       0 to 5, how much you answer for; one value for the whole file
All but the first two may be left out. Other columns are refused.""",
)
@file_option("--answers", required=True, help="CSV or JSON file with the ratings.")
@home_option
@json_option
def assess(answers: Path, home: Path, as_json: bool) -> None:
    """Check the whole file, then record it."""
    from cmo_pathways.cli.tell_standing import tell_assess

    tell_assess(answers, home, as_json)


@command("gaps", example="gaps --role cmo-hospital-large --out report.pdf")
@click.option("--role", metavar="ID", help="The role to measure against (else your target role).")
@file_option("--out", help="Write the assessment report; the ending .pdf, .csv or .json says the format.")
@home_option
@json_option
def gaps(role: str | None, out: Path | None, home: Path, as_json: bool) -> None:
    """The ranked gaps, with the reasons for the first three, or the whole report as a file."""
    from cmo_pathways.cli.tell_standing import tell_gaps

    tell_gaps(role, out, home, as_json)

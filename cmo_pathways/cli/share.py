"""``share``: show, write and withdraw what a learner hands to an instructor."""

from __future__ import annotations

from pathlib import Path

import click

from cmo_pathways.cli.group import OneOf, command, file_option, home_option, json_option


def _parts() -> tuple[str, ...]:
    from cmo_pathways.cohort.share import PARTS

    return PARTS


_MORE = (
    "Shows first what will be written, item by item, and writes once you agree. The file holds what you tick and "
    "nothing else; the balance check and the answers of colleagues are never in it. A newer share for the same course "
    "replaces the older one. Parts: levels, ratings, cases, memos, plan, entries; all unless you give --only."
)


@command("share", example="share --only levels --only cases --pseudonym Fellow-7 --out fellow-7.share", more=_MORE)
@file_option("--out", help="The file to write (else exports/ in your folder).")
@click.option("--only", metavar="PART", multiple=True, type=OneOf("part", _parts), help="Just this part (repeatable).")
@click.option("--name", default="", help="Your name (else that of your portfolio).")
@click.option("--pseudonym", default="", help="In place of your name.")
@click.option("--leave-out", metavar="ID", multiple=True, help="Keep this item back (repeatable).")
@click.option("--course", default="", help="For whom; your own word, stays in your folder.")
@click.option("--acknowledge", metavar="CODE", multiple=True, help="This place is harmless (a code of the list).")
@click.option("--preview", is_flag=True, help="Only show what would be written.")
@click.option("--yes", is_flag=True, help="Write without asking.")
@click.option("--withdraw", is_flag=True, help="Write the file that takes your shares back.")
@home_option
@json_option
def share(
    out: Path | None,
    only: tuple[str, ...],
    name: str,
    pseudonym: str,
    leave_out: tuple[str, ...],
    course: str,
    acknowledge: tuple[str, ...],
    preview: bool,
    yes: bool,
    withdraw: bool,
    home: Path,
    as_json: bool,
) -> None:
    """Hand an instructor what was ticked."""
    if name and pseudonym:
        raise click.UsageError("Give either --name or --pseudonym.")
    if withdraw and (only or leave_out or name or pseudonym or preview):
        raise click.UsageError("A withdrawal takes back every share of a course; give it --course and --out only.")
    from cmo_pathways.cli.tell_share import Asked, tell_share, tell_withdrawal

    course = " ".join(course.split())
    if withdraw:
        tell_withdrawal(out, course, home, as_json)
    else:
        asked = Asked(only or _parts(), name, pseudonym, leave_out, course, acknowledge)
        tell_share(asked, out, home, consent="preview" if preview else "yes" if yes else "ask", as_json=as_json)

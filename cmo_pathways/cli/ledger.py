"""``ledger``, ``backup``, ``restore`` and ``erase``: the learner's own data, out, in, and gone."""

from __future__ import annotations

import os
from pathlib import Path

import click

from cmo_pathways.cli.files import read_bytes
from cmo_pathways.cli.group import command, family, file_argument, home_option, json_option
from cmo_pathways.cli.output import counted, paragraph, say, say_json
from cmo_pathways.errors import LearnerError
from cmo_pathways.ledger import (
    Erased,
    erase_all,
    erase_events,
    erase_text,
    export_events,
    find_text,
    import_events,
    open_ledger,
    replace_home,
)
from cmo_pathways.ledger import backup as write_backup
from cmo_pathways.ledger import restore as put_back


@family("ledger")
def ledger() -> None:
    """Out and in as JSON Lines."""


@ledger.command("export", example="ledger export my-ledger.jsonl")
@file_argument("file", "FILE")
@home_option
@json_option
def export_file(file: Path, home: Path, as_json: bool) -> None:
    """Write every event to a file of JSON Lines; equal ledgers give equal files."""
    opened = open_ledger(home, create=False)
    data = export_events(opened)
    from cmo_pathways.export.files import write_whole  # loads the content room, which other ledger commands spare

    write_whole(file, data)
    events = data.count(b"\n") - 1
    if as_json:
        say_json({"file": str(file), "events": events})
    else:
        say(f"{counted(events, 'event')} written to {file}.")


@ledger.command("import", example="ledger import my-ledger.jsonl --home ~/new-path")
@file_argument("file", "FILE")
@home_option
@json_option
def import_file(file: Path, home: Path, as_json: bool) -> None:
    """Take over an exported ledger: all of it, or nothing where anything is wrong."""
    data = read_bytes(file)
    done = import_events(open_ledger(home), data, file=file.name)
    if as_json:
        say_json({"file": str(file), "added": done.added, "known": done.known})
    else:
        say(f"{counted(done.added, 'event')} added to {home}; {done.known:,} were there already.")


@command("backup", example="backup /media/stick/my-path.zip")
@file_argument("file", "FILE")
@home_option
@json_option
def backup(file: Path, home: Path, as_json: bool) -> None:
    """Events, notebooks and exports in one file."""
    done = write_backup(open_ledger(home, create=False), file)
    if as_json:
        say_json({"file": str(done.file), "events": done.events, "files": done.files, "skipped": done.skipped})
        return
    say(f"{counted(done.events, 'event')} and {counted(done.files, 'file')} written to {done.file}.")
    if done.skipped:
        say(paragraph(f"Left out, because they are links or no plain files: {', '.join(done.skipped)}."))


@command(
    "restore",
    example="restore /media/stick/my-path.zip --home ~/my-path",
    more="A folder that holds events which the backup lacks is refused, unless --replace puts what it holds aside.",
)
@file_argument("file", "FILE")
@click.option("--replace", is_flag=True, help="Put aside what the folder holds, events included.")
@home_option
@json_option
def restore(file: Path, replace: bool, home: Path, as_json: bool) -> None:
    """All of the backup, or nothing."""
    done = (replace_home if replace else put_back)(file, home)
    if as_json:
        say_json({"file": str(file), "events": done.events, "files": done.files, "aside": done.aside})
        return
    say(f"{counted(done.events, 'event')} and {counted(done.files, 'file')} restored to {home}.")
    if done.aside:
        say(f"What was there before is in {done.aside}.")


@command(
    "erase",
    example='erase --text "Jane Example"',
    more="Give one of --event, --text and --all. Exported files go too, because they were made from the ledger; "
    "backups elsewhere cannot be called back.",
)
@click.option("--event", "ids", metavar="ID", multiple=True, help="The event with this id (may be repeated).")
@click.option("--text", metavar="TEXT", help="Every event that holds this text, whatever its capitals.")
@click.option("--all", "everything", is_flag=True, help="All events and all exports; notebooks stay.")
@click.option("--yes", is_flag=True, help="Do not ask for confirmation.")
@home_option
@json_option
def erase(ids: tuple[str, ...], text: str | None, everything: bool, yes: bool, home: Path, as_json: bool) -> None:
    """Byte for byte, with an empty tombstone in each place."""
    if sum((bool(ids), text is not None, everything)) != 1:
        raise click.UsageError("Give exactly one of --event, --text and --all.")
    if everything:
        _confirm(f"Erase all events and exports in {home}?", yes)
        done = erase_all(home)
    elif text is not None:
        opened = open_ledger(home, create=False)
        found = find_text(opened, text)
        if found:
            _confirm(f"Erase {counted(len(found), 'event')} that hold this text, and the exported files?", yes)
        done = erase_text(opened, text)
    else:
        opened = open_ledger(home, create=False)
        _confirm(f"Erase {counted(len(ids), 'event')}, and the exported files?", yes)
        done = erase_events(opened, ids)
    _tell(done, home, as_json)
    if text is not None and not done.events:
        raise LearnerError("No event holds this text, so nothing was erased. Check its spelling.")


def _confirm(question: str, yes: bool) -> None:
    if yes:
        return
    try:
        agreed = click.confirm(f"{question} This cannot be undone.", err=True)
    except click.Abort as error:
        raise LearnerError(
            "Nothing was erased, because nobody confirmed it. Add --yes to erase without asking."
        ) from error
    if not agreed:
        raise LearnerError("Nothing was erased.")


def _tell(done: Erased, home: Path, as_json: bool) -> None:
    if as_json:
        file = home / "ledger.sqlite3"
        value = {"file": str(file), "erased": len(done.events), "events": done.events}
        say_json({**value, "deleted": done.deleted, "left": done.left})
        return
    if done.events:
        say(f"{counted(len(done.events), 'event')} erased; an empty place is left for each.")
    for words, files in (("Deleted with them", done.deleted), ("Yours, and left for you to check", done.left)):
        if files:
            say(f"{words}:")
            say("\n".join(f"  {os.path.relpath(file, home)}" for file in files))

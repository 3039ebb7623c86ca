"""What ``cohort gradebook`` and ``cohort statements`` do."""

from __future__ import annotations

from pathlib import Path

from cmo_pathways.catalogue import load_catalogue
from cmo_pathways.cli.files import read_bytes
from cmo_pathways.cli.output import counted, paragraph, say, say_json
from cmo_pathways.cli.problems import problem_values
from cmo_pathways.cli.reading import has_ledger, journey_of
from cmo_pathways.cohort import read_shares
from cmo_pathways.cohort.gradebook import gradebook_of, not_on_roster, write_gradebook
from cmo_pathways.cohort.roster import read_roster
from cmo_pathways.errors import LearnerError
from cmo_pathways.export.class_memos import SHARES, class_gradebook, unscored
from cmo_pathways.export.files import write_whole

_LARGEST = 5_000_000  # [bytes] a roster


def tell_gradebook(folder: Path | None, layout: str, out: Path, roster: Path | None, home: Path, as_json: bool) -> None:
    """Write the gradebook of a class. Raises LearnerError without a share, InputError for a roster with faults."""
    place = folder or home / SHARES
    found = read_shares(place)
    if not found.shares:
        raise LearnerError(f'There is no share in "{place}". Name the folder that holds the shares.')
    known = read_roster(read_bytes(roster, limit=_LARGEST), str(roster)) if roster else None
    if has_ledger(home):
        book = class_gradebook(journey_of(home), place)
    else:
        book = gradebook_of(found.shares, unscored(load_catalogue()))
    write_whole(out, write_gradebook(book, layout, known))
    missing = not_on_roster(book, known) if known else ()
    if as_json:
        columns = [{"id": one.id, "title": one.title, "kind": one.kind, "points": one.points} for one in book.columns]
        told = {"n": len(book.rows), "file": str(out), "layout": layout, "columns": columns}
        say_json({**told, "not_on_roster": missing, "problems": problem_values(found.problems)})
        return
    say(paragraph(f"{counted(len(book.rows), 'fellow')}, {counted(len(book.columns), 'column')} written to {out}."))
    if missing:
        say(paragraph(f"Not on the roster, so without ids: {', '.join(missing)}."))
    if found.problems:
        say(paragraph(f"{counted(len(found.problems), 'file')} left out; see: cmo-pathways cohort list"))
    if not any(one.kind == "memo" for one in book.columns):
        say(paragraph("No memo is graded: none has a score that stands, or the scores lie in another folder (--home)."))


def tell_statements(folder: Path | None, out: Path, home: Path, as_json: bool) -> None:
    """Write the shared results as xAPI statements. Raises LearnerError without a share."""
    from cmo_pathways.interop.share_statements import share_statements

    place = folder or home / SHARES
    found = read_shares(place)
    if not found.shares:
        raise LearnerError(f'There is no share in "{place}". Name the folder that holds the shares.')
    catalogue = load_catalogue()
    titles = {id: case.title for id, case in catalogue.cases.items()}
    lines = out.suffix.lower() in (".ndjson", ".jsonl")
    written = share_statements(found.shares, titles, catalogue.framework, as_lines=lines)
    write_whole(out, written.data)
    if as_json:
        left_out = [{"what": one.what, "count": one.count, "why": one.why} for one in written.left_out]
        told = {"n": len(found.shares), "file": str(out), "kept": written.kept, "left_out": left_out}
        say_json({**told, "problems": problem_values(found.problems)})
        return
    counts = counted(written.kept["statements"], "statement")
    say(paragraph(f"{counts} about {counted(len(found.shares), 'fellow')} written to {out}, without a name."))

"""What ``cohort gradebook`` and ``cohort statements`` do."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from cmo_pathways.catalogue import load_catalogue
from cmo_pathways.cli.files import read_bytes
from cmo_pathways.cli.group import now
from cmo_pathways.cli.output import counted, paragraph, say, say_json
from cmo_pathways.cli.problems import problem_values
from cmo_pathways.cli.reading import has_ledger, journey_of
from cmo_pathways.cohort import Received, read_shares
from cmo_pathways.cohort.gradebook import Gradebook, gradebook_of, not_on_roster, write_gradebook
from cmo_pathways.cohort.names import without_degrees
from cmo_pathways.cohort.roster import read_roster
from cmo_pathways.cohort.share_file import SUFFIX
from cmo_pathways.errors import ExportError, LearnerError
from cmo_pathways.export.class_memos import SHARES, class_gradebook, unscored
from cmo_pathways.export.files import write_whole

_LARGEST = 5_000_000  # [bytes] a roster


def tell_gradebook(folder: Path | None, layout: str, out: Path, roster: Path | None, home: Path, as_json: bool) -> None:
    """Write the gradebook of a class. Raises LearnerError without a share, InputError for a roster with faults."""
    place = folder or home / SHARES
    found = read_shares(place, now=now())
    if not found.shares:
        raise LearnerError(f'There is no share in "{place}". Name the folder that holds the shares.')
    known = read_roster(read_bytes(roster, limit=_LARGEST), str(roster)) if roster else None
    if has_ledger(home):
        book = class_gradebook(journey_of(home), place)
    else:
        book = gradebook_of(found.shares, unscored(load_catalogue()))
    _refuse_given(out, place, found, roster)
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
    for name in _doubles(book):
        said = f"Two or more rows carry the name {name}; give each its id before you upload, or ask for fuller names."
        say(paragraph(said))
    refused = [problem for problem in found.problems if problem.severity == "error"]
    if refused:
        say(paragraph(f"{counted(len(refused), 'file')} left out; see: cmo-pathways cohort list"))
    if not any(one.kind == "memo" for one in book.columns):
        say(paragraph("No memo is graded: none has a score that stands, or the scores lie in another folder (--home)."))


def tell_statements(folder: Path | None, out: Path, home: Path, as_json: bool) -> None:
    """Write the shared results as xAPI statements. Raises LearnerError without a share."""
    from cmo_pathways.interop.share_statements import share_statements

    place = folder or home / SHARES
    found = read_shares(place, now=now())
    if not found.shares:
        raise LearnerError(f'There is no share in "{place}". Name the folder that holds the shares.')
    catalogue = load_catalogue()
    titles = {id: case.title for id, case in catalogue.cases.items()}
    lines = out.suffix.lower() in (".ndjson", ".jsonl")
    written = share_statements(found.shares, titles, catalogue.framework, as_lines=lines)
    _refuse_given(out, place, found)
    write_whole(out, written.data)
    if as_json:
        left_out = [{"what": one.what, "count": one.count, "why": one.why} for one in written.left_out]
        told = {"n": len(found.shares), "file": str(out), "kept": written.kept, "left_out": left_out}
        say_json({**told, "problems": problem_values(found.problems)})
        return
    counts = counted(written.kept["statements"], "statement")
    say(paragraph(f"{counts} about {counted(len(found.shares), 'fellow')} written to {out}, without a name."))


def _refuse_given(out: Path, place: Path, found: Received, roster: Path | None = None) -> None:
    """Raise ExportError where the new file would take the place of a share or of the roster that was read."""
    shares = {*found.files.values(), *found.replaced, *found.withdrawn}
    in_folder = out.parent.exists() and out.parent.samefile(place)
    if in_folder and (out.name in shares or out.suffix == SUFFIX):
        raise ExportError(f'"{out}" is a share and was left as it is. Give the new file another name.')
    if roster is not None and out.exists() and out.samefile(roster):
        raise ExportError(f'"{out}" is the roster and was left as it is. Give the new file another name.')


def _doubles(book: Gradebook) -> list[str]:
    names = {row.learner: " ".join(without_degrees(row.name).split()) for row in book.rows}
    often = Counter(name.casefold() for name in names.values())
    return list({name.casefold(): name for name in names.values() if often[name.casefold()] > 1}.values())

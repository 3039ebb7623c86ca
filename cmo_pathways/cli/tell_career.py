"""What ``career`` says: files for other programs, and the steps that a resume seems to show."""

from __future__ import annotations

from pathlib import Path

from cmo_pathways.catalogue import load_reference
from cmo_pathways.cli.files import read_bytes
from cmo_pathways.cli.output import paragraph, say, say_json, table
from cmo_pathways.cli.reading import blank_journey, has_ledger, journey_of
from cmo_pathways.cli.tell_interop import tell_written
from cmo_pathways.interop import career_graphml, career_json, curriculum_csv, read_resume
from cmo_pathways.journey import intake_of, routes_of
from cmo_pathways.json_text import MAX_BYTES
from cmo_pathways.ledger import replay


def tell_career(form: str, out: Path, goal: str | None, home: Path, as_json: bool) -> None:
    """Write the graph, or the quickest route to a role. Raises ExportError, UnknownId, LearnerError."""
    known = has_ledger(home)
    journey = journey_of(home) if known else blank_journey(home)
    graph = journey.catalogue.career
    if form == "curriculum":
        plan = routes_of(journey, journey.state() if known else replay(()), to=goal, k=1, draws=200)
        written = curriculum_csv(graph, plan.routes[0])
    else:
        codes = load_reference().facts.codes
        written = career_json(graph, codes) if form == "json" else career_graphml(graph, codes)
    tell_written(written, form, out, as_json)


def tell_proposals(file: Path, home: Path, as_json: bool) -> None:
    """The steps that a resume seems to show, with the words found. Raises InputError."""
    data = read_bytes(file, limit=MAX_BYTES)
    known = has_ledger(home)
    journey = journey_of(home) if known else blank_journey(home)
    country = intake_of(journey.state()).country if known else ""
    graph = journey.catalogue.career
    read = read_resume(graph, data, file.name, country=country)
    found = read.proposals
    if as_json:
        say_json({"file": str(file), "entries": read.entries, "proposals": found})
        return
    if not found:
        say(
            paragraph(f"{read.entries} entries were read; none names a step of the career map in words that are known.")
        )
        return
    rows = [(graph.step(one.step).name, one.since or "not said", one.found) for one in found]
    say(table(rows, head=("Step", "Since", "Words found")))
    say(paragraph("Nothing is recorded. Confirm what is right in lesson 05."))

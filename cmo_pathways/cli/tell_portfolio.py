"""What ``portfolio`` does: one more entry, what is missing or weak, the dossier as a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import click

from cmo_pathways.cli.entries import entry_from_file, entry_from_pairs, faults_of, unfilled
from cmo_pathways.cli.exporting import export_dossier, refused
from cmo_pathways.cli.group import now
from cmo_pathways.cli.output import counted, paragraph, say, say_json, table
from cmo_pathways.cli.reading import journey_of
from cmo_pathways.cli.safety import hit_lines, hit_values, record_acknowledged, safety_lines, safety_values
from cmo_pathways.errors import InputError, LearnerError, UnsafeExport
from cmo_pathways.journey import dossier_of, open_journey
from cmo_pathways.ledger import LedgerState
from cmo_pathways.portfolio import Hit, Portfolio, load_sections


def tell_new(section: str | None, file: Path | None, pairs: Sequence[str], home: Path, as_json: bool) -> None:
    """Check one entry and record it. Raises InputError with every fault, LedgerError."""
    fields, line_of = entry_from_file(file) if file else entry_from_pairs(pairs)
    said = fields.pop("section", "")
    if section and said and section != said:
        raise click.UsageError(f'The file says section "{said}", the option says "{section}". Keep one of them.')
    kind = section or said
    if not kind:
        raise click.UsageError(f"Give the --section: {', '.join(load_sections())}.")
    problems = faults_of(kind, fields, file, line_of)
    if problems:
        raise InputError(problems)
    journey = open_journey(home, clock=now)
    used = {event.subject for event in journey.ledger.events() if event.kind == "entry"}
    id = next(name for n in range(1, len(used) + 2) if (name := f"{kind}-{n}") not in used)
    journey.record("entry", id, {"section": kind, **fields})
    if as_json:
        say_json({"entry": id, "section": kind})
    else:
        say(f"{load_sections()[kind].name} saved as {id}.")


def tell_check(audience: str, home: Path, as_json: bool, acknowledge: Sequence[str] = ()) -> None:
    """What is missing, weak or unsafe for an audience, after hits were acknowledged.

    Raises LearnerError where an entry has a fault or a code belongs to no hit.
    """
    journey = journey_of(home)
    record_acknowledged(journey, acknowledge)
    state, today = journey.state(), now().date()
    dossier = dossier_of(journey, state, audience=audience, today=today)
    faults = {id: [p.message for p in faults_of(str(body.get("section")), body)] for id, body in state.entries.items()}
    problems = [{"entry": id, "message": text} for id, found in faults.items() for text in found]
    weak = {id: gaps for id, body in state.entries.items() if (gaps := unfilled(body))}
    if as_json:
        values = {"audience": audience, "entries": len(state.entries), "problems": problems, "weak": weak}
        told = {"missing": dossier.missing, "left_out": dossier.left_out}
        say_json({**values, **told, **safety_values(journey, state, audience, today)})
    else:
        say(_check_words(audience, state, dossier, problems, weak))
        say("\n".join(safety_lines(journey, state, audience, today)))
    if problems:
        raise LearnerError(f"{counted(len(problems), 'fault')} in the entries; mend what stands in the lines above.")


@dataclass(frozen=True, slots=True)
class Style:
    """How a document should look: paper, design (None = the audience's own), kind, language; and its hash list."""

    paper: str
    design: str | None
    kind: str
    language: str
    hashes: bool = False


def tell_export(audience: str, form: str, out: Path | None, style: Style, home: Path, as_json: bool) -> None:
    """Write the dossier as a file. Raises UnsafeExport after its hits were told, ExportError, LedgerError."""
    journey = journey_of(home)
    try:
        made = export_dossier(journey, audience=audience, form=form, out=out, **asdict(style))
    except UnsafeExport as error:
        hits = [hit for hit in error.hits if isinstance(hit, Hit)]
        if as_json:
            say_json({**refused(audience, str(error)), "identifiers": hit_values(hits)})
        else:
            say("\n".join(hit_lines(hits)).strip())
        raise
    if as_json:
        say_json(made.values)
    else:
        say("\n".join(made.lines))


def _check_words(
    audience: str, state: LedgerState, dossier: Portfolio, problems: list[dict[str, str]], weak: Mapping[str, list[str]]
) -> str:
    lines = [f"{counted(len(state.entries), 'entry')}, checked for {audience}"]
    for title, rows in (
        ("To mend", [(row["entry"], row["message"]) for row in problems]),
        ("Weak: results read better with these", [(id, ", ".join(fields)) for id, fields in weak.items()]),
        ("Left out of this dossier", [(item.id, item.reason) for item in dossier.left_out]),
    ):
        lines += ["", title, table(rows, indent=2)] if rows else []
    if dossier.missing:
        lines += ["", "Missing", *(paragraph(sentence, indent=2, mark="- ") for sentence in dossier.missing)]
    if len(lines) == 1:
        lines.append("Nothing is missing.")
    return "\n".join(lines)

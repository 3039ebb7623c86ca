"""What ``portfolio import`` does: a preview of what files would add, and the entries once the learner agrees."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import click

from cmo_pathways.cli.files import read_bytes
from cmo_pathways.cli.group import now
from cmo_pathways.cli.output import counted, paragraph, say, say_json, table
from cmo_pathways.cli.problems import problem_line, problem_values
from cmo_pathways.cli.reading import blank_journey, has_ledger, journey_of
from cmo_pathways.errors import LearnerError
from cmo_pathways.interop import ImportPreview, badge_sentences, import_events, import_preview
from cmo_pathways.journey import Journey, open_journey
from cmo_pathways.json_text import MAX_BYTES
from cmo_pathways.ledger import replay
from cmo_pathways.portfolio import load_sections

_SHOWN = 60


def tell_import(
    files: Sequence[Path], only: Sequence[str], skip: Sequence[str], yes: bool, home: Path, as_json: bool
) -> None:
    """Show what files would add, and add it with ``yes`` or once it is confirmed. Raises InputError, LedgerError."""
    given = [(str(file), read_bytes(file, limit=MAX_BYTES)) for file in files]
    journey = journey_of(home) if has_ledger(home) else blank_journey(home)
    events = journey.ledger.events() if has_ledger(home) else ()
    state = replay(events)
    taken = {event.subject for event in events if event.kind == "entry"}
    preview = import_preview(given, state.entries, profile=state.profile)
    chosen = [id for id in only or preview.fresh if id not in skip]
    new = import_events(preview, chosen, taken=taken)
    if not as_json:
        say("\n".join(_preview_lines(preview, set(chosen))))
    agreed = bool(new) and (yes or (not as_json and _asked(len(new))))
    added = _record(home, new) if agreed else []
    if as_json:
        say_json(_values(preview, set(chosen), added))
    elif agreed:
        say(f"\n{counted(len(added), 'record')} added: {_few(added)}.")
    else:
        say("\nNothing was added." + (" Add --yes to add what is marked with +." if new else ""))


def _asked(number: int) -> bool:
    if not sys.stdin.isatty():
        return False
    try:
        return click.confirm(f"\nAdd {counted(number, 'record')} to your portfolio?", err=True)
    except click.Abort as error:
        raise LearnerError("Nothing was added, because nobody confirmed it.") from error


def _record(home: Path, events: Sequence[tuple[str, str, Mapping[str, object]]]) -> list[str]:
    journey: Journey = open_journey(home, clock=now)
    return ["profile" if event.kind == "profile" else event.subject for event in journey.record_all(events)]


def _values(preview: ImportPreview, chosen: set[str], added: list[str]) -> dict[str, object]:
    proposals = [
        {
            "id": found.id, "section": found.section, "fields": found.fields, "file": found.file, "line": found.line,
            "record": found.place, "duplicate_of": found.twin or None, "because": found.why or None,
            "chosen": found.id in chosen, "badge": badge_sentences(found.body),
        }
        for found in preview.proposals
    ]  # fmt: skip
    return {
        "formats": preview.formats,
        "proposals": proposals,
        "problems": problem_values(preview.problems),
        "ignored": preview.ignored,
        "kept_beside": preview.beside,
        "added": added,
    }


def _preview_lines(preview: ImportPreview, chosen: set[str]) -> Iterator[str]:
    read = "; ".join(f"{file}: {form}" for file, form in preview.formats.items())
    yield paragraph(f"{read}. {counted(len(preview.proposals), 'record')}, {len(chosen):,} to be added.")
    sections = load_sections()
    for title, rows in (
        ("To be added", [found for found in preview.proposals if found.id in chosen]),
        ("Not to be added", [found for found in preview.proposals if found.id not in chosen]),
    ):
        if rows:
            yield f"\n{title}"
            mark = "+" if title == "To be added" else " "
            lines = [
                (f"{mark} {found.id}", sections[found.section].name if found.section in sections else "Profile",
                 found.summary + (f" - {_twin(found.twin, found.why)}" if found.twin else ""))
                for found in rows[:_SHOWN]
            ]  # fmt: skip
            yield table(lines, indent=2) + _more(len(rows))
    for found in [found for found in preview.proposals if found.id in chosen][:_SHOWN]:
        if told := badge_sentences(found.body):
            yield f"\nThe badge of record {found.id}"
            yield "\n".join(paragraph(sentence, indent=2) for sentence in told)
    if preview.problems:
        yield "\nNot usable as they are"
        yield "\n".join(
            paragraph(problem_line(found), indent=2) for found in preview.problems[:_SHOWN]
        ) + _more(len(preview.problems))  # fmt: skip
    if preview.ignored:
        yield "\nPassed over on purpose"
        yield table([(item.what, f"{item.count:,}", item.why) for item in preview.ignored], right=(1,), indent=2)
    if preview.beside:
        words = ", ".join(f"{name[:40]} ({count:,})" for name, count in list(preview.beside.items())[:_SHOWN])
        yield "\nKept with the entries as the files have it, not printed"
        yield paragraph(words, indent=2)


def _twin(twin: str, why: str) -> str:
    return f"you have it as {'record ' if twin.isdigit() else ''}{twin}: {why}"


def _few(added: list[str]) -> str:
    return ", ".join(added[:12]) + (f" and {len(added) - 12:,} more" if len(added) > 12 else "")


def _more(number: int) -> str:
    return f"\n  and {number - _SHOWN:,} more; --json lists all" if number > _SHOWN else ""

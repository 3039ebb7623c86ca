"""What ``session handout`` does: writes the learner's sheet, the facilitator's script and the learner's notebook."""

from __future__ import annotations

from pathlib import Path

from cmo_pathways.catalogue import load_catalogue
from cmo_pathways.cli.group import now
from cmo_pathways.cli.output import counted, say, say_json
from cmo_pathways.cli.tell_session import session_of
from cmo_pathways.export.session import write_kit
from cmo_pathways.reports.session import Run


def tell_kit(which: str, out: Path, form: str, starts: str, sector: str, paper: str, as_json: bool) -> None:
    """Write the kit and name its files. Raises UnknownId, LearnerError, InputError, ExportError."""
    run = Run(session_of(which), "short" if form == "short" else "long", starts, sector)
    kit = write_kit(run, load_catalogue(), out, today=now().date(), paper="a4" if paper == "a4" else "letter")
    copies = {"learner": kit.learner, "facilitator": kit.facilitator}
    if as_json:
        files: list[dict[str, object]] = [
            {"copy": copy, "file": str(made.file), "pages": made.pages, "sha256": made.sha256}
            for copy, made in copies.items()
        ]
        files.append({"copy": "notebook", "file": str(kit.notebook), "pages": None, "sha256": kit.notebook_sha256})
        say_json(
            {"session": run.session.id, "form": run.form, "sector": run.sector, "hours": run.hours, "files": files}
        )
        return
    say(f"{kit.learner.file}, {counted(kit.learner.pages, 'page')}: learner's sheet")
    say(f"{kit.facilitator.file}, {counted(kit.facilitator.pages, 'page')}: facilitator's script, with the answers")
    say(f"{kit.notebook}: learner's notebook")
